"""One sentence under the top bar: what is wrong, or what has just been done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from alerts.wording import Wording
from widgets.theme import Theme

SAID_FOR_MS = 6000


@dataclass(frozen=True, slots=True)
class Notice:
    """``text`` identifies a wording with its ``values``; ``trouble`` stays until it is over, ``said`` goes by itself."""

    text: str
    values: tuple[tuple[str, str | int], ...] = ()
    kind: Literal["trouble", "said"] = "said"


class NoticeBar(QWidget):
    """Shows the standing troubles (one at a time, the latest cause first) and, when there are none, what was just said."""

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording, self._theme = wording, theme
        self._troubles: dict[str, Notice] = {}
        self._said: Notice | None = None
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._close = QToolButton(self)
        self._close.setProperty("kind", "quiet")
        self._close.setText("×")
        self._close.clicked.connect(self.dismiss)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.px(16), theme.px(4), theme.px(8), theme.px(4))
        line.addWidget(self._label, 1)
        line.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAID_FOR_MS)
        self._timer.timeout.connect(self.dismiss)
        self.retranslate()
        self._show()

    def trouble(self, cause: str, notice: Notice | None) -> None:
        """The trouble of this cause is this one now; None: it is over."""
        if notice is None:
            self._troubles.pop(cause, None)
        else:
            if self._troubles.pop(cause, None) != notice:
                self._said = None  # what is wrong must not wait behind what went well
            self._troubles[cause] = notice
        self._show()

    def say(self, text: str, **values: str) -> None:
        """Say this for a few seconds."""
        self._said = Notice(text, tuple(values.items()))
        self._timer.start()
        self._show()

    def dismiss(self) -> None:
        """Take away what was said; a trouble that still stands comes back."""
        self._said = None
        self._timer.stop()
        self._show()

    def text(self) -> str:
        """What is read there now, empty where nothing."""
        return "" if self.isHidden() else self._label.text()

    def retranslate(self) -> None:
        """Say it in the language of the moment."""
        self._close.setAccessibleName(self._wording("console-notice-close"))
        self._close.setToolTip(self._wording("console-notice-close"))
        self.setAccessibleName(self._wording("console-notice"))
        self._show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A quiet ground with a bar at its left: amber for trouble, blue for what was said."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("raised"))
        token = "accent" if self._said is not None else "warn"
        painter.fillRect(0, 0, self._theme.px(4), self.height(), self._theme.colour(token))

    def _show(self) -> None:
        notice = self._said or next(reversed(self._troubles.values()), None)
        self._close.setVisible(self._said is not None)
        if notice is not None:
            self._label.setText(self._wording(notice.text, **dict(notice.values)))
        self.setVisible(notice is not None)
        self.update()
