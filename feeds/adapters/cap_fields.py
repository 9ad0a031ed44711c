"""Reads the elements of a CAP alert by name, whatever their namespace prefix."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from lxml import etree

MAX_TEXT: Final = 20_000
"""Characters of one text that are kept; instructions of real alerts have some thousands."""


class Refusal(Exception):
    """The alert cannot be used; names the element and says why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class Fields:
    """The children of an element by local name."""

    def __init__(self, element: Any) -> None:
        self.element = element
        self._children: dict[str, list[Any]] = {}
        for child in element:
            if isinstance(child.tag, str):
                self._children.setdefault(etree.QName(child).localname, []).append(child)

    def all(self, name: str) -> list[Any]:
        """Every child of this name."""
        return self._children.get(name, [])

    def text(self, name: str) -> str:
        """The text of the first child of this name, trimmed; empty where there is none."""
        found = self._children.get(name)
        return text_of(found[0]) if found else ""

    def moment(self, name: str) -> str | None:
        """A time as RFC 3339; None where there is none or it has no offset (which hour it means is not known)."""
        return moment_of(self.text(name))


def text_of(element: Any) -> str:
    """All text inside an element, trimmed and of bounded length."""
    return "".join(element.itertext()).strip()[:MAX_TEXT]


def texts_of(elements: Iterable[Any], most: int = 50) -> list[str]:
    """The texts of the first few of these elements, empty ones left out."""
    return [text for element in list(elements)[:most] if (text := text_of(element))]


def pairs_of(elements: Iterable[Any], most: int = 100) -> list[list[str]]:
    """The (valueName, value) of the first few of these elements."""
    found = (Fields(element) for element in list(elements)[:most])
    return [[pair.text("valueName"), pair.text("value")] for pair in found]


def moment_of(text: str) -> str | None:
    """An ISO 8601 time with an offset as RFC 3339, else None."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.isoformat() if moment.tzinfo is not None and "T" in text else None
    except (ValueError, OverflowError):
        return None
