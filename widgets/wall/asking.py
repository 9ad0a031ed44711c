"""What is the footage looked at for? Asked in the wall itself, with the likeliest answer at hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from alerts.wording import Wording
from widgets.theme import Theme
from widgets.wall.entry import Choice, Entry

SHOWN = 6
CAMERAS_PX = 300
"""The width the cameras need beside the purposes, with the gaps."""
PART = 1.1
"""A button is so much wider than its words in ordinary type: the first is bold."""


class PurposePanel(QScrollArea):
    """A button for each purpose; the first is the default and has the focus, so that Enter opens. ``chosen`` carries its id.

    Where the width does not hold a purpose beside its basis in law they stand below each other, and the cameras below both.
    """

    chosen = Signal(str)

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording, self._theme = wording, theme
        self.buttons: list[QPushButton] = []
        self._choices: tuple[Choice, ...] = ()
        self._entries: tuple[Entry, ...] = ()
        self._narrow = False
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
        inside = QWidget()
        inside.setProperty("ground", "panel")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._whole = QHBoxLayout(inside)
        self._whole.setContentsMargins(px(18), px(14), px(18), px(14))
        self._whole.setSpacing(px(24))
        self._whole.addLayout(self._left, 3)
        self._whole.addLayout(right, 2)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

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
            button = self.buttons[(here + step) % len(self.buttons)]
            button.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(button)

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
            key = self._key(number)
            button.setAccessibleName(wording("wall-ask-button", title=choice.title, basis=choice.basis, key=key))
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()
        super().resizeEvent(event)

    def _key(self, number: int) -> str:
        return f"{number} · Enter" if number == 1 else str(number)

    def _lay_out(self) -> None:
        """Side by side where that fits, else below each other."""
        choices = list(enumerate(self._choices, start=1))
        wide = {number: f"{choice.title}    {choice.basis}    [{self._key(number)}]" for number, choice in choices}
        needed = max((self.fontMetrics().horizontalAdvance(text) for text in wide.values()), default=0)
        self._narrow = needed * PART + self._theme.px(CAMERAS_PX) > self.viewport().width()
        way = QBoxLayout.Direction.TopToBottom if self._narrow else QBoxLayout.Direction.LeftToRight
        self._whole.setDirection(way)
        for (number, choice), button in zip(choices, self.buttons, strict=True):
            button.setText(f"{choice.title}    [{self._key(number)}]\n{choice.basis}" if self._narrow else wide[number])
