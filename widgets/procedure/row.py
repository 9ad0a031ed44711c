"""One step of a procedure."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from alerts.procedures import SKIPPED, StepView
from alerts.wording import Wording
from widgets.theme import RADIUS_PX, Theme
from widgets.themed import wear

INDENT_PX = 18
BESIDE_PX = 300
"""Answers that together are wider than this stand one below the other: no card is too narrow for them."""


class Tick(QAbstractButton):
    """An empty box, a tick, or a dash for what was passed over: told apart by shape, not by colour alone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.outcome = ""
        self.setFixedSize(QSize(theme.px(22), theme.px(22)))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px = QPainter(self), self._theme, self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(px(2), px(2), -px(2), -px(2))
        done = self.outcome not in ("", SKIPPED)
        colour = theme.colour("good" if done else "edge" if self.isEnabled() else "line")
        painter.setPen(QPen(colour, px(1.5)))
        painter.drawRoundedRect(box, px(4), px(4))
        painter.setPen(QPen(theme.colour("good" if done else "muted"), px(2)))
        if done:
            left, low = box.left(), box.center().y()
            painter.drawPolyline(
                [QPointF(left + px(4), low), QPointF(left + px(8), low + px(4)), QPointF(box.right() - px(3), low - px(4))]
            )
        elif self.outcome == SKIPPED:
            painter.drawLine(QPointF(box.left() + px(5), box.center().y()), QPointF(box.right() - px(5), box.center().y()))
        painter.end()


class StepRow(QWidget):
    """A step with its tick, its answers while it is open, who marked it and when.

    ``marked`` carries the outcome ("" takes the mark off), ``opened`` nothing, ``pointed`` says that it was clicked.
    """

    marked = Signal(str)
    opened = Signal()
    pointed = Signal()

    def __init__(
        self, view: StepView, said: str, late: bool, wording: Wording, theme: Theme, quiet: Callable[[], QPushButton]
    ) -> None:
        """``said`` is the line under the step: who and when, or how soon; ``late`` where that time is over."""
        super().__init__()
        self.view = view
        self._theme, self._current = theme, False
        self._said, self._late = said, late
        self._hint = wording("procedure-answer", last=str(len(view.step.choices)))
        px, step, language = theme.px, view.step, wording.language
        self.tick = Tick(theme, self)
        self.tick.outcome = view.mark.outcome if view.mark is not None else ""
        self.text = QLabel(step.text(language) + ("" if not step.required or view.mark else " *"), self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.under = QLabel(said, self)
        self.under.setTextFormat(Qt.TextFormat.PlainText)
        self.under.setWordWrap(True)
        self._say(said, "bad" if late else "muted")
        if view.mark is not None:
            self.text.setStyleSheet(f"color: {theme.colour('muted').name()};")
        self.answers: list[QPushButton] = []
        chips = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        chips.setSpacing(px(6))
        if step.choices and view.open:
            for number, choice in enumerate(step.choices, start=1):
                chip = QPushButton(f"{number} {choice.ko if language == 'ko' else choice.en}", self)
                chip.setProperty("kind", "chip")
                chip.setStyleSheet(f"border: {px(1)}px solid {theme.tokens.edge};")
                chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                chip.clicked.connect(lambda _checked=False, one=choice.id: self.marked.emit(one))
                chips.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
                self.answers.append(chip)
            if sum(chip.sizeHint().width() + px(6) for chip in self.answers) > px(BESIDE_PX):
                chips.setDirection(QBoxLayout.Direction.TopToBottom)
            else:
                chips.addStretch(1)
        self.tick.setToolTip(wording("procedure-take-off" if not view.open else "procedure-done"))
        self.tick.clicked.connect(lambda: self.marked.emit("" if not view.open else "" if step.choices else "done"))
        if step.choices and view.open:
            self.tick.setEnabled(False)
        beside = QHBoxLayout()
        beside.setSpacing(px(8))
        beside.addWidget(self.text, 1)
        self.links: list[QPushButton] = []
        if view.open:
            if step.opens:
                self.links.append(self._link(wording(f"procedure-opens-{step.opens}"), "Enter", quiet, self.opened.emit))
            self.links.append(self._link(wording("procedure-skip"), "-", quiet, lambda: self.marked.emit(SKIPPED)))
        for link in self.links:
            beside.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(px(2))
        column.addLayout(beside)
        column.addWidget(self.under)
        if self.answers:
            column.addLayout(chips)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(4 + INDENT_PX * min(view.depth, 2)), px(4), px(4), px(4))
        row.setSpacing(px(8))
        row.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        state = wording(f"procedure-state-{'open' if view.open else 'skipped' if self.tick.outcome == SKIPPED else 'done'}")
        self._named = f"{step.text(language)} · {state}"
        self._speak()

    @property
    def spoken(self) -> str:
        """The row for those who hear the screen."""
        return " · ".join(part for part in (self._named, self._said) if part)

    def tell(self, view: StepView, said: str, late: bool) -> None:
        """The same step with the same outcome, of whatever incident: only the line under it is another."""
        self.view = view
        if (said, late) != (self._said, self._late) or self.under.text() != said:
            self._said, self._late = said, late
            self._say(said, "bad" if late else "muted")
            self._speak()

    def set_current(self, current: bool) -> None:
        """Whether the keys speak of this one: it says which they are."""
        if current != self._current:
            self._current = current
            for link in self.links:
                text = str(link.property("words"))
                link.setText(f"{text} {link.property('key')}" if current else text)
            if not current:
                self._say(self._said, "bad" if self._late else "muted")
            self.update()

    def ask(self) -> None:
        """Say that it is answered by a number, not ticked; until the keys go on."""
        self._say(self._hint, "accent")

    def enable(self, enabled: bool) -> None:
        """Whether anything can be done."""
        self.tick.setEnabled(enabled and not (self.view.step.choices and self.view.open))
        for button in (*self.answers, *self.links):
            button.setEnabled(enabled)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pointed.emit()
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._current:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("accent"), 1.0))
            painter.setBrush(self._theme.colour("raised"))
            radius = self._theme.px(RADIUS_PX)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
            painter.end()

    def _say(self, text: str, colour: str) -> None:
        self.under.setText(text)
        wear(self.under, f"color: {self._theme.colour(colour).name()}; font-size: {self._theme.px(13)}px;")
        self.under.setVisible(bool(text))

    def _speak(self) -> None:
        self.tick.setAccessibleName(self.spoken)

    def _link(self, text: str, key: str, quiet: Callable[[], QPushButton], does: Callable[[], None]) -> QPushButton:
        button = quiet()
        button.setText(text)
        button.setProperty("words", text)
        button.setProperty("key", key)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: does())
        return button
