"""Safe-return journeys (안심귀가): off the route, standing still, overdue, silent; and that they ended well."""

from __future__ import annotations

import math
from typing import Any, Final

import shapely
from msgspec import Struct, structs

from alerts.earth import WHOLE_METRES_PER_DEGREE
from alerts.events import Event, EventRef, Journey, LineString, Status
from alerts.following.finding import Finding, Step
from alerts.following.follower import Seen, States
from alerts.following.geometry import Point
from alerts.following.read import ReadEvent
from alerts.incidents import Fact
from alerts.rules.analysts import JourneyFigures

_SIMPLER_M: Final = 5.0
_MOST_POINTS: Final = 200
"""A route is kept this coarse and this short: an app may send one point a second."""
_GONE: Final = Step(None)
OFF, STILL, OVERDUE, SILENT = "journey_off_route", "journey_still", "journey_overdue", "journey_silent"
BACK, HEARD, CANCELLED, ENDED = "journey_back", "journey_heard", "journey_sos_cancelled", "journey_ended"


class Way(Struct, frozen=True, array_like=True, gc=False):
    """A journey under way. Times in seconds since the epoch, points in degrees; ``told``: what was found and still holds."""

    status: Status
    region: str
    origin: Point
    scale: float
    """Metres a degree of longitude."""
    line: tuple[Point, ...]
    """The route, (east, north) metres from the origin."""
    eta: float
    """0: not known."""
    heard: float
    ref: EventRef
    at: Point | None = None
    leg: int = 0
    """The stretch of its route it was last on."""
    off_since: float = 0.0
    """0: it is on its route."""
    stop: Point | None = None
    """Where it has been since ``stop_since``: (east, north) metres from the origin."""
    stop_since: float = 0.0
    told: tuple[str, ...] = ()
    signs: int = 0
    """Different findings so far."""
    sos: bool = False


class JourneyAnalyst:
    """Follows each journey from its start to its end."""

    name = "journeys"
    state = Way
    types: tuple[type, ...] = (Journey,)
    watches: tuple[type, ...] = ()
    beats = False

    def __init__(self, figures: JourneyFigures) -> None:
        self._f = figures

    def wants(self, event: Event) -> bool:
        """It watches nothing else."""
        return False

    def keys(self, seen: Seen) -> tuple[str, ...]:
        """The journey's id."""
        return (seen.event.journey_id,)  # type: ignore[union-attr]

    def follow(self, key: str, state: Way | None, seen: Seen, states: States) -> Step | None:
        """A position or a stage."""
        report: ReadEvent = seen  # type: ignore[assignment]
        event: Journey = report.event  # type: ignore[assignment]
        now, stage = report.order[0], event.stage
        if stage == "position" and state is not None:
            if now - state.heard < self._f.sample_s and not state.told and not state.off_since:
                return None
            step = self._walks_on(state, event, now)
            if step is not None:
                return step
        if stage in ("arrived", "ended"):
            if state is None:
                return None
            over = Finding(name=ENDED, refs=(_ref(event),), detail=stage, opens=False, raises=False)
            return Step(None, findings=(over,)) if state.told or state.sos else _GONE
        way = state or Way(event.status, event.region or "", *_plane(event), (), 0.0, now, _ref(event))
        changes: dict[str, Any] = {"heard": now, "ref": _ref(event)}
        if event.route is not None and stage == "started":
            changes["origin"], changes["scale"], changes["line"] = _route(event.route)
            changes["stop"], changes["leg"] = None, 0
        if event.eta is not None:
            changes["eta"] = event.eta.timestamp()
        if event.region:
            changes["region"] = event.region
        findings: list[Finding] = []
        if stage == "sos":
            changes["sos"] = True
        elif stage == "sos_cancelled":
            changes["sos"] = False
            findings.append(Finding(name=CANCELLED, refs=(_ref(event),), opens=False, raises=False))
        if SILENT in way.told:
            changes["told"] = tuple(name for name in way.told if name != SILENT)
            findings.append(Finding(name=HEARD, refs=(_ref(event),), opens=False, raises=False))
        way = structs.replace(way, **changes)
        facts: tuple[Fact, ...] = ()
        if event.lat is not None and event.lon is not None:
            way, more, facts = self._move(way, (event.lat, event.lon), now, event)
            findings += more
        return Step(way, self._next(way), tuple(findings), facts)

    def _walks_on(self, way: Way, event: Journey, now: float) -> Step | None:
        """The usual position, on its way and on its route; most are. None where there is more to say."""
        lat, lon = event.lat, event.lon
        if way.told or way.off_since or lat is None or lon is None or event.eta is not None:
            return None
        f = self._f
        x, y = (lon - way.origin[1]) * way.scale, (lat - way.origin[0]) * WHOLE_METRES_PER_DEGREE
        leg = _leg(way.line, way.leg, x, y, f.off_route_m)
        if leg < 0:
            return None
        stop, since = way.stop, way.stop_since
        if stop is None or (x - stop[0]) ** 2 + (y - stop[1]) ** 2 > f.still_m**2:
            stop, since = (x, y), now
        elif now - since >= f.still_s and not way.sos:
            return None
        due = now + f.silent_s + f.sample_s
        overdue = way.eta + f.overdue_s
        return Step(
            Way(
                way.status, way.region, way.origin, way.scale, way.line, way.eta, now, EventRef(event.source, event.id),
                (lat, lon), leg, 0.0, stop, since, (), way.signs, way.sos,
            ),
            overdue if way.eta and overdue < due else due,
        )  # fmt: skip

    def due(self, key: str, state: Way, time: float, states: States) -> Step:
        """It is overdue, or nothing has been heard of it for too long."""
        f = self._f
        findings: list[Finding] = []
        if time >= state.heard + f.forget_s:
            return _GONE
        if OVERDUE not in state.told and state.eta and time >= state.eta + f.overdue_s:
            state, found = self._tell(state, OVERDUE, f.overdue_s / 60.0, "min")
            findings.append(found)
        if SILENT not in state.told and time >= state.heard + f.silent_s + f.sample_s:
            state, found = self._tell(state, SILENT, f.silent_s / 60.0, "min")
            findings.append(found)
        return Step(state, self._next(state), tuple(findings), entity=f"journey_id:{key}")

    def _move(self, way: Way, here: Point, now: float, event: Journey) -> tuple[Way, list[Finding], tuple[Fact, ...]]:
        """It is here now: how far off its route, and since when it stands."""
        f = self._f
        findings: list[Finding] = []
        facts: tuple[Fact, ...] = ()
        x, y = (here[1] - way.origin[1]) * way.scale, (here[0] - way.origin[0]) * WHOLE_METRES_PER_DEGREE
        leg = _leg(way.line, way.leg, x, y, f.off_route_m)
        since = (way.off_since or now) if leg < 0 else 0.0
        if way.stop is None or math.dist(way.stop, (x, y)) > f.still_m:
            way = structs.replace(way, stop=(x, y), stop_since=now)
            if STILL in way.told:
                way = structs.replace(way, told=tuple(name for name in way.told if name != STILL))
        way = structs.replace(way, at=here, leg=max(leg, 0), off_since=since)
        if way.sos:  # people are on it already; standing still and leaving the route say nothing new
            return way, findings, facts
        if since and OFF not in way.told and now - since >= f.off_route_s:
            off = round(min(_to_leg(way.line, at, x, y) for at in range(len(way.line) - 1)))
            way, found = self._tell(way, OFF, off, "m")
            findings.append(found)
            facts = (Fact("off_route", off, "m", time=event.time),)
        elif not since and OFF in way.told:
            way = structs.replace(way, told=tuple(name for name in way.told if name != OFF))
            findings.append(Finding(name=BACK, refs=(_ref(event),), opens=False, raises=False))
            facts = (Fact("off_route", round(_to_leg(way.line, leg, x, y)), "m", time=event.time),)
        if STILL not in way.told and now - way.stop_since >= f.still_s:
            way, found = self._tell(way, STILL, round((now - way.stop_since) / 60.0), "min")
            findings.append(found)
        return way, findings, facts

    def _tell(self, way: Way, name: str, value: float, unit: str) -> tuple[Way, Finding]:
        signs = way.signs + 1
        lat, lon = way.at or (None, None)
        found = Finding(
            name=name, refs=(way.ref,), value=value, unit=unit, lat=lat, lon=lon, region=way.region, status=way.status,
            priority=2 if signs >= self._f.urgent_signs else None,
        )  # fmt: skip
        return structs.replace(way, told=(*way.told, name), signs=signs), found

    def _next(self, way: Way) -> float:
        """When to look again; a moment that has come already comes at once."""
        f = self._f
        times = [way.heard + f.forget_s]
        if SILENT not in way.told:
            times.append(way.heard + f.silent_s + f.sample_s)
        if way.eta and OVERDUE not in way.told:
            times.append(way.eta + f.overdue_s)
        return min(times)


