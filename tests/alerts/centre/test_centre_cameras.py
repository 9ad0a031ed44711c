"""Cameras replaced while a centre runs: written down, used from then on, and done again with the same ones."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from alerts.cameras import Camera
from alerts.cameras.served import Sealed, unseal
from alerts.cameras.store import register_path, write_register
from alerts.centre import Centre, open_centre
from alerts.correlation import Engine
from alerts.errors import LogError
from alerts.events import Cctv
from alerts.incidents import Incident
from alerts.log.audit.verify import verify
from alerts.log.lock import Holder
from alerts.log.sqlite import SqliteLog
from alerts.places.surveyed import Surveyed
from alerts.rules import load_rules

RULES = load_rules(None)
HERE, THERE = 37.50, 37.60


class Covered:
    """A centre with a camera register of its own, on the log of a room."""

    def __init__(self, room: Any, home: Path) -> None:
        self.room, self.home = room, home

    def install(self, lat: float, source: str = "a.csv", **fields: Any) -> None:
        """The register has one camera, there."""
        write_register(register_path(self.home, "seoul"), [Camera("가-1", lat, 127.0, **fields)], [source], "x", "lee")

    def open(self) -> Centre:
        room, self.files = self.room, Surveyed(self.home, "seoul")

        def engine(saved: bytes | None) -> Engine:
            places = self.files.gazetteer
            return Engine(RULES, places) if saved is None else Engine.restore(saved, RULES, places)

        log = SqliteLog(room.path, "live", "서울", Holder(os.getpid(), "testhost", "x"))
        room._centre = open_centre(log, engine, room.decoder.frame, "live", "서울", room.now, cameras=self.files)
        return room._centre

    def replace(self) -> bool:
        return self.room.centre.registering.change(self.files.read(), self.room.now)

    def seen(self) -> Incident:
        """What the camera sees, without a word on where it is."""
        known, number = {one.key for one in self.room.shown()}, next(self.room.numbers)
        self.room.now += 1000.0
        moment = datetime.fromtimestamp(self.room.now, UTC)
        self.room.report(Cctv(id=f"v{number}", source="cad", time=moment, camera_id="가-1", label="fire", confidence=0.9))
        [incident] = [one for one in self.room.tick().incidents if one.key not in known]
        return incident

    def entries(self) -> list[dict[str, Any]]:
        rows = self.room.centre.log._connection.execute("SELECT actor, body FROM entry WHERE kind = 'cameras' ORDER BY n")
        return [{"actor": actor} | json.loads(body) for actor, body in rows]


@pytest.fixture
def covered(room: Any, tmp_path: Path) -> Covered:
    made = Covered(room, tmp_path)
    made.install(HERE)
    made.open()
    return made


def test_what_comes_after_a_new_register_is_placed_by_it_and_the_log_says_so(covered: Covered, room: Any) -> None:
    assert covered.seen().lat == pytest.approx(HERE, abs=1e-6)
    room.let_final()
    first = room.shown()[0]
    before = room.centre.snapshot(room.now).cameras
    covered.install(THERE)
    assert covered.replace()
    assert not covered.replace(), "the same again is no change"
    second = covered.seen()
    assert second.lat == pytest.approx(THERE, abs=1e-6)
    assert room.one(first.key).id == first.id
    [entry] = covered.entries()
    assert (entry["actor"], entry["cameras"], entry["sources"], entry["before"]) == ("lee", 1, ["a.csv"], before)
    assert entry["register"] == room.centre.snapshot(room.now).cameras != before
    room.crash()
    assert verify(room.path).why == ""


@pytest.mark.parametrize("checkpoint", [False, True], ids=["journal alone", "checkpoint between"])
def test_after_a_crash_each_part_is_done_again_with_its_own_cameras(covered: Covered, room: Any, checkpoint: bool) -> None:
    covered.seen()
    room.let_final()
    covered.install(THERE)
    covered.replace()
    if checkpoint:
        room.centre.commit(room.now, durable=True, point=room.centre.checkpoints.whole(room.now))
    covered.seen()
    room.let_final()
    shown = {one.key: (one.id, one.lat) for one in room.shown()}
    room.crash()
    covered.install(37.55)  # imported while the hub was down: it holds from the start on, not for what was
    covered.open()
    assert {one.key: (one.id, one.lat) for one in room.shown()} == shown
    assert covered.seen().lat == pytest.approx(37.55, abs=1e-6)
    assert [entry["actor"] for entry in covered.entries()] == ["lee", "lee"]


def test_addresses_alone_are_for_the_consoles_and_leave_the_engine_be(covered: Covered, room: Any) -> None:
    engine, room.now = room.centre.engine.core, room.now + 1
    covered.install(HERE, stream="rtsp://a/1")
    assert covered.replace()
    assert room.centre.engine.core is engine
    part = room.centre.query("register", {"part": 0})
    assert room.tick().cameras == part.version
    assert room.tick().cameras == ""
    [camera] = unseal(Sealed(part.version, part.data)).cameras or []
    assert camera.stream == "rtsp://a/1"
    with pytest.raises(ValueError, match="part 1 of 1"):
        room.centre.query("register", {"part": 1})


def test_what_cannot_be_written_does_not_hold(covered: Covered, room: Any, fill_disk: Any) -> None:
    before = room.centre.snapshot(room.now).cameras
    covered.install(THERE, "a" * 50_000)
    free = fill_disk(room)
    with pytest.raises(LogError):
        covered.replace()
    assert room.centre.snapshot(room.now).cameras == before
    assert covered.files.cut == covered.files.latest.cut
    free()
    assert covered.seen().lat == pytest.approx(HERE, abs=1e-6)
    assert covered.replace(), "it is tried again"
    assert covered.seen().lat == pytest.approx(THERE, abs=1e-6)
