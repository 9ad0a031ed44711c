"""Makes an incident, as everybody else knows it, of the engine's record."""

from __future__ import annotations

import math
from collections.abc import Sequence
from sys import intern
from typing import Any, Final, cast

from alerts.correlation.book.record import MAX_REASONS, Record
from alerts.correlation.figures import Figures
from alerts.correlation.joining.kept import joined, ordinary
from alerts.correlation.projection import to_degrees, to_plane
from alerts.correlation.reading.entity import text_of
from alerts.correlation.reading.report import Report, Spot
from alerts.correlation.totals import Totals, totals_of
from alerts.escalation import Escalation
from alerts.events import Candidate, Disaster, EventRef, MultiPolygon, event_type
from alerts.incidents import KINDS, Change, Incident, Member, Priority, Reason, Related, State
from alerts.outlines import unwrapped
from alerts.places.asked import Places
from alerts.rules import Rules

MAX_MEMBERS: Final = 400
"""Newest members shown on a screen's time line, and named in its updates."""
NEAR_M: Final = 200.0
"""Possible places no farther apart than this are sides or exits of one."""
MAX_SAID: Final = 500
"""Characters of what a member says: four hundred long ones must not make every update a burden."""
_MOVING: Final = frozenset({"journey", "tracker", "vehicle"})
_CALLS: Final = frozenset({"112", "119", "120"})
_STATUSES: Final = ("actual", "exercise", "test")
_PER_KM2_HOUR: Final = 1e6 * 3600.0
_NONE: Final[list[Any]] = []
_NO_TERMS: Final[dict[str, float]] = {}
"""What most incidents have none of: one for all of them, nobody changes an incident that was built."""


