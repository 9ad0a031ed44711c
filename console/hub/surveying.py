"""Notices that a hub's camera register or its purposes were replaced, and reads them beside the hub's own work."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from alerts.cameras.purposes import FILE
from alerts.cameras.store import register_path
from alerts.errors import WorldError
from alerts.places.surveyed import Survey, Surveyed

_log: Final = logging.getLogger("console.hub")
LOOK_S: Final = 1.0
_Stamp = tuple[tuple[int, int, int] | None, ...]


class Watch:
    """Looks at the files once a second. What was read is handed out by :meth:`look`, in the hub's own thread."""

    def __init__(self, cameras: Surveyed, data: Path, city: str) -> None:
        self._cameras = cameras
        self._files = (register_path(data, city), data / FILE)
        self._seen: _Stamp = ()
        self._due = 0.0
        self._thread: threading.Thread | None = None
        self._found: Survey | None = None

    def look(self, now: float, change: Callable[[Survey], bool]) -> None:
        """``now``: monotonic seconds. What is new goes to ``change``; what cannot be used is said in the hub's log, once."""
        if self._thread is not None:
            if self._thread.is_alive():
                return
            self._thread = None
            if self._found is not None:
                self._put(self._found, change)
            return
        if now < self._due:
            return
        self._due = now + LOOK_S
        stamp = self._stamp()
        if stamp == self._seen:
            return
        # the first time in any case: the files may have changed since they were read at the start
        self._seen, self._found = stamp, None
        self._thread = threading.Thread(target=self._read, name="cameras", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Wait until nothing is being read any more."""
        if self._thread is not None:
            self._thread.join(5.0)

    def _put(self, found: Survey, change: Callable[[Survey], bool]) -> None:
        try:
            if change(found):
                _log.info("cameras: %s in force (%s)", found.about["cameras"], found.sealed.version)
        except WorldError as error:
            _log.error("the cameras stay as they were: %s", error)

    def _read(self) -> None:
        try:
            self._found = self._cameras.read()
        except WorldError as error:
            _log.error("the cameras stay as they were: %s", error)

    def _stamp(self) -> _Stamp:
        return tuple(_stamp(file) for file in self._files)


def _stamp(file: Path) -> tuple[int, int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
