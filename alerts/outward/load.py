"""Reads the file of linked services and refuses it, naming file, line, key and what was expected, where it has a mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, TypeAlias

import msgspec

from alerts.errors import RulesError
from alerts.incidents import KINDS
from alerts.outward.directory import Directory
from alerts.outward.forms import SERVICES
from alerts.rules.tables import Tables, file_text

DEFAULT: Final = Path(__file__).resolve().parents[2] / "resources" / "outward.toml"
CATEGORIES: Final = (
    "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE", "Other",
)  # fmt: skip
PERSONAL: Final = frozenset({"video", "person", "vehicle"})
"""Services with which personal information leaves the house: a purpose and a legal basis belong to each."""
_AT: Final = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")
_UNKNOWN: Final = re.compile(r"Object contains unknown field `(?P<name>[^`]+)`")
_MISSING: Final = re.compile(r"Object missing required field `(?P<name>[^`]+)`")
_Mistake: TypeAlias = tuple[tuple[str, ...], str]


def load_directory(path: Path | None = None) -> Directory:
    """Read the file, or the one that comes with the product. RulesError names file, line, key and what was expected."""
    path = DEFAULT if path is None else path
    return parse_directory(file_text(path, "file of linked services"), path)


def parse_directory(text: str, path: Path | str = "outward.toml") -> Directory:
    """The directory that this text holds; RulesError as for :func:`load_directory`."""
    tables = Tables(text, path)
    try:
        directory = msgspec.convert(tables.data, Directory)
    except msgspec.ValidationError as error:
        raise _refused(tables, str(error)) from None
    for place, expected in _mistakes(directory):
        raise tables.refuse(place, expected)
    return directory


def _mistakes(directory: Directory) -> Iterator[_Mistake]:
    """What the types alone do not show: where, and what was expected."""
    for table, key, names in (
        ("counterpart", "id", [one.id for one in directory.counterparts]),
        ("service", "id", [one.id for one in directory.services]),
        ("purpose", "id", [one.id for one in directory.purposes]),
        ("basis", "id", [one.id for one in directory.bases]),
        ("event", "code", [one.code for one in directory.events]),
    ):
        for at, name in enumerate(names):
            if name in names[:at]:
                yield (table, str(at), key), f"{name!r} stands here for the second time; each may be named once"
    for at, service in enumerate(directory.services):
        yield from _grounds(directory, at)
        yield from _kinds("service", at, service.kinds)
    for at, event in enumerate(directory.events):
        yield from _kinds("event", at, event.kinds)
        if event.category not in CATEGORIES:
            expected = ", ".join(CATEGORIES)
            yield ("event", str(at), "category"), f"{event.category!r} is no category of CAP; expected one of {expected}"


def _grounds(directory: Directory, at: int) -> Iterator[_Mistake]:
    """Purposes and legal bases of one service."""
    service = directory.services[at]
    for key, table, named, known in (
        ("purposes", "purpose", service.purposes, [one.id for one in directory.purposes]),
        ("bases", "basis", service.bases, [one.id for one in directory.bases]),
    ):
        for name in named:
            if name not in known:
                yield ("service", str(at), key), f"{name!r} is no [[{table}]] of this file; expected one of {', '.join(known)}"
        if service.id in PERSONAL and not named:
            yield ("service", str(at), key), "expected at least one: personal information leaves the house with it"


def _kinds(table: str, at: int, kinds: Sequence[str]) -> Iterator[_Mistake]:
    for kind in kinds:
        if kind not in KINDS:
            yield (table, str(at), "kinds"), f"{kind!r} is no kind of incident; expected some of {', '.join(KINDS)}"


def _refused(tables: Tables, said: str) -> RulesError:
    at = _AT.search(said)
    keys = tuple(re.findall(r"[^.\[\]]+", at["path"])) if at is not None else ()
    said = _AT.sub("", said)
    unknown, missing = _UNKNOWN.search(said), _MISSING.search(said)
    if unknown is not None:
        return tables.refuse((*keys, unknown["name"]), "there is no such key")
    if missing is not None:
        return tables.refuse((*keys, missing["name"]), "this key is missing")
    if "enum" in said and keys[:1] in (("service",), ("counterpart",)):
        said += f"; expected one of {', '.join(SERVICES)}"
    return tables.refuse(keys, said.replace("`", ""))