class Builder:
    """Builds incidents from records."""

    def __init__(self, rules: Rules, places: Places) -> None:
        self._rules = rules
        self._escalation = Escalation(rules.escalation)
        self._places = places
        self._figures = Figures(rules)

    def build(self, record: Record, with_members: bool = True, brief: bool = False) -> Incident:
        """The incident as it is now. ``brief``: as screens need it, with the ids of its newest :data:`MAX_MEMBERS` events
        only; what that costs does not grow with the incident.
        """
        founder = record.founder
        totals = totals_of(record, self._rules.chatter, anew=not brief)
        members = _newest(record.members, MAX_MEMBERS) if brief else [m for m in record.members if not m.made]
        lat, lon, radius = self._where(record, totals)
        region = record.region or (self._places.region_of(lat, lon) if lat is not None and lon is not None else "")
        place = totals.place
        alert = _in_force(record)
        if alert is not None:
            place = alert.area_name or place  # an alert is about its area, not about the point in its middle
        if not place and lat is not None and lon is not None:
            place = self._places.name_of(lat, lon)  # a camera says where it is in degrees, people say it in names
        priority = cast("Priority", record.priority)
        opening = cast("Priority", self._opening_priority(record))
        probability = self._escalation.probability(record)
        return Incident(
            id=record.id, key=record.key, kind=KINDS[record.kind], title=self._title(record, place), priority=priority,
            state=cast("State", record.state), opened=founder.event.time, updated=record.last.event.time,
            lat=lat, lon=lon, radius_m=radius, candidates=_NONE if record.settled else self._candidates(founder),
            event_ids=[m.order[2] for m in members] if record.merged_into is None else _NONE,
            related=_related(record) if record.related else _NONE,
            why=self._reasons(record, totals),
            history=[Change(founder.event.time, "opened", opening, "engine"), *record.changes],
            highest=cast("Priority", record.highest), place=place, region=region,
            reports=len(record.members) - len(totals.made),
            sources=record.sources_count, channels=_channels(record, totals),
            status=_STATUSES[founder.status],
            disposition=record.disposition,
            closed=record.changes[-1].time if record.state in ("closed", "merged") and record.changes else None,
            probability=None if probability is None else round(probability, 3),
            merged_into=(record.merged_into.id or record.merged_into.key) if record.merged_into else "",
            members=totals.told(members[-MAX_MEMBERS:], _member) if with_members else [],
            title_en=self._title(record, place, "en"), facts=list(record.facts) if record.facts else _NONE,
        )  # fmt: skip

    def _opening_priority(self, record: Record) -> int:
        return self._rules.reports[record.founder.rule].priority if record.founder.rule >= 0 else 4

    def _title(self, record: Record, place: str, language: str = "ko") -> str:
        founder = record.founder
        if record.sources_count == 1 and founder.rule >= 0 and record.hand.kind < 0:
            name = getattr(self._rules.reports[founder.rule], language)
        else:
            name = getattr(self._rules.kinds[record.kind], language)
        alert = _in_force(record)
        if alert is not None:
            name = alert.headline or alert.event
            if place and place in name:  # the districts stand beside it: what happens must not be what a list cuts off
                name = alert.event
        return intern(f"{name} · {place}"[:120] if place and place not in name else name[:120])

    def _candidates(self, founder: Report) -> list[Candidate]:
        if founder.event.candidates:
            return list(founder.event.candidates)
        name, region = founder.event.place or "", founder.event.region
        known = {to_plane(spot.lat, spot.lon): spot.place for spot in self._places.candidates(name, region)} if name else {}
        return [Candidate(known.get((x, y, cosine), name), *to_degrees(x, y)) for x, y, cosine in founder.spots]

    def _where(self, record: Record, totals: Totals) -> tuple[float | None, float | None, float]:
        """Latitude and longitude (degrees) of the centre, and how far (m) its members lie from it."""
        if record.hand.spot is not None:
            lat, lon = to_degrees(*record.hand.spot[:2])
            return round(lat, 7), round(lon, 7), round(totals.reach(record.hand.spot), 1)
        newest = totals.newest
        if newest is None:
            alert = _in_force(record)
            middle = None if alert is None else _middle(alert)
            return (*middle, 0.0) if middle else (None, None, 0.0)
        if record.founder.channel in _MOVING:
            lat, lon = to_degrees(*newest.spots[0][:2])
            return round(lat, 7), round(lon, 7), round(math.sqrt(newest.error), 1)
        lat, lon, radius = totals.centre(self._rules.kinds[record.kind].sigma_m ** 2)
        return round(lat, 7), round(lon, 7), round(radius, 1)

    def _ask(self, channel: str, spots: Sequence[Spot]) -> str:
        """What would tell its possible places apart: the district, else a landmark, near by the exit or side; of a place that
        nobody knows: what would tell it.
        """
        if not spots:
            return "ask_address" if channel in _CALLS else "not_located"
        regions = [self._places.region_of(*to_degrees(x, y)) for x, y, _ in spots]
        if all(regions) and len(set(regions)) == len(regions):
            return "ask_district"
        return "ask_exit" if _apart(spots) <= NEAR_M else "ask_landmark"

    def _reasons(self, record: Record, totals: Totals) -> list[Reason]:
        reasons = totals.reasons([m for m in record.members[:MAX_REASONS] if not m.made], lambda m: reason_of(m, self._figures))
        reasons += [Reason("late", m.event.time, [_ref(m)]) for m in totals.late[:MAX_REASONS]]
        if not record.settled:
            founder, spots = record.founder, record.founder.spots
            ask = self._ask(founder.channel, spots)
            meant = [spot.place for spot in self._candidates(founder) if spot.place]
            reasons.append(
                Reason("place", founder.event.time, [_ref(founder)], words=meant, detail=ask, value=float(len(spots)))
            )
        if record.sources_count > 1:
            reasons.append(
                Reason(
                    "sources",
                    record.last.event.time,
                    detail=",".join(sorted(record.channels)),
                    value=float(record.sources_count),
                )
            )
        return [*reasons, *record.reasons, *totals.chatter.reasons(MAX_REASONS)]


