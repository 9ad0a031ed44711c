"""What a form is filled from: the incident, who is linked, what is near."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path

from alerts.incidents import Incident
from alerts.outward.directory import Counterpart, Directory
from alerts.picture import Linked, WarnedArea
from alerts.places import CityProfile
from alerts.wording import Wording


@dataclass(frozen=True, slots=True)
class NearCamera:
    """A camera near the incident; ``bearing`` in degrees clockwise from north, seen from the incident."""

    id: str
    name: str
    lat: float
    lon: float
    metres: float
    bearing: float
    stream: str = ""
    sight: str = ""
    """Whether it sees the place, as :data:`alerts.cameras.SIGHTS` has it; empty where nobody says."""


@dataclass(frozen=True, slots=True)
class NearUnit:
    """A unit near the incident, with its place."""

    id: str
    service: str
    lat: float
    lon: float
    metres: float
    state: str = ""


@dataclass(frozen=True, slots=True)
class KeptStill:
    """A still taken at the camera wall: its file, and the fingerprint that the log has of it (empty: not known here)."""

    path: Path
    camera: str
    taken: datetime
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that a form may need; ``now`` in seconds since the epoch. Nearest first."""

    incident: Incident
    directory: Directory
    zone: tzinfo
    now: float
    linked: Mapping[str, Linked] = field(default_factory=dict)
    cameras: tuple[NearCamera, ...] = ()
    units: tuple[NearUnit, ...] = ()
    areas: tuple[WarnedArea, ...] = ()
    """Warned areas that the incident lies in."""
    district: str = ""
    city: CityProfile | None = None
    """Where something may be drawn; None where there is no map."""
    stills: tuple[KeptStill, ...] = ()
    """Taken of this incident at the camera wall, the newest first."""

    def connected(self, counterpart: str) -> bool:
        """Whether this counterpart is there."""
        known = self.linked.get(counterpart)
        return known is not None and known.connected


def counterpart_name(directory: Directory | None, name: str, wording: Wording) -> str:
    """What people call a counterpart."""
    known: Counterpart | None = directory.counterpart(name) if directory is not None else None
    if known is None:
        return name
    return known.ko if wording.language == "ko" else known.en


def compass(wording: Wording, bearing: float) -> str:
    """The wind that a bearing points to."""
    return wording(f"outward-compass-{round(bearing / 45.0) % 8}")
