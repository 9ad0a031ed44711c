"""How the line of a group looks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle

from alerts.incidents import KINDS
from alerts.wording import Wording
from widgets.kinds import paint_kind
from widgets.queue.listing.ages import age
from widgets.queue.listing.grouping import Group
from widgets.shapes import paint_priority
from widgets.theme import RADIUS_PX, Theme

_MARGIN: Final = 8
_LEFT: Final = 52
_RIGHT: Final = 20
_LINES: Final = (9, 32)


def group_name(group: Group, wording: Wording, districts: Mapping[str, str]) -> str:
    """``화재 · 성동구``."""
    return f"{wording(f'kind-{KINDS[group.kind]}')} · {districts.get(group.region) or wording('unknown-place')}"


class GroupLines:
    """Paints the rows of groups: an arrow, the most pressing priority in it, kind and district, how many, since when."""

    def __init__(self, wording: Wording, theme: Theme) -> None:
        self._wording, self._theme = wording, theme

    def paint(
        self, painter: QPainter, rect: QRect, group: Group, state: QStyle.StateFlag, now: float, districts: Mapping[str, str]
    ) -> None:
        """Paint one; ``now`` in seconds since the epoch, ``districts`` names by code."""
        px, theme, say = self._theme.px, self._theme, self._wording
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        card = QRectF(rect).adjusted(px(_MARGIN), 0, -px(_MARGIN), -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(card, px(RADIUS_PX), px(RADIUS_PX))
        if selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2.0 if state & QStyle.StateFlag.State_HasFocus else 1.0))
            painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), px(RADIUS_PX), px(RADIUS_PX))
        middle = rect.top() + rect.height() / 2
        self._arrow(painter, QPointF(rect.left() + px(15), middle), group.expanded)
        paint_priority(painter, theme, group.highest, QPointF(rect.left() + px(37), middle), px(9.5))
        left, right = rect.left() + px(_LEFT), rect.right() - px(_RIGHT)
        paint_kind(
            painter, KINDS[group.kind], QPointF(left + px(8.5), rect.top() + px(_LINES[0] + 11)), px(17), theme.colour("text")
        )
        count = say("queue-group-count", count=group.count)
        bold = theme.font(15, bold=True, tabular=True)
        wide = QFontMetrics(bold).horizontalAdvance(count)
        top, below = rect.top() + px(_LINES[0]), rect.top() + px(_LINES[1])
        name = QRect(left + px(24), top, right - wide - px(8) - left - px(24), px(22))
        painter.setFont(bold)
        painter.setPen(theme.colour("text"))
        fitting = QFontMetrics(bold).elidedText(group_name(group, say, districts), Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), fitting)
        painter.drawText(
            QRect(right - wide, top, wide + 2, px(22)), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), count
        )
        painter.setFont(theme.font(13, tabular=True))
        painter.setPen(theme.colour("muted"))
        since = say("queue-group-line", new=group.new, age=age(say, now - group.opened))
        box = QRect(left, below, right - left, px(22))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), since)
        painter.restore()

    def _arrow(self, painter: QPainter, centre: QPointF, down: bool) -> None:
        size = self._theme.px(4.5)
        corners = [(-1, -0.6), (1, -0.6), (0, 0.8)] if down else [(-0.6, -1), (-0.6, 1), (0.8, 0)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("muted"))
        painter.drawPolygon(QPolygonF([centre + QPointF(x * size, y * size) for x, y in corners]))
