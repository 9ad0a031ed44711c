"""Bugs are loud in the log file and short on the screen; nobody is shown a traceback."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

LOG_BYTES: Final = 1 << 20

log = logging.getLogger("console")


class Short(logging.Formatter):
    """For a screen: what happened, without the traceback."""

    def formatException(self, ei: object) -> str:
        del ei
        return ""


class Faults:
    """Takes exceptions that nobody caught (Qt gives those of slots here too); ``tell`` says so on the screen."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self.tell: Callable[[Path], None] = lambda _path: None

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log it whole, tell it in one sentence; the first one also on the standard error."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.critical("an internal error", exc_info=(kind, error, trace))
        self.count += 1
        if self.count == 1:
            self._print(self.path)
        self.tell(self.path)

    def _print(self, path: Path) -> None:
        print(f"gwanje: an internal error; what happened is in {path}", file=sys.stderr)


@contextmanager
def logged(path: Path) -> Iterator[Faults]:
    """Log to this file (two of at most 1 MB) and take uncaught exceptions, for as long as the console runs."""
    handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.setLevel(logging.WARNING)
    root = logging.getLogger()
    root.addHandler(handler)
    faults, before = Faults(path), sys.excepthook
    sys.excepthook = faults.take
    try:
        yield faults
    finally:
        sys.excepthook = before
        root.removeHandler(handler)
        handler.close()
