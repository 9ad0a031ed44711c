"""From what a person types to what the database is asked.

The index holds trigrams, which cannot answer for one or two characters, and most Korean words have two: those go by LIKE over
the narrow text table. Text and question are both brought to NFC first, for some keyboards send Korean letter by letter.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SHORTEST: Final = 3
_COLUMNS: Final = ("title", "place", "body")
_IN_ID: Final = re.compile(r"[INC0-9-]+", re.IGNORECASE | re.ASCII)
"""A word that may be a part of an incident's id. Ids are looked for in their own column: an incident gets its id when it has
been in the index for minutes already, and to put its texts there once more would cost as much as all else written of it."""
_TRIGRAMS: Final = "SELECT rowid FROM incident_text_fts WHERE incident_text_fts MATCH ?"
_TEXTS: Final = "SELECT row FROM incident_text WHERE "
_LIKE: Final = "(" + " OR ".join(rf"{column} LIKE ? ESCAPE '\'" for column in _COLUMNS) + ")"
_IDS: Final = " UNION SELECT row FROM incident WHERE id LIKE ?"


def normal(text: str) -> str:
    """The form in which texts are kept and asked for."""
    return unicodedata.normalize("NFC", text.replace("\0", ""))


def condition(text: str) -> tuple[str, list[str]]:
    """A condition on ``incident.row`` that holds where all words of ``text`` occur, and its values; empty for no words."""
    words = list(dict.fromkeys(normal(text).split()))
    clauses: list[str] = []
    values: list[str] = []
    long = [word for word in words if len(word) >= _SHORTEST and not _IN_ID.fullmatch(word)]
    if long:
        clauses.append(f"i.row IN ({_TRIGRAMS})")
        values.append(" AND ".join(map(_quoted, long)))
    short = [word for word in words if len(word) < _SHORTEST and not _IN_ID.fullmatch(word)]
    if short:
        clauses.append(f"i.row IN ({_TEXTS}{' AND '.join([_LIKE] * len(short))})")
        for word in short:
            values += [_anywhere(word)] * len(_COLUMNS)
    for word in filter(_IN_ID.fullmatch, words):
        if len(word) < _SHORTEST:
            clauses.append(f"i.row IN ({_TEXTS}{_LIKE}{_IDS})")
            values += [_anywhere(word)] * (len(_COLUMNS) + 1)
        else:
            clauses.append(f"i.row IN ({_TRIGRAMS}{_IDS})")
            values += [_quoted(word), _anywhere(word)]
    return " AND ".join(clauses), values


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _anywhere(word: str) -> str:
    return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
