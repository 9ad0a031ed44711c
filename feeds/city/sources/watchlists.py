"""Number plates read by cameras and found on a list."""

from __future__ import annotations

from typing import Final

from alerts.events import Vehicle, Watchlist
from feeds.city.agenda import Agenda
from feeds.city.rhythm import Rhythm
from feeds.city.sources.cctv import CameraFeed
from feeds.city.world import World

SOURCE: Final = "anpr"
PER_HOUR: Final[dict[Watchlist, float]] = {"emission": 210.0, "wanted": 5.0, "stolen": 1.2, "missing": 0.6}
"""Vehicles found, the day's mean at rate 1; a city has about 200 urgent ones a day."""
LETTERS: Final = "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주허하호"
NEXT_CAMERA_S: Final = 110.0


class PlateReaders:
    """One source; every tenth camera reads plates."""

    def __init__(self, world: World, cameras: CameraFeed) -> None:
        self._world = world
        self._cameras = cameras
        self._dice = world.dice("plates")
        self._rng = world.numbers("plates")
        self._rhythm = Rhythm("day")
        self._agenda: Agenda[tuple[int, str, Watchlist, str, float]] = Agenda()
        self._made = 0

    def plate(self) -> str:
        """A number plate that fits the form (12가3456)."""
        dice = self._dice
        return f"{dice.randint(10, 399)}{LETTERS[int(dice.random() * len(LETTERS))]}{dice.randint(1000, 9999)}"

    def read(self, time: float, camera: int, plate: str, watchlist: Watchlist, truth: str, heading: float) -> None:
        """This camera will read this plate; ``heading`` in degrees clockwise from north."""
        self._agenda.put(time, (camera, plate, watchlist, truth, heading % 360.0))

    def run(self, since: float, until: float) -> None:
        """Emit the hits of this window."""
        world, dice = self._world, self._dice
        factor = self._rhythm.at(world.moment(since)) * (until - since) / 3600 * world.rate * world.disturbance.reports
        count = len(world.profile.cameras)
        for watchlist, hourly in PER_HOUR.items():
            for _ in range(int(self._rng.poisson(hourly * factor)) if count else 0):
                time, plate = since + dice.random() * (until - since), self.plate()
                truth, heading = world.ledger.new("vehicle"), dice.uniform(0, 360)
                camera = dice.randrange(0, count, 10)
                self.read(time, camera, plate, watchlist, truth, heading)
                x, y = self._cameras.position(camera)
                around = self._cameras.cameras_around(x, y, 6, 1500.0)[1:]
                while around and dice.random() < 0.3:
                    time += dice.expovariate(1 / NEXT_CAMERA_S) + 20.0
                    self.read(time, around.pop(0), plate, watchlist, truth, heading)
        for time, (camera, plate, watchlist, truth, heading) in self._agenda.due(until):
            self._emit(time, camera, plate, watchlist, truth, heading)

    def _emit(self, time: float, camera: int, plate: str, watchlist: Watchlist, truth: str, heading: float) -> None:
        world = self._world
        cameras = world.profile.cameras
        self._made += 1
        event_id = f"{world.tag}p{self._made}"
        x, y = self._cameras.position(camera)
        error = world.error(5.0)
        lat, lon = world.plane.latlon(x + self._dice.gauss(0, error), y + self._dice.gauss(0, error))
        world.ledger.note(SOURCE, event_id, truth)
        world.emit(
            time,
            Vehicle(
                id=event_id, source=SOURCE, time=world.moment(time), lat=lat, lon=lon, region=cameras.regions[camera],
                camera_id=cameras.ids[camera], plate=plate, list=watchlist, heading=round(heading),
                confidence=round(self._dice.uniform(0.86, 0.995), 3),
            ),
        )  # fmt: skip
