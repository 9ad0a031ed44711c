"""What is declared of streams of events: patterns, suppression, maintenance and chatter. Units as in ``rules.py``."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta, Struct, field

from alerts.incidents import Kind

Name: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9_]+$", max_length=64)]
Words: TypeAlias = list[Annotated[str, Meta(min_length=1)]]
Span: TypeAlias = Annotated[float, Meta(ge=1.0, le=86_400.0)]
"""Seconds a pattern looks back or waits: at most a day, because what it waits for is kept in memory."""
Metres: TypeAlias = Annotated[float, Meta(ge=1.0, le=20_000.0)]
Clock: TypeAlias = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Grouping: TypeAlias = Literal["district", "place", "incident", "entity"]
DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Day: TypeAlias = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Selector(Struct, forbid_unknown_fields=True, frozen=True):
    """Which events are meant: the fields of ``[[report]]`` entries, and their names. Empty lists do not limit.

    ``source`` names feeds; ``ids`` cameras or sensors.
    """

    reports: list[str] = []
    type: str = ""
    label: list[str] = []
    service: list[str] = []
    code: list[str] = []
    stage: list[str] = []
    programme: list[str] = []
    alert: list[str] = []
    watchlist: list[str] = field(name="list", default_factory=list)
    level: list[str] = []
    category: Words = []
    text: Words = []
    event: Words = []
    quantity: Words = []
    state: Words = []
    source: Words = []
    ids: Words = []


class PatternRule(Struct, forbid_unknown_fields=True, frozen=True):
    """Events that mean more together, or that one did not come; see the comments of ``resources/rules.toml``."""

    name: Name
    ko: str
    en: str
    type: Literal["count", "sequence", "absence"]
    by: Grouping
    within_s: Span
    kind: Kind
    priority: Annotated[int, Meta(ge=1, le=4)]
    metres: Metres | None = None
    of: Selector | None = None
    many: Annotated[int, Meta(ge=2, le=50)] | None = None
    distinct: Literal["event", "origin", "feed"] = "origin"
    steps: list[Selector] = []
    after: Selector | None = None
    without: Selector | None = None
    before_s: Annotated[float, Meta(ge=0.0, le=86_400.0)] = 0.0

    @property
    def selectors(self) -> list[Selector]:
        """What it looks at, in the order of the bits of :class:`alerts.patterns.state.Seen`."""
        if self.type == "sequence":
            return self.steps
        chosen = [self.of] if self.type == "count" else [self.after, self.without]
        return [selector for selector in chosen if selector is not None]


class ParentRule(Struct, forbid_unknown_fields=True, frozen=True):
    """Which open incidents explain others."""

    kinds: list[Kind] = []
    reports: list[str] = []
    priority: Annotated[int, Meta(ge=1, le=4)] = 4
    """At least this urgent."""
    words: Words = []


class ChildRule(Struct, forbid_unknown_fields=True, frozen=True):
    """Which new incidents they explain."""

    kinds: list[Kind] = []
    reports: list[str] = []


class SuppressRule(Struct, forbid_unknown_fields=True, frozen=True):
    """While a parent is open, its children are held at priority 4."""

    name: Name
    ko: str
    en: str
    parent: ParentRule
    child: ChildRule
    within: Literal["metres", "radius", "district", "area"]
    for_s: Span
    metres: Metres | None = None


class MaintenanceRule(Struct, forbid_unknown_fields=True, frozen=True):
    """When which devices are being worked on: once (``since``, ``until``) or every week (``days``, ``hours``)."""

    name: Name
    ko: str
    en: str
    source: Words = []
    cameras: Words = []
    sensors: Words = []
    districts: list[Annotated[str, Meta(pattern="^[0-9]{5}$")]] = []
    since: datetime | None = None
    until: datetime | None = None
    days: list[Day] = []
    hours: Annotated[list[Clock], Meta(max_length=2)] = []
    timezone: str = "Asia/Seoul"


class ChatterRule(Struct, forbid_unknown_fields=True, frozen=True):
    """One device that says the same again and again is one alarm with a count (ISA-18.2)."""

    many: Annotated[int, Meta(ge=2, le=20)] = 3
    within_s: Annotated[float, Meta(ge=1.0, le=3600.0)] = 60.0
    off_delay_s: Annotated[float, Meta(ge=0.0, le=3600.0)] = 120.0
    by_chance: Annotated[float, Meta(gt=0.0, lt=1.0)] = 0.002
