"""A report: an event that may belong to an incident, read once into what correlation needs of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from sys import intern
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from alerts.correlation.figures import Floats
from alerts.correlation.projection import to_plane
from alerts.correlation.reading.entity import entity_of, origin_of, references_of
from alerts.correlation.reading.headings import heading_of
from alerts.correlation.reading.lexicon import Lexicon, Said
from alerts.correlation.reading.words import is_vague, names_place, place_words
from alerts.events import EVENT_CLASSES, Cctv, Disaster, Dispatch, Event, Journey, Sensor, Unit, event_type
from alerts.following.found import Found
from alerts.places.asked import Places
from alerts.rules import Rules
from alerts.rules.classify import NO_REPORT, Classifier
from alerts.rules.urgency import Urgency

if TYPE_CHECKING:
    from alerts.correlation.book.areas import WarnedArea
    from alerts.correlation.book.record import Record
    from alerts.following.follower import Follower

ATTACH_ONLY: Final = -2
"""The rule of an event that joins its entity's incident where there is one, and never opens one."""
WATCHED: Final = -3
"""The rule of an event that only followers see; it joins nothing unless one of them makes a report of it."""
MAX_SPOTS: Final = 8
CONFIDENCE_NATS: Final = 5.0
"""Nats a unit of a detector's confidence is worth."""
USUAL_CONFIDENCE: Final = 0.7
_STATUS: Final = {"actual": 0, "exercise": 1, "test": 2}
_NO_TAGS: Final[frozenset[str]] = frozenset()
_REMEMBERED: Final = 10_000
"""Texts, and words, whose reading is kept: calls about the same say the same."""
_SHORT: Final = 200
"""Characters of a text whose reading is kept, at most."""
_READ: Final = (
    "rule", "spots", "error", "region", "entity", "origin", "repeat", "words", "place_words", "channel", "trust", "tags",
    "vague", "leaning", "heading",
)  # fmt: skip
"""What of a report depends on its rule."""
Spot = tuple[float, float, float]
Order = tuple[float, str, str]
"""Where an event stands: (time in seconds since the epoch, source, id)."""


class Report(Struct, eq=False):
    """One report, and what was decided about it.

    ``time`` is the event's own (seconds since the epoch); ``order`` begins with the time it takes effect, which is later
    for an event that came too late. ``spots`` are (x, y, cosine of latitude) on the plane: none where its place is not
    known, several where a name may mean several. ``error`` is the position's variance in square metres. ``trust``: how
    much likelier a report so sure of itself is in an incident than as a false alarm. ``tags``: what the priority rules may
    ask for.
    """

    order: Order
    time: float
    event: Event
    raw: bytes | None
    rule: int
    status: int
    spots: tuple[Spot, ...]
    error: float
    region: str
    entity: str
    origin: str
    repeat: str
    words: tuple[str, ...]
    place_words: tuple[str, ...]
    channel: str
    late: bool
    trust: float
    tags: frozenset[str]
    # what was decided
    record: Record | None = None
    home: Record | None = None
    """The incident it was in before that one was found to be part of a surge."""
    how: str = ""
    new_source: bool = False
    distance: float | None = None
    gap: float | None = None
    nats: float = 0.0
    word_nats: float = 0.0
    heading_nats: float = 0.0
    shared: Sequence[str] = ()
    density: float = 0.0
    basis: bytes = b""
    """The incident's row as it was before this report joined it, and what else its score was made of: to tell why."""
    final: bool = False
    vague: bool = False
    """Whether its place is only a quarter: its coordinates say little."""
    leaning: Floats | None = None
    """How much likelier its words make each kind, shape (16,), shared among reports; None where they make none likelier."""
    areas: Sequence[WarnedArea] = ()
    """Warned areas it lies in."""
    made: bool = False
    """Whether no event stands behind it: it founds an incident and is none of its members."""
    address: str = ""
    """How a caller with coordinates names the place, marked as one word; empty where it is only a quarter."""
    heading: str = ""
    """What the call taker has put the call under, marked as one word."""


