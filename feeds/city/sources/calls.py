"""The call desks of 112, 119 and 120: ordinary calls, scripted ones, and what becomes of each."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final, Protocol

from alerts.events import Candidate, Dispatch, DispatchStage
from feeds.city.agenda import Agenda
from feeds.city.sources.fleet import Fleet, Sent
from feeds.city.spots import Spot, Spots
from feeds.city.texts import CallBook, Category, say
from feeds.city.world import World

PER_SECOND: Final = {"112": 7.0 / 60, "119": 4.5 / 60, "120": 6.0 / 60}
"""Ordinary calls, the day's mean at rate 1."""
POSITION_ERROR_M: Final = 45.0
VAGUE_ERROR_M: Final = 350.0
"""Of a caller who does not know where he is: the position is the mobile phone cell's."""
DISPATCH_S: Final = {
    "0": (15, 45), "1": (30, 90), "2": (60, 300), "3": (300, 1500), "fire": (30, 70), "rescue": (40, 90), "ems": (40, 90),
}  # fmt: skip
"""From the call to the dispatch, seconds, from and to, by code; a code that is not here gets no unit."""
SCENE_S: Final = {"112": (420, 1800), "119": (600, 1800), "120": (600, 2400)}
TURNOUT_S: Final = {"112": 8.0, "119": 60.0, "120": 120.0}
TRIES: Final = 2
"""So often a desk waits for a free unit; then somebody goes who is not one of those that are seen."""
AGAIN_AFTER_S: Final = 150.0
STAGES: Final[tuple[DispatchStage, ...]] = ("received", "dispatched", "en_route", "arrived", "closed")
SIGHTED: Final = {
    "폭력": ("fight", 0.12), "시비": ("fight", 0.04), "교통사고": ("stopped_vehicle", 0.2), "화재 의심": ("smoke", 0.08),
    "주취자": ("fall", 0.08), "교통사고 부상": ("stopped_vehicle", 0.15),
}  # fmt: skip
"""What a camera nearby may see of it, and how often one does."""


class Witness(Protocol):
    """Whoever has cameras."""

    def sight(self, time: float, x: float, y: float, label: str, truth: str) -> bool:
        """Let the nearest camera see something; False where there is none near."""
        ...


@dataclass(slots=True)
class Report:
    """Someone calls. ``units`` are sent (0: it is already being handled); ``haste`` divides the desk's delays."""

    service: str
    category: str
    code: str | None
    text: str
    spot: Spot
    truth: str
    units: int = 1
    haste: float = 1.0
    coordinates: bool = True
    error_m: float = POSITION_ERROR_M
    held_up_s: float = 0.0
    """The way there is blocked: so much longer until somebody arrives."""
    candidates: list[Candidate] = field(default_factory=list)


@dataclass(slots=True)
class _Call:
    report: Report
    call_id: str
    lat: float | None
    lon: float | None
    place: str | None
    region: str | None
    stage: int = 0
    tries: int = 0
    sent: Sent | None = None


