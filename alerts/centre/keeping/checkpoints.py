"""When to save the whole state, and saving it without standing still.

On Linux a forked child saves: it has the state as it was at the moment of the fork and all the time it needs, while the hub
goes on. Elsewhere, or where it is wanted so, another process makes the state anew from what the log holds (the last
checkpoint and the journal), as a start would. Only where neither can be done it is done on the spot. Until a checkpoint is
in the log, the journal holds all it would hold.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import warnings
from collections.abc import Callable
from typing import Final, Protocol, TypeAlias

from alerts.centre.settings import CentreSettings
from alerts.log.work import Checkpoint

_log: Final = logging.getLogger("alerts.centre")
_NICE: Final = 5
_MOST_FILES: Final = 1 << 20
FORKS: Final = sys.platform == "linux"


class Making(Protocol):
    """A checkpoint that is made by another process."""

    now: float
    upto: int
    failed: bool

    def is_over(self) -> bool: ...
    def result(self) -> bytes: ...
    def kill(self) -> None: ...


Beside: TypeAlias = Callable[[float, int], Making]
"""Time and the journal's last row -> a process that makes the state which they lead to. OSError where none can be had."""


class Checkpoints:
    """Makes checkpoints of what ``make`` gives, now and then; at most one at a time. It is told whether it is the last time."""

    def __init__(self, settings: CentreSettings, make: Callable[[bool], bytes]) -> None:
        self._settings = settings
        self._make = make
        self._events = 0
        self._at = 0.0
        self._mb = 0.0
        self._child: Making | None = None
        self.beside: Beside | None = None
        """Makes them from what the log holds, instead of from a fork."""

    def count(self, events: int) -> None:
        """So many events have come."""
        self._events += events

    def due(self, now: float) -> bool:
        """Whether it is time for one; ``now`` in seconds since the epoch."""
        if self._child is not None or not self._events:
            return False
        if not self._at:
            self._at = now
        age = abs(now - self._at)
        least = self._mb * self._settings.checkpoint_s_per_mb
        return age >= max(self._settings.checkpoint_s, least) or (
            self._events >= self._settings.checkpoint_events and age >= least
        )

    @property
    def light(self) -> bool:
        """Whether so little came since the last one that making one on the spot holds nobody up."""
        return self._events <= self._settings.light_events

    def start(self, now: float, upto: int) -> Checkpoint | None:
        """Begin one of the state as it is, which the journal's rows up to ``upto`` made; given at once where it can be."""
        self._at, self._events = now, 0
        if self.beside is None and not FORKS:
            return self._made(Checkpoint(now, self._make(False), upto))
        try:
            self._child = _Child(self._make, now, upto) if self.beside is None else self.beside(now, upto)
        except OSError as error:  # no memory or no process to be had: the journal goes on holding everything
            _log.warning("a checkpoint could not be begun: %s", error.strerror)
        return None

    def finished(self) -> Checkpoint | None:
        """The checkpoint that was begun, once it is ready."""
        if self._child is None or not self._child.is_over():
            return None
        child, self._child = self._child, None
        data = child.result()
        if child.failed:
            _log.error("a checkpoint could not be made: %s", data.decode(errors="replace"))
            self.beside = None  # what the log holds does not lead to a state: the one at hand is saved the next time
            return None
        return self._made(Checkpoint(child.now, data, child.upto))

    def whole(self, now: float, last: bool = False) -> Checkpoint:
        """One of the state as it is, at once, instead of any other; it makes up for all of the journal. ``last``: of all."""
        self.close()
        self._at, self._events = now, 0
        return self._made(Checkpoint(now, self._make(last), None))

    def close(self) -> None:
        """Give up what is under way."""
        if self._child is not None:
            self._child.kill()
            self._child = None

    def _made(self, point: Checkpoint) -> Checkpoint:
        self._mb = len(point.data) / 1e6
        return point


class _Child:
    """A process that saves the state it was born with into a file that exists in memory only."""

    def __init__(self, make: Callable[[bool], bytes], now: float, upto: int) -> None:
        self.now = now
        self.upto = upto
        self.failed = False
        assert sys.platform == "linux"
        self._file = os.memfd_create("checkpoint", os.MFD_CLOEXEC)
        try:
            with warnings.catch_warnings():
                # Python 3.12 warns of threads: the child runs nothing but `make`, which takes no lock of any thread's
                warnings.simplefilter("ignore", DeprecationWarning)
                self._pid = os.fork()
        except OSError:
            os.close(self._file)
            raise
        if self._pid == 0:
            _save_and_end(make, self._file)

    def is_over(self) -> bool:
        """Whether it has ended."""
        pid, status = os.waitpid(self._pid, os.WNOHANG)
        if pid:
            self.failed = status != 0
        return bool(pid)

    def result(self) -> bytes:
        """What it wrote; the file is gone then."""
        data = bytearray()
        while part := os.pread(self._file, 1 << 24, len(data)):
            data += part
        os.close(self._file)
        return bytes(data)

    def kill(self) -> None:
        """End it."""
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._file)


def _save_and_end(make: Callable[[bool], bytes], file: int) -> None:
    status = 1
    try:
        # the hub's sockets, database and lock are not this process's: if the hub dies, nothing of it must live on here
        os.closerange(3, file)
        os.closerange(file + 1, _MOST_FILES)
        gc.disable()
        os.nice(_NICE)
        data, status = make(True), 0
    except BaseException as error:
        data = f"{type(error).__name__}: {error}".encode()
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(file, view) :]
    except BaseException:
        status = 1
    finally:
        os._exit(status)
