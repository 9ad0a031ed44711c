"""Alerts of personal devices: children, people with dementia or a disability, the elderly, electronic monitoring."""

from __future__ import annotations

from typing import Final

from alerts.events import Programme, Tracker, TrackerAlert
from feeds.city.agenda import Agenda
from feeds.city.rhythm import Rhythm
from feeds.city.spots import Spot, Spots
from feeds.city.world import World

SOURCE: Final = "trackers"
POSITION_ERROR_M: Final = 25.0
PER_HOUR: Final[tuple[tuple[Programme, TrackerAlert, float], ...]] = (
    ("dementia", "geofence_exit", 2.2), ("dementia", "low_battery", 4.0),
    ("child", "geofence_exit", 1.4), ("child", "low_battery", 3.0), ("child", "sos", 0.25),
    ("elder", "sos", 0.4), ("elder", "low_battery", 2.5),
    ("disability", "sos", 0.15), ("disability", "geofence_exit", 0.5),
    ("electronic_monitoring", "curfew", 0.3), ("electronic_monitoring", "zone_entry", 0.2),
    ("electronic_monitoring", "device_damage", 0.05), ("electronic_monitoring", "approach", 0.03),
    ("electronic_monitoring", "low_battery", 1.0),
)  # fmt: skip
"""Alerts, the day's mean at rate 1."""


class Trackers:
    """One source."""

    def __init__(self, world: World, spots: Spots) -> None:
        self._world = world
        self._spots = spots
        self._dice = world.dice("trackers")
        self._rng = world.numbers("trackers")
        self._rhythm = Rhythm("day")
        self._agenda: Agenda[tuple[Spot, str, Programme, TrackerAlert, str]] = Agenda()
        self._made = 0

    def person(self, programme: Programme) -> str:
        """A reference to somebody; not a name."""
        return f"{programme[:3].upper()}-{self._dice.randint(10000, 99999)}"

    def alert(self, time: float, spot: Spot, person: str, programme: Programme, alert: TrackerAlert, truth: str) -> None:
        """This device will raise this alert."""
        self._agenda.put(time, (spot, person, programme, alert, truth))

    def run(self, since: float, until: float) -> None:
        """Emit the alerts of this window."""
        world, dice = self._world, self._dice
        factor = self._rhythm.at(world.moment(since)) * (until - since) / 3600 * world.rate * world.disturbance.reports
        for programme, alert, hourly in PER_HOUR:
            for _ in range(int(self._rng.poisson(hourly * factor))):
                time = since + dice.random() * (until - since)
                truth = world.ledger.new("vulnerable")
                self.alert(time, self._spots.anywhere(dice), self.person(programme), programme, alert, truth)
        for time, (spot, person, programme, alert, truth) in self._agenda.due(until):
            self._made += 1
            event_id = f"{world.tag}k{self._made}"
            error = world.error(POSITION_ERROR_M)
            lat, lon = world.plane.latlon(spot.x + dice.gauss(0, error), spot.y + dice.gauss(0, error))
            world.ledger.note(SOURCE, event_id, truth)
            world.emit(
                time,
                Tracker(
                    id=event_id, source=SOURCE, time=world.moment(time), lat=lat, lon=lon, place=spot.address,
                    region=spot.region or None, person_ref=person, programme=programme, alert=alert,
                ),
            )  # fmt: skip