class CallDesk:
    """Takes calls, sends units, and publishes every stage under one ``call_id``."""

    def __init__(self, world: World, book: CallBook, spots: Spots, fleet: Fleet, cameras: Witness) -> None:
        self._world = world
        self._book = book
        self._spots = spots
        self._fleet = fleet
        self._cameras = cameras
        self._dice = world.dice("calls")
        self._rng = world.numbers("calls")
        self._agenda: Agenda[Report | _Call] = Agenda()
        self._taken = dict.fromkeys(PER_SECOND, 0)
        self._base = {
            service: PER_SECOND[service] / sum(category.weight for category in categories)
            for service, categories in book.services.items()
        }

    def expect(self, time: float, report: Report) -> None:
        """This call will come."""
        self._agenda.put(time, report)

    def run(self, since: float, until: float) -> None:
        """Everything the desks do in this window."""
        for service, categories in self._book.services.items():
            self._ordinary(service, categories, since, until)
        for time, item in self._agenda.due(until):
            if isinstance(item, Report):
                self._receive(time, item)
            else:
                self._advance(time, item)

    def _ordinary(self, service: str, categories: list[Category], since: float, until: float) -> None:
        now = self._world.moment(since)
        weights = [category.weight * category.rhythm.at(now) for category in categories]
        expected = sum(weights) * self._base[service] * (until - since) * self._world.rate * self._world.disturbance.reports
        count = int(self._rng.poisson(expected))
        if not count:
            return
        dice = self._dice
        times = sorted(since + dice.random() * (until - since) for _ in range(count))
        chosen = dice.choices(categories, cum_weights=list(accumulate(weights)), k=count)
        for time, category in zip(times, chosen, strict=True):
            self._call_in(time, category, dice)

    def _call_in(self, time: float, category: Category, dice: random.Random) -> None:
        spot = self._spots.draw(category.at, dice)
        truth = self._world.ledger.new("call")
        code = category.code(dice)
        report = Report(category.service, category.name, code, say(category.phrases, dice, spot.said), spot, truth)
        self._agenda.put(time, report)
        sighting = SIGHTED.get(category.name)
        if sighting and dice.random() < sighting[1]:
            self._cameras.sight(time + dice.gauss(0, 40), spot.x, spot.y, sighting[0], truth)
        later = time
        while dice.random() < category.again:
            later += dice.expovariate(1 / AGAIN_AFTER_S)
            text = say(category.phrases, dice, spot.said)
            self._agenda.put(later, Report(category.service, category.name, code, text, spot, truth, units=0))

    def _receive(self, time: float, report: Report) -> None:
        world, dice, spot = self._world, self._dice, report.spot
        self._taken[report.service] += 1
        call_id = f"{report.service}-{world.day}-{world.tag}-{self._taken[report.service]:04d}"
        lat: float | None = None
        lon: float | None = None
        missing = world.disturbance.missing_coordinates
        if report.coordinates and not (missing and dice.random() < missing):
            error = world.error(VAGUE_ERROR_M if spot.vague else report.error_m)
            lat, lon = world.plane.latlon(spot.x + dice.gauss(0, error), spot.y + dice.gauss(0, error))
        call = _Call(report, call_id, lat, lon, spot.address, spot.region or None)
        self._publish(time, call, 0)
        haste = report.haste
        window = DISPATCH_S.get(report.code or "")
        if report.service == "120":
            call.stage = 1 if report.units and dice.random() < 0.15 else 4
            self._agenda.put(time + dice.uniform(200, 1800) / haste, call)
        elif report.units and window is not None:
            call.stage = 1
            self._agenda.put(time + dice.uniform(*window) / haste, call)
        else:
            call.stage = 4
            self._agenda.put(time + dice.uniform(60, 400) / haste, call)

    def _advance(self, time: float, call: _Call) -> None:
        """The next stage of a call."""
        dice, report = self._dice, call.report
        if call.stage == 1:
            call.sent = self._fleet.send(report.service, report.spot.x, report.spot.y, call.call_id, time, report.units)
            if call.sent is None and call.tries < TRIES:
                call.tries += 1
                self._agenda.put(time + dice.uniform(30, 90), call)
                return
            self._publish(time, call, 1)
            call.stage = 2
            self._agenda.put(time + dice.uniform(0.5, 1.0) * TURNOUT_S[report.service] / report.haste, call)
        elif call.stage == 2:
            self._publish(time, call, 2)
            call.stage = 3
            arrives = call.sent.arrives if call.sent is not None else time + dice.uniform(300, 900)
            self._agenda.put(max(arrives, time + 5.0) + report.held_up_s, call)
        elif call.stage == 3:
            if call.sent is not None:
                self._fleet.arrive(call.sent)
            self._publish(time, call, 3)
            call.stage = 4
            self._agenda.put(time + dice.uniform(*SCENE_S[report.service]) / report.haste, call)
        else:
            if call.sent is not None:
                self._fleet.release(call.sent, time)
            self._publish(time, call, 4)

    def _publish(self, time: float, call: _Call, stage: int) -> None:
        report = call.report
        event_id = f"{call.call_id}-{stage}"
        service: str = report.service
        self._world.ledger.note(service, event_id, report.truth)
        self._world.emit(
            time,
            Dispatch(
                id=event_id, source=service, time=self._world.moment(time), lat=call.lat, lon=call.lon, place=call.place,
                region=call.region, candidates=report.candidates, service=service, call_id=call.call_id,  # type: ignore[arg-type]
                stage=STAGES[stage], code=report.code, category=report.category,  # type: ignore[arg-type]
                text=report.text if stage == 0 else None, units=call.sent.names if stage == 1 and call.sent else None,
            ),
        )  # fmt: skip
