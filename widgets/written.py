"""What people write or paste, without what no screen can show."""

from __future__ import annotations

import unicodedata
from typing import Final

_KEPT: Final = frozenset("\n\t")
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They turn the order of the letters behind them around: a log would read otherwise than it was written."""


def written(text: str) -> str:
    """The text without control characters (line feeds and tabs stay) and without blanks at its ends."""
    return "".join(one for one in text if one in _KEPT or not (one in _TURNING or unicodedata.category(one) == "Cc")).strip()
