"""What a recording says of itself: who made it, and the JSON Schema of its messages."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

_SCHEMAS: Final = Path(__file__).resolve().parent.parent.parent / "resources" / "schemas"


def envelope_schema(folder: Path = _SCHEMAS) -> bytes:
    """The schema of an envelope, to be put into recordings; empty where this installation has none."""
    try:
        return (folder / "envelope.schema.json").read_bytes()
    except OSError:
        return b""


def program() -> str:
    """This program's name and version."""
    try:
        return f"gwanje {version('gwanje')}"
    except PackageNotFoundError:
        return "gwanje"
