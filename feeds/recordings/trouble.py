"""What the file system refuses, in the words of whoever asked."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Final

from alerts.errors import InputError, OutputError

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def cannot_read(path: Path, error: OSError) -> InputError:
    """The error to raise where ``path`` could not be read."""
    if isinstance(error, FileNotFoundError):
        return InputError(f"{path}: there is no such file")
    if isinstance(error, IsADirectoryError):
        return InputError(f"{path}: this is a folder; name one recording in it")
    if isinstance(error, PermissionError):
        return InputError(f"{path}: you may not read this file")
    return InputError(f"{path}: it cannot be read ({_reason(error)})")


def cannot_write(path: Path, error: OSError, kept: bool = True) -> OutputError:
    """The error to raise where ``path`` could not be written. ``kept``: whether what was written before is left."""
    if isinstance(error, FileExistsError):
        return OutputError(f"{path}: it exists already; choose another name, or --force to replace it")
    if isinstance(error, FileNotFoundError) and not path.parent.exists():
        return OutputError(f"{path}: the folder {path.parent} does not exist")
    if isinstance(error, IsADirectoryError):
        return OutputError(f"{path}: this is a folder; name a file in it")
    if isinstance(error, PermissionError):
        return OutputError(f"{path}: you may not write here")
    if error.errno in _FULL:
        return OutputError(
            f"{path}: the disk is full; {'what was written before can be read' if kept else 'nothing of it was kept'}"
        )
    return OutputError(f"{path}: it cannot be written ({_reason(error)})")


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
