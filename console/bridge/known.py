"""What a console knows of the common operating picture, as desks read it."""

from __future__ import annotations

from dataclasses import dataclass, field

from alerts.incidents import Incident
from alerts.outward.directory import Directory
from alerts.outward.request import Request
from alerts.people import Person
from alerts.picture import (
    Concern,
    FeedHealth,
    JourneySpot,
    Linked,
    Load,
    Mode,
    Playback,
    SensorReading,
    SourceHealth,
    UnitSpot,
    WarnedArea,
)
from console.bridge.bounded import Raised
from console.bridge.history import History


@dataclass(slots=True)
class Known:
    """What is known. Kept whole while the hub is away: then it is old, not gone.

    ``now`` is the hub's time in seconds since the epoch.
    """

    mode: Mode = "live"
    city: str = ""
    now: float = 0.0
    n: int = -1
    epoch: int = 0
    incidents: dict[str, Incident] = field(default_factory=dict)
    units: dict[str, UnitSpot] = field(default_factory=dict)
    journeys: dict[str, JourneySpot] = field(default_factory=dict)
    sensors: dict[str, SensorReading] = field(default_factory=dict)
    areas: dict[str, WarnedArea] = field(default_factory=dict)
    feeds: dict[str, FeedHealth] = field(default_factory=dict)
    sources: dict[str, SourceHealth] = field(default_factory=dict)
    load: Load | None = None
    playback: Playback | None = None
    history: History = field(default_factory=History)
    trouble: str = ""
    trouble_detail: str = ""
    cameras: str = ""
    """What names the cameras and purposes that the hub serves."""
    directory: Directory | None = None
    """Who is linked with the hub; None where nothing can be asked of anybody."""
    requests: dict[str, Request] = field(default_factory=dict)
    linked: dict[str, Linked] = field(default_factory=dict)
    concerns: list[Concern] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    raised: Raised = field(default_factory=Raised)
    """Every incident seen since this console started, gone ones included."""
    let_go: int = 0
    """Ordinary reports that are not on the screens because there are too many; the hub and its log have them."""
