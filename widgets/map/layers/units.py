"""Units: small glyphs that point where they head; a shape for each service, grey and whitish, for colour means alarm."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import cos, pi, sin
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.Qt import internals
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPixmap

from alerts.picture import UnitSpot
from widgets.map.layers.layer import UNITS, Layer
from widgets.map.scene import Scene
from widgets.map.splat import dots

SERVICES: Final[tuple[str, ...]] = ("112", "119", "city", "drone")
_TOKENS: Final[tuple[str, ...]] = ("police", "fire", "city", "drone")
TURNS: Final = 32
"""Headings drawn in advance: 11 degrees apart, finer than the eye tells at this size."""
ATLASES: Final = 4
"""Sets of glyphs that are kept: two sizes, and those of a theme or screen that was left a moment ago."""
GLYPH_PX: Final = 18
REACH_PX: Final = 9.0
MOST_GLYPHS: Final = 20_000
"""With more units than this in the window they are dots in the colour of their service: glyphs would cover each other."""
PART: Final = 4096
"""Units that are read in one go."""
BUSY: Final[frozenset[str]] = frozenset({"dispatched", "en_route", "arrived", "on_scene", "busy", "responding", "transporting"})
"""States in which a unit is drawn in full; others are fainter."""


class _Rows(dict[str, int]):
    """The row of each unit by its id; one that is new gets the next."""

    def __missing__(self, name: str) -> int:
        row = self[name] = len(self)
        return row


class _Kinds(dict[str, int]):
    """The row of glyphs for each service; what is none of them goes as the city's."""

    def __missing__(self, service: str) -> int:
        return self["city"]


_KINDS: Final = _Kinds(zip(SERVICES, range(len(SERVICES)), strict=True))


