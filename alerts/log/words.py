"""From what a person types to what the database is asked.

The index holds trigrams, which cannot answer for one or two characters, and most Korean words have two: those go by LIKE over
the narrow text table. Text and question are both brought to NFC first, for some keyboards send Korean letter by letter.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_SHORTEST: Final = 3
_COLUMNS: Final = ("title", "place", "body")


def normal(text: str) -> str:
    """The form in which texts are kept and asked for."""
    return unicodedata.normalize("NFC", text.replace("\0", ""))


def condition(text: str) -> tuple[str, list[str]]:
    """A condition on ``incident.row`` that holds where all words of ``text`` occur, and its values; empty for no words."""
    words = list(dict.fromkeys(normal(text).split()))
    long = [word for word in words if len(word) >= _SHORTEST]
    clauses: list[str] = []
    values: list[str] = []
    if long:
        clauses.append("i.row IN (SELECT rowid FROM incident_text_fts WHERE incident_text_fts MATCH ?)")
        values.append(" AND ".join('"' + word.replace('"', '""') + '"' for word in long))
    short = [word for word in words if len(word) < _SHORTEST]
    if short:
        like = " AND ".join("(" + " OR ".join(rf"{column} LIKE ? ESCAPE '\'" for column in _COLUMNS) + ")" for _ in short)
        clauses.append(f"i.row IN (SELECT row FROM incident_text WHERE {like})")  # noqa: S608
        for word in short:
            pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
            values += [pattern] * len(_COLUMNS)
    return " AND ".join(clauses), values
