"""Output files that appear whole or not at all: a run that fails or is stopped leaves no half file, nor touches an old one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from itertools import combinations
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from alerts.errors import OutputError
from feeds.recordings.trouble import cannot_write

_DATABASE: Final = b"SQLite format 3\0"
_STREAMS: Final = Path("/dev")
"""What lies here (/dev/stdout, /dev/null) is written as it goes: it cannot be put in place afterwards."""


class WholeFile:
    """Written beside its place, under another name, and put there by leaving the context without an error.

    Every method raises OutputError, which names the file, where the system refuses.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        # what a link points to is replaced, not the link
        self._target = Path(os.path.realpath(path))
        streamed = path.is_absolute() and path.is_relative_to(_STREAMS)
        self._part = None if streamed else self._target.with_name(f".{self._target.name}.part")
        try:
            if self._part is not None and self._target.is_dir():
                raise IsADirectoryError
            if self._part is not None and self._target.exists() and not os.access(self._target, os.W_OK):
                raise PermissionError
            if self._part is not None and self._target.is_file() and _begins(self._target, _DATABASE):
                raise OutputError(f"{path}: this is a database, perhaps an incident log; choose another file to write to")
            self._file: BinaryIO = (self._part or path).open("wb")
        except OSError as error:
            raise cannot_write(path, error) from None

    def write(self, data: bytes) -> None:
        """Add these bytes."""
        try:
            self._file.write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self._refused(error) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None:
            with suppress(OSError):
                self._file.close()
            self._drop()
            return
        try:
            self._file.close()
            if self._part is not None:
                self._part.replace(self._target)
        except BrokenPipeError:
            raise
        except OSError as failure:
            self._drop()
            raise self._refused(failure) from None

    def _drop(self) -> None:
        if self._part is not None:
            with suppress(OSError):
                self._part.unlink()

    def _refused(self, error: OSError) -> OutputError:
        return cannot_write(self._path, error, kept=self._part is None)


def must_be_writable(path: Path) -> None:
    """OutputError where this file could not be written: better said before the work than after it."""
    with suppress(_Tried), WholeFile(path):
        raise _Tried


class _Tried(Exception):
    """Nothing was written, on purpose."""


def _begins(path: Path, magic: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(len(magic)) == magic


def all_different(inputs: Sequence[Path], outputs: Sequence[Path]) -> None:
    """OutputError where an output is one of the inputs, lies in one that is a folder, or is another output as well."""
    read = [Path(os.path.realpath(path)) for path in inputs]
    for path in outputs:
        target = Path(os.path.realpath(path))
        if target in read:
            raise OutputError(f"{path}: it is an input; choose another name for what is written")
        if any(one in target.parents for one in read):
            raise OutputError(f"{path}: it lies in a folder that is an input; choose another place to write to")
    for one, other in combinations(outputs, 2):
        same = os.path.realpath(one) == os.path.realpath(other)
        if same and not (one.is_absolute() and one.is_relative_to(_STREAMS)):
            raise OutputError(f"{other}: two outputs cannot go into one file; choose another file for one of them")