class UnitLayer(Layer):
    """The latest place of every unit, in arrays that grow as units come."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene, UNITS)
        self._row = _Rows()
        self._told: dict[int, tuple[list[str], NDArray[np.int64]]] = {}
        self._spots: NDArray[np.object_] = np.empty(64, dtype=object)
        self._metres: NDArray[np.float64] = np.zeros((64, 2))
        self._service: NDArray[np.int64] = np.zeros(64, dtype=np.int64)
        self._turn: NDArray[np.int64] = np.zeros(64, dtype=np.int64)
        self._faint: NDArray[np.float64] = np.ones(64)
        self._unread: NDArray[np.bool_] = np.zeros(64, dtype=np.bool_)
        """Rows whose heading and state are still to be taken from their spots: only a glyph shows them."""
        self._atlas = QPixmap()
        self._atlases: dict[tuple[object, ...], QPixmap] = {}
        self._fragments = internals.PrimitiveArray(QPainter.PixmapFragment, 10)

    @property
    def spots(self) -> list[UnitSpot]:
        """The units shown now, in the order in which they came."""
        return list(self._spots[: len(self._row)])

    def clear(self) -> None:
        """Forget all units."""
        self._row = _Rows()
        self._told = {}
        self.update()

    def put(self, units: Sequence[UnitSpot]) -> None:
        """Move or add these units."""
        # columns, filled without a statement of Python's for each unit; a part at a time, so that what one column has brought
        # into the processor's cache is still there for the next: with thousands of units a tick that is what costs
        for first in range(0, len(units), PART):
            self._put(units[first : first + PART], first)
        if units:
            self.update()

    def _put(self, units: Sequence[UnitSpot], first: int) -> None:
        # comprehensions over one attribute: the interpreter reads it three times as fast there as an attrgetter does
        rows = self._rows_of([unit.unit_id for unit in units], first)
        self._grow(len(self._row))
        self._spots[rows] = np.fromiter(units, dtype=object, count=len(units))
        lat, lon = array("d", [unit.lat for unit in units]), array("d", [unit.lon for unit in units])
        self._metres[rows] = self.shared.projection.metres(np.frombuffer(lat), np.frombuffer(lon))
        self._service[rows] = np.fromiter(map(_KINDS.__getitem__, [unit.service for unit in units]), np.int64, len(units))
        self._unread[rows] = True

    def _rows_of(self, names: list[str], first: int) -> NDArray[np.int64]:
        """The rows of these units, which are those from ``first`` on that have moved.

        A feed that tells of its whole fleet does so in one order: comparing the names with those that stood there the last
        time costs a fraction of looking each of them up.
        """
        before = self._told.get(first)
        if before is not None and before[0] == names:
            return before[1]
        rows = np.fromiter(map(self._row.__getitem__, names), np.int64, len(names))
        self._told[first] = names, rows
        return rows

    def _read(self, rows: NDArray[np.intp]) -> None:
        """Headings and states of these rows, where they are not known yet."""
        rows = rows[self._unread[rows]]
        if not rows.size:
            return
        units = self._spots[rows].tolist()
        heading = np.array([unit.heading for unit in units], dtype=np.float64)
        self._turn[rows] = np.nan_to_num(np.round(heading / 360.0 * TURNS)).astype(np.int64) % TURNS
        busy = np.array([unit.state in BUSY for unit in units], dtype=np.bool_)
        self._faint[rows] = np.where(busy, 1.0, 0.55)
        self._unread[rows] = False

    def _grow(self, size: int) -> None:
        while len(self._service) < size:
            self._spots = np.concatenate((self._spots, np.empty_like(self._spots)))
            self._metres = np.concatenate((self._metres, np.zeros_like(self._metres)))
            self._service = np.concatenate((self._service, np.zeros_like(self._service)))
            self._turn = np.concatenate((self._turn, np.zeros_like(self._turn)))
            self._faint = np.concatenate((self._faint, np.ones_like(self._faint)))
            self._unread = np.concatenate((self._unread, np.zeros_like(self._unread)))

    def draw(self, painter: QPainter) -> None:
        n = len(self._row)
        if not n:
            return
        view = self.shared.viewport
        pixels = view.pixels(self._metres[:n])
        half = self._glyph_px() / 2
        inside = (
            (pixels[:, 0] > -half)
            & (pixels[:, 0] < view.width + half)
            & (pixels[:, 1] > -half)
            & (pixels[:, 1] < view.height + half)
        )
        seen = np.flatnonzero(inside)
        if seen.size > MOST_GLYPHS:
            colours = [self.shared.theme.colour(token, 0.8) for token in _TOKENS]
            painter.drawImage(0, 0, dots(pixels[seen], view.width, view.height, 2, colours, self._service[seen]))
            return
        self._read(seen)
        self._refresh_atlas()
        cell = self._cell()
        self._fragments.resize(seen.size)
        table = self._fragments.ndarray()
        # the fields of QPainter::PixmapFragment: x, y, source left, top, width, height, scale x, y, rotation, opacity
        table[:, 0:2] = np.round(pixels[seen])
        table[:, 2] = self._turn[seen] * cell
        table[:, 3] = self._service[seen] * cell
        table[:, 4:6] = cell
        table[:, 6:8] = 1.0 / self.shared.ratio
        table[:, 8] = 0.0
        table[:, 9] = self._faint[seen]
        first, count = self._fragments.drawargs()
        painter.drawPixmapFragments(first, count, self._atlas)

    def at(self, px: float, py: float) -> UnitSpot | None:
        """The unit under this pixel."""
        n = len(self._row)
        if not n:
            return None
        view = self.shared.viewport
        x, y = view.metres(px, py)
        distance = np.hypot(self._metres[:n, 0] - x, self._metres[:n, 1] - y)
        nearest = int(np.argmin(distance))
        spot: UnitSpot = self._spots[nearest]
        return spot if distance[nearest] <= REACH_PX * view.scale else None

    def _glyph_px(self) -> int:
        return self.shared.theme.px(GLYPH_PX if self.shared.viewport.scale < 30.0 else GLYPH_PX * 0.8)

    def _cell(self) -> int:
        return round(self._glyph_px() * self.shared.ratio)

    def _refresh_atlas(self) -> None:
        scene = self.shared
        key = (scene.theme.name, scene.ratio, self._cell())
        kept = self._atlases.get(key)
        if kept is not None:
            self._atlas = kept
            return
        if len(self._atlases) >= ATLASES:
            self._atlases.clear()
        cell = self._cell()
        self._atlas = QPixmap(cell * TURNS, cell * len(SERVICES))
        self._atlas.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._atlas)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(scene.theme.colour("sea", 0.9), cell / 12))
        for row, token in enumerate(_TOKENS):
            painter.setBrush(scene.theme.colour(token))
            for column in range(TURNS):
                centre = QPointF((column + 0.5) * cell, (row + 0.5) * cell)
                painter.drawPath(unit_path(SERVICES[row], centre, cell * 0.4, column * 360.0 / TURNS))
        painter.end()
        self._atlases[key] = self._atlas


def unit_path(service: str, centre: QPointF, radius: float, heading: float) -> QPainterPath:
    """The glyph of a service, pointing to ``heading`` (degrees clockwise from north), around ``centre`` (pixels).

    112 is a notched arrow head, 119 one with a bar across its tail, the city's a blunt pentagon, a drone a cross with a nose.
    """
    outlines: dict[str, list[list[tuple[float, float]]]] = {
        "112": [[(0, -1), (0.68, 0.85), (0, 0.42), (-0.68, 0.85)]],
        "119": [[(0, -1), (0.62, 0.3), (-0.62, 0.3)], [(0.7, 0.5), (0.7, 0.9), (-0.7, 0.9), (-0.7, 0.5)]],
        "city": [[(0, -0.95), (0.58, -0.2), (0.58, 0.75), (-0.58, 0.75), (-0.58, -0.2)]],
        "drone": [[(0, -1), (0.22, -0.22), (0.9, 0), (0.22, 0.22), (0, 0.8), (-0.22, 0.22), (-0.9, 0), (-0.22, -0.22)]],
    }
    angle = heading / 180.0 * pi
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for outline in outlines.get(service, outlines["city"]):
        for k, (x, y) in enumerate(outline):
            spot = QPointF(
                centre.x() + radius * (x * cos(angle) - y * sin(angle)), centre.y() + radius * (x * sin(angle) + y * cos(angle))
            )
            if k == 0:
                path.moveTo(spot)
            else:
                path.lineTo(spot)
        path.closeSubpath()
    return path
