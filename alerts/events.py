"""What can happen: the eight event types, as they travel on the wire and lie in recordings.

Every event names its ``source`` and an ``id`` unique within it; a duplicate is the same source and id (the rule of
CloudEvents 1.0). Times are RFC 3339 with an offset and say when the thing happened, not when it was sent. Coordinates are
WGS 84 degrees; GeoJSON follows RFC 7946 (longitude first). Fields not named here are kept, not refused: they stay in
the raw bytes, which recordings and the incident log store.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final, Literal, TypeAlias, get_args

import msgspec
from msgspec import Meta, Struct

Latitude: TypeAlias = Annotated[float, Meta(ge=-90.0, le=90.0, description="WGS 84 degrees north")]
Longitude: TypeAlias = Annotated[float, Meta(ge=-180.0, le=180.0, description="WGS 84 degrees east")]
Fraction: TypeAlias = Annotated[float, Meta(ge=0.0, le=1.0)]
Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=256)]
Text: TypeAlias = Annotated[str, Meta(max_length=65_536)]
Moment: TypeAlias = Annotated[datetime, Meta(tz=True, description="RFC 3339 with offset")]
Region: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9]{5}$", description="5-digit 시군구 code")]
Heading: TypeAlias = Annotated[float, Meta(ge=0.0, le=360.0, description="degrees clockwise from north")]

Status: TypeAlias = Literal["actual", "exercise", "test"]
Label: TypeAlias = Literal[
    "loitering", "intrusion", "abandonment", "fight", "arson", "fall", "crowd", "drowning", "missing_person", "fire",
    "smoke", "stalking", "wrong_way", "stopped_vehicle", "other",
]  # fmt: skip
DispatchStage: TypeAlias = Literal["received", "dispatched", "en_route", "arrived", "closed"]
DispatchCode: TypeAlias = Literal["0", "1", "2", "3", "4", "fire", "rescue", "ems", "other"]
JourneyStage: TypeAlias = Literal["started", "position", "sos", "sos_cancelled", "arrived", "ended"]
Programme: TypeAlias = Literal["child", "dementia", "disability", "elder", "electronic_monitoring"]
TrackerAlert: TypeAlias = Literal["sos", "geofence_exit", "zone_entry", "curfew", "device_damage", "approach", "low_battery"]
Watchlist: TypeAlias = Literal["wanted", "stolen", "missing", "emission"]
SensorLevel: TypeAlias = Literal["normal", "attention", "warning", "alarm"]


class Candidate(Struct, frozen=True, omit_defaults=True):
    """One of several spots that a place name may mean."""

    place: Text
    lat: Latitude
    lon: Longitude


class LineString(Struct, tag_field="type", tag="LineString"):
    """A GeoJSON line; positions are (lon, lat), degrees."""

    coordinates: Annotated[list[Annotated[list[float], Meta(min_length=2, max_length=4)]], Meta(min_length=2)]


class Polygon(Struct, tag_field="type", tag="Polygon"):
    """A GeoJSON polygon: an outer ring and its holes, closed, (lon, lat) degrees."""

    coordinates: Annotated[
        list[Annotated[list[Annotated[list[float], Meta(min_length=2, max_length=4)]], Meta(min_length=4)]],
        Meta(min_length=1),
    ]


class MultiPolygon(Struct, tag_field="type", tag="MultiPolygon"):
    """Several GeoJSON polygons."""

    coordinates: Annotated[
        list[list[Annotated[list[Annotated[list[float], Meta(min_length=2, max_length=4)]], Meta(min_length=4)]]],
        Meta(min_length=1),
    ]


Area: TypeAlias = Polygon | MultiPolygon


class EventBase(Struct, kw_only=True, tag_field="type", omit_defaults=True, gc=False):
    """The fields every event may carry; only ``id``, ``source`` and ``time`` (and ``type``) are required."""

    id: Name
    source: Name
    time: Moment
    lat: Latitude | None = None
    lon: Longitude | None = None
    place: Text | None = None
    region: Region | None = None
    status: Status = "actual"
    candidates: list[Candidate] = []


class Cctv(EventBase, kw_only=True, tag="cctv"):
    """A CCTV analytics event (the KISA classes and the common extras)."""

    camera_id: Name
    label: Label
    confidence: Fraction | None = None
    track_id: str | None = None
    count: Annotated[int, Meta(ge=0, le=1_000_000_000)] | None = None
    snapshot: str | None = None
    ended: bool | None = None


class Dispatch(EventBase, kw_only=True, tag="dispatch"):
    """A call to 112 (police), 119 (fire and EMS) or 120 (the city's own call centre), at one stage of its life."""

    service: Literal["112", "119", "120"]
    call_id: Name
    stage: DispatchStage
    code: DispatchCode | None = None
    category: Text | None = None
    text: Text | None = None
    units: list[str] | None = None


class Unit(EventBase, kw_only=True, tag="unit"):
    """Where a patrol car, engine, ambulance, city vehicle or drone is. ``speed`` in metres per second."""

    service: Literal["112", "119", "city", "drone"]
    unit_id: Name
    state: str | None = None
    heading: Heading | None = None
    speed: Annotated[float, Meta(ge=0.0, le=400.0)] | None = None
    call_id: str | None = None


class Disaster(EventBase, kw_only=True, tag="disaster"):
    """A disaster alert, in CAP 1.2's terms."""

    identifier: Name
    msg_type: Literal["Alert", "Update", "Cancel", "Ack", "Error"]
    event: Annotated[str, Meta(min_length=1, max_length=1024)]
    event_code: str | None = None
    category: str | None = None
    urgency: Literal["Immediate", "Expected", "Future", "Past", "Unknown"] | None = None
    severity: Literal["Extreme", "Severe", "Moderate", "Minor", "Unknown"] | None = None
    certainty: Literal["Observed", "Likely", "Possible", "Unlikely", "Unknown"] | None = None
    onset: Moment | None = None
    expires: Moment | None = None
    headline: Text | None = None
    instruction: Text | None = None
    references: list[str] | None = None
    area: Area | None = None
    area_name: Text | None = None


class Journey(EventBase, kw_only=True, tag="journey"):
    """A safe-return journey (안심귀가), at one stage. ``battery`` 0 to 1."""

    journey_id: Name
    stage: JourneyStage
    route: LineString | None = None
    eta: Moment | None = None
    battery: Fraction | None = None


class Tracker(EventBase, kw_only=True, tag="tracker"):
    """An alert of a personal device (child, dementia, disability, elder, electronic monitoring)."""

    person_ref: Name
    programme: Programme
    alert: TrackerAlert


class Vehicle(EventBase, kw_only=True, tag="vehicle"):
    """A number plate read by a camera and found on a list."""

    camera_id: Name
    plate: Name
    list: Watchlist
    heading: Heading | None = None
    confidence: Fraction | None = None


class Sensor(EventBase, kw_only=True, tag="sensor"):
    """A reading; ``unit`` is the reading's unit as text (``m``, ``degC``, ``dB``)."""

    sensor_id: Name
    quantity: Name
    value: float
    unit: Annotated[str, Meta(max_length=32)]
    level: SensorLevel | None = None


Event: TypeAlias = Cctv | Dispatch | Unit | Disaster | Journey | Tracker | Vehicle | Sensor
EVENT_TYPES: Final[tuple[str, ...]] = (
    "cctv", "dispatch", "unit", "disaster", "journey", "tracker", "vehicle", "sensor",
)  # fmt: skip
EVENT_CLASSES: Final[tuple[type[EventBase], ...]] = get_args(Event)


def event_type(event: EventBase) -> str:
    """The contract's name of an event's type, such as ``cctv``."""
    tag: Any = event.__struct_config__.tag
    return str(tag)


class EventRef(Struct, frozen=True, array_like=True, order=True, gc=False):
    """What names an event everywhere: its source and its id within that source."""

    source: str
    id: str


def ref(event: EventBase) -> EventRef:
    """The name of an event."""
    return EventRef(event.source, event.id)


def to_json(event: EventBase) -> bytes:
    """An event as one line of JSON, without the line's end."""
    return msgspec.json.encode(event)
