"""What a rules file says, as checked values. Units are in the names: ``_s`` seconds, ``_m`` metres, ``_nats`` log odds."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Final, TypeAlias

from msgspec import Meta, Struct, field

from alerts.escalation.rule import EscalationRule
from alerts.incidents import KINDS, Kind
from alerts.rules.analysts import AnalystFigures
from alerts.rules.declared import ChatterRule, MaintenanceRule, PatternRule, SuppressRule
from alerts.rules.lexicon import LexiconRule

Positive: TypeAlias = Annotated[float, Meta(gt=0.0, le=1e9)]
NotNegative: TypeAlias = Annotated[float, Meta(ge=0.0, le=1e9)]
Words: TypeAlias = list[Annotated[str, Meta(min_length=1)]]
_Wait: TypeAlias = Annotated[float, Meta(ge=1.0, le=86_400.0)]
DEVICES: Final = frozenset({"cctv", "sensor"})
"""Channels that have neither words nor a heading."""
_Taus: TypeAlias = Annotated[float, Meta(gt=0.0, le=100.0)]
Waits: TypeAlias = tuple[_Wait, _Wait, _Wait]


class EngineRule(Struct, forbid_unknown_fields=True, frozen=True):
    """What holds for every kind; see the comments of ``resources/rules.toml``."""

    lateness_s: Positive
    join_nats: float
    related_nats: float
    jump_s: Positive
    remember_s: Positive
    linger_s: Positive
    device_nats: Annotated[float, Meta(ge=0.0, le=10.0)] = 0.0
    quarter_m: Annotated[float, Meta(ge=10.0, le=5000.0)] = 300.0
    districts: Annotated[float, Meta(ge=1.0, le=1000.0)] = 25.0
    devices: Annotated[float, Meta(ge=1.0, le=1e6)] = 1000.0

    def needed(self, channel: str) -> float:
        """From how many nats on a report of this channel joins."""
        return self.join_nats - (self.device_nats if channel in DEVICES else 0.0)


class KindRule(Struct, forbid_unknown_fields=True, frozen=True):
    """How one kind of incident behaves in space and time; see the comments of ``resources/rules.toml``."""

    ko: str
    en: str
    tau_s: Positive
    sigma_m: Positive
    reach_m: Annotated[float, Meta(gt=0.0, le=5000.0)]
    life_s: Positive
    follow_ups: Annotated[float, Meta(ge=0.0, le=2.0)]
    typical: Annotated[float, Meta(ge=1.0, le=1000.0)]
    learn_after_s: NotNegative
    prior_per_hour: Positive
    single_life_s: Annotated[float, Meta(ge=120.0, le=1e6)]
    speed_ms: Annotated[float, Meta(ge=0.0, le=100.0)] = 0.0


class ReportRule(Struct, forbid_unknown_fields=True, frozen=True):
    """Which events are reports of what. Empty lists do not limit."""

    name: Annotated[str, Meta(pattern="^[a-z0-9_]+$")]
    ko: str
    en: str
    type: str
    kinds: dict[Kind, Positive]
    priority: Annotated[int, Meta(ge=1, le=4)]
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
    life_s: Annotated[float, Meta(ge=120.0, le=1e6)] | None = None
    real: Annotated[float, Meta(gt=0.0, le=1.0)] = 1.0
    finding: str = ""
    """What an analyst or a pattern found, instead of what an event says."""


class PriorityRule(Struct, forbid_unknown_fields=True, frozen=True):
    """When an incident is at least this urgent. Every condition given must hold."""

    name: Annotated[str, Meta(pattern="^[a-z0-9_]+$")]
    to: Annotated[int, Meta(ge=1, le=3)]
    kinds: list[Kind] = []
    reports: list[str] = []
    codes: list[str] = []
    severity: list[str] = []
    words: Words = []
    sources: Annotated[int, Meta(ge=1)] = 1
    channels: Annotated[int, Meta(ge=1)] = 1
    nats: float | None = None
    probability: Annotated[float, Meta(gt=0.0, lt=1.0)] | None = None
    area: bool = False


class SurgeRule(Struct, forbid_unknown_fields=True, frozen=True):
    """When many reports are more than chance, here or everywhere; see the comments of ``resources/rules.toml``."""

    memory_s: Annotated[float, Meta(ge=60.0, le=7200.0)] = 600.0
    rise: Annotated[float, Meta(ge=1.0, le=1000.0)] = 4.0
    least: Annotated[int, Meta(ge=3, le=1000)] = 4
    nats: Annotated[float, Meta(ge=1.0, le=1000.0)] = 12.0
    windows_taus: tuple[_Taus, _Taus] = (3.0, 10.0)
    doubt: Annotated[float, Meta(ge=1.0, le=100.0)] = 1.5
    sure: Annotated[float, Meta(gt=0.0, lt=1.0)] = 0.83


class BackgroundRule(Struct, forbid_unknown_fields=True, frozen=True):
    """How fast what is ordinary is learned, and how widely; see the comments of ``resources/rules.toml``."""

    memory_s: Annotated[float, Meta(ge=600.0, le=604_800.0)] = 7200.0
    prior_s: Annotated[float, Meta(ge=1.0, le=604_800.0)] = 900.0
    device_delay_s: Annotated[float, Meta(ge=0.0, le=86_400.0)] = 300.0
    habit_delay_s: Annotated[float, Meta(ge=0.0, le=86_400.0)] = 1800.0
    device_ground_m: Annotated[float, Meta(ge=10.0, le=5000.0)] = 400.0


class WordsRule(Struct, forbid_unknown_fields=True, frozen=True):
    """Words that prove little when two calls share them, and what it proves that both are put under one heading."""

    common: Words
    most_nats: Annotated[float, Meta(ge=0.0, le=20.0)] = 4.0
    start_nats: Annotated[float, Meta(ge=0.0, le=20.0)] = 2.0
    heading_trust: Positive = 1.0
    heading_least_nats: Annotated[float, Meta(ge=-10.0, le=0.0)] = -1.5
    heading_most_nats: Annotated[float, Meta(ge=0.0, le=10.0)] = 2.0


class UnansweredRule(Struct, forbid_unknown_fields=True, frozen=True):
    """How long an alarm may wait for somebody, and an offer for its answer; see ``resources/rules.toml``.

    One figure for each of the priorities 1, 2 and 3, in seconds.
    """

    remind_s: Waits = (60.0, 180.0, 900.0)
    escalate_s: Waits = (150.0, 600.0, 2700.0)
    offer_s: Annotated[float, Meta(ge=10.0, le=3600.0)] = 120.0


class Rules(Struct, frozen=True, dict=True):
    """A whole rules file, checked. ``kinds`` follows the order of :data:`alerts.incidents.KINDS`."""

    engine: EngineRule
    position_error_m: dict[str, float]
    kinds: list[KindRule]
    reports: list[ReportRule]
    priorities: list[PriorityRule]
    words: WordsRule
    analysts: AnalystFigures
    patterns: list[PatternRule] = []
    suppressions: list[SuppressRule] = []
    maintenance: list[MaintenanceRule] = []
    chatter: ChatterRule = ChatterRule()
    surge: SurgeRule = SurgeRule()
    background: BackgroundRule = BackgroundRule()
    escalation: EscalationRule | None = None
    unanswered: UnansweredRule = UnansweredRule()
    lexicon: LexiconRule = LexiconRule()

    @cached_property
    def findings(self) -> dict[str, int]:
        """The index in ``reports`` of each finding."""
        return {report.finding: index for index, report in enumerate(self.reports) if report.finding}

    def kind(self, name: Kind) -> KindRule:
        """One kind's figures."""
        return self.kinds[KINDS.index(name)]
