"""What is asked of a linked service: one form for each. They travel as JSON, tagged by ``service``."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta, Struct

from alerts.events import Moment

Text = Annotated[str, Meta(max_length=4_000)]
Name = Annotated[str, Meta(max_length=500)]
Lat = Annotated[float, Meta(ge=-90.0, le=90.0)]
Lon = Annotated[float, Meta(ge=-180.0, le=180.0)]
LARGEST_STILL: Final = 2 * 1024 * 1024
"""Bytes of one picture: a frame of 1920 x 1080 as JPEG has about 0.5 MB."""
MOST_CAMERAS: Final = 16
MOST_CORNERS: Final = 500


class Spot(Struct, frozen=True):
    """A point, WGS 84 degrees."""

    lat: Lat
    lon: Lon


class Still(Struct, omit_defaults=True, frozen=True):
    """A picture. ``data`` is the JPEG or PNG file (base64 in JSON); empty where only its name travels, as to the screens."""

    name: Name
    media: Literal["image/jpeg", "image/png"]
    data: Annotated[bytes, Meta(max_length=LARGEST_STILL)] = b""
    sha256: Annotated[str, Meta(max_length=64)] = ""
    """Of ``data``."""
    file_sha256: Annotated[str, Meta(max_length=64)] = ""
    """Of the kept file that ``name`` names and ``data`` was made from; empty where it was not taken at the camera wall."""
    camera: Name = ""
    taken: Moment | None = None


class CameraRef(Struct, omit_defaults=True, frozen=True):
    """A camera whose picture is handed over; ``stream`` is where the recipient may fetch it."""

    id: Name
    name: Name = ""
    lat: Lat | None = None
    lon: Lon | None = None
    stream: Name = ""


class Where(Struct, omit_defaults=True, kw_only=True):
    """Where it is: a name, a point, or both."""

    place: Name = ""
    lat: Lat | None = None
    lon: Lon | None = None


class Report(Where, tag="report", tag_field="service", kw_only=True, omit_defaults=True):
    """Something for 112 or 119: what (``category``, in the recipient's terms), where, in words, with a still."""

    text: Text
    category: Name = ""
    code: Annotated[str, Meta(max_length=16)] = ""
    still: Still | None = None


class Video(Where, tag="video", tag_field="service", kw_only=True, omit_defaults=True):
    """The pictures of some cameras, for a limited time, for one purpose, on a legal basis."""

    cameras: Annotated[list[CameraRef], Meta(min_length=1, max_length=MOST_CAMERAS)]
    purpose: Name
    basis: Name
    text: Text = ""


class CheckCall(Where, tag="check_call", tag_field="service", kw_only=True, omit_defaults=True):
    """Call somebody on a safe-return journey (or who is to answer for them) and ask whether all is well."""

    journey_id: Name
    whom: Literal["traveller", "guardian"] = "traveller"
    text: Text = ""


class Person(Where, tag="person", tag_field="service", kw_only=True, omit_defaults=True):
    """A vulnerable person to look out for."""

    person_ref: Name
    programme: Name
    purpose: Name
    basis: Name
    text: Text
    seen: Moment | None = None
    still: Still | None = None


class Vehicle(Where, tag="vehicle", tag_field="service", kw_only=True, omit_defaults=True):
    """A wanted vehicle, seen; ``heading`` in degrees clockwise from north."""

    plate: Annotated[str, Meta(min_length=1, max_length=32)]
    purpose: Name
    basis: Name
    list: Name = ""
    camera_id: Name = ""
    heading: Annotated[float, Meta(ge=0.0, le=360.0)] | None = None
    seen: Moment | None = None
    text: Text = ""
    still: Still | None = None


class Disaster(Where, tag="disaster", tag_field="service", kw_only=True, omit_defaults=True):
    """For the disaster office: what, where, how bad. ``level`` is a crisis level, from ``blue`` (관심) to ``red`` (심각)."""

    text: Text
    level: Literal["blue", "yellow", "orange", "red"]
    still: Still | None = None


class Crossing(Struct, frozen=True, omit_defaults=True):
    """A crossing on a way; ``name`` of the road that is met there, where it is known."""

    lat: Lat
    lon: Lon
    name: Name = ""


class Signals(Struct, tag="signals", tag_field="service", kw_only=True, omit_defaults=True):
    """Green lights along a unit's way. ``way`` is where it goes, from its place to the scene.

    ``crossings`` lie on it in this order: those that were marked, and where it meets a known main road. The signal centre
    knows all others.
    """

    unit_id: Annotated[str, Meta(min_length=1, max_length=100)]
    way: Annotated[list[Spot], Meta(min_length=2, max_length=MOST_CORNERS)]
    minutes: Annotated[int, Meta(ge=1, le=60)] = 10
    crossings: Annotated[list[Crossing], Meta(max_length=MOST_CORNERS)] = []
    text: Text = ""


class PublicWarning(Struct, tag="warning", tag_field="service", kw_only=True, omit_defaults=True):
    """A public warning as CAP 1.2 has it; values are CAP's own. ``radius_km`` around ``centre``, or a ``polygon``."""

    event: Annotated[str, Meta(min_length=1, max_length=200)]
    event_code: Annotated[str, Meta(max_length=16)] = ""
    category: Literal[
        "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE", "Other"
    ]  # fmt: skip
    response: Literal["Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None"]
    urgency: Literal["Immediate", "Expected", "Future", "Past", "Unknown"]
    severity: Literal["Extreme", "Severe", "Moderate", "Minor", "Unknown"]
    certainty: Literal["Observed", "Likely", "Possible", "Unlikely", "Unknown"]
    headline: Annotated[str, Meta(min_length=1, max_length=200)]
    description: Text
    instruction: Text = ""
    headline_en: Annotated[str, Meta(max_length=200)] = ""
    description_en: Text = ""
    instruction_en: Text = ""
    area_name: Annotated[str, Meta(min_length=1, max_length=500)]
    region: Annotated[str, Meta(pattern="^([0-9]{5}|[0-9]{10})?$")] = ""
    centre: Spot | None = None
    radius_km: Annotated[float, Meta(gt=0.0, le=200.0)] | None = None
    polygon: Annotated[list[Spot], Meta(max_length=MOST_CORNERS)] = []
    minutes: Annotated[int, Meta(ge=5, le=1440)] = 60
    """For how long it holds."""


Form: TypeAlias = Report | Video | CheckCall | Person | Vehicle | Disaster | Signals | PublicWarning
Service: TypeAlias = Literal["report", "video", "check_call", "person", "vehicle", "disaster", "signals", "warning"]
SERVICES: Final[tuple[Service, ...]] = (
    "report", "video", "check_call", "person", "vehicle", "disaster", "signals", "warning",
)  # fmt: skip


def service_of(form: Form) -> Service:
    """The service that a form is for."""
    name: Service = form.__struct_config__.tag  # type: ignore[assignment]
    return name


def still_of(form: Form) -> Still | None:
    """The picture that goes with it."""
    return getattr(form, "still", None)
