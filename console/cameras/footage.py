"""Where a camera's footage comes from: its own addresses, or made-up files in the synthetic city."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from alerts.cameras import Camera, Sight
from alerts.incidents import Incident
from feeds.city.footage import Clips, scene_of
from feeds.city.footage.clips import BEGINS_S, RECORDED_S

if TYPE_CHECKING:
    from feeds.streams import Address

    Source = Callable[[], Address]

BEFORE_S: Final = 10.0
"""A recording is shown from so many seconds before the incident on."""


class Footage:
    """Gives, for a camera, what opens its footage. Nothing is opened here, and nothing is waited for."""

    def __init__(self, data: Path, synthetic: bool) -> None:
        """``synthetic``: cameras without an address show made-up footage, which says so in the picture."""
        self._synthetic = synthetic
        self._clips = Clips(data / "footage")

    def has_recording(self, camera: Camera) -> bool:
        """Whether there is anything from before."""
        return bool(camera.recording) or (self._synthetic and not camera.stream)

    def live(self, camera: Camera, incident: Incident, sight: Sight, slot: int) -> Source:
        """What is there now."""

        def source() -> Address:
            from feeds.streams import Address
            from feeds.streams.trouble import NoAddress

            if camera.stream:
                address = Address(camera.stream)
                return Address(camera.stream, loop=True) if address.is_file else address
            if not self._synthetic:
                raise NoAddress
            return Address(str(self._clips.live(_scene(incident, sight), slot)), loop=True)

        return source

    def before(self, camera: Camera, incident: Incident, sight: Sight, slot: int) -> Source:
        """What was there just before the incident."""

        def source() -> Address:
            from feeds.streams import Address
            from feeds.streams.recorded import recording_at

            if camera.recording or not self._synthetic:
                return recording_at(camera.recording, incident.opened - timedelta(seconds=BEFORE_S))
            path = self._clips.recorded(_scene(incident, sight), slot)
            return Address(str(path), begin=max(0.0, BEGINS_S - BEFORE_S))

        return source

    def at(self, camera: Camera, incident: Incident, sight: Sight, slot: int, moment: datetime) -> Source:
        """What was recorded at this moment (an aware datetime); never what is there now."""

        def source() -> Address:
            from feeds.streams import Address
            from feeds.streams.recorded import recording_at
            from feeds.streams.trouble import NotCovered

            if camera.recording:
                return recording_at(camera.recording, moment)
            if not self._synthetic or camera.stream:
                raise NotCovered
            begin = BEGINS_S + (moment - incident.opened).total_seconds()
            if begin >= RECORDED_S:  # made-up footage has no end to be true to
                begin = BEGINS_S + (begin - BEGINS_S) % (RECORDED_S - BEGINS_S)
            return Address(str(self._clips.recorded(_scene(incident, sight), slot)), begin=max(0.0, begin))

        return source


def _scene(incident: Incident, sight: Sight) -> str:
    return scene_of(incident.kind) if sight in ("sees", "far") else "street"
