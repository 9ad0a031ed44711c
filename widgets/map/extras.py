"""What the map shows beside the common operating picture, and the tools on it: the chip that opens them all."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from alerts.errors import InputError
from alerts.places.layers import load_layer, open_tiles
from alerts.wording import Wording
from widgets.map.layers.by_hand.measure import MeasureLayer
from widgets.map.layers.by_hand.own import OwnLayers
from widgets.map.layers.by_hand.picking import PickingLayer
from widgets.map.layers.cameras import CameraLayer
from widgets.map.layers.layer import Layer
from widgets.map.layers.sensors import SensorLayer
from widgets.map.layers.tiles import TileLayer
from widgets.map.layers.tracks import TrackLayer
from widgets.map.marks import Marks
from widgets.map.scene import Scene


class Extras(QObject):
    """Sensors, vehicle tracks, own layers, raster tiles, measuring, and selecting by a box.

    ``refused`` carries one sentence on a file that cannot be shown; ``opened`` the path of one that is; ``closed``
    that none is any more; ``boxed`` the keys of the incidents in a box.
    """

    refused = Signal(str)
    opened = Signal(str)
    closed = Signal()
    boxed = Signal(list)
    spot_picked = Signal(object)
    """Latitude and longitude of the place that was asked for; None where it was given up."""

    def __init__(self, scene: Scene, marks: Marks, cameras: CameraLayer, wording: Wording, redraw: Callable[[], None]) -> None:
        super().__init__()
        self._scene, self._marks, self._cameras, self._wording, self._redraw = scene, marks, cameras, wording, redraw
        self.sensors = SensorLayer(scene)
        self.tracks = TrackLayer(scene, cameras.spot)
        self.own = OwnLayers(scene)
        self.tiles = TileLayer(scene)
        self.measure = MeasureLayer(scene, wording)
        self.picking = PickingLayer(scene, wording)

    def layers(self) -> list[Layer]:
        """Everything that is to be drawn."""
        return [self.tiles, self.own, self.sensors, self.tracks, self.measure, self.picking]

    def under_cameras(self) -> bool:
        """Whether something is shown that belongs between the ground and the cameras."""
        return bool(self.tiles.isVisible())

    # -- files

    def choose_file(self, parent: QWidget) -> None:
        """Ask for a file to show."""
        kinds = f"{self._wording('map-files')} (*.geojson *.json *.mbtiles)"
        path, _ = QFileDialog.getOpenFileName(parent, self._wording("map-open-layer"), "", kinds)
        if path:
            self.open_file(Path(path))

    def open_file(self, path: Path) -> bool:
        """Show this file: raster tiles (``.mbtiles``) or a layer (GeoJSON). False, and ``refused``, where it cannot be."""
        try:
            if path.suffix.lower() == ".mbtiles":
                self.tiles.use(open_tiles(path))
                self.tiles.setVisible(True)
            else:
                self.own.put(load_layer(path))
        except InputError as error:
            self.refused.emit(str(error))
            return False
        self.opened.emit(str(path))
        self._redraw()
        return True

    # -- the menu

    def fill(self, menu: QMenu, parent: QWidget) -> None:
        """What there is to switch, open and do."""
        say = self._wording
        for name, layer in (("sensors", self.sensors), ("tracks", self.tracks)):
            self._switch(menu, say(f"map-layer-{name}"), bool(layer.isVisible()), partial(self._show, layer))
        if self.tiles.tiles is not None:
            name = say("map-layer-tiles", name=self.tiles.tiles.name)
            self._switch(menu, name, bool(self.tiles.isVisible()), partial(self._show, self.tiles))
        for name in self.own.names:
            self._switch(menu, name, name not in self.own.hidden, partial(self._show_own, name))
        menu.addSeparator()
        menu.addAction(say("map-measure"), self.toggle_measuring)
        menu.addAction(say("map-open-layer"), lambda: self.choose_file(parent))
        if self.own.names or self.tiles.tiles is not None:
            menu.addAction(say("map-close-layers"), self.close_files)

    def close_files(self) -> None:
        """Show none of the files any more."""
        for name in self.own.names:
            self.own.remove(name)
        self.tiles.use(None)
        self.tiles.setVisible(False)
        self.closed.emit()
        self._redraw()

    def attribution(self) -> str:
        """Who made the tiles that are shown; empty for none."""
        return self.tiles.tiles.attribution if self.tiles.tiles is not None and self.tiles.isVisible() else ""

    # -- the tools

    def start_measuring(self, on: bool) -> None:
        """Measure with each click from now on, or no more."""
        self.measure.on, self.measure.points, self.measure.hover = on, [], None
        self._redraw()

    def toggle_measuring(self) -> None:
        """Begin, or end it."""
        self.start_measuring(not self.measure.on)

    def click(self, at: QPointF) -> bool:
        """A click at this pixel; False where it is not for a tool."""
        if self.picking.on:
            self._pick(at)
            return True
        if not self.measure.on:
            return False
        self.measure.points.append(self._scene.viewport.metres(at.x(), at.y()))
        self._redraw()
        return True

    def start_picking(self) -> None:
        """The next click, or Enter for the middle of the window, says where something is."""
        self.start_measuring(False)
        self.picking.on = True
        self._redraw()

    def end_picking(self) -> None:
        """Nothing is picked."""
        self.picking.on = False
        self._redraw()
        self.spot_picked.emit(None)

    def pick_middle(self) -> None:
        """What stands under the cross is meant, while a place is asked for."""
        if self.picking.on:
            view = self._scene.viewport
            self._pick(QPointF(view.width / 2, view.height / 2))

    def _pick(self, at: QPointF) -> None:
        self.picking.on = False
        self._redraw()
        x, y = self._scene.viewport.metres(at.x(), at.y())
        self.spot_picked.emit(self._scene.projection.degrees(x, y))

    def hover(self, at: QPointF) -> None:
        """The pointer is at this pixel."""
        if self.measure.on and self.measure.points:
            self.measure.hover = self._scene.viewport.metres(at.x(), at.y())
            self._redraw()

    def back(self) -> bool:
        """Take the last point off, or end measuring where there is none; False where nothing is measured."""
        if self.picking.on:
            self.end_picking()
            return True
        if not self.measure.on:
            return False
        if self.measure.points:
            self.measure.points.pop()
            self._redraw()
        else:
            self.start_measuring(False)
        return True

    def drag_box(self, box: QRectF) -> None:
        """A box is being dragged, pixels."""
        self.measure.box = box
        self._redraw()

    def end_box(self, box: QRectF) -> None:
        """The box is dragged: the incidents in it are chosen."""
        self.measure.box = None
        self._redraw()
        found = [mark for mark in self._marks if box.contains(QPointF(*self._scene.viewport.pixel(mark.x, mark.y)))]
        if found:
            self.boxed.emit([mark.incident.key for mark in sorted(found, key=lambda mark: mark.incident.priority)])

    def nearest(self, forward: bool) -> str:
        """The next incident from the selected one on, by distance from the middle of the window; empty where none is seen."""
        view = self._scene.viewport
        seen = [mark for mark in self._marks if view.sees(mark.x, mark.y)]
        seen.sort(key=lambda mark: ((mark.x - view.x) ** 2 + (mark.y - view.y) ** 2, mark.incident.key))
        if not seen:
            return ""
        keys = [mark.incident.key for mark in seen]
        at = keys.index(self._marks.selected) if self._marks.selected in keys else (-1 if forward else 0)
        return keys[(at + (1 if forward else -1)) % len(keys)]

    # -- within

    def _show(self, layer: Layer, on: bool) -> None:
        layer.setVisible(on)
        self._redraw()

    def _show_own(self, name: str, on: bool) -> None:
        (self.own.hidden.discard if on else self.own.hidden.add)(name)
        self._redraw()

    def _switch(self, menu: QMenu, text: str, on: bool, does: Callable[[bool], None]) -> None:
        action = QAction(text, menu)
        action.setCheckable(True)
        action.setChecked(on)
        action.toggled.connect(does)
        menu.addAction(action)
