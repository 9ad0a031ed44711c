"""The open alarms as a board: the most urgent first, as many as fit.

From six metres a letter should be 28 mm high or more (ISO 9241-303: at least 16 minutes of arc). On a 55 inch panel in Full HD
(0.634 mm a pixel) that is 44 pixels, which a Hangul syllable of a title has at the scale that a wall is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from alerts.incidents import Incident
from alerts.wording import Wording
from widgets.moments import span
from widgets.shapes import paint_priority
from widgets.theme import RADIUS_PX, Theme
from widgets.titles import title_of

ROW_PX: Final = 62
TITLE_PX: Final = 21
PLACE_PX: Final = 15
_ELIDE: Final = Qt.TextElideMode.ElideRight


class Board(QWidget):
    """Not for hands: nothing on it is chosen. ``districts`` names regions for incidents without a place."""

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording, self._theme = wording, theme
        self.districts: Mapping[str, str] = {}
        self._alarms: list[Incident] = []
        self._now = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def show_alarms(self, incidents: Iterable[Incident], now: float) -> None:
        """Show the open alarms among these as of ``now`` (seconds since the epoch)."""
        alarms = [one for one in incidents if one.is_alarm and one.is_open and one.shelved_until is None]
        alarms.sort(key=lambda one: (one.state == "resolved", one.priority, one.state != "new", -one.opened.timestamp()))
        self._alarms, self._now = alarms, now
        self.setAccessibleName(self._wording("board-name", count=len(alarms)))
        lines = [f"{self._wording(f'priority-{one.priority}')} {self._title(one)} {self._place(one)}" for one in alarms[:10]]
        self.setAccessibleDescription("\n".join(lines))
        self.update()

    @property
    def shown(self) -> list[Incident]:
        """Those that fit."""
        return self._alarms[: self._fits()]

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(420), self._theme.px(10 * ROW_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px = QPainter(self), self._theme, self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("panel"))
        if not self._alarms:
            painter.setFont(theme.font(TITLE_PX))
            painter.setPen(theme.colour("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._wording("board-empty"))
            painter.end()
            return
        for number, one in enumerate(self.shown):
            self._row(painter, one, QRect(px(8), px(8) + number * px(ROW_PX), self.width() - px(16), px(ROW_PX - 6)))
        hidden = len(self._alarms) - len(self.shown)
        if hidden:
            painter.setFont(theme.font(PLACE_PX))
            painter.setPen(theme.colour("muted"))
            room = QRect(px(20), self.height() - px(30), self.width() - px(40), px(24))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft, self._wording("board-more", count=hidden))
        painter.end()

    # -- within

    def _fits(self) -> int:
        room = self.height() - self._theme.px(8)
        fits = max(1, room // self._theme.px(ROW_PX))
        if len(self._alarms) > fits:
            fits = max(1, (room - self._theme.px(30)) // self._theme.px(ROW_PX))
        return int(fits)

    def _row(self, painter: QPainter, one: Incident, room: QRect) -> None:
        theme, px, new = self._theme, self._theme.px, one.state == "new"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.priority(one.priority, 0.22) if new else theme.colour("raised"))
        painter.drawRoundedRect(QRectF(room), px(RADIUS_PX), px(RADIUS_PX))
        if new:
            painter.setBrush(theme.priority(one.priority))
            painter.drawRect(QRect(room.left(), room.top(), px(5), room.height()))
        paint_priority(painter, theme, one.priority, QPointF(room.left() + px(32), room.center().y()), px(17), hollow=not new)
        age = span(self._wording, max(0.0, self._now - one.opened.timestamp()))
        font = theme.font(TITLE_PX, bold=True, tabular=True)
        wide = QFontMetrics(font).horizontalAdvance(age)
        left, width = room.left() + px(60), room.width() - px(60) - px(14)
        upper = QRect(left, room.top() + px(5), width, px(28))
        lower = QRect(left, room.top() + px(32), width, px(22))
        aligned = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), age)
        title = QFontMetrics(font).elidedText(self._title(one), _ELIDE, width - wide - px(12))
        painter.drawText(upper.adjusted(0, 0, -wide - px(12), 0), int(aligned), title)
        state = self._wording.person(one.owner) or self._wording(f"state-{one.state}")
        small = theme.font(PLACE_PX)
        painter.setFont(small)
        painter.setPen(theme.colour("muted"))
        text = f"{self._place(one)} · {state}"
        painter.drawText(lower, int(aligned), QFontMetrics(small).elidedText(text, _ELIDE, width))

    def _title(self, one: Incident) -> str:
        return title_of(one, self._wording.language)

    def _place(self, one: Incident) -> str:
        return one.place or self.districts.get(one.region) or self._wording("unknown-place")
