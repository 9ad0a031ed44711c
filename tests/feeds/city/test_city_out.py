from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pytest

from alerts.errors import OutputError
from alerts.events import Event
from alerts.places import CityProfile
from feeds.city import DEMO, City, run, write_recording
from feeds.recordings import open_recording

START = datetime.fromisoformat("2026-11-21T21:00:00+09:00")


@pytest.mark.parametrize("name", ["city.ndjson", "city.ndjson.zst"])
def test_a_recording_holds_the_city_s_events_and_its_labels_their_truth(tmp_path: Path, seoul: CityProfile, name: str) -> None:
    path, labels = tmp_path / name, tmp_path / "labels.csv"
    shares: list[float] = []
    written = write_recording(path, labels, seoul, seed=2, start=START, hours=0.02, pace=DEMO, progress=shares.append)
    city = City(seoul, 2, START, pace=DEMO)
    events = city.stream(START.timestamp() + 72)
    with open_recording(path) as recording:
        read = [event for frame in recording for event in frame.batch.events]
    assert read == events
    assert written.events == len(events)
    assert shares[-1] == pytest.approx(1.0)
    with labels.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["source"], row["event_id"]) for row in rows] == [(e.source, e.id) for e in events]
    truth = {(row["source"], row["event_id"]): row["incident_id"] for row in rows if row["incident_id"]}
    assert truth == {name: label for name, label in city.truth.items() if name in {(e.source, e.id) for e in events}}
    assert (written.reports, written.incidents) == (len(truth), len(set(truth.values())))


def test_a_recording_is_not_overwritten_unless_told_to(tmp_path: Path, seoul: CityProfile) -> None:
    path, labels = tmp_path / "city.ndjson", tmp_path / "labels.csv"
    labels.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="labels"):
        write_recording(path, labels, seoul, seed=2, start=START, hours=0.001)
    assert labels.read_text(encoding="utf-8") == "mine"
    assert not path.exists()
    with pytest.raises(OutputError, match="convert"):
        write_recording(tmp_path / "city.mcap", None, seoul, seed=2, start=START, hours=0.001)


class _Clock:
    """A clock that stands until somebody waits, and then moves on by so much."""

    def __init__(self, step: float, ticks: int) -> None:
        self.now = START.timestamp()
        self.step = step
        self.left = ticks

    def __call__(self) -> float:
        return self.now

    def stop(self) -> bool:
        return self.left <= 0


class _Stop:
    def __init__(self, clock: _Clock) -> None:
        self.clock = clock

    def __call__(self) -> bool:
        return self.clock.stop()

    def wait(self, seconds: float) -> bool:
        self.clock.now += self.clock.step
        self.clock.left -= 1
        return self()


def test_live_events_go_out_when_they_happen(seoul: CityProfile) -> None:
    clock = _Clock(step=0.5, ticks=60)
    sent: list[Event] = []

    def publish(events: list[Event]) -> None:
        assert all(clock.now - 0.6 < event.time.timestamp() <= clock.now for event in events)
        sent.extend(events)

    summary = run(publish, seoul, _Stop(clock), clock, seed=4, pace=DEMO)
    assert summary.events == len(sent) > 800
    assert str(sent[0].time.utcoffset()) == "9:00:00"
    assert any(event.source == "119" for event in sent)


def test_after_a_computer_slept_nothing_is_made_up_for(seoul: CityProfile) -> None:
    clock = _Clock(step=400.0, ticks=4)
    sent: list[Event] = []
    summary = run(sent.extend, seoul, _Stop(clock), clock, seed=4)
    assert summary.events == len(sent) < 50


def test_a_restarted_feed_uses_no_name_twice(seoul: CityProfile) -> None:
    names: set[tuple[str, str]] = set()
    for later in (0.0, 1.0):
        clock = _Clock(step=0.5, ticks=20)
        clock.now += later
        sent: list[Event] = []
        run(sent.extend, seoul, _Stop(clock), clock, seed=4)
        assert not names & {(e.source, e.id) for e in sent}
        names |= {(e.source, e.id) for e in sent}
