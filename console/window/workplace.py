"""What every desk is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from alerts.wording import Wording
from widgets.theme import Theme

if TYPE_CHECKING:
    from alerts.places import CityProfile
    from console.bridge.registry import Registry
    from console.window.notice import NoticeBar


@dataclass(frozen=True, slots=True)
class Workplace:
    """The collaborators that all desks of one window share. ``data`` is the data folder; ``synthetic``: the city is made up;
    ``remote``: its hub runs on another machine; ``layers``: files shown on the map, kept among this person's settings.
    """

    wording: Wording
    theme: Theme
    cameras: Registry
    notices: NoticeBar
    data: Path
    synthetic: bool = False
    remote: bool = False
    layers: list[str] = field(default_factory=list)

    @property
    def city(self) -> CityProfile:
        """The city with the cameras in force."""
        return self.cameras.city
