"""What is wrong, in a bar under the top bar; and what has just been done, in a note that covers nothing for long."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from alerts.wording import Wording
from widgets.theme import RADIUS_PX, Theme

SAID_FOR_MS = 6000
WIDEST_PX = 720


@dataclass(frozen=True, slots=True)
class Notice:
    """``text`` identifies a wording with its ``values``."""

    text: str
    values: tuple[tuple[str, str | int], ...] = ()


class NoticeBar(QWidget):
    """Shows the standing troubles, one at a time, the latest first. What was only said goes into its :attr:`note`.

    A trouble is rare and stays, so the bar may take room of its own; what was said comes with every command, and nothing
    on the screen moves for it.
    """

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording, self._theme = wording, theme
        self._troubles: dict[str, Notice] = {}
        self.note = Note(wording, theme)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        line.addWidget(self._label, 1)
        self.retranslate()

    def trouble(self, cause: str, notice: Notice | None, minor: bool = False) -> None:
        """The trouble of this cause is this one now; None: it is over. What is ``minor`` stands behind all that is not."""
        before = self._troubles.pop(cause, None)
        if notice is not None:
            self._troubles = {cause: notice, **self._troubles} if minor else {**self._troubles, cause: notice}
            if notice != before:
                self.note.dismiss()  # what went well must not stand before what went wrong
        self._show()

    def say(self, text: str, **values: str) -> None:
        """Say this for a few seconds."""
        self.note.say(Notice(text, tuple(values.items())))

    def forget(self, text: str) -> None:
        """Take this away if it is what is said now."""
        self.note.forget(text)

    def text(self) -> str:
        """What is read there now, empty where nothing."""
        return " ".join(filter(None, ("" if self.isHidden() else self._label.text(), self.note.text())))

    def retranslate(self) -> None:
        """Say it in the language of the moment."""
        self.setAccessibleName(self._wording("console-notice"))
        self.note.retranslate()
        self._show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A quiet ground with an amber bar at its left."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("raised"))
        painter.fillRect(0, 0, self._theme.px(4), self.height(), self._theme.colour("warn"))

    def _show(self) -> None:
        notice = next(reversed(self._troubles.values()), None)
        if notice is not None:
            self._label.setText(self._wording(notice.text, **dict(notice.values)))
        self.setVisible(notice is not None)


class Note(QWidget):
    """One sentence over the lower edge of its window, for a few seconds."""

    def __init__(self, wording: Wording, theme: Theme) -> None:
        super().__init__()
        self._wording, self._theme = wording, theme
        self.over: Callable[[], QWidget] | None = None
        """The window that it is said in: the one where the eye is."""
        self._notice: Notice | None = None
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._close = QToolButton(self)
        self._close.setProperty("kind", "quiet")
        self._close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._close.setText("×")
        self._close.clicked.connect(self.dismiss)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(16), theme.px(8), theme.px(8), theme.px(8))
        line.addWidget(self._label, 1)
        line.addWidget(self._close)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAID_FOR_MS)
        self._timer.timeout.connect(self.dismiss)
        self.hide()

    def say(self, notice: Notice) -> None:
        """Say this."""
        if self.over is not None and self.parentWidget() is not self.over():
            self.setParent(self.over())
        self._notice = notice
        self._timer.start()
        self._show()

    def forget(self, text: str) -> None:
        """Take it away if it says this."""
        if self._notice is not None and self._notice.text == text:
            self.dismiss()

    def dismiss(self) -> None:
        """Take it away."""
        self._notice = None
        self._timer.stop()
        self.hide()

    def text(self) -> str:
        """What is read there now, empty where nothing."""
        return "" if self._notice is None else self._label.text()

    def retranslate(self) -> None:
        """Say it in the language of the moment."""
        self._close.setAccessibleName(self._wording("console-notice-close"))
        self._close.setToolTip(self._wording("console-notice-close"))
        self.setAccessibleName(self._wording("console-notice"))
        self._show()

    def place(self) -> None:
        """Stand in the middle of the lower edge of the window."""
        window = self.parentWidget()
        if window is not None:
            metrics = self._label.fontMetrics()
            wanted = metrics.horizontalAdvance(self._label.text()) + self._theme.px(80)
            self.setFixedWidth(min(wanted, self._theme.px(WIDEST_PX), window.width() - self._theme.px(32)))
            self.adjustSize()
            self.move((window.width() - self.width()) // 2, window.height() - self.height() - self._theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A raised ground with an outline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme.colour("raised"))
        painter.setPen(self._theme.colour("accent"))
        radius = self._theme.px(RADIUS_PX)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _show(self) -> None:
        if self._notice is not None:
            self._label.setText(self._wording(self._notice.text, **dict(self._notice.values)))
            self.place()
            self.show()
            self.raise_()
