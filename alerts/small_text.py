"""Text files that people write: read whole, and never more than a person could have written."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Final

LARGEST: Final = 16 * 1024 * 1024
"""Bytes."""


def read_small_text(path: Path) -> str:
    """The UTF-8 text of this file or pipe. OSError, also where it is larger than ``LARGEST``; UnicodeDecodeError."""
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise OSError(errno.EFBIG, f"it is larger than {LARGEST >> 20} MB")
    return data.decode("utf-8").replace("\r\n", "\n")
