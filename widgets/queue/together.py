"""Below the list: what can be done with several incidents at once, how far it is, and what came of it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from alerts.wording import Wording
from widgets.theme import Theme
from widgets.wrapping import Wrapping

ACTIONS: Final[dict[str, str]] = {"acknowledge": "A", "close": "X", "note": "N", "shelve": "S", "merge": "U", "compare": "W"}
"""What several can be told at once -> its key; ``compare`` asks why two are two."""

READ_MS: Final = 10_000
"""How long a result stands that leaves nothing to do."""


class TogetherBar(QWidget):
    """Hidden while fewer than two are marked and nothing is going on.

    ``asked`` carries the action; ``unmark``, ``stop`` (what is going on), ``details`` (why some were refused), ``back`` (take
    back what was just done to all of them).
    """

    asked = Signal(str)
    unmark = Signal()
    stop = Signal()
    details = Signal()
    back = Signal()

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._marked = 0
        self._progress: tuple[int, int] | None = None
        self._result: tuple[int, int] | None = None
        self._said, self._retractable = "done", False
        self.fades = QTimer(self)
        self.fades.setSingleShot(True)
        self.fades.setInterval(READ_MS)
        self.fades.timeout.connect(self.forget_result)
        self.setProperty("ground", "raised")
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.clear, self.halt, self.take_back, self.why, self.close_result = (self._chip() for _ in range(5))
        self.buttons = {action: self._chip() for action in ACTIONS}
        for action, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, chosen=action: self.asked.emit(chosen))
        self.clear.clicked.connect(self.unmark)
        self.halt.clicked.connect(self.stop)
        self.why.clicked.connect(self.details)
        self.take_back.clicked.connect(self.back)
        self.close_result.clicked.connect(self.forget_result)
        head = QHBoxLayout()
        head.addWidget(self.text, 1)
        for button in (self.clear, self.halt, self.take_back, self.why, self.close_result):
            head.addWidget(button)
        row = Wrapping(theme.px(6))
        for button in self.buttons.values():
            row.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(16), theme.px(8), theme.px(12), theme.px(8))
        whole.setSpacing(theme.px(8))
        whole.addLayout(head)
        whole.addLayout(row)
        self.retranslate()

    def show_marked(self, count: int) -> None:
        """So many are marked."""
        self._marked = count
        if count > 1:
            self._result = None
        self.retranslate()

    def show_progress(self, done: int, of: int) -> None:
        """So many of them are answered."""
        self._progress = (done, of)
        self.retranslate()

    def show_result(self, done: int, refused: int, *, undone: bool = False, retractable: bool = False) -> None:
        """It is over; ``undone``: it was the taking back of an earlier one; ``retractable``: it can be taken back itself."""
        self._progress, self._result = None, (done, refused)
        self._said, self._retractable = "undone" if undone else "done", retractable
        if refused or retractable:  # there is something left to read or to press
            self.fades.stop()
        else:
            self.fades.start()
        self.retranslate()

    def forget_result(self) -> None:
        """What came of it was read."""
        self._result = None
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        say, busy = self._wording, self._progress is not None
        several = self._marked > 1 and not busy
        over = self._result is not None and not several and not busy
        if self._progress is not None:
            self.text.setText(say("queue-together-progress", done=self._progress[0], of=self._progress[1]))
        elif self._result is not None and over:
            done, refused = self._result
            self.text.setText(say("queue-together-result", done=done, refused=refused, what=self._said))
        else:
            self.text.setText(say("queue-together", count=self._marked))
        for action, button in self.buttons.items():
            text = say(f"queue-together-{action}")
            button.setText(f"{text}  {ACTIONS[action]}")
            button.setAccessibleName(text)
            button.setVisible(several and (action != "compare" or self._marked == 2))
        retractable = over and self._retractable
        for button, name, shown in (
            (self.take_back, "back", retractable),
            (self.clear, "clear", several), (self.halt, "stop", busy), (self.close_result, "close", over),
            (self.why, "why", over and self._result is not None and self._result[1] > 0),
        ):  # fmt: skip
            text = say(f"queue-together-{name}-button")
            key = {"clear": "  Esc", "back": "  Z"}.get(name, "")
            button.setText(f"{text}{key}")
            button.setAccessibleName(text)
            button.setVisible(shown)
        self.setVisible(several or busy or over)

    def _chip(self) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("kind", "chip")
        button.setFocusPolicy(button.focusPolicy().TabFocus)
        return button
