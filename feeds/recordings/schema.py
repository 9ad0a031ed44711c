"""The JSON Schema of the messages in a recording."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_SCHEMAS: Final = Path(__file__).resolve().parent.parent.parent / "resources" / "schemas"


def envelope_schema(folder: Path = _SCHEMAS) -> bytes:
    """The schema of an envelope, to be put into recordings; empty where this installation has none."""
    try:
        return (folder / "envelope.schema.json").read_bytes()
    except OSError:
        return b""