def _in_force(record: Record) -> Disaster | None:
    """What an alert's incident says now: its newest update that is not a cancel. None where no alert founded it."""
    first = record.founder.event
    if not isinstance(first, Disaster):
        return None
    updates = (
        member.event
        for member in reversed(record.members)
        if member.how == "entity" and isinstance(member.event, Disaster) and member.event.msg_type == "Update"
    )
    return next(updates, first)


def _related(record: Record) -> list[Related]:
    return [Related(other.id or other.key, why) for other, why in record.others().items()]


def _apart(spots: Sequence[Spot]) -> float:
    """The greatest distance (m) between two of these."""
    return max(math.hypot(one[0] - other[0], one[1] - other[1]) * one[2] for one in spots for other in spots)


def _newest(members: list[Report], most: int) -> list[Report]:
    """The last so many that an event stands behind, in their order."""
    found: list[Report] = []
    for member in reversed(members):
        if not member.made:
            found.append(member)
            if len(found) == most:
                break
    return found[::-1]


def _channels(record: Record, totals: Totals) -> dict[str, int]:
    """Events by channel, without the findings that no event stands behind."""
    if len(record.members) == 1 and not record.members[0].made:
        return record.channels  # one for all that are alone
    channels = dict(record.channels)
    for member in totals.made:
        channels[member.channel] -= 1
    return {name: count for name, count in channels.items() if count}


def _ref(report: Report) -> EventRef:
    return EventRef(report.order[1], report.order[2])


def reason_of(report: Report, figures: Figures) -> Reason:
    """Why this report is where it is."""
    time, events, channel = report.event.time, [_ref(report)], report.channel
    background = round(ordinary(report) * _PER_KM2_HOUR, 6) if report.density else None
    if report.how == "open":
        return Reason("open", time, events, channel, words=_NONE, background=background, terms=_NO_TERMS)
    if report.how == "entity":
        return Reason(
            "entity",
            time,
            events,
            channel,
            entity=intern(report.entity.partition(":")[0]) or "camera_id",
            words=_NONE,
            terms=_NO_TERMS,
        )
    if report.how == "surge":
        return Reason(
            "gathered", time, events, channel, distance_m=_metres(report),
            words=_NONE, background=background, nats=round(report.nats, 3), terms=_NO_TERMS,
        )  # fmt: skip
    if report.how != "join":
        return Reason("operator", time, events, channel, detail=report.how)
    return Reason(
        "join", time, events, channel,
        distance_m=_metres(report),
        seconds=None if report.gap is None else round(report.gap, 3),
        words=[word.lstrip("@") for word in report.shared], background=background, nats=round(report.nats, 3),
        terms={name: round(nats, 3) for name, nats in joined(figures, report).items()},
    )  # fmt: skip


def _metres(report: Report) -> float | None:
    """How far from its incident it lies; None where its place is a quarter or a district: it may be anywhere there."""
    return None if report.distance is None or report.vague else round(report.distance, 1)


def _member(report: Report) -> Member:
    event = report.event
    return Member(
        event.source, event.id, event_type(event), report.channel, event.time, text_of(event)[:MAX_SAID], event.lat, event.lon
    )


def _middle(event: Disaster) -> tuple[float, float] | None:
    """The middle of an alert's area (degrees), or its own point."""
    if event.lat is not None and event.lon is not None:
        return event.lat, event.lon
    if event.area is None:
        return None
    area = event.area
    outer = [polygon[0] for polygon in area.coordinates] if isinstance(area, MultiPolygon) else [area.coordinates[0]]
    points = [to_plane(lat, lon) for ring in outer for lon, lat in unwrapped(ring)]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    lat, lon = to_degrees((min(xs) + max(xs)) / 2.0, (min(ys) + max(ys)) / 2.0)
    return round(lat, 7), round((lon + 180.0) % 360.0 - 180.0, 7)
