"""When each channel spoke: one line a channel, one dot a report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from alerts.incidents import Incident, Member
from alerts.wording import Wording
from widgets.reports import report_text
from widgets.theme import Theme
from widgets.timeline.channels import in_order, token

_ROW_PX: Final = 20
_AXIS_PX: Final = 24
_LABEL_PX: Final = 74
_DOT_PX: Final = 4.5
_NEAR_PX: Final = 8.0
_SHORTEST_S: Final = 60.0


class ChannelDots(QWidget):
    """From the first report to the latest change; the dot under the pointer says what was reported."""

    def __init__(self, wording: Wording, theme: Theme, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._theme = theme
        self._zone = zone
        self._members: Sequence[Member] = ()
        self._channels: list[str] = []
        self._first: float = 0.0
        self._last: float = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_incident(self, incident: Incident) -> None:
        """Show the reports of this one."""
        self._members = incident.members
        self._channels = in_order(member.channel for member in incident.members)
        times: list[float] = [member.time.timestamp() for member in incident.members] or [incident.opened.timestamp()]
        self._first = min(times)
        self._last = max([self._first + _SHORTEST_S, *times])
        self.setAccessibleName(self._wording("card-dots"))
        counted = (f"{self._name(name)} {sum(m.channel == name for m in self._members)}" for name in self._channels)
        self.setAccessibleDescription(f"{self._clock(self._first)}–{self._clock(self._last)}: {', '.join(counted)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(_ROW_PX * max(1, len(self._channels)) + _AXIS_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def at(self, point: QPointF) -> Member | None:
        """The report whose dot is nearest to this point, if it is near."""
        best: Member | None = None
        nearest = float(self._theme.px(_NEAR_PX)) ** 2
        for member in self._members:
            dot = self._dot(member)
            away = (dot.x() - point.x()) ** 2 + (dot.y() - point.y()) ** 2
            if away <= nearest:
                best, nearest = member, away
        return best

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            member = self.at(QPointF(event.pos()))
            if member is None:
                QToolTip.hideText()
                event.ignore()
            else:
                QToolTip.showText(event.globalPos(), self.tip(member), self)
            return True
        return super().event(event)

    def tip(self, member: Member) -> str:
        """What the dot of this report says."""
        clock = datetime.fromtimestamp(member.time.timestamp(), self._zone).strftime("%H:%M:%S")
        return self._wording(
            "card-dot",
            time=clock,
            channel=self._name(member.channel),
            text=report_text(member.type, member.text, self._wording) or member.source,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        px, theme = self._theme.px, self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(theme.font(12))
        metrics = QFontMetrics(theme.font(12))
        for row, channel in enumerate(self._channels):
            y = px(_ROW_PX) * (row + 0.5)
            painter.setPen(theme.colour("muted"))
            name = metrics.elidedText(self._name(channel), Qt.TextElideMode.ElideRight, px(_LABEL_PX - 6))
            painter.drawText(QRectF(0, y - px(10), px(_LABEL_PX), px(20)), middle, name)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(px(_LABEL_PX), y), QPointF(self.width(), y))
        painter.setPen(Qt.PenStyle.NoPen)
        for member in self._members:
            painter.setBrush(theme.colour(token(member.channel)))
            painter.drawEllipse(self._dot(member), px(_DOT_PX), px(_DOT_PX))
        painter.setPen(theme.colour("muted"))
        painter.setFont(theme.font(12, tabular=True))
        axis = QRectF(px(_LABEL_PX), px(_ROW_PX) * max(1, len(self._channels)) + px(2), self.width() - px(_LABEL_PX), px(20))
        painter.drawText(axis, middle, self._clock(self._first))
        painter.drawText(axis, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._clock(self._last))
        painter.end()

    def _dot(self, member: Member) -> QPointF:
        px = self._theme.px
        left, right = px(_LABEL_PX) + px(_DOT_PX), self.width() - px(_DOT_PX) - 1
        part = (member.time.timestamp() - self._first) / (self._last - self._first)
        return QPointF(left + part * (right - left), px(_ROW_PX) * (self._channels.index(member.channel) + 0.5))

    def _clock(self, seconds: float) -> str:
        return datetime.fromtimestamp(seconds, self._zone).strftime("%H:%M")

    def _name(self, channel: str) -> str:
        known = f"channel-{channel}"
        return self._wording(known) if self._wording.has(known) else channel
