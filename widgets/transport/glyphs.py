"""The signs of a player: triangles and bars, drawn in the theme's colours."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPixmap, QPolygonF

_BOX: Final = 16.0


def glyph(name: str, colour: QColor, faint: QColor, size: int, ratio: float) -> QIcon:
    """``first``, ``back``, ``play``, ``pause``, ``forward`` or ``next``; ``faint`` where the button cannot be pressed."""
    icon = QIcon()
    for mode, tint in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, faint)):
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(size / _BOX, size / _BOX)
        painter.fillPath(_path(name), tint)
        painter.end()
        icon.addPixmap(pixmap, mode)
    return icon


def _path(name: str) -> QPainterPath:
    path = QPainterPath()
    if name == "pause":
        path.addRect(QRectF(3.5, 3, 3.2, 10))
        path.addRect(QRectF(9.3, 3, 3.2, 10))
    elif name == "play":
        path.addPolygon(_triangle(4, 13))
    elif name == "first":
        path.addRect(QRectF(2.5, 3, 2, 10))
        path.addPolygon(_triangle(13.5, 5))
    elif name == "next":
        path.addPolygon(_triangle(2.5, 11))
        path.addRect(QRectF(11.5, 3, 2, 10))
    else:
        ends = (13.0, 8.0, 8.0, 3.0) if name == "back" else (3.0, 8.0, 8.0, 13.0)
        path.addPolygon(_triangle(ends[0], ends[1]))
        path.addPolygon(_triangle(ends[2], ends[3]))
    return path


def _triangle(base: float, tip: float) -> QPolygonF:
    return QPolygonF([QPointF(base, 3), QPointF(tip, 8), QPointF(base, 13), QPointF(base, 3)])
