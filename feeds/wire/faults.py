"""What a decoder found wrong, in words that name the field."""

from __future__ import annotations

import re
from typing import Final

from alerts.validation import Rejection

_AT: Final = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")
_MISSING: Final = re.compile(r"^Object missing required field `(?P<name>[^`]+)`$")
_LONGEST: Final = 240


def explain(error: Exception) -> tuple[str, str]:
    """The field (empty where it is the whole) and the reason, of what a decoder raised."""
    if isinstance(error, UnicodeDecodeError):
        return "", "text that is not UTF-8"
    if isinstance(error, RecursionError):
        return "", "nested too deeply"
    text = str(error)
    path = ""
    at = _AT.search(text)
    if at is not None:
        path, text = at["path"], text[: at.start()]
    missing = _MISSING.match(text)
    if missing is not None:
        return f"{path}.{missing['name']}".lstrip("."), "required field missing"
    return path, text.replace("`", "")


def rejection(source: str, event_id: str, field: str, reason: str, raw: bytes) -> Rejection:
    """A rejection whose reason names the field and is of bounded length."""
    told = f"{field}: {reason}" if field else reason
    if len(told) > _LONGEST:
        told = told[: _LONGEST - 1] + "…"
    return Rejection(source[:256], event_id[:256], field[:256], told, raw)
