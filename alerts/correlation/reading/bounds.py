"""Texts no longer than correlation has use for: what an event says beyond that is kept in its raw bytes alone.

And in composed letters (Unicode's NFC): some systems send Hangul in its parts, which look the same and compare as different.

Without the bounds a flood of events of the greatest size would fill the memory, and each would cost a thousand times an
ordinary one to read.
"""

from __future__ import annotations

from typing import Any, Final
from unicodedata import is_normalized, normalize

from msgspec.structs import replace

from alerts.events import Disaster, Dispatch, Event

TEXT: Final = 2_000
"""Characters of a call's or an alert's text."""
NAME: Final = 200
"""Characters of a place, a category, or another name."""
CANDIDATES: Final = 64
UNITS: Final = 32
_FIELDS: Final[dict[type, tuple[tuple[str, int], ...]]] = {
    Dispatch: (("text", TEXT), ("category", NAME)),
    Disaster: (
        ("headline", TEXT), ("instruction", TEXT), ("event_code", NAME), ("category", NAME), ("area_name", NAME),
    ),
}  # fmt: skip

WORDY: Final = frozenset(_FIELDS)
"""Event classes with texts of their own: of others only those with a place or candidates can be too long."""


def bounded(event: Event) -> Event:
    """The event, or a copy of it with what is too long cut, and what is in parts composed."""
    place = event.place
    if (place is not None and not _fits(place, NAME)) or len(event.candidates) > CANDIDATES:
        return _cut(event)
    kind = type(event)
    if kind is Dispatch:
        text, category = event.text, event.category  # type: ignore[union-attr]
        if (
            (text is not None and not _fits(text, TEXT))
            or (category is not None and not _fits(category, NAME))
            or event.units is not None  # type: ignore[union-attr]
        ):
            return _cut(event)
    elif kind is Disaster:
        return _cut(event)
    return event


def _fits(text: str, most: int) -> bool:
    return len(text) <= most and (text.isascii() or is_normalized("NFC", text))


def _cut(event: Event) -> Event:
    changes: dict[str, Any] = {}
    for name, most in (("place", NAME), *_FIELDS.get(type(event), ())):
        value = getattr(event, name)
        if value is not None and not _fits(value, most):
            # a syllable in its parts is three letters at most
            changes[name] = normalize("NFC", value[: 3 * most])[:most]
    if len(event.candidates) > CANDIDATES:
        changes["candidates"] = event.candidates[:CANDIDATES]
    if isinstance(event, Dispatch) and event.units and (len(event.units) > UNITS or len(max(event.units, key=len)) > NAME):
        changes["units"] = [unit[:NAME] for unit in event.units[:UNITS]]
    return replace(event, **changes) if changes else event
