"""The names of the rolling recorder's segments."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

SEGMENT: Final = "%Y%m%d-%H%M%SZ"
"""A segment is named for the minute in which it begins, UTC."""
_NAME: Final = re.compile(r"\d{8}-\d{6}Z(-\d{2})?\.mcap")


def segments_of(folder: Path) -> list[Path]:
    """The segments in this folder, oldest first; none where it is no folder."""
    return sorted(path for path in folder.glob("*.mcap") if _NAME.fullmatch(path.name)) if folder.is_dir() else []
