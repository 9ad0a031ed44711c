"""The common operating picture: what consoles are shown besides incidents.

A console starts from a :class:`Snapshot` and applies :class:`Update` after :class:`Update`, each numbered one more than
the last; a number that is missing means asking for a new snapshot.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from msgspec import Struct

from alerts.events import Area
from alerts.incidents import Incident
from alerts.outward.directory import Directory
from alerts.outward.request import Request
from alerts.people import Person

Mode: TypeAlias = Literal["live", "exercise", "replay"]
FEEDS: Final[tuple[str, ...]] = ("cctv", "112", "119", "120", "disaster", "journey", "tracker", "vehicle", "sensor", "unit")
"""The channels shown as lamps and strips: event types, with dispatch told apart by service."""


class UnitSpot(Struct, array_like=True):
    """Where a unit is now. ``time`` in seconds since the epoch, ``heading`` degrees clockwise from north."""

    unit_id: str
    service: str
    lat: float
    lon: float
    heading: float
    state: str
    time: float


class JourneySpot(Struct, array_like=True):
    """Where a safe-return journey is now. ``route`` and ``trail`` hold (lon, lat) degrees; ``route`` only when new."""

    journey_id: str
    stage: str
    lat: float
    lon: float
    time: float
    route: list[list[float]] = []


class SensorReading(Struct, array_like=True):
    """A sensor's last reading."""

    sensor_id: str
    quantity: str
    value: float
    unit: str
    level: str
    lat: float | None
    lon: float | None
    place: str
    time: float


class WarnedArea(Struct, array_like=True):
    """A disaster alert in force. ``expires`` in seconds since the epoch, None if it does not say."""

    identifier: str
    event: str
    severity: str
    headline: str
    area_name: str
    area: Area | None
    onset: float
    expires: float | None
    status: str = "actual"
    """``actual``, ``exercise`` or ``test``: a warning of an exercise must not pass for a real one."""


class FeedHealth(Struct, array_like=True):
    """How one feed does, over the last second unless said otherwise. ``delay`` is receive time minus event time, seconds."""

    channel: str
    rate: float
    delay: float
    last: float
    """When its last event came, seconds since the epoch (0: never)."""
    total: int
    rejected: int
    duplicates: int
    lost: int
    """Numbered messages that could not be had again."""


class SourceHealth(Struct, array_like=True):
    """How one publisher does (diagnostics and the gap list)."""

    source: str
    rate: float
    next_seq: int
    gaps: int
    backfilled: int
    lost: int
    rejected: int
    last: float
    spool: int
    dropped: int
    publishers: int = 1
    """How many publish under this name at this moment."""


class Concern(Struct, array_like=True):
    """Something around the hub that is not as it should be and that people can put right. Said once, while it lasts.

    ``code`` is ``same_name`` (``figure``: how many publish under this name), ``source_clock`` (events of this source say that
    they are so many seconds older, or newer where negative, than when they come), ``hub_clock`` (all sources do, in the same
    way: it is the hub's clock) or ``clock_set`` (the hub's clock was set forward, or back where negative, by so many
    seconds). ``subject`` is the source, ``since`` in seconds since the epoch.
    """

    code: Literal["same_name", "source_clock", "hub_clock", "clock_set"]
    subject: str
    figure: float
    since: float


class Load(Struct, array_like=True):
    """Alarm load (ISA-18.2): new alarms (priorities 1 to 3) in the last 10 minutes, and by 30-second bin, oldest first."""

    last_10_min: int
    bins: list[int]
    flood: bool


class Linked(Struct, array_like=True):
    """Whether a counterpart is connected, and since when that is so (seconds since the epoch)."""

    counterpart: str
    connected: bool
    since: float


Damage: TypeAlias = Literal["", "cut", "parts"]
"""What of a recording cannot be read: nothing is known to be missing, it ends too soon, parts of it are damaged."""


class Playback(Struct, array_like=True):
    """Where a replay stands; seconds since the epoch, ``speed`` 0 while it seeks."""

    recording: str
    start: float
    end: float
    at: float
    speed: float
    playing: bool
    counts: dict[str, list[int]] = {}
    """Events a bin by channel over the whole recording, for the time line; only in the snapshot."""
    incidents: list[tuple[float, int]] = []
    """Opening time and priority of the incidents raised so far."""
    damage: Damage = ""
    """Known so far; parts are found as they are read. ``end`` is until when it can be read."""


MOST_ORDINARY: Final = 5_000
"""Ordinary reports on a screen: about an hour of them in a large city. Each takes a console some 6 KB, row and dot included."""


class Snapshot(Struct, omit_defaults=True):
    """All a console needs to start. ``n`` is the number of the last update it holds; ``now`` seconds since the epoch."""

    n: int
    epoch: int
    """When this hub started, ns: numbers of different epochs do not compare."""
    now: float
    mode: Mode
    city: str
    incidents: list[Incident]
    """Every alarm and all that people have in hand; of the ordinary ones the :data:`MOST_ORDINARY` that spoke last."""
    units: list[UnitSpot] = []
    journeys: list[JourneySpot] = []
    sensors: list[SensorReading] = []
    areas: list[WarnedArea] = []
    feeds: list[FeedHealth] = []
    sources: list[SourceHealth] = []
    load: Load | None = None
    playback: Playback | None = None
    history: dict[str, list[float]] = {}
    """Events a second by channel, one value a second, oldest first, at most an hour: fills the strips at once."""
    trouble: str = ""
    """A failure of the world that lasts, as in :class:`Update`; empty where all is well."""
    trouble_detail: str = ""
    directory: Directory | None = None
    """Who is linked, and what may be asked of whom; None where nothing can be (a replay)."""
    requests: list[Request] = []
    """What was asked of linked services, without the pictures themselves."""
    linked: list[Linked] = []
    cameras: str = ""
    """What names the camera register and the purposes the hub serves; empty where it serves none."""
    concerns: list[Concern] = []
    people: list[Person] = []
    """Who works here, by name, as far as the hub's configuration says."""
    held_back: int = 0
    """Ordinary incidents that are not in :attr:`incidents`, because there are too many for a screen."""


class Update(Struct, omit_defaults=True):
    """What has changed since update ``n - 1``."""

    n: int
    epoch: int
    now: float
    incidents: list[Incident] = []
    removed: list[str] = []
    """Keys of incidents to take off the screen: dissolved before they were final, or closed and old."""
    moved: dict[str, str] = {}
    """Old key -> new key: an earlier founding event came in; the incident is the same one."""
    units: list[UnitSpot] = []
    journeys: list[JourneySpot] = []
    sensors: list[SensorReading] = []
    areas: list[WarnedArea] = []
    areas_gone: list[str] = []
    feeds: list[FeedHealth] = []
    """Once a second; empty in between."""
    sources: list[SourceHealth] = []
    load: Load | None = None
    playback: Playback | None = None
    trouble: str = ""
    """A failure of the world to show at once: ``disk_full``, ``read_only``, ``locked``; ``ok`` when it is over."""
    trouble_detail: str = ""
    published: list[float] = []
    """The latest `sent` times (seconds since the epoch) of envelopes in this update: to measure event to screen."""
    requests: list[Request] = []
    linked: list[Linked] = []
    cameras: str = ""
    """As in :class:`Snapshot`, where it has changed."""
    concerns: list[Concern] | None = None
    """All there are now, where that has changed."""
