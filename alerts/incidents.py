"""Incidents: what the engine raises, what operators handle, and why.

An incident is named twice. ``key`` is derived from its founding event and is known at once; ``id``
(``INC-YYYYMMDD-NNNN``, in opening order) is given when no event that could still come within the lateness bound can
change that order, and is empty until then. Every command and every screen uses ``key``; people read ``id``.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any, Final, Literal, TypeAlias, get_args

from msgspec import Struct, field

from alerts.events import Candidate, EventRef, Moment

Kind: TypeAlias = Literal[
    "crowd", "violence", "fire", "rescue", "medical", "flood", "weather", "earthquake", "vehicle", "journey",
    "vulnerable", "intrusion", "traffic", "facility", "environment", "other",
]  # fmt: skip
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
State: TypeAlias = Literal["new", "acknowledged", "in_progress", "resolved", "closed", "merged"]
STATES: Final[tuple[State, ...]] = get_args(State)
OPEN_STATES: Final[frozenset[str]] = frozenset({"new", "acknowledged", "in_progress", "resolved"})
Priority: TypeAlias = Literal[1, 2, 3, 4]
"""1 critical to 4 low. 1 to 3 are alarms; 4 is an ordinary report, seen on the map and in the list."""

KEY_SEPARATOR: Final = "\x1f"


class Reason(Struct, omit_defaults=True, gc=False):
    """One reason, as data; the screen makes a sentence of it.

    ``rule`` says what kind of reason it is:

    ========== =========================================================================================
    ``open``    the report that opened the incident
    ``join``    a report was joined by evidence: ``distance_m``, ``seconds``, ``words``, ``terms`` in nats
    ``surge``   lone reports around here were joined after the fact, because together they are more than chance: ``value``
               reports in ``seconds`` where ``background`` are usual; ``gathered`` one of these reports: ``distance_m``
    ``entity``  a report was joined for certain: the same ``entity`` (``call_id``, ``journey_id``, ``plate``, ...)
    ``priority`` why this priority: ``detail`` names the rule of rules.toml, ``value`` the figure that met it
    ``sources`` how many different sources and channels speak of it
    ``area``    it lies inside a warned area
    ``pattern`` a pattern declared in rules.toml was met; ``detail`` is its name
    ``finding`` a stream followed over time shows it: ``detail`` is the finding, ``value`` in ``unit``, ``text`` more of it
    ``suppressed`` it waits at priority 4, explained by another incident; ``maintenance`` because its devices are worked on:
               ``detail`` is the rule's name, ``words`` its titles in Korean and English; ``released`` it waits no longer
    ``chatter`` one device (``entity``) said the same ``value`` times in ``seconds``
    ``late``    an event came after the lateness bound and was attached
    ``place``   its place is in doubt (``value`` places; ``detail`` says what would tell them apart: ``ask_district``,
                ``ask_landmark``, ``ask_exit``), known to nobody (``ask_address``; ``not_located`` of a device), or was: an
                exact event ``settled`` it, a person did ``by_hand``, or put it ``in_doubt_again``
    ``operator`` a person joined, split, or changed it
    ========== =========================================================================================
    """

    rule: str
    time: Moment
    events: list[EventRef] = []
    channel: str | None = None
    entity: str | None = None
    distance_m: float | None = None
    seconds: float | None = None
    words: list[str] = []
    background: float | None = None
    nats: float | None = None
    terms: dict[str, float] = {}
    detail: str | None = None
    value: float | None = None
    unit: str = ""
    text: str = ""


class Fact(Struct, omit_defaults=True, frozen=True, gc=False):
    """One thing known of an incident beside its reports: a speed, the minutes until the next level, what lies inside.

    ``name`` says what (the screens' texts know it as ``fact-NAME``); ``value`` in ``unit``, ``text`` where it is names or
    both. ``time``: as of when.
    """

    name: str
    value: float | None = None
    unit: str = ""
    text: str = ""
    time: Moment | None = None


class Change(Struct, gc=False):
    """One line of an incident's history. ``actor`` is an operator's name, or ``engine``; ``why`` may be empty, never absent."""

    time: Moment
    change: str
    priority: Priority
    actor: str
    why: str = ""


class StepMark(Struct, omit_defaults=True, frozen=True, gc=False):
    """What a person marked at a step of the response procedure.

    ``outcome``: ``done``, ``skipped`` (``why`` says why, where the step is required), or the answer given.
    """

    step: str
    outcome: str
    by: str
    at: Moment
    why: str = ""


class Related(Struct, gc=False):
    """Another incident that may be the same one, by its id (its key until it has an id), and why."""

    id: str
    why: Reason


class Member(Struct, omit_defaults=True, gc=False):
    """An event of an incident, as the timeline needs it. ``channel`` is 112, 119, 120, cctv, sensor, ..."""

    source: str
    id: str
    type: str
    channel: str
    time: Moment
    text: str = ""
    lat: float | None = None
    lon: float | None = None


class Offer(Struct, omit_defaults=True, frozen=True, gc=False):
    """An incident held out to ``to`` by ``by``, who answers for it until it is accepted; ``until`` then it lapses."""

    to: str
    by: str
    until: Moment
    text: str = ""
    assigned: bool = False
    """By a supervisor, whoever answers for it now."""


class Undoable(Struct, omit_defaults=True, frozen=True, gc=False):
    """What taking back would take back: ``action``, who did it and when, and what comes back.

    ``back`` is the priority or kind as it was (empty: the engine's again), or what the other incident is called. ``mark``
    tells this act from any other: a command names it, so that nobody takes back what they have not seen.
    """

    action: str
    by: str
    at: Moment | None
    back: str = ""
    mark: str = ""
    until: Moment | None = None
    """From when on it is too late to take it back; None where it never is."""


class Incident(Struct, omit_defaults=False, gc=False):
    """One incident, whole, as it is shown, logged and written to ``incidents.ndjson``.

    ``lat``/``lon`` in WGS 84 degrees (None where no member has a place), ``radius_m`` in metres. ``reports`` counts
    events, ``sources`` counts distinct sources (one gauge reporting ten times is one source), ``channels`` counts events
    by channel. ``highest`` is the highest priority (lowest number) ever reached.
    """

    id: str
    key: str
    kind: Kind
    title: str
    priority: Priority
    state: State
    opened: Moment
    updated: Moment
    lat: float | None
    lon: float | None
    radius_m: float
    candidates: list[Candidate]
    event_ids: list[str]
    related: list[Related]
    why: list[Reason]
    history: list[Change]
    highest: Priority = 4
    place: str = ""
    region: str = ""
    reports: int = 0
    sources: int = 0
    channels: dict[str, int] = field(default_factory=dict)
    status: Literal["actual", "exercise", "test"] = "actual"
    probability: float | None = None
    owner: str = ""
    shelved_until: Moment | None = None
    disposition: str = ""
    notes: int = 0
    acknowledged: Moment | None = None
    closed: Moment | None = None
    merged_into: str = ""
    members: list[Member] = []
    title_en: str = ""
    """The title in English; ``title`` is in Korean, the first language of the rules and of most feeds."""
    facts: list[Fact] = []
    steps: list[StepMark] = []
    """What was done of the response procedure; a new mark at a step takes the old one's place."""
    offer: Offer | None = None
    reminded: Moment | None = None
    """Since when nobody has taken it up although the time for that is over; None where that is not so (any more)."""
    escalated: Moment | None = None
    """Since when it is the supervisor's as well, because nobody took it up."""
    undo: Undoable | None = None
    retract: Undoable | None = None
    """The last thing a person did, where that can be taken back only at once: an acknowledgement, a shelf."""

    @property
    def is_alarm(self) -> bool:
        """Whether it asks for an operator's attention (ISA-18.2: an alarm needs a response)."""
        return self.priority <= 3

    @property
    def is_urgent(self) -> bool:
        """Whether it is a critical alarm that nobody has acknowledged: nothing that it goes through may let it wait."""
        return self.priority == 1 and self.state == "new"

    @property
    def is_unanswered(self) -> bool:
        """Whether nobody has responded to it yet, be it by acknowledging or by shelving it."""
        return self.state == "new" and self.shelved_until is None

    @property
    def is_ordinary(self) -> bool:
        """Whether it asks for nobody's attention and nobody has taken it up: of these a screen shows the newest only."""
        return self.priority == 4 and self.state == "new" and not self.owner

    @property
    def arrived(self) -> Moment | None:
        """When the first unit sent to it got there, as the dispatch services said; None where none did so far."""
        times = [one.time for one in self.members if one.type == "dispatch" and one.text.partition(" ")[0] == "arrived"]
        return min(times, default=None)

    @property
    def is_open(self) -> bool:
        """Whether it is still being handled."""
        return self.state in OPEN_STATES


def key_of(founder: EventRef) -> str:
    """The key of the incident founded by this event."""
    return f"{founder.source}{KEY_SEPARATOR}{founder.id}"


def founder_of(key: str) -> EventRef:
    """The founding event that a key names; ValueError where the text is no key."""
    source, separator, event_id = key.partition(KEY_SEPARATOR)
    if not separator:
        raise ValueError(f"not an incident key: {key!r}")
    return EventRef(source, event_id)


_SCREENS: Final = frozenset({"members", "key", "steps", "offer", "reminded", "escalated", "undo", "retract"})
"""What only screens need."""
_RECORDED: Final = tuple([name for name in Incident.__struct_fields__ if name not in _SCREENS])
_recorded = attrgetter(*_RECORDED)


def as_record(incident: Incident) -> dict[str, Any]:
    """The incident as the plain mapping that ``incidents.ndjson`` holds (what only screens need left out)."""
    return dict(zip(_RECORDED, _recorded(incident), strict=True))
