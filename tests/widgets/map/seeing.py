"""What a map shows, pixel by pixel, and a hand on its mouse."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from alerts.events import Polygon
from alerts.picture import WarnedArea
from widgets.map import CityMap

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC).timestamp()

AREA = WarnedArea(
    "A1", "호우경보", "Severe", "호우경보 발효", "구로구 일대",
    Polygon([[[126.83, 37.47], [126.91, 37.47], [126.91, 37.52], [126.83, 37.52], [126.83, 37.47]]]), NOW - 60, NOW + 3600,
)  # fmt: skip


def picture(view: CityMap) -> QImage:
    QApplication.processEvents()
    return view.grab().toImage()


def pixel(view: CityMap, lat: float, lon: float) -> QPoint:
    scene = view._scene
    x, y = scene.viewport.pixel(*scene.projection.point(lat, lon))
    return QPoint(round(x), round(y))


def near(image: QImage, spot: QPoint, reach: int = 3) -> list[QColor]:
    return [
        image.pixelColor(spot.x() + dx, spot.y() + dy) for dx in range(-reach, reach + 1) for dy in range(-reach, reach + 1)
    ]


def click(qtbot, view: CityMap, spot: QPoint) -> None:
    qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def drag(qtbot, view: CityMap, start: QPoint, end: QPoint) -> None:
    surface = view.canvas.viewport()
    qtbot.mousePress(surface, Qt.MouseButton.LeftButton, pos=start)
    for part in (0.3, 0.7, 1.0):
        qtbot.mouseMove(surface, start + (end - start) * part)
    qtbot.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=end)
