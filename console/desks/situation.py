"""The common operating picture on a desk: queue, map, strips and card around one bridge."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from PySide6.QtCore import QObject

from console.bridge import Bridge
from console.window.workplace import Workplace
from widgets.card import IncidentCard
from widgets.charts import FeedStrips
from widgets.map import CityMap
from widgets.queue import IncidentQueue

SHELF: Final = timedelta(minutes=10)
SAID: Final = frozenset({"acknowledge", "close", "note", "shelve", "unshelve"})


class Situation(QObject):
    """The mediator between one bridge and the four widgets that show what is going on.

    The operator's desk and the trainer's use it alike; a replayed picture comes from another bridge, never into this one's.
    """

    def __init__(self, bridge: Bridge, place: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bridge, self._place = bridge, place
        wording, theme = place.wording, place.theme
        self.queue = IncidentQueue(wording, theme)
        self.map = CityMap(wording, theme)
        self.strips = FeedStrips(wording, theme)
        self.card = IncidentCard(wording, theme)
        self.chosen = ""
        self.map.set_city(place.city)
        cameras = place.city.cameras
        self.map.set_cameras(cameras.ids, cameras.lat, cameras.lon)
        self.queue.picked.connect(self.choose)
        self.map.incident_picked.connect(self.choose)
        self.card.acknowledge.connect(self._acknowledge)
        self.card.note.connect(self._note)
        self.card.close.connect(self._close)