FORGOTTEN: Final[Event] = Unit(id="-", source="-", time=datetime(1970, 1, 1, tzinfo=UTC), service="city", unit_id="-")
"""Stands for an event that is not needed any more."""


def strip(report: Report) -> None:
    """Let go of what only an open incident's report needs; what it teaches about the ordinary stays."""
    report.words = heard_words(report)
    report.order = (report.order[0], "", "")
    report.event, report.raw = FORGOTTEN, None
    report.entity = report.origin = ""
    report.place_words, report.shared, report.areas, report.basis, report.tags = (), (), (), b"", _NO_TAGS
    report.leaning, report.home, report.heading = None, None, ""


def heard_words(report: Report) -> tuple[str, ...]:
    """All that is learned of how ordinary calls speak: their words, and what they are put under."""
    words = all_words(report)
    return (*words, report.heading) if report.heading else words


def all_words(report: Report) -> tuple[str, ...]:
    """The words of a call, with those of its place that are left out of them where its coordinates say as much."""
    if not report.words or not report.place_words or not report.spots:
        return report.words
    return (*report.words, *[word for word in report.place_words if word not in report.words])


def remains(
    effect: float, rule: int, spots: tuple[Spot, ...], error: float, region: str, repeat: str, words: tuple[str, ...],
    address: str = "",
) -> Report:  # fmt: skip
    """A report as :func:`strip` leaves it."""
    return Report(
        (effect, "", ""), effect, FORGOTTEN, None, rule, 0, spots, error, region, "", "", repeat, words, (), "", False, 1.0,
        _NO_TAGS, final=True, address=address,
    )  # fmt: skip