def _ref(event: Journey) -> EventRef:
    return EventRef(event.source, event.id)


def _plane(event: Journey) -> tuple[Point, float]:
    """An origin, and metres a degree of longitude there."""
    lat, lon = event.lat or 0.0, event.lon or 0.0
    return (lat, lon), WHOLE_METRES_PER_DEGREE * math.cos(math.radians(lat))


def _route(line: LineString) -> tuple[Point, float, tuple[Point, ...]]:
    """A route on a plane around its beginning: the origin, metres a degree of longitude, and its points."""
    simple = shapely.LineString([position[:2] for position in line.coordinates]).simplify(_SIMPLER_M / WHOLE_METRES_PER_DEGREE)
    points = [(lat, lon) for lon, lat in simple.coords]
    step = -(-len(points) // _MOST_POINTS)
    points = [*points[:-1:step], points[-1]]
    lat, lon = points[0]
    scale = WHOLE_METRES_PER_DEGREE * math.cos(math.radians(lat))
    return (lat, lon), scale, tuple([((p[1] - lon) * scale, (p[0] - lat) * WHOLE_METRES_PER_DEGREE) for p in points])


def _leg(line: tuple[Point, ...], leg: int, x: float, y: float, bound: float) -> int:
    """A stretch of the route within ``bound`` metres, the one it was on first; -1 for none, 0 without a route."""
    last = len(line) - 2
    if last < 0:
        return 0
    for at in (leg, leg + 1):
        if at <= last and _to_leg(line, at, x, y) <= bound:
            return at
    for at in range(last + 1):
        if _to_leg(line, at, x, y) <= bound:
            return at
    return -1


def _to_leg(line: tuple[Point, ...], leg: int, x: float, y: float) -> float:
    """Metres to one stretch of the route; 0 without a route."""
    if leg + 1 >= len(line):
        return 0.0
    (x1, y1), (x2, y2) = line[leg], line[leg + 1]
    dx, dy, px, py = x2 - x1, y2 - y1, x - x1, y - y1
    length = dx * dx + dy * dy
    along = (px * dx + py * dy) / length if length else 0.0
    along = 0.0 if along < 0.0 else 1.0 if along > 1.0 else along
    return math.hypot(px - along * dx, py - along * dy)
