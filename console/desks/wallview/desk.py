"""The wall view: the open alarms and the map, twice as large as on a desk."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtWidgets import QWidget

from console.bridge import Bridge, Tick
from console.desks.moves import Moves
from console.window.actions import Actions
from console.window.desk import Desk
from console.window.workplace import Workplace
from widgets.board import Board
from widgets.docks import columns
from widgets.map import CityMap
from widgets.theme import Theme

LARGER: Final = 2.3
"""Times a desk's sizes."""
MOST: Final = 2.8
"""Larger than this a title has no room beside the map."""
LEAST: Final = (320, 200)
"""The board never gives way to the map: it is what the wall is for."""
BOARD_S: Final = 0.5
"""Between two drawings of the board."""


class WallDesk(Desk):
    """Reads along; nothing can be done here but look closer."""

    name = "wall"

    def __init__(self, bridge: Bridge, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._place = place
        self._large = Theme(place.theme.name, min(MOST, place.theme.scale * LARGER))
        self._leave = place.theme.follow(self._restyle)
        self.board = Board(place.wording, self._large)
        self.map = CityMap(place.wording, self._large)
        self.map.set_city(place.city)
        place.cameras.replaced.connect(self._use_cameras)
        self._moves = Moves()
        self._drawn = 0.0
        docks = self.put_docks(place)
        self.board.setMinimumSize(place.theme.px(LEAST[0]), place.theme.px(LEAST[1]))
        docks.add("board", self.board, 768, 1032)
        docks.add("map", self.map, 1152, 1032, grows=True)
        docks.arrange(columns("board", "map"))
        self.setFocusProxy(self.map)
        self.retranslate()

    def _use_cameras(self) -> None:
        cameras = self._place.city.cameras
        self.map.set_cameras(cameras.ids, cameras.lat, cameras.lon)

    def apply(self, tick: Tick) -> bool:
        picture, now = tick.picture, time.monotonic()
        if tick.fresh:
            self._moves = Moves()
            self.map.clear()
            self.map.apply(
                list(picture.units.values()), list(picture.journeys.values()), list(picture.areas.values()),
                [one for one in picture.incidents.values() if one.is_alarm], now=tick.now, sensors=picture.sensors.values(),
            )  # fmt: skip
        else:
            self._moves.take(tick)
            if tick.raised or self._moves.due(now):  # a critical alarm does not wait its turn
                moves = self._moves
                alarms = [one for one in moves.incidents.values() if one.is_alarm]  # ordinary reports are too many to be read
                self.map.apply(
                    list(moves.units.values()), list(moves.journeys.values()), list(moves.areas.values()),
                    alarms, moves.removed, moves.moved, moves.areas_gone, tick.now,
                    list(moves.sensors.values()),
                )  # fmt: skip
                moves.drawn(now)
        if tick.fresh or tick.raised or now - self._drawn >= BOARD_S:
            self._drawn = now
            self.board.show_alarms(picture.incidents.values(), tick.now)
        return not self._moves.held

    def add_actions(self, actions: Actions) -> None:
        actions.add("city", "Shift+M", self.map.fit, self.name)

    def retranslate(self) -> None:
        language = self._place.wording.language
        self.board.districts = {district.code: district.name(language) for district in self._place.city.districts}
        self.map.retranslate()
        self.board.update()

    def shut(self) -> None:
        self._leave()

    def _restyle(self) -> None:
        self._large.switch(self._place.theme.name)
        self.board.update()
        self.map.canvas.redraw()