class Reader:
    """Reads events; remembers nothing of them but the stems of words."""

    def __init__(
        self, rules: Rules, places: Places, urgency: Urgency, watchers: Mapping[type, Sequence[Follower]] | None = None
    ) -> None:
        self._rules = rules
        self._watchers = watchers or {}
        self._classify = Classifier(rules)
        self.concerning = frozenset((*self._classify.types, *self._watchers))
        """Event classes that may be more than :data:`NO_REPORT`."""
        self._places = places
        self._errors = {name: error * error for name, error in rules.position_error_m.items()}
        self._quarter = rules.engine.quarter_m * rules.engine.quarter_m
        self._sorts = {kind: (event_type(kind), self._errors.get(event_type(kind), 0.0)) for kind in EVENT_CLASSES}  # type: ignore[arg-type]
        """By an event's class: its channel, and the variance of its position."""
        self._call_error = self._errors["dispatch"]
        self._tags = urgency.tags
        self._stems: dict[str, str] = {}
        self.lexicon = Lexicon(rules.lexicon)
        self._texts: dict[str, tuple[Said, tuple[str, ...]]] = {}
        """By a call's text: what it says, and those of its words that name no place."""
        self._addresses: dict[str, bool] = {}
        self._headings: dict[tuple[str, str], str] = {}

    def rule_of(self, event: Event) -> int:
        """The report rule that fits, NO_REPORT for none, ATTACH_ONLY for what only joins its entity's incident, WATCHED for
        what concerns followers alone.
        """
        kind = type(event)
        if kind is Dispatch:
            rule = self._classify(event)
            return ATTACH_ONLY if rule != NO_REPORT and event.stage == "closed" else rule  # type: ignore[union-attr]
        if kind is Journey:
            rule = self._classify(event)
            return ATTACH_ONLY if rule == NO_REPORT else rule
        rule = self._classify(event)
        if rule == NO_REPORT and kind in self._watchers:
            for follower in self._watchers[kind]:
                if follower.wants(event):
                    return WATCHED
        return rule

    def read(self, event: Event, rule: int, effect: float, time: float, raw: bytes | None, late: bool) -> Report:
        """The report of an event that takes effect at ``effect`` (seconds since the epoch)."""
        if rule == WATCHED:
            return Report(
                (effect, event.source, event.id), time, event, raw, rule, _STATUS[event.status], (), 0.0, "", "", "", "", (),
                (), "", late, 1.0, _NO_TAGS,
            )  # fmt: skip
        kind = type(event)
        if kind is Dispatch:
            return self._call(event, rule, effect, time, raw, late)  # type: ignore[arg-type]
        channel, error = self._sorts[kind]
        repeat, trust = "", 1.0
        if kind is Journey:
            origin = entity = f"journey_id:{event.journey_id}"  # type: ignore[union-attr]
        elif kind is Cctv:
            # open incidents keep these: one text for all that one camera says
            label = event.label = intern(event.label)  # type: ignore[union-attr]
            camera = event.camera_id = intern(event.camera_id)  # type: ignore[union-attr]
            track = event.track_id  # type: ignore[union-attr]
            entity = f"track_id:{camera}:{track}" if track else ""  # as entity_of has it
            origin = intern(f"camera_id:{camera}")
            repeat = intern(f"{origin}:{label}")
            if event.region:
                event.region = intern(event.region)
            if event.place:
                event.place = intern(event.place)
            if event.confidence is not None:  # type: ignore[union-attr]
                trust = _trust(event.confidence)  # type: ignore[union-attr]
        else:
            entity = entity_of(event)
            origin = entity or origin_of(event)
        lat, lon = event.lat, event.lon
        if lat is not None and lon is not None:
            spots: tuple[Spot, ...] = (to_plane(lat, lon),)
            region = event.region or ""
        else:
            spots, error, region = self._place(event, error, event.region or "")
        words = place_words(event.place, self._stems) if event.place else ()
        return Report(
            (effect, event.source, event.id), time, event, raw, rule, _STATUS[event.status], spots, error, region, entity,
            origin, repeat, (), words, channel, late, trust, self._tags(event, rule),
        )  # fmt: skip

    def promote(self, report: Report, rule: int) -> tuple[Any, ...]:
        """Make it a report by this rule, whatever it was; what it was, for :meth:`demote`."""
        before = tuple([getattr(report, name) for name in _READ])
        full = self.read(report.event, rule, report.order[0], report.time, report.raw, report.late)
        for name in _READ:
            setattr(report, name, getattr(full, name))
        return before

    @staticmethod
    def demote(report: Report, before: tuple[Any, ...]) -> None:
        """Be as before it was promoted."""
        for name, value in zip(_READ, before, strict=True):
            setattr(report, name, value)
        report.record, report.how = None, ""

    def found(self, event: Found, index: int | None = None) -> Report:
        """What a follower found where no event is, as the founder of an incident; ``index``: by this rule.

        KeyError: a finding unknown to the rules.
        """
        index = self._rules.findings[event.finding] if index is None else index
        rule = self._rules.reports[index]
        time = event.time.timestamp()
        spots = (to_plane(event.lat, event.lon),) if event.lat is not None and event.lon is not None else ()
        return Report(
            (event.at, event.source, event.id), time, event, None, index, _STATUS[event.status], spots, self._errors[rule.type],  # type: ignore[arg-type]
            event.region or "", event.entity, event.entity, "", (), (), event.channel or rule.type, False, 1.0, _NO_TAGS,
            made=True,
        )  # fmt: skip

    def _call(self, event: Dispatch, rule: int, effect: float, time: float, raw: bytes | None, late: bool) -> Report:
        lat, lon, place, error = event.lat, event.lon, event.place, self._call_error
        if lat is not None and lon is not None:
            spots: tuple[Spot, ...] = (to_plane(lat, lon),)
            region = event.region or ""
        else:
            spots, error, region = self._place(event, error, event.region or "")
        vague = place is not None and is_vague(place)
        if vague:
            error = max(error, self._quarter)
        entity = f"call_id:{event.service}:{event.call_id}"
        words: tuple[str, ...] = ()
        where: tuple[str, ...] = ()
        leaning: Floats | None = None
        if rule >= 0 or event.stage == "received":
            if place:
                where = place_words(place, self._stems)
            text = event.text
            if text:
                known = self._texts.get(text)
                if known is None:
                    known = self._words(text)
                (words, leaning, of), telling = known
                if of and not of.isdisjoint(where):  # it names a fire station, say, and there is no fire
                    words, leaning, _ = self.lexicon.read(text, where)
                    telling = tuple([word for word in words if not names_place(word)])
            if not spots:
                words = (*words, *[word for word in where if word not in words])
            elif words:
                # what a located call says of its place is no news: any call from there says so
                words = tuple([word for word in telling if word not in where]) if where else telling
        return Report(
            (effect, event.source, event.id), time, event, raw, rule, _STATUS[event.status], spots, error, region, entity,
            entity, "", words, where, event.service, late, 1.0, self._tags(event, rule), vague=vague,
            address=where[0] if where and spots and not vague else "", leaning=leaning,
            heading=self._heading(event.service, event.category) if event.category else "",
        )  # fmt: skip

    def _heading(self, service: str, category: str) -> str:
        known = self._headings.get((service, category))
        if known is None:
            if len(self._headings) >= _REMEMBERED:
                self._headings.clear()
            known = self._headings[service, category] = heading_of(service, category)
        return known

    def _words(self, text: str) -> tuple[Said, tuple[str, ...]]:
        """What a text says that was not read lately, and those of its words that name no place."""
        said = self.lexicon.read(text)
        words = said.words
        addresses = self._addresses
        if len(addresses) > _REMEMBERED:
            addresses.clear()
        for word in words:
            if word not in addresses:
                addresses[word] = names_place(word)
        read = said, tuple([word for word in words if not addresses[word]])
        if len(text) <= _SHORT:
            if len(self._texts) >= _REMEMBERED:
                self._texts.clear()
            self._texts[text] = read
        return read

    def _place(self, event: Event, error: float, region: str) -> tuple[tuple[Spot, ...], float, str]:
        """Spots of an event that gives no coordinates: its candidates, its camera, or what its place's name may mean."""
        if event.candidates:
            return self._spots([(c.lat, c.lon) for c in event.candidates]), self._errors["place"], region
        if isinstance(event, Cctv):
            known = self._places.camera(event.camera_id)
            if known is not None:
                return (to_plane(known[0], known[1]),), error, region or known[2]
        if event.place and not isinstance(event, Disaster):
            found = [spot for spot in self._places.candidates(event.place, event.region) if not is_vague(spot.place)]
            if found:
                return self._spots([(c.lat, c.lon) for c in found]), self._errors["place"], region
            region = region or self._places.district_named(event.place)
        return (), error, region

    @staticmethod
    def _spots(points: list[tuple[float, float]]) -> tuple[Spot, ...]:
        return tuple(dict.fromkeys(to_plane(lat, lon) for lat, lon in points[:MAX_SPOTS]))


def _trust(confidence: float) -> float:
    """Detections of something real are surer than false ones; makers calibrate differently, so this goes only so far."""
    return math.exp(max(-1.0, min(1.0, CONFIDENCE_NATS * (confidence - USUAL_CONFIDENCE))))


def seconds(event: Event) -> float:
    """When it happened, seconds since the epoch."""
    return event.time.timestamp()


def continues(report: Report) -> tuple[str, ...]:
    """Entities whose incident this report joins for certain, besides its own."""
    return references_of(report.event)


def is_reading(event: Event) -> bool:
    """Whether it is a sensor's reading."""
    return type(event) is Sensor


def is_end(event: Event) -> bool:
    """Whether a camera only says that something is over."""
    return type(event) is Cctv and bool(event.ended)
