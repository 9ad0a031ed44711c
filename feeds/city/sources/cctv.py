"""CCTV analytics: what cameras believe they see, most of it nothing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import numpy as np

from alerts.events import Cctv, Label
from feeds.city.agenda import Agenda
from feeds.city.rhythm import Rhythm
from feeds.city.world import World

TRACKS_PER_SECOND: Final = 2.5
POSITION_ERROR_M: Final = 12.0
REACH_M: Final = 140.0
"""How far from a camera something may happen for it to be seen."""
SHARES: Final[dict[Label, tuple[float, str, float]]] = {
    "loitering": (32.0, "night", 50.0), "stopped_vehicle": (25.0, "commute", 90.0), "intrusion": (12.0, "latenight", 20.0),
    "abandonment": (7.0, "day", 120.0), "crowd": (2.5, "evening", 60.0), "fall": (6.0, "flat", 15.0),
    "wrong_way": (4.0, "commute", 8.0), "smoke": (1.2, "flat", 30.0), "fight": (1.3, "night", 15.0),
    "stalking": (1.2, "night", 40.0), "fire": (0.12, "flat", 30.0), "missing_person": (0.03, "day", 10.0),
    "arson": (0.02, "night", 10.0), "drowning": (0.01, "day", 10.0), "other": (5.0, "flat", 20.0),
}  # fmt: skip
"""Share of all detections, rhythm, and how long it lasts (mean, seconds)."""
RESTLESS_SHARE: Final = 0.4
"""Share of the detections that falls to cameras by their rank: the worst then raises some 15 an hour, most one in two hours."""
ENDED_SHARE: Final = 0.7
"""Of tracks, also said to have ended."""
COUNTED: Final = frozenset({"crowd", "fight"})


@dataclass(slots=True)
class _Sighting:
    """What one camera says once. ``camera`` is its index."""

    camera: int
    label: Label
    track: str
    truth: str
    count: int | None
    sure: float
    ended: bool = False


class CameraFeed:
    """One source per district: ``cctv-seongdong``. Cameras differ: few of them raise most false alarms."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._rng = world.numbers("cctv")
        cameras = world.profile.cameras
        self._ids = cameras.ids
        self._regions = cameras.regions
        self._x, self._y = world.plane.xys(cameras.lat, cameras.lon)
        names = {d.code: "cctv-" + d.name_en.removesuffix("-gu").lower() for d in world.profile.districts}
        self._sources = [names[region] for region in cameras.regions]
        restless = 1.0 / (60.0 + self._rng.permutation(len(cameras)))
        self._weights = restless / restless.sum() * RESTLESS_SHARE + (1.0 - RESTLESS_SHARE) / max(1, len(cameras))
        self._weights /= self._weights.sum()
        self._rhythms = {label: Rhythm(row[1]) for label, row in SHARES.items()}
        self._labels: list[Label] = list(SHARES)
        self._agenda: Agenda[_Sighting] = Agenda()
        self._tracks = 0
        self._made = 0
        self._mute: dict[str, tuple[float, float]] = {}

    def mute(self, region: str, since: float, until: float) -> None:
        """The cameras of this district (its code) are not heard in this stretch of time: their line is cut."""
        self._mute[region] = (since, until)

    def camera_near(self, x: float, y: float) -> int | None:
        """The index of the nearest camera that can see a point (metres)."""
        if not len(self._ids):
            return None
        distance = np.hypot(self._x - x, self._y - y)
        nearest = int(distance.argmin())
        return nearest if distance[nearest] <= REACH_M else None

    def cameras_around(self, x: float, y: float, count: int, reach: float = REACH_M) -> list[int]:
        """The indices of up to ``count`` nearest cameras within ``reach`` metres, nearest first."""
        distance = np.hypot(self._x - x, self._y - y)
        return [int(i) for i in np.argsort(distance, kind="stable")[:count] if distance[i] <= reach]

    def position(self, camera: int) -> tuple[float, float]:
        """Where a camera stands (metres)."""
        return float(self._x[camera]), float(self._y[camera])

    def sight(self, time: float, x: float, y: float, label: str, truth: str) -> bool:
        """Let the nearest camera see something; False where there is none near."""
        camera = self.camera_near(x, y)
        if camera is not None:
            self.see(time, camera, label, truth)
        return camera is not None

    def see(self, time: float, camera: int, label: str, truth: str, count: int | None = None, confidence: float = 0.0) -> None:
        """This camera will see this at this time; a confidence of 0 is drawn."""
        self._tracks += 1
        row: Label = label  # type: ignore[assignment]
        sure = confidence or float(np.clip(self._rng.normal(0.82, 0.08), 0.5, 0.99))
        self._agenda.put(time, _Sighting(camera, row, f"{self._world.tag}t{self._tracks}", truth, count, round(sure, 2)))

    def run(self, since: float, until: float) -> None:
        """Emit what cameras see in this window."""
        self._false_alarms(since, until)
        for time, sighting in self._agenda.due(until):
            self._emit(time, sighting)

    def _false_alarms(self, since: float, until: float) -> None:
        world, rng = self._world, self._rng
        now = world.moment(since)
        weights = [SHARES[label][0] * self._rhythms[label].at(now) for label in self._labels]
        usual = sum(row[0] for row in SHARES.values())
        factor = world.rate * world.disturbance.reports * (until - since)
        count = int(rng.poisson(TRACKS_PER_SECOND * sum(weights) / usual * factor))
        if not count:
            return
        times = np.sort(since + rng.random(count) * (until - since)).tolist()
        chosen = rng.choice(len(self._ids), size=count, p=self._weights).tolist()
        bounds = np.array(list(accumulate(weights)))
        labels = np.searchsorted(bounds, rng.random(count) * bounds[-1]).tolist()
        sure = np.round(np.clip(rng.normal(0.58, 0.14, size=count), 0.3, 0.98), 2).tolist()
        ends = (rng.random(count) < ENDED_SHARE).tolist()
        lasts = rng.exponential(1.0, size=count).tolist()
        people = rng.integers(2, 30, size=count).tolist()
        for i in range(count):
            label = self._labels[labels[i]]
            self._tracks += 1
            track = f"{world.tag}t{self._tracks}"
            truth = world.ledger.new("cctv")
            number = people[i] if label in COUNTED else None
            self._agenda.put(times[i], _Sighting(chosen[i], label, track, truth, number, sure[i]))
            if ends[i]:
                end = times[i] + 3.0 + lasts[i] * SHARES[label][2]
                self._agenda.put(end, _Sighting(chosen[i], label, track, truth, None, sure[i], True))

    def _emit(self, time: float, seen: _Sighting) -> None:
        world, camera = self._world, seen.camera
        since, until = self._mute.get(self._regions[camera], (0.0, 0.0))
        if since <= time < until:
            return
        source = self._sources[camera]
        self._made += 1
        event_id = f"{world.tag}v{self._made}"
        error = self._rng.normal(size=2) * world.error(POSITION_ERROR_M)
        lat, lon = world.plane.latlon(float(self._x[camera] + error[0]), float(self._y[camera] + error[1]))
        world.ledger.note(source, event_id, seen.truth)
        world.emit(
            time,
            Cctv(
                id=event_id, source=source, time=world.moment(time), lat=lat, lon=lon, region=self._regions[camera],
                camera_id=self._ids[camera], label=seen.label, confidence=seen.sure, track_id=seen.track, count=seen.count,
                ended=True if seen.ended else None,
            ),
        )  # fmt: skip
