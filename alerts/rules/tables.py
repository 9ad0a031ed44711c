"""Reads a declared file (TOML) into typed tables, and refuses it by file, line, key and what was expected."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Literal, TypeVar, get_args, get_origin

import msgspec
from msgspec import Struct

from alerts.errors import RulesError
from alerts.rules.locate import locate
from alerts.small_text import read_small_text

_PATH: Final = re.compile(r" - at `\$\.?([^`]*)`$")
_Table = TypeVar("_Table", bound=Struct)


class Mistake(Exception):
    """A key of a table, and what was expected there; whoever reads the file adds file and line."""

    def __init__(self, key: tuple[str, ...], expected: str) -> None:
        super().__init__(expected)
        self.key = key
        self.expected = expected


def file_text(path: Path, what: str) -> str:
    """The text of this file; RulesError where it cannot be read. ``what`` names it: ``rules file``."""
    try:
        return read_small_text(path)
    except IsADirectoryError:
        raise RulesError(f"{path} is a folder; a {what} (.toml) was expected") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise RulesError(f"{what} {path} cannot be read: {reason}") from None


class Tables:
    """One text; RulesError where it is not TOML."""

    def __init__(self, text: str, path: Path | str) -> None:
        self.path = path
        self.text = text
        try:
            self.data: dict[str, Any] = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"line (\d+)", str(error))
            said, where = str(error), str(path)
            if found:
                where, number = self.origin(int(found.group(1)), ())
                said, where = said.replace(found.group(0), f"line {number}"), f"{where}: line {number}"
            raise RulesError(f"{where}: not valid TOML: {said}") from None
        self.lines = locate(self.text)

    def refuse(self, place: tuple[str, ...], expected: str) -> RulesError:
        """The error for a mistake at this key."""
        at = place
        while at and at not in self.lines:
            at = at[:-1]
        where = str(self.path)
        if at:
            where, number = self.origin(self.lines[at], place)
            where = f"{where}: line {number}"
        return RulesError(f"{where}: {'.'.join(place)}: {expected}")

    def origin(self, line: int, place: tuple[str, ...]) -> tuple[str, int]:
        """The file that a line of the text comes from, and its number there; ``place`` is the key, () where none is known."""
        return str(self.path), line

    def table(self, place: tuple[str, ...], value: Any, kind: type[_Table]) -> _Table:
        """This value as a struct; a key that is unknown, missing or of a wrong type is refused."""
        try:
            return msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            said = str(error)
            found = _PATH.search(said)
            key: tuple[str, ...] = tuple(re.split(r"[.\[]", found.group(1))[:1]) if found and found.group(1) else ()
            unknown = re.search(r"unknown field `([^`]*)`", said) or re.search(r"missing required field `([^`]*)`", said)
            raise self.refuse((*place, *key, *(unknown.groups() if unknown else ())), _expected(said, kind, key)) from None

    def checked(self, place: tuple[str, ...], check: Callable[[], None]) -> None:
        """Run a check of one table; its :class:`Mistake` gets file and line."""
        try:
            check()
        except Mistake as mistake:
            raise self.refuse((*place, *mistake.key), mistake.expected) from None

    def entries(self, name: str) -> list[Any]:
        """The ``[[name]]`` entries."""
        value = self.data[name]
        if not isinstance(value, list):
            raise self.refuse((name,), f"expected entries headed [[{name}]]")
        return value

    def named(self, name: str) -> dict[str, Any]:
        """The ``[name]`` table."""
        value = self.data[name]
        if not isinstance(value, dict):
            raise self.refuse((name,), "expected a table")
        return value


def _expected(said: str, kind: type[Struct], key: tuple[str, ...]) -> str:
    """What msgspec said, without the path, and with what could have been written there instead."""
    said = _PATH.sub("", said)
    said = said[:1].lower() + said[1:]
    fields = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
    if "unknown field" in said and not key:
        return f"{said}; expected one of {', '.join(fields)}"
    allowed = _choices(fields.get(key[0])) if key else []
    if "invalid enum value" in said and allowed:
        return f"{said}; expected one of {', '.join(allowed)}"
    return said


def _choices(declared: Any) -> list[str]:
    """The words that a type allows, also within a list or beside None."""
    if get_origin(declared) is Literal:
        return [str(one) for one in get_args(declared)]
    return [name for part in get_args(declared) for name in _choices(part)]
