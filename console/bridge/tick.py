"""What one tick of the bridge hands to the desks."""

from __future__ import annotations

from dataclasses import dataclass, field

from alerts.commands import Answer, Command
from alerts.incidents import Incident
from alerts.outward.request import Request
from alerts.picture import Concern, FeedHealth, JourneySpot, Load, Playback, SensorReading, SourceHealth, UnitSpot, WarnedArea
from console.bridge.known import Known


@dataclass(slots=True)
class Tick:
    """Everything that changed in the last 50 ms, joined together; a desk applies it as one operation a view.

    ``fresh`` says that a snapshot has replaced the whole picture: what is not in :attr:`picture` now is gone.
    ``published`` holds the `sent` times (seconds since the epoch) of envelopes whose effect this tick shows.
    """

    picture: Known
    now: float
    fresh: bool = False
    incidents: dict[str, Incident] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    moved: dict[str, str] = field(default_factory=dict)
    units: dict[str, UnitSpot] = field(default_factory=dict)
    journeys: dict[str, JourneySpot] = field(default_factory=dict)
    sensors: dict[str, SensorReading] = field(default_factory=dict)
    areas: dict[str, WarnedArea] = field(default_factory=dict)
    areas_gone: set[str] = field(default_factory=set)
    feeds: list[FeedHealth] = field(default_factory=list)
    sources: list[SourceHealth] = field(default_factory=list)
    load: Load | None = None
    playback: Playback | None = None
    requests: dict[str, Request] = field(default_factory=dict)
    linked: bool = False
    """Whether a counterpart has come or gone."""
    cameras: str = ""
    """Another name of the cameras and purposes that the hub serves."""
    concerns: list[Concern] | None = None
    """All that stand, where that has changed."""
    trouble: str = ""
    trouble_detail: str = ""
    link_changed: bool = False
    answers: list[tuple[Command, Answer]] = field(default_factory=list)
    pending_changed: bool = False
    published: list[float] = field(default_factory=list)
    raised: list[float] = field(default_factory=list)
    """When the hub raised each critical alarm that is new in this tick, seconds since the epoch on its clock."""

    @property
    def empty(self) -> bool:
        """Whether nothing at all has happened."""
        return not (
            self.fresh or self.incidents or self.removed or self.moved or self.units or self.journeys or self.sensors
            or self.areas or self.areas_gone or self.feeds or self.sources or self.load or self.playback or self.trouble
            or self.link_changed or self.requests or self.linked or self.cameras or self.answers or self.pending_changed
            or self.concerns is not None
        )  # fmt: skip
