"""The camera register taken in from the screen: by the same command, in a process of its own, with progress."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, QProcess
from PySide6.QtWidgets import QWidget

from console.window.workplace import Workplace
from feeds.hub.processes.child import PROGRAM
from widgets.dialogs.taking_in import TakingIn

MOST_FAULTS = 5_000
"""Lines shown; a register with more has one fault, not five thousand."""


class Importing(QObject):
    """One import and its dialog. The screen's thread only reads lines; giving up ends the process, which changes nothing."""

    def __init__(self, files: Sequence[Path], place: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self._place = place
        self._folder = TemporaryDirectory(prefix="gwanje-import-")
        self._faults = Path(self._folder.name) / "faults.txt"
        self._said: list[str] = []
        self._left = b""
        self._given_up = False
        self.dialog = TakingIn(place.wording("import-heading"), place.wording, place.theme, parent)
        self.dialog.cancelled.connect(self.give_up)
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._ended)
        arguments = ["cameras", "import", *map(str, files), "--data", str(place.data), "--city", place.city.name]
        arguments += ["--faults", str(self._faults), "--language", place.wording.language, "--progress"]
        self._process.start(PROGRAM[0], [PROGRAM[1], *arguments])
        self.dialog.show()

    @property
    def running(self) -> bool:
        """Whether it is still at work."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    def give_up(self) -> None:
        """The register stays as it was."""
        if self.running:
            self._given_up = True
            self._process.kill()
            self._process.waitForFinished(2000)
            self._place.notices.say("import-cancelled")

    def _read(self) -> None:
        *lines, self._left = (self._left + bytes(self._process.readAllStandardOutput().data())).split(b"\n")
        for raw in lines:
            line = raw.decode(errors="replace").strip()
            if line.startswith("rows "):
                rows, total = line.split()[1:3]
                self.dialog.show_progress(int(rows), int(total))
            elif line:
                self._said.append(line)

    def _ended(self, status: int) -> None:
        wording, faults = self._place.wording, self._read_faults()
        self._folder.cleanup()
        if self._given_up:
            return
        why = bytes(self._process.readAllStandardError().data()).decode(errors="replace").strip().rpartition("\n")[2]
        if status != 0:
            self.dialog.show_result(wording("import-failed", why=why.removeprefix("gwanje: ")), faults, "")
            return
        note = wording("import-done")
        summary = [self._said[0] if self._said else ""]
        summary.append(wording("import-faults", count=len(faults)) if faults else wording("import-no-faults"))
        self.dialog.show_result("\n".join(summary), faults, note)

    def _read_faults(self) -> list[str]:
        try:
            return self._faults.read_text(encoding="utf-8").splitlines()[:MOST_FAULTS]
        except OSError:
            return []
