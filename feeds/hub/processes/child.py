"""A hub or a feed as a child process: started, watched, started again when it dies, and never left behind."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Final

from alerts.errors import WireError
from feeds.addresses import Ready, parse_ready
from feeds.paths import private_folder

PROGRAM: Final = (sys.executable, str(Path(__file__).resolve().parents[3] / "main.py"))
LOG_BYTES: Final = 4 * 1024 * 1024
FIRST_PAUSE_S: Final = 0.1
LONGEST_PAUSE_S: Final = 5.0
LIVED_S: Final = 10.0
"""A child that lived this long is started again at once; others wait twice as long each time."""
READY_S: Final = 180.0
END_S: Final = 20.0
"""For a hub to end by itself, which takes it a moment: its feeds hand over what they have, on a busy machine slowly."""
_log = logging.getLogger("feeds.child")


class Child:
    """One child process. Its standard input is a pipe: when this process is gone, however it went, the child sees its end.

    ``arguments`` are asked for at each start; ``heard`` gets each line of the child's standard output. What it writes to
    its standard error goes into ``log``.
    """

    def __init__(
        self,
        name: str,
        arguments: Callable[[], Sequence[str]],
        log: Path,
        heard: Callable[[bytes], None] = lambda _line: None,
        may_end: bool = False,
    ) -> None:
        """``may_end``: a child that says it is done (exit status 0) is not started again."""
        self.name = name
        self._may_end = may_end
        self.starts = 0
        self._arguments = arguments
        self._log = log
        self._heard = heard
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        private_folder(log.parent)
        self._thread = threading.Thread(target=self._watch, name=f"child {name}", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int | None:
        """The process now running, if any."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def last_words(self) -> str:
        """The last line it wrote to its standard error."""
        try:
            lines = self._log.read_bytes()[-4096:].decode(errors="replace").strip().splitlines()
        except OSError:
            return ""
        return lines[-1] if lines else ""

    def ask_to_end(self) -> None:
        """Let it know that it is to end, by closing its input; it takes the time it needs."""
        with self._lock:
            self._stopping.set()
            process = self._process
        if process is not None and process.stdin is not None:
            process.stdin.close()

    def stop(self, timeout: float = 5.0) -> None:
        """End it: by closing its input, then by asking, then by force. At most about ``timeout`` seconds."""
        self.ask_to_end()
        process = self._process
        if process is not None:
            for end, share in ((process.terminate, 0.7), (process.kill, 0.2)):
                try:
                    process.wait(timeout * share)
                    break
                except subprocess.TimeoutExpired:
                    end()
        self._thread.join(timeout)

    def _watch(self) -> None:
        pause = FIRST_PAUSE_S
        while not self._stopping.is_set():
            began = time.monotonic()
            code = self._live()
            if self._stopping.is_set() or (self._may_end and code == 0):
                return
            pause = FIRST_PAUSE_S if time.monotonic() - began > LIVED_S else min(pause * 2, LONGEST_PAUSE_S)
            _log.warning("%s ended (%s); starting it again: %s", self.name, code, self.last_words())
            self._stopping.wait(pause)

    def _live(self) -> int:
        with self._opened_log() as log:
            with self._lock:
                if self._stopping.is_set():
                    return 0
                self.starts += 1
                process = self._process = subprocess.Popen(  # noqa: S603  (this program, with arguments of its own)
                    [*PROGRAM, *self._arguments()], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
                )
            # what it started may outlive it and keep its output open: the end of the output is not waited for
            reader = threading.Thread(target=self._read, args=(process.stdout,), name=f"output of {self.name}", daemon=True)
            reader.start()
            code = process.wait()
            reader.join(1.0)
            if process.stdin is not None:
                process.stdin.close()
            return code

    def _opened_log(self) -> IO[bytes]:
        """Where its standard error goes; nowhere while the disk is full or closed to us, which must not keep it from living."""
        try:
            if self._log.exists() and self._log.stat().st_size > LOG_BYTES:
                self._log.replace(self._log.with_suffix(".1.log"))
            return self._log.open("ab")
        except OSError as error:
            _log.warning("%s: what %s says cannot be kept (%s)", self._log, self.name, error.strerror)
            return open(os.devnull, "ab")  # noqa: PTH123

    def _read(self, output: IO[bytes]) -> None:
        with output:
            for line in output:
                self._heard(line)


class HubProcess:
    """A hub of one's own: the same program, the same sockets, in a process of its own.

    After a crash it is started again at the same ports, so that consoles and feeds find it where it was.
    """

    def __init__(self, arguments: Sequence[str], log: Path) -> None:
        """``arguments`` are those of the ``hub`` command, without ports."""
        self._arguments = list(arguments)
        self._ready: Ready | None = None
        self._first = threading.Event()
        self._child = Child("the hub", self._command, log, self._hear)

    def wait_ready(self, timeout: float = READY_S) -> Ready:
        """Where it is reached, once it can be. WireError, with what it said, where it does not come up."""
        deadline = time.monotonic() + timeout
        while not self._first.wait(0.05):
            if time.monotonic() > deadline or self._child.starts > 1:
                raise WireError(f"the hub did not start: {self.last_words() or f'it was not ready within {timeout:g} s'}")
        assert self._ready is not None
        return self._ready

    @property
    def ready(self) -> Ready | None:
        """Where it is reached, None until it is."""
        return self._ready

    @property
    def pid(self) -> int | None:
        """Its process, if it runs."""
        return self._child.pid

    @property
    def restarts(self) -> int:
        """How often it died and was started again."""
        return max(0, self._child.starts - 1)

    def last_words(self) -> str:
        """What it said last on its standard error, as one sentence for the user."""
        return self._child.last_words().removeprefix("gwanje: ")

    def stop(self, timeout: float = END_S) -> None:
        """End it, bounded."""
        self._child.stop(timeout)

    def __enter__(self) -> HubProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _command(self) -> list[str]:
        ports = ["--feed-port", "0", "--console-port", "0", "--outward-port", "0"]
        if self._ready is not None:
            ports = [
                "--feed-port",
                self._ready.feed.rpartition(":")[2],
                "--console-port",
                self._ready.updates.rpartition(":")[2],
                "--outward-port",
                self._ready.outward.rpartition(":")[2] or "0",
            ]
        return ["hub", "--with-parent", *self._arguments, *ports]

    def _hear(self, line: bytes) -> None:
        try:
            self._ready = parse_ready(line)
        except WireError as error:
            _log.warning("%s", error)
        else:
            self._first.set()
