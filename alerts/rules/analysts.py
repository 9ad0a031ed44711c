"""What the analysts of feeds go by, as checked values; see the comments of ``[analysts]`` in ``resources/rules.toml``."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta, Struct

from alerts.events import DispatchCode, Watchlist

Positive: TypeAlias = Annotated[float, Meta(gt=0.0, le=1e9)]
NotNegative: TypeAlias = Annotated[float, Meta(ge=0.0, le=1e9)]


class DispatchFigures(Struct, forbid_unknown_fields=True, frozen=True):
    """Time targets of calls, seconds since a call was received."""

    arrive_119_s: Positive
    alarm_119_s: Positive
    send_119_s: Positive
    send_112_s: dict[Literal["0", "1", "2"], Positive]
    alarm: list[DispatchCode]
    life: list[str]
    doubt: list[str]
    forget_s: Positive


class JourneyFigures(Struct, forbid_unknown_fields=True, frozen=True):
    """When a safe-return journey needs somebody's attention."""

    sample_s: NotNegative
    off_route_m: Positive
    off_route_s: Positive
    still_m: Positive
    still_s: Positive
    overdue_s: Positive
    silent_s: Positive
    urgent_signs: Annotated[int, Meta(ge=1, le=10)]
    forget_s: Positive


class VehicleFigures(Struct, forbid_unknown_fields=True, frozen=True):
    """What makes hits of a plate a track, and which cameras are ahead of it."""

    lists: list[Watchlist]
    cone_deg: Annotated[float, Meta(gt=0.0, le=180.0)]
    ahead_s: Positive
    ahead_m: Positive
    assumed_ms: Positive
    cloned_ms: Positive
    cloned_m: Positive
    forget_s: Positive


class DisasterFigures(Struct, forbid_unknown_fields=True, frozen=True):
    """How long alerts are followed, and how often what lies inside them is looked at again."""

    lasts_s: Positive
    refresh_s: Positive


class SensorFigures(Struct, forbid_unknown_fields=True, frozen=True):
    """Which gauges are followed, and when one rises."""

    quantities: Annotated[list[Annotated[str, Meta(min_length=1)]], Meta(min_length=1)]
    levels: dict[str, Annotated[list[float], Meta(min_length=1, max_length=3)]]
    window_s: Positive
    least_s: Positive
    sure: Positive
    ahead_s: Positive
    flaps: Annotated[int, Meta(ge=2, le=100)]
    flap_s: Positive
    forget_s: Positive


class TrackerFigures(Struct, forbid_unknown_fields=True, frozen=True):
    """How long somebody may be out of the safe zone."""

    return_s: Positive
    forget_s: Positive


class SilenceFigures(Struct, forbid_unknown_fields=True, frozen=True):
    """When a group that says nothing is silent."""

    learn_s: Positive
    learn_reports: Annotated[int, Meta(ge=1)]
    memory_s: Positive
    quiet_s: Positive
    expected: Positive
    forget_s: Positive


class SurgeFigures(Struct, forbid_unknown_fields=True, frozen=True):
    """When so many incidents of a kind open in a district that it is news in itself."""

    windows_s: Annotated[list[Annotated[float, Meta(ge=60.0, le=21_600.0)]], Meta(min_length=1, max_length=6)]
    least: Annotated[int, Meta(ge=2)]
    chance: Annotated[float, Meta(gt=0.0, lt=1.0)]
    learn_s: Positive
    memory_s: Positive
    forget_s: Positive


class AnalystFigures(Struct, forbid_unknown_fields=True, frozen=True):
    """Each analyst's figures."""

    journeys: JourneyFigures
    vehicles: VehicleFigures
    disasters: DisasterFigures
    sensors: SensorFigures
    trackers: TrackerFigures
    dispatch: DispatchFigures
    silence: SilenceFigures
    surges: SurgeFigures


FINDINGS: Final[dict[str, str]] = {
    "journey_off_route": "journey",
    "journey_still": "journey",
    "journey_overdue": "journey",
    "journey_silent": "journey",
    "vehicle_cloned": "vehicle",
    "sensor_rising": "sensor",
    "tracker_no_return": "tracker",
    "tracker_fading": "tracker",
    "dispatch_not_sent": "dispatch",
    "dispatch_not_arrived": "dispatch",
    "silence_cameras": "cctv",
    "silence_feed": "sensor",
    "rate_surge": "dispatch",
}
"""What analysts find that may open or raise an incident, and the type of events it is found in."""
