"""The map of the city: the common operating picture, drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import QEvent, QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from alerts.incidents import Incident
from alerts.picture import JourneySpot, SensorReading, UnitSpot, WarnedArea
from alerts.places import CityProfile
from alerts.wording import Wording
from widgets.map.canvas import Canvas
from widgets.map.chips import LayerChips
from widgets.map.extras import Extras
from widgets.map.ground import empty_ground, ground_of
from widgets.map.hints import Hints
from widgets.map.layers.areas import AreaLayer
from widgets.map.layers.base import BaseLayer
from widgets.map.layers.by_hand.draft import DraftLayer
from widgets.map.layers.cameras import CameraLayer
from widgets.map.layers.density import DensityLayer
from widgets.map.layers.incidents import IncidentLayer
from widgets.map.layers.journeys import JourneyLayer
from widgets.map.layers.layer import Layer
from widgets.map.layers.legend import LegendLayer
from widgets.map.layers.names import NamesLayer
from widgets.map.layers.units import UnitLayer
from widgets.map.marks import Marks
from widgets.map.scene import Scene
from widgets.map.settling import Settling
from widgets.moments import korean_time
from widgets.theme import Theme

PULSE_MS: Final = 66
FADE_STEP_S: Final = 5.0
"""With nothing new, halos are drawn fainter so often."""
NEAR: Final = 4.0
"""Metres a pixel at which :meth:`CityMap.show_incident` looks."""
_SAME_SPOT_PX: Final = 6.0


class CityMap(QWidget):
    """Base map, cameras, units, journeys, warned areas and incidents of one city.

    The desk's mediator calls :meth:`apply` at most once a tick; nothing is drawn anew unless something changed.
    """

    incident_picked = Signal(str)
    """An incident's key: clicked, the next of several at one spot with each further click."""
    camera_picked = Signal(str)
    """A camera's id: clicked while cameras are large enough to be pointed at."""
    incidents_boxed = Signal(list)
    """The keys of the incidents in a box that was dragged with Shift, the most urgent first."""

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None, zone: tzinfo | None = None) -> None:
        super().__init__(parent)
        self._wording, self._theme = wording, theme
        zone = zone or korean_time()
        ground = empty_ground()
        self._city: CityProfile | None = None
        self._scene = Scene(theme, ground.projection)
        self.marks = Marks(self._scene)
        self._unplaced: set[str] = set()
        self._fresh = True
        self._drawn_at = 0.0
        self._cycle: tuple[QPointF, int] = (QPointF(-100, -100), 0)
        self._hints = Hints(wording, zone)
        self.canvas = Canvas(self._scene, self._arrange, self)
        self.base = BaseLayer(self._scene, ground)
        self.names = NamesLayer(self._scene, ground)
        self.cameras = CameraLayer(self._scene)
        self.units = UnitLayer(self._scene)
        self.journeys = JourneyLayer(self._scene)
        self.areas = AreaLayer(self._scene, zone)
        self.density = DensityLayer(self._scene, self.marks)
        self.legend = LegendLayer(self._scene, wording)
        self.drawing = DraftLayer(self._scene)
        """What a person draws on this map, where that is what it is for."""
        self._switched: dict[str, Layer] = {
            "cameras": self.cameras, "units": self.units, "journeys": self.journeys, "areas": self.areas,
            "density": self.density,
        }  # fmt: skip
        incidents = IncidentLayer(self._scene, self.marks)
        self.extras = Extras(self._scene, self.marks, self.cameras, wording, self._changed)
        self._settling = Settling(self._scene, self.marks, incidents, self.cameras, self.canvas.redraw, self)
        self.base.carry(self.cameras, lambda: self.density.isVisible() or self.extras.under_cameras())
        extras = [*self.extras.layers(), self.drawing]
        for layer in (self.base, self.names, *self._switched.values(), incidents, self.legend, *extras):
            self.canvas.addItem(layer)
        self.chips = LayerChips(wording, theme, self)
        self.chips.toggled.connect(self.show_layer)
        self.chips.more.clicked.connect(self.open_menu)
        self.canvas.clicked.connect(self._click)
        self.canvas.hovered.connect(self.extras.hover)
        self.canvas.box_dragged.connect(self.extras.drag_box)
        self.canvas.boxed.connect(self.extras.end_box)
        self.canvas.stepped.connect(self._step_to)
        self.canvas.taken_back.connect(self.extras.back)
        self.canvas.entered.connect(self.extras.pick_middle)
        self.extras.boxed.connect(self.incidents_boxed)
        self._pulse = QTimer(self)
        self._pulse.setObjectName("map pulse")
        self._pulse.setInterval(PULSE_MS)
        self._pulse.timeout.connect(self._step)
        self.setMinimumSize(theme.px(240), theme.px(180))
        self.retranslate()

    def set_city(self, city: CityProfile) -> None:
        """Show this city, whole; its cameras too. What was shown of another one is forgotten."""
        ground = ground_of(city)
        self._city = city
        self._scene.projection = ground.projection
        self._scene.viewport.home = ground.bounds
        self.base.set_ground(ground)
        self.names.set_ground(ground)
        self.clear()
        self.set_cameras(city.cameras.ids, city.cameras.lat, city.cameras.lon)
        self.retranslate()
        self.canvas.fit()

    def set_cameras(self, ids: Sequence[str], lat: ArrayLike, lon: ArrayLike) -> None:
        """Names and places (degrees, shape (n,) each) of all cameras; ValueError where their lengths differ."""
        if not len(ids) == np.size(lat) == np.size(lon):
            raise ValueError(f"{len(ids)} cameras, {np.size(lat)} latitudes, {np.size(lon)} longitudes")
        self.cameras.set_cameras(ids, self._scene.projection.metres(lat, lon))
        self.canvas.redraw()

    def clear(self) -> None:
        """Forget everything but the city and the selection: a new snapshot follows, and nothing in it will pulse as news."""
        self.units.clear()
        self.journeys.clear()
        self.areas.clear()
        self.extras.sensors.clear()
        self.extras.tracks.clear()
        self.marks.clear()
        self._unplaced = set()
        self._fresh = True
        self._pulse.stop()
        self._note()
        self.canvas.redraw()

    def apply(
        self,
        units: Iterable[UnitSpot] = (),
        journeys: Iterable[JourneySpot] = (),
        areas: Iterable[WarnedArea] = (),
        incidents: Iterable[Incident] = (),
        removed: Iterable[str] = (),
        moved: Mapping[str, str] | None = None,
        areas_gone: Iterable[str] = (),
        now: float | None = None,
        sensors: Iterable[SensorReading] = (),
        quiet: bool = False,
    ) -> None:
        """Apply what changed since the last call; ``now`` is the hub's time, seconds since the epoch.

        The first call after :meth:`clear` is the first picture: it is shown, but nothing in it pulses as news. Nor does
        what comes ``quiet``: the rest of that picture.
        """
        incidents, removed, moved = list(incidents), list(removed), dict(moved or {})
        units, journeys, areas, areas_gone = list(units), list(journeys), list(areas), list(areas_gone)
        sensors = list(sensors)
        changed = bool(sensors or units or journeys or areas or areas_gone or incidents or removed or moved)
        if now is not None:
            self._scene.now = now
            changed = changed or abs(now - self._drawn_at) >= FADE_STEP_S
        self.units.put(units)
        self.journeys.put(journeys)
        self.areas.put(areas, areas_gone)
        if sensors:
            self.extras.sensors.put(sensors)
        self.extras.tracks.put(incidents, removed, moved)
        if incidents or removed or moved:
            self.marks.put(incidents, removed, moved, quiet=quiet or self._fresh)
            self._count_unplaced(incidents, removed, moved)
            self._note()
            if self.marks.pulsing and not self._pulse.isActive():
                self._pulse.start()
        self._fresh = False
        if changed:
            self._drawn_at = self._scene.now
            self.canvas.redraw()

    def select(self, key: str) -> None:
        """Mark this incident as the one that is shown elsewhere, and bring it into the window; empty for none."""
        if key == self.marks.selected:
            return
        self.marks.selected = key
        mark = self.marks.get(key)
        if mark is not None and not self.canvas.fitted and not self._scene.viewport.sees(mark.x, mark.y):
            self.canvas.look_at(mark.x, mark.y)
        self.canvas.redraw()

    def show_incident(self, key: str) -> bool:
        """Select this incident and look at it from near; False where it has no place."""
        self.select(key)
        mark = self.marks.get(key)
        if mark is None:
            return False
        # so near that its circle fills a third of the window, but never nearer than the streets around it
        span = min(self._scene.viewport.width, self._scene.viewport.height) / 3
        self.canvas.look_at(mark.x, mark.y, max(NEAR, 2 * mark.incident.radius_m / span))
        return True

    def degrees_at(self, at: QPointF) -> tuple[float, float]:
        """Latitude and longitude below this pixel."""
        return self._scene.projection.degrees(*self._scene.viewport.metres(at.x(), at.y()))

    def plane(self, spot: tuple[float, float]) -> tuple[float, float]:
        """A latitude and longitude as metres on the map's plane."""
        return self._scene.projection.point(*spot)

    def look_at_all(self, spots: Sequence[tuple[float, float]]) -> None:
        """Bring all these places (latitude, longitude) into the window, from no nearer than the streets around them."""
        if not spots:
            return
        plane = np.array([self.plane(spot) for spot in spots])
        (west, south), (east, north) = plane.min(axis=0), plane.max(axis=0)
        view = self._scene.viewport
        scale = max((east - west) / max(view.width * 0.8, 1.0), (north - south) / max(view.height * 0.8, 1.0), NEAR)
        self.canvas.look_at((west + east) / 2, (south + north) / 2, scale)

    def fit(self) -> None:
        """Show the whole city."""
        self.canvas.fit()

    def wait(self, on: bool) -> None:
        """Draw nothing for a moment, since something else is to be drawn first; all that came is drawn as soon as it is off."""
        self.canvas.viewport().setUpdatesEnabled(not on)

    def settle(self) -> None:
        """Draw the next frame whole, wherever the window has just come to look."""
        self._settling.finish()

    def show_layer(self, name: str, on: bool) -> None:
        """Turn a layer on or off; KeyError for a name that is not one of :data:`widgets.map.chips.LAYERS`."""
        self._switched[name].setVisible(on)
        chip = self.chips.chips[name]
        if chip.isChecked() != on:
            chip.setChecked(on)
        self.canvas.redraw()

    def layer_shown(self, name: str) -> bool:
        """Whether this layer is on."""
        return bool(self._switched[name].isVisible())

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self._scene.language = self._wording.language
        self.chips.retranslate()
        self.canvas.setAccessibleName(self._wording("map-accessible"))
        self.setAccessibleName(self._wording("map-accessible"))
        if self._city is not None:
            attribution = self._city.attribution
            named = attribution.en if self._wording.language == "en" else attribution.ko
            self.legend.attribution = " · ".join(part for part in (named, self.extras.attribution()) if part)
        self._note()
        self._place_chips()
        self.canvas.redraw()

    def hint(self, px: float, py: float) -> str:
        """What is under this pixel, in words; empty for nothing."""
        now = self._scene.now
        self.settle()
        keys = self.marks.under(px, py)
        mark = self.marks.get(keys[0]) if keys else None
        if mark is not None:
            text = self._hints.incident(mark.incident, now)
            return text if len(keys) == 1 else f"{text}\n{self._hints.more(len(keys) - 1)}"
        unit = self.units.at(px, py) if self.units.isVisible() else None
        if unit is not None:
            return self._hints.unit(unit, now)
        journey = self.journeys.at(px, py) if self.journeys.isVisible() else None
        if journey is not None:
            return self._hints.journey(journey, now)
        camera = self.cameras.at(px, py) if self.cameras.isVisible() else None
        if camera is not None:
            return self._hints.camera(camera)
        sensor = self.extras.sensors.at(px, py) if self.extras.sensors.isVisible() else None
        if sensor is not None:
            return self._hints.sensor(sensor, now)
        area = self.areas.at(px, py) if self.areas.isVisible() else None
        return self._hints.area(area) if area is not None else self.extras.own.at(px, py)

    def event(self, event: QEvent) -> bool:
        """Tooltips, when Qt thinks the cursor has rested."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = self.hint(event.pos().x(), event.pos().y())
            if text:
                QToolTip.showText(event.globalPos(), text, self.canvas)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """A new style sheet means another theme or scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_pulse"):
            self._place_chips()
            self.canvas.redraw()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The canvas takes the keys. No proxy of Qt's: Tab would come by it again where the map was put back at the end."""
        self.canvas.setFocus(event.reason())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The canvas fills the widget, the chips keep their corner."""
        super().resizeEvent(event)
        self.canvas.setGeometry(self.rect())
        self._place_chips()

    def _arrange(self) -> None:
        self._scene.kept = [self.legend.box(), QRectF(self.chips.geometry())]
        self._settling.arrange()

    def _place_chips(self) -> None:
        edge = self._theme.px(12)
        self.chips.fit(self.width() - 2 * edge)
        wanted = self.chips.sizeHint()
        width = min(wanted.width(), max(self.width() - 2 * edge, 1))
        self.chips.resize(width, self.chips.heightForWidth(width))
        self.chips.move(max(0, self.width() - self.chips.width() - edge), edge)
        self.chips.raise_()

    def open_menu(self) -> None:
        """What else the map can show, and its tools."""
        menu = QMenu(self)
        menu.clear()
        self.chips.fill(menu)
        self.extras.fill(menu, self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.chips.more.mapToGlobal(self.chips.more.rect().bottomLeft()))

    def _changed(self) -> None:
        """An extra layer was switched: who made it is named."""
        self.retranslate()

    def _step_to(self, forward: bool) -> None:
        key = self.extras.nearest(forward)
        if key:
            self.marks.selected = key
            self.canvas.redraw()
            self.incident_picked.emit(key)

    def _click(self, at: QPointF) -> None:
        if self.drawing.what is not None or self.extras.click(at):
            return
        self.settle()
        keys = self.marks.under(at.x(), at.y())
        if keys:
            self._cycle = (at, self._next_turn(at))
            key = keys[self._cycle[1] % len(keys)]
            self.marks.selected = key
            self.canvas.redraw()
            self.incident_picked.emit(key)
            return
        camera = self.cameras.at(at.x(), at.y()) if self.cameras.isVisible() else None
        if camera is not None:
            self.camera_picked.emit(camera)

    def _next_turn(self, at: QPointF) -> int:
        before, turn = self._cycle
        away = at - before
        return turn + 1 if (away.x() ** 2 + away.y() ** 2) ** 0.5 <= _SAME_SPOT_PX else 0

    def _step(self) -> None:
        self.marks.step()
        if not self.marks.pulsing:
            self._pulse.stop()
        self.canvas.redraw()

    def _count_unplaced(self, incidents: Sequence[Incident], removed: Sequence[str], moved: Mapping[str, str]) -> None:
        self._unplaced -= {*removed, *moved}
        for incident in incidents:
            if incident.is_open and incident.lat is None:
                self._unplaced.add(incident.key)
            else:
                self._unplaced.discard(incident.key)

    def _note(self) -> None:
        say = self._wording
        if self._city is None:
            self.legend.note = say("map-empty-city")
        elif self._unplaced:
            self.legend.note = say("map-no-place", count=len(self._unplaced))
        else:
            self.legend.note = "" if len(self.marks) else say("map-empty-incidents")
        self.canvas.setAccessibleDescription(say("map-description", count=len(self.marks)))
