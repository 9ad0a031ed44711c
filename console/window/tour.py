"""The tour of the first start: what stands where, and the key that matters there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from alerts.wording import Wording
from widgets.theme import RADIUS_PX, Theme

WIDTH_PX: Final = 380


class Tour(QWidget):
    """Lies over the whole window; Enter or the right arrow goes on, the left arrow back, Esc ends.

    A step is a name (its texts are ``tour-NAME`` and ``tour-NAME-text``) and the widget it speaks of, None for the window.
    """

    ended = Signal()

    def __init__(self, wording: Wording, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._wording, self._theme = wording, theme
        self._steps: Sequence[tuple[str, QWidget | None]] = ()
        self._at = 0
        px = theme.px
        self.bubble = QWidget(self)
        self.bubble.setObjectName("tour")
        self.bubble.setFixedWidth(px(WIDTH_PX))
        self.title, self.text, self.count = QLabel(self.bubble), QLabel(self.bubble), QLabel(self.bubble)
        self.title.setProperty("role", "title")
        self.count.setProperty("role", "muted")
        for label in (self.title, self.text):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.skip, self.next = QPushButton(self.bubble), QPushButton(self.bubble)
        self.next.setProperty("kind", "primary")
        for button in (self.skip, self.next):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.skip.clicked.connect(self.end)
        self.next.clicked.connect(self.forward)
        buttons = QHBoxLayout()
        buttons.addWidget(self.count)
        buttons.addStretch(1)
        buttons.addWidget(self.skip)
        buttons.addWidget(self.next)
        column = QVBoxLayout(self.bubble)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(10))
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addLayout(buttons)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        window.installEventFilter(self)
        self.hide()

    @property
    def step(self) -> str:
        """The step that is shown; empty for none."""
        return self._steps[self._at][0] if self.isVisible() else ""

    def begin(self, steps: Sequence[tuple[str, QWidget | None]]) -> None:
        """Show these, one after the other."""
        self._steps, self._at = steps, 0
        self._place()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()

    def forward(self) -> None:
        """The next step, or the end."""
        if self._at + 1 < len(self._steps):
            self._at += 1
            self._show()
        else:
            self.end()

    def back(self) -> None:
        """The step before."""
        self._at = max(0, self._at - 1)
        self._show()

    def end(self) -> None:
        """No more of it."""
        self.hide()
        self.ended.emit()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        if self.isVisible():
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Right | Qt.Key.Key_Space:
                self.forward()
            case Qt.Key.Key_Left:
                self.back()
            case Qt.Key.Key_Escape:
                self.end()
            case _:
                event.accept()  # nothing behind it is meant

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
            self._show()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = QPainterPath()
        shade.addRect(QRectF(self.rect()))
        spot = self._spot()
        if not spot.isNull():
            shade.addRoundedRect(QRectF(spot), px(RADIUS_PX), px(RADIUS_PX))
        painter.fillPath(shade, theme.colour("sea", 0.72))  # odd-even: what is spoken of stays clear
        painter.setPen(QPen(theme.colour("accent"), px(2)))
        if not spot.isNull():
            painter.drawRoundedRect(QRectF(spot), px(RADIUS_PX), px(RADIUS_PX))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.bubble.geometry()), px(RADIUS_PX), px(RADIUS_PX))
        painter.end()

    # -- within

    def _show(self) -> None:
        say, name = self._wording, self._steps[self._at][0]
        last = self._at + 1 == len(self._steps)
        self.title.setText(say(f"tour-{name}"))
        self.text.setText(say(f"tour-{name}-text"))
        self.count.setText(f"{self._at + 1} / {len(self._steps)}")
        self.skip.setText(f"{say('tour-skip')}   Esc")
        self.next.setText(f"{say('tour-end' if last else 'tour-next')}   Enter")
        self.setAccessibleName(f"{self.title.text()}. {self.text.text()}")
        layout = self.bubble.layout()
        assert layout is not None
        layout.activate()
        self.bubble.setFixedHeight(layout.totalHeightForWidth(self.bubble.width()))  # its lines wrap
        self.bubble.move(self._beside(self._spot()).topLeft())
        self.update()

    def _spot(self) -> QRect:
        widget = self._steps[self._at][1] if self._steps else None
        if widget is None or not widget.isVisible():
            return QRect()
        corner = widget.mapTo(self.window(), widget.rect().topLeft())
        edge = self._theme.px(4)
        return QRect(corner, widget.size()).adjusted(-edge, -edge, edge, edge).intersected(self.rect())

    def _beside(self, spot: QRect) -> QRect:
        """Room for the bubble beside what it speaks of: right, left, below, above, or in the middle."""
        gap, whole = self._theme.px(16), self.rect()
        box = QRect(0, 0, self.bubble.width(), self.bubble.height())
        if spot.isNull():
            box.moveCenter(whole.center())
            return box
        middle = min(max(spot.center().y() - box.height() // 2, gap), whole.height() - box.height() - gap)
        across = min(max(spot.center().x() - box.width() // 2, gap), whole.width() - box.width() - gap)
        for left, top in (
            (spot.right() + gap, middle), (spot.left() - gap - box.width(), middle),
            (across, spot.bottom() + gap), (across, spot.top() - gap - box.height()),
        ):  # fmt: skip
            box.moveTo(left, top)
            if whole.contains(box):
                return box
        box.moveCenter(spot.center())
        return box

    def _place(self) -> None:
        self.setGeometry(self.window().rect())
