"""An operator says where an incident is."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from PySide6.QtCore import QObject

from alerts.incidents import Incident
from alerts.places.gazetteer import Gazetteer
from alerts.places.typed import typed_places
from console.window.workplace import Workplace
from widgets.card import subject
from widgets.dialogs.place import PlaceDialog
from widgets.docks import go_to
from widgets.map import CityMap


class Placing(QObject):
    """Asks for it by name, by coordinates or on the map; ``settle`` sends a place with its reason for an incident's key."""

    def __init__(
        self, place: Workplace, city_map: CityMap, settle: Callable[[str, dict[str, Any]], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._place, self._map, self._settle = place, city_map, settle
        self._incident: Incident | None = None
        self._draft: dict[str, Any] = {}
        self.dialog: PlaceDialog | None = None
        city_map.extras.spot_picked.connect(self._picked)

    def ask(self, incident: Incident | None) -> None:
        """Open the dialog for this incident."""
        if incident is None or not incident.is_open:
            self._place.notices.say("console-nothing-chosen")
            return
        self._incident, self._draft = incident, {}
        self._open()

    # -- within

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer(self._place.city)

    def _open(self) -> None:
        assert self._incident is not None
        wording, key = self._place.wording, self._incident.key
        self.dialog = dialog = PlaceDialog(
            subject(self._incident, wording.language), lambda text: typed_places(text, self._gazetteer), wording,
            self._place.theme, self._map.window(), self._draft,
        )  # fmt: skip
        dialog.answered.connect(lambda fields: self._settle(key, fields))
        dialog.map_wanted.connect(self._to_map)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _to_map(self) -> None:
        assert self.dialog is not None
        self._draft = self.dialog.draft()
        self._map.extras.start_picking()
        go_to(self._map)

    def _picked(self, spot: tuple[float, float] | None) -> None:
        if self._incident is None:
            return
        if spot is not None:
            self._draft["where"] = f"{spot[0]:.6f}, {spot[1]:.6f}"
        self._open()
