"""The four priority shapes: octagon, triangle, square, circle. Told apart without colour, and numbered.

Queue, card, map, strips and log all draw them with these functions, so that a priority looks the same everywhere.
"""

from __future__ import annotations

from math import cos, pi, sin
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from widgets.theme import Theme

_OCTAGON_TURN: Final = pi / 8
# each outline's reach, so that the four look equally large although a triangle of the same radius holds less ink
_REACH: Final[dict[int, float]] = {1: 1.12, 2: 1.18, 3: 0.90, 4: 0.96}
# where the number sits, below the centre, as a part of the radius: a triangle's mass lies low
_DROP: Final[dict[int, float]] = {1: 0.0, 2: 0.20, 3: 0.0, 4: 0.0}


def priority_path(priority: int, centre: QPointF, radius: float) -> QPainterPath:
    """The outline of priority 1 (octagon), 2 (triangle), 3 (square) or 4 (circle) around ``centre``, in pixels."""
    path = QPainterPath()
    x, y, reach = centre.x(), centre.y(), radius * _REACH.get(priority, 1.0)
    if priority == 1:
        corners = (_OCTAGON_TURN + k * pi / 4 for k in range(8))
        path.addPolygon(QPolygonF([QPointF(x + reach * cos(a), y + reach * sin(a)) for a in corners]))
        path.closeSubpath()
    elif priority == 2:
        half, top, bottom = reach * 0.98, y - reach * 0.92, y + reach * 0.80
        path.addPolygon(QPolygonF([QPointF(x, top), QPointF(x + half, bottom), QPointF(x - half, bottom)]))
        path.closeSubpath()
    elif priority == 3:
        path.addRoundedRect(QRectF(x - reach, y - reach, 2 * reach, 2 * reach), reach * 0.12, reach * 0.12)
    else:
        path.addEllipse(centre, reach, reach)
    return path


def paint_priority(
    painter: QPainter,
    theme: Theme,
    priority: int,
    centre: QPointF,
    radius: float,
    *,
    number: bool = True,
    hollow: bool = False,
    dim: bool = False,
) -> None:
    """Paint one priority shape; ``radius`` in device-independent pixels.

    ``hollow`` draws the outline alone (resolved, shelved); ``dim`` fades it (not the subject right now). The painter's
    pen, brush and font are left as they were.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if dim:
        painter.setOpacity(painter.opacity() * 0.45)
    colour = theme.priority(priority)
    path = priority_path(priority, centre, radius)
    if hollow:
        painter.setBrush(theme.colour("panel"))
        painter.setPen(
            QPen(colour, max(1.5, radius * 0.16), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
    else:
        painter.setBrush(QBrush(colour))
        # a round join of the same colour softens the corners as much as a radius would
        painter.setPen(
            QPen(colour, max(1.0, radius * 0.14), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
    painter.drawPath(path)
    if number and radius >= 5:
        painter.setFont(theme.font(radius * 1.15 / theme.scale, bold=True))
        painter.setPen(colour if hollow else theme.colour("on_priority"))
        box = QRectF(centre.x() - radius, centre.y() - radius + radius * _DROP.get(priority, 0.0), 2 * radius, 2 * radius)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(priority))
    painter.restore()


def priority_pixmap(
    theme: Theme, priority: int, size: int, ratio: float = 1.0, *, number: bool = True, hollow: bool = False
) -> QPixmap:
    """The shape on a transparent ground, ``size`` device-independent pixels square, for a screen of this pixel ratio."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    paint_priority(painter, theme, priority, QPointF(size / 2, size / 2), size / 2 / 1.22, number=number, hollow=hollow)
    painter.end()
    return pixmap
