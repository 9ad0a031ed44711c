"""A rules file with fitted figures: every comment stays, and each changed figure says where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import tomlkit
from tomlkit.items import InlineTable, Item

from alerts.tuning.figures import Changed

_LONGEST = 110


def rewritten(text: str, changes: Sequence[Changed], origin: str) -> str:
    """The text of a rules file with these figures; ``origin`` (one line) says what they were fitted to, and when."""
    document = tomlkit.parse(text)
    notes: dict[tuple[str, ...], list[str]] = {}
    for change in changes:
        table, key = _found(document, change.path)
        inline = isinstance(table, InlineTable)
        place = change.path[:-1] if inline else change.path
        last = change.path[-1]
        notes.setdefault(place, []).append(
            f"{last} was {change.old:g} ({change.why})" if inline else f"tuned, was {change.old:g}: {change.why}"
        )
        value = tomlkit.item(float(change.new))
        before = table.get(key)
        if isinstance(before, Item):
            value.trivia.comment_ws, value.trivia.comment = before.trivia.comment_ws, before.trivia.comment
        table[key] = value
    for place, told in notes.items():
        table, key = _found(document, place)
        item = table[key]
        said = "; ".join(told)
        if isinstance(item, InlineTable):
            said = f"tuned: {said}"
        known = item.trivia.comment.removeprefix("#").strip()
        item.comment(_cut(f"{said} | {known}" if known and not known.startswith("tuned") else said))
    return f"# {' '.join(origin.split())}\n{tomlkit.dumps(document)}"


def _found(document: Any, path: tuple[str, ...]) -> tuple[Any, str]:
    """The table that holds a figure, and its key there."""
    table = document
    steps = list(path)
    if steps[0] == "report":
        table = next(entry for entry in document["report"] if entry["name"] == steps[1])
        steps = steps[2:]
    for step in steps[:-1]:
        table = table[step]
    return table, steps[-1]


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
