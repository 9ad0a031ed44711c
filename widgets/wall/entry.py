"""What the wall is told of a camera, and of a purpose to look through it."""

from __future__ import annotations

from dataclasses import dataclass

from alerts.cameras import Near, Sight
from alerts.wording import Wording


@dataclass(frozen=True, slots=True)
class Entry:
    """A camera near the incident: ``where`` is its address, ``recorded`` whether there is a recording from before."""

    id: str
    where: str
    distance_m: float
    sector: int
    sight: Sight
    recorded: bool = False

    @classmethod
    def of(cls, near: Near, recorded: bool = False) -> Entry:
        """From the register's answer."""
        camera = near.camera
        return cls(camera.id, camera.where, near.distance_m, near.sector, near.sight, recorded)

    def way(self, wording: Wording) -> str:
        """``북동쪽 120 m``: how far from the incident, and on which side of it."""
        if self.distance_m < 10.0:
            return wording("wall-here")
        metres = round(self.distance_m, -1 if self.distance_m >= 100.0 else 0)
        return wording("wall-way", side=wording(f"wall-side-{self.sector}"), metres=f"{metres:.0f}")

    def sight_text(self, wording: Wording) -> str:
        """Whether it sees the place."""
        return wording(f"wall-sight-{self.sight}")


@dataclass(frozen=True, slots=True)
class Choice:
    """A purpose to choose: its id, title and the law, in the language of the moment."""

    id: str
    title: str
    basis: str
