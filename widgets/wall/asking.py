"""What is the footage looked at for? Asked in the wall itself, with the likeliest answer at hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from alerts.wording import Wording
from widgets.theme import Theme
from widgets.wall.entry import Choice, Entry

SHOWN = 6


class PurposePanel(QWidget):
    """A button for each purpose; the first is the default and has the focus, so that Enter opens. ``chosen`` carries its id."""

    chosen = Signal(str)

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording, self._theme = wording, theme
        self.buttons: list[QPushButton] = []
        self._choices: tuple[Choice, ...] = ()
        self._entries: tuple[Entry, ...] = ()
        px = theme.px
        self.heading, self.explain, self.cameras_heading, self.cameras = QLabel(), QLabel(), QLabel(), QLabel()
        self.heading.setProperty("role", "title")
        self.explain.setProperty("role", "muted")
        self.cameras_heading.setProperty("role", "heading")
        for label in (self.explain, self.cameras):
            label.setWordWrap(True)
        self.cameras.setTextFormat(Qt.TextFormat.PlainText)
        self._left = QVBoxLayout()
        self._left.setSpacing(px(6))
        self._left.addWidget(self.heading)
        self._left.addWidget(self.explain)
        self._left.addSpacing(px(6))
        self._left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(px(6))
        right.addWidget(self.cameras_heading)
        right.addWidget(self.cameras)
        right.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(px(18), px(14), px(18), px(14))
        whole.setSpacing(px(24))
        whole.addLayout(self._left, 3)
        whole.addLayout(right, 2)

    def ask(self, choices: Sequence[Choice], entries: Sequence[Entry]) -> None:
        """Ask, the likeliest purpose first, for a look through these cameras."""
        self._choices, self._entries = tuple(choices), tuple(entries)
        for button in self.buttons:
            self._left.removeWidget(button)
            button.deleteLater()
        self.buttons = []
        for number, choice in enumerate(self._choices, start=1):
            button = QPushButton(self)
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            button.setStyleSheet("text-align: left;")
            button.setAutoDefault(True)
            if number == 1:
                button.setProperty("kind", "primary")
            button.clicked.connect(lambda _checked=False, name=choice.id: self.chosen.emit(name))
            self._left.insertWidget(self._left.count() - 1, button)
            self.buttons.append(button)
        self.retranslate()

    def rename(self, choices: Sequence[Choice]) -> None:
        """The same purposes in another language."""
        if len(choices) == len(self._choices):
            self._choices = tuple(choices)

    def press(self, number: int) -> bool:
        """Choose the purpose with this number; False where there is none."""
        if not 1 <= number <= len(self._choices):
            return False
        self.chosen.emit(self._choices[number - 1].id)
        return True

    def step(self, step: int) -> None:
        """The focus goes to the next or previous purpose."""
        here = next((place for place, button in enumerate(self.buttons) if button.hasFocus()), -1)
        if self.buttons:
            self.buttons[(here + step) % len(self.buttons)].setFocus(Qt.FocusReason.TabFocusReason)

    def take_focus(self) -> None:
        """Enter opens with the default."""
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def press_focused(self) -> None:
        """Choose the purpose that has the focus, the default where none has."""
        here = next((place for place, button in enumerate(self.buttons) if button.hasFocus()), 0)
        self.press(here + 1)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        wording = self._wording
        self.heading.setText(wording("wall-ask"))
        self.explain.setText(wording("wall-ask-why"))
        self.cameras_heading.setText(wording("wall-ask-cameras", count=len(self._entries)))
        lines = [" · ".join((entry.id, entry.way(wording), entry.sight_text(wording))) for entry in self._entries[:SHOWN]]
        self.cameras.setText("\n".join(lines))
        for number, (button, choice) in enumerate(zip(self.buttons, self._choices, strict=True), start=1):
            key = f"{number} · Enter" if number == 1 else str(number)
            button.setText(f"{choice.title}    {choice.basis}    [{key}]")
            button.setAccessibleName(wording("wall-ask-button", title=choice.title, basis=choice.basis, key=key))
