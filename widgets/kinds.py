"""One small drawing for each kind of incident, in lines, so that a kind is known before its name is read.

Drawn for this program on a field of 24 by 24: moves, lines and cubic curves as SVG writes them, absolute.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

FIELD: Final = 24.0
_LINE: Final = 1.9
_PATHS: Final[dict[str, str]] = {
    "crowd": "M2 19 C2 12 12 12 12 19 M12 19 C12 12 22 12 22 19 O7 8 3 O17 8 3",
    "violence": "M4 4 L19 19 M20 4 L5 19 M3 16 L8 21 M21 16 L16 21",
    "fire": "M12 2 C14 7 19 9 19 15 C19 19 16 22 12 22 C8 22 5 19 5 15 C5 12 7 10 8 8 C9 10 10 10 12 2 Z",
    "rescue": "O12 12 9 O12 12 4 M5.6 5.6 L9.2 9.2 M18.4 5.6 L14.8 9.2 M5.6 18.4 L9.2 14.8 M18.4 18.4 L14.8 14.8",
    "medical": "M9 3 L15 3 L15 9 L21 9 L21 15 L15 15 L15 21 L9 21 L9 15 L3 15 L3 9 L9 9 Z",
    "flood": "M2 9 C5 4 9 14 12 9 C15 4 19 14 22 9 M2 17 C5 12 9 22 12 17 C15 12 19 22 22 17",
    "weather": "M7 14 C2 14 2 8 7 8 C8 2 16 2 17 8 C22 8 22 14 17 14 Z M8 18 L7 22 M13 18 L12 22 M18 18 L17 22",
    "earthquake": "M1 12 L6 12 L9 5 L12 20 L15 8 L17 12 L23 12",
    "vehicle": "M3 17 L3 12 L6 11 L8 6 L16 6 L18 11 L21 12 L21 17 Z O7.5 17.5 2 O16.5 17.5 2",
    "journey": "M3 12 L12 4 L21 12 M6 10 L6 20 L18 20 L18 10",
    "vulnerable": "O10 5 2.6 M10 8 L10 14 L7 21 M10 14 L14 21 M10 10 L17 13 L17 21",
    "intrusion": "M5 11 L19 11 L19 21 L5 21 Z M8 11 L8 8 C8 2 16 2 16 8 L16 11",
    "traffic": "M7 2 L17 2 L17 22 L7 22 Z O12 7 1.6 O12 12 1.6 O12 17 1.6",
    "facility": "M4 21 L4 4 L14 4 L14 21 M14 10 L20 10 L20 21 M2 21 L22 21 M8 8 L10 8 M8 12 L10 12 M8 16 L10 16",
    "environment": "M5 19 C3 9 10 3 21 3 C21 14 15 21 5 19 Z M4 21 L14 10",
    "other": "O5 12 1.8 O12 12 1.8 O19 12 1.8",
}


def paint_kind(painter: QPainter, kind: str, centre: QPointF, size: float, colour: QColor) -> None:
    """Paint a kind's drawing around ``centre``, ``size`` pixels high; a kind without one of its own gets that of ``other``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(centre.x() - size / 2, centre.y() - size / 2)
    painter.scale(size / FIELD, size / FIELD)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, _LINE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPath(_path(kind if kind in _PATHS else "other"))
    painter.restore()


@cache
def _path(kind: str) -> QPainterPath:
    path = QPainterPath()
    letter, figures = "", [0.0] * 0
    for word in [*_PATHS[kind].replace("Z", "Z0").split(), "-"]:
        if (word[0].isalpha() or word == "-") and letter:
            _draw(path, letter, figures)
            figures = []
        if word[0].isalpha():
            letter, word = word[0], word[1:]
        if word != "-":
            figures.append(float(word))
    return path


def _draw(path: QPainterPath, letter: str, figures: list[float]) -> None:
    if letter == "Z":
        path.closeSubpath()
    elif letter == "O":  # not SVG's: a circle by its centre and radius
        x, y, radius = figures
        path.addEllipse(QRectF(x - radius, y - radius, 2 * radius, 2 * radius))
    else:
        points = [QPointF(x, y) for x, y in zip(figures[::2], figures[1::2], strict=True)]
        if letter == "M":
            path.moveTo(points[0])
        elif letter == "L":
            path.lineTo(points[0])
        else:
            path.cubicTo(*points)
