"""Units and journeys: where they are now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from msgspec.structs import replace

from alerts.events import Journey, Unit
from alerts.picture import JourneySpot, UnitSpot
from alerts.situation.bounded import Latest

UNITS: Final = 20_000
JOURNEYS: Final = 10_000
JOURNEY_OVER_S: Final = 600.0
"""Seconds an ended or silent-for-long journey stays in a snapshot."""
JOURNEY_SILENT_S: Final = 4 * 3600.0
UNIT_SILENT_S: Final = 24 * 3600.0
M = TypeVar("M", Unit, Journey)


class Units:
    """The latest position of each unit. Events are kept as they are; what a screen needs is built once an update."""

    def __init__(self, bound: int = UNITS) -> None:
        self._latest: Latest[tuple[str, str], Unit] = Latest(bound)

    def take(self, events: Iterable[Unit]) -> None:
        """Take positions in; one older than what is known changes nothing."""
        latest = self._latest
        known = latest.values
        for event in events:
            key = (event.service, event.unit_id)
            before = known.get(key)
            if before is None or before.time <= event.time:
                if event.lat is None and before is not None:
                    event = _where_it_was(event, before)
                latest.put(key, event)

    def changes(self) -> list[UnitSpot]:
        """The units that changed since the last call, those with a position."""
        return [_unit(event) for event in self._latest.changes() if event.lat is not None]

    def all(self, now: float) -> list[UnitSpot]:
        """Every unit heard of in the last day."""
        spots = [_unit(event) for event in self._latest.values.values() if event.lat is not None]
        return [spot for spot in spots if spot.time >= now - UNIT_SILENT_S]

    def events(self) -> list[Unit]:
        """What :meth:`fill` takes after a restart."""
        return list(self._latest.values.values())

    def fill(self, events: Sequence[Unit]) -> None:
        """Restore."""
        self._latest.fill(((event.service, event.unit_id), event) for event in events)


class Journeys:
    """The latest of each safe-return journey, and its route."""

    def __init__(self, bound: int = JOURNEYS) -> None:
        self._latest: Latest[str, Journey] = Latest(bound)
        self._routes: dict[str, list[list[float]]] = {}
        self._new_routes: set[str] = set()

    def take(self, events: Iterable[Journey]) -> None:
        """Take reports in; one older than what is known only adds its route, if none is known."""
        latest = self._latest
        known = latest.values
        for event in events:
            name = event.journey_id
            before = known.get(name)
            if event.route is not None:
                route = event.route.coordinates
                if (before is None or before.time <= event.time or name not in self._routes) and self._routes.get(
                    name
                ) != route:
                    self._routes[name] = route
                    self._new_routes.add(name)
            if before is None or before.time <= event.time:
                if event.lat is None and before is not None:
                    event = _where_it_was(event, before)
                latest.put(name, event)
        if len(self._routes) > len(known):
            self._routes = {name: route for name, route in self._routes.items() if name in known}

    def changes(self) -> list[JourneySpot]:
        """The journeys that changed since the last call; a route only if it is new."""
        fresh, self._new_routes = self._new_routes, set()
        return [self._spot(event, event.journey_id in fresh) for event in self._latest.changes() if event.lat is not None]

    def all(self, now: float) -> list[JourneySpot]:
        """The journeys under way and those just over, with their routes."""
        self._age(now)
        return [self._spot(event, True) for event in self._latest.values.values() if event.lat is not None]

    def events(self) -> list[tuple[Journey, list[list[float]]]]:
        """What :meth:`fill` takes after a restart."""
        return [(event, self._routes.get(name, [])) for name, event in self._latest.values.items()]

    def fill(self, events: Sequence[tuple[Journey, list[list[float]]]]) -> None:
        """Restore."""
        self._latest.fill((event.journey_id, event) for event, _ in events)
        self._routes = {event.journey_id: route for event, route in events if route}

    def _spot(self, event: Journey, with_route: bool) -> JourneySpot:
        assert event.lat is not None
        route = self._routes.get(event.journey_id, []) if with_route else []
        return JourneySpot(event.journey_id, event.stage, event.lat, event.lon or 0.0, event.time.timestamp(), route)

    def _age(self, now: float) -> None:
        for name, event in list(self._latest.values.items()):
            stays = JOURNEY_OVER_S if event.stage in ("arrived", "ended") else JOURNEY_SILENT_S
            if event.time.timestamp() < now - stays:
                self._latest.pop(name)
                self._routes.pop(name, None)


def _unit(event: Unit) -> UnitSpot:
    assert event.lat is not None
    return UnitSpot(
        event.unit_id,
        event.service,
        event.lat,
        event.lon or 0.0,
        event.heading or 0.0,
        event.state or "",
        event.time.timestamp(),
    )


def _where_it_was(event: M, before: M) -> M:
    """A report without a position (a change of state) does not move anything."""
    return replace(event, lat=before.lat, lon=before.lon)
