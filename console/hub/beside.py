"""A checkpoint made by a process of its own: from the log, as a start would, while the hub goes on."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from alerts.errors import OutputError
from feeds.hub.processes.child import PROGRAM

SAID_BYTES: Final = 4_096


class Rebuilding:
    """One such process. It writes to a file beside the log, which is there only when it is whole."""

    def __init__(self, arguments: Sequence[str], database: Path, now: float, upto: int) -> None:
        """``arguments`` of the ``hub`` command, which say how this hub runs. OSError where it cannot be started."""
        self.now = now
        self.upto = upto
        self.failed = False
        self._file = database.with_name(f"{database.name}.checkpoint")
        self._said = database.with_name(f"{database.name}.checkpoint.log")
        self._file.unlink(missing_ok=True)
        command = [*PROGRAM, "hub", *arguments, "--rebuild", str(upto)]
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)  # noqa: S603

    def is_over(self) -> bool:
        """Whether it has ended."""
        status = self._process.poll()
        if status is None:
            return False
        self.failed = status != 0 or not self._file.exists()
        return True

    def result(self) -> bytes:
        """The state, or what it said where it failed; the files are gone then."""
        chosen = self._said if self.failed else self._file
        try:
            data = chosen.read_bytes()
        except OSError as error:
            self.failed = True
            data = str(error).encode()
        self._clear()
        return data[-SAID_BYTES:].strip() if self.failed else data

    def kill(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        self._clear()

    def _clear(self) -> None:
        for path in (self._file, self._said):
            path.unlink(missing_ok=True)


def keep(state: bytes, database: Path) -> None:
    """Put a state where :class:`Rebuilding` looks for it, whole. OutputError where it cannot be written."""
    target = database.with_name(f"{database.name}.checkpoint")
    part = target.with_suffix(".part")
    try:
        part.write_bytes(state)
        part.replace(target)
    except OSError as error:
        raise OutputError(f"{target}: it cannot be written ({error.strerror})") from error
