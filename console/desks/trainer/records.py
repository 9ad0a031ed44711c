"""Recording and the recordings there are: the left panel of the trainer's desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from alerts.wording import Wording
from feeds.recordings.taping.recorder import Recorded
from feeds.recordings.taping.shelf import ENDINGS, Item
from widgets.moments import at, korean_time
from widgets.theme import Theme

SHOWN: Final = 50
KEYS: Final = {"record": "Ctrl+R", "recent": "L", "open": "Ctrl+O", "leave": "Ctrl+W", "stop": ""}


class RecordPanel(QWidget):
    """Start and stop, replay what has just happened, open a file, and the latest recordings to choose from."""

    record = Signal()
    recent = Signal()
    browse = Signal()
    leave = Signal()
    chosen = Signal(str)
    """A recording in the list: its path, or its name at the hub."""
    stop = Signal()
    """Do not go on fetching."""

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording, self._theme = wording, theme
        self._zone = korean_time()
        self._state = Recorded()
        self._replaying = False
        self._fetched: tuple[float, float] | None = None
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._heading, self._status, self._saved, self._progress = (QLabel(self) for _ in range(4))
        self._progress.setProperty("role", "muted")
        self._heading.setProperty("role", "title")
        self._status.setProperty("role", "muted")
        self._saved.setProperty("role", "heading")
        for label in (self._status, self._saved, self._progress):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._buttons = {name: QPushButton(self) for name in KEYS}
        self._list = QListWidget(self)
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.itemActivated.connect(lambda item: self.chosen.emit(item.data(Qt.ItemDataRole.UserRole)))
        signals = {"record": self.record, "recent": self.recent, "open": self.browse, "leave": self.leave,
                   "stop": self.stop}  # fmt: skip
        for name, button in self._buttons.items():
            button.clicked.connect(signals[name])
        self._buttons["recent"].setProperty("kind", "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        layout.setSpacing(theme.px(8))
        for part in (self._heading, self._buttons["record"], self._status, self._buttons["recent"], self._progress,
                     self._buttons["stop"], self._buttons["open"], self._buttons["leave"], self._saved):  # fmt: skip
            layout.addWidget(part)
        layout.addWidget(self._list, 1)
        self.retranslate()

    def show_state(self, state: Recorded) -> None:
        """How recording stands at the hub."""
        self._state = state
        self._say()

    def show_replaying(self, replaying: bool) -> None:
        """Whether a replay is on: only then can it be left."""
        self._replaying = replaying
        self._say()

    def show_fetched(self, here: float | None, total: float = 0.0) -> None:
        """So many bytes of a recording at the hub are here; None where none is being fetched."""
        self._fetched = None if here is None else (here, total)
        self._say()

    def show_recordings(self, folder: Path) -> None:
        """List what lies in this folder, the newest first."""
        try:
            found = [(path.stat().st_mtime, path.stat().st_size, path) for path in folder.iterdir()
                     if path.is_file() and path.name.endswith(ENDINGS)]  # fmt: skip
        except OSError:
            found = []
        self._show([(path.name, str(path), changed, size) for changed, size, path in sorted(found, reverse=True)])

    def show_shelf(self, items: Iterable[Item]) -> None:
        """List what lies at a hub on another machine."""
        self._show([(item.name, item.name, item.until, item.bytes) for item in items])

    def _show(self, found: Sequence[tuple[str, str, float, int]]) -> None:
        self._list.clear()
        for name, chosen, changed, size in found[:SHOWN]:
            moment = at(changed, self._zone)
            item = QListWidgetItem(f"{moment:%m-%d %H:%M} · {size_text(size)}\n{name}", self._list)
            item.setData(Qt.ItemDataRole.UserRole, chosen)
            item.setToolTip(chosen)
        self._say()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self._heading.setText(self._wording("console-trainer-heading"))
        self._list.setAccessibleName(self._wording("console-trainer-saved"))
        self._say()

    def _say(self) -> None:
        say, state = self._wording, self._state
        for name, button in self._buttons.items():
            text = say("console-trainer-record-stop" if name == "record" and state.running else f"console-trainer-{name}")
            button.setText(f"{text}   {KEYS[name]}".rstrip())
            button.setAccessibleName(text)
        fetched = self._fetched
        self._buttons["leave"].setVisible(self._replaying)
        self._buttons["stop"].setVisible(fetched is not None)
        self._buttons["recent"].setEnabled(fetched is None)
        self._progress.setVisible(fetched is not None)
        if fetched is not None:
            here, total = (size_text(round(size)) for size in fetched)
            self._progress.setText(say("console-trainer-fetching", here=here, total=total))
        status = ""
        if state.trouble:
            status = say("console-trainer-record-failed", why=state.trouble)
        elif state.path:
            which = "recording" if state.running else "recorded"
            status = say(f"console-trainer-{which}", path=Path(state.path).name, size=size_text(state.bytes))
        self._status.setText(status)
        self._status.setToolTip(state.path)
        self._status.setVisible(bool(status))
        self._saved.setText(say("console-trainer-saved" if self._list.count() else "console-trainer-no-recordings"))


def size_text(size: int) -> str:
    """Bytes as people say them: ``812 KB``, ``3.4 MB`` (powers of ten)."""
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{size / 1e3:,.0f} KB"
