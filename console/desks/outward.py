"""Acting outwards on a desk: what forms are filled from, and what goes to the hub."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, cast
from urllib.parse import urlsplit, urlunsplit

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from alerts.cameras import Register
from alerts.cameras.seeing import away_from
from alerts.commands import Action, Answer, Command
from alerts.events import Polygon
from alerts.incidents import Incident
from alerts.outward.forms import Service
from alerts.outward.request import ON_ITS_WAY, Request
from console.bridge import Bridge, Tick
from console.window.workplace import Workplace
from widgets.card import IncidentCard
from widgets.moments import korean_time
from widgets.outward import KeptStill, NearCamera, NearUnit, Outward, Scene

CAMERAS, UNITS = 8, 12
STEPS: Final[dict[str, tuple[Service, str]]] = {
    "report_112": ("report", "112"), "report_119": ("report", "119"), "video_112": ("video", "112"),
    "video_119": ("video", "119"), "check_call": ("check_call", ""), "vulnerable_notice": ("person", ""),
    "vehicle_notice": ("vehicle", ""), "disaster_office": ("disaster", ""), "signals": ("signals", ""),
    "warning": ("warning", ""),
}  # fmt: skip
"""What a response procedure calls a linked service: its form, and to whom it goes where that is said."""


class OutwardDesk(QObject):
    """Stands between the bridge, the card's rows of requests and the forms."""

    def __init__(self, bridge: Callable[[], Bridge], place: Workplace, card: IncidentCard, parent: QObject) -> None:
        """``bridge`` gives the one whose picture the desk shows at the moment."""
        super().__init__(parent)
        self._bridge, self._place, self._card = bridge, place, card
        self.stills: Callable[[Incident], tuple[KeptStill, ...]] = lambda _incident: ()
        """What was kept at this desk's camera wall."""
        self.flow: Outward = card.outward
        self.flow.send = self._send
        self.flow.scene = self._scene
        self.flow.requests = self._of
        self.flow.directory = lambda: self._bridge().picture.directory

    def show(self, key: str) -> None:
        """Give the card the requests of this incident."""
        picture = self._bridge().picture
        self._card.show_requests(self._of(key) if key else [], picture.directory)

    def apply(self, tick: Tick, chosen: str) -> None:
        """Take in what has changed."""
        if tick.requests or tick.linked or tick.fresh or tick.moved:
            self.show(chosen)
        for old, new in tick.moved.items():
            self.flow.renamed(old, new)
        if tick.link_changed:
            self.flow.set_stale(not self._bridge().up)

    def renew(self) -> None:
        """Renew the session that ends first: of the chosen incident, or of what this operator opened."""
        request = self._card.requests.session() or self._first()
        if request is not None and not any(item.state in ON_ITS_WAY for item in request.follow_ups):
            self._send("out_renew", request.incident, {"request": request.id})

    def open_for_step(self, name: str, incident: Incident, window: QWidget) -> None:
        """Open the form that a step of a procedure speaks of (``report_112``)."""
        known = STEPS.get(name)
        if known is not None:
            self.flow.open(known[0], incident, window, known[1])

    def answered(self, command: Command, answer: Answer) -> bool:
        """The hub's answer; True where the open form tells it."""
        return self.flow.answered(command, answer)

    # -- within

    def _of(self, key: str) -> list[Request]:
        return [request for request in self._bridge().picture.requests.values() if request.incident == key]

    def _send(self, action: str, key: str, fields: dict[str, Any]) -> Command | None:
        command = self._bridge().command(cast(Action, action), key, **fields)
        if command is None:
            self._place.notices.say("console-too-many-commands")
        return command

    def _first(self) -> Request | None:
        bridge = self._bridge()
        mine = [one for one in bridge.picture.requests.values() if one.is_session and one.by == bridge.actor]
        return min(mine, key=lambda one: one.until.timestamp() if one.until is not None else 0.0, default=None)

    def _scene(self, incident: Incident) -> Scene | None:
        picture = self._bridge().picture
        if picture.directory is None:
            return None
        city, cameras = self._place.city, near_cameras(self._place.cameras.register, incident)
        language = self._place.wording.language
        district = next((one.name(language) for one in city.districts if one.code == incident.region[:5]), "")
        return Scene(
            incident, picture.directory, korean_time(), picture.now, picture.linked, cameras,
            self._near_units(incident), tuple(area for area in picture.areas.values() if _holds(area, incident)), district,
            city, self.stills(incident),
        )  # fmt: skip

    def _near_units(self, incident: Incident) -> tuple[NearUnit, ...]:
        if incident.lat is None or incident.lon is None:
            return ()
        units = [unit for unit in self._bridge().picture.units.values() if unit.service != "drone"]
        lats, lons = np.array([unit.lat for unit in units]), np.array([unit.lon for unit in units])
        metres, _ = away_from(incident.lat, incident.lon, lats, lons)
        found = [
            NearUnit(unit.unit_id, unit.service, unit.lat, unit.lon, far, unit.state)
            for unit, far in zip(units, metres.tolist(), strict=True)
        ]
        return tuple(sorted(found, key=lambda one: one.metres)[:UNITS])


def near_cameras(register: Register, incident: Incident) -> tuple[NearCamera, ...]:
    """The cameras that see an incident best; none where it has no place."""
    if incident.lat is None or incident.lon is None:
        return ()
    found = register.nearest(incident.lat, incident.lon, CAMERAS, doubt_m=incident.radius_m)
    return tuple(
        NearCamera(
            one.camera.id, one.camera.where or one.camera.id, one.camera.lat, one.camera.lon, one.distance_m, one.bearing,
            without_password(one.camera.stream), one.sight,
        )
        for one in found
    )  # fmt: skip


def without_password(address: str) -> str:
    """A stream's address without the user and password that this house's own consoles open it with."""
    parts = urlsplit(address)
    if "@" not in parts.netloc:
        return address
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _holds(area: Any, incident: Incident) -> bool:
    """Whether the incident lies in the area's bounds; which outline is meant is for a person to choose."""
    if area.area is None or incident.lat is None or incident.lon is None:
        return False
    coordinates = area.area.coordinates
    rings = [coordinates[0]] if isinstance(area.area, Polygon) else [part[0] for part in coordinates]
    for ring in rings:
        lons, lats = [point[0] for point in ring], [point[1] for point in ring]
        if min(lats) <= incident.lat <= max(lats) and min(lons) <= incident.lon <= max(lons):
            return True
    return False
