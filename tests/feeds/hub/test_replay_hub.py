"""A replay is the same hub on a recording: it can be paused and moved about in, and nothing real comes near it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from alerts.commands import Answer, Command
from alerts.events import Cctv, to_json
from alerts.picture import Playback, Snapshot, Update
from feeds.client import ConsoleClient
from feeds.hub.processes.child import HubProcess
from feeds.keys import KeyRing
from feeds.recordings import open_recording, writer

START = datetime(2026, 5, 1, 3, 0, tzinfo=UTC)
SECONDS = 60


def recording(path: Path) -> Path:
    events = [
        Cctv(id=f"e{second}", source="cctv/1", time=START + timedelta(seconds=second), camera_id="k", label="fight",
             lat=37.5, lon=127.0 + second // 20 * 0.05)
        for second in range(SECONDS)
    ]  # fmt: skip
    path.write_bytes(b"".join(to_json(event) + b"\n" for event in events))
    return path


class Watcher:
    """What the trainer's screen shows."""

    def __init__(self, client: ConsoleClient) -> None:
        self.client = client
        self.snapshots: list[Snapshot] = []
        self.playback: Playback | None = None
        self.counts: dict[str, list[int]] = {}
        self.incidents: dict[str, Any] = {}
        self.answers: list[Answer] = []

    def look(self) -> Watcher:
        for message in self.client.poll():
            if isinstance(message, Snapshot):
                self.snapshots.append(message)
                self.incidents = {}
            if isinstance(message, Answer):
                self.answers.append(message)
            if isinstance(message, Snapshot | Update):
                self.playback = message.playback or self.playback
                self.counts = (self.playback.counts if self.playback is not None else {}) or self.counts
                self.incidents.update((incident.key, incident) for incident in message.incidents)
        return self

    def reports(self) -> int:
        self.look()
        return sum(incident.reports for incident in self.incidents.values())

    def tell(self, action: Any, value: float | None = None) -> None:
        self.client.send(Command(f"{action} {value} {len(self.answers)}", "lee", action, value=value))


def test_a_recording_is_played_paused_and_moved_about_in(tmp_path: Path, until: Callable[..., None]) -> None:
    path = recording(tmp_path / "fight.ndjson")
    with (
        HubProcess(["--data", str(tmp_path / "data"), "--replay", str(path), "--speed", "0"], tmp_path / "hub.log") as hub,
        ConsoleClient(hub.wait_ready(180).consoles, KeyRing(tmp_path / "data" / "keys").client("console")) as client,
    ):
        watcher = Watcher(client)
        until(lambda: watcher.reports() == SECONDS)
        assert watcher.snapshots[0].mode == "replay"
        until(lambda: watcher.look().counts)
        assert sum(watcher.counts["cctv"]) == SECONDS
        middle = START.timestamp() + 25.5
        watcher.tell("pause")
        watcher.tell("seek", middle)
        until(lambda: len(watcher.look().answers) == 2)
        until(lambda: watcher.reports() == 26)
        assert watcher.playback is not None
        assert watcher.playback.at == middle
        assert not watcher.playback.playing
        key = next(iter(watcher.incidents))
        client.send(Command("ack", "lee", "acknowledge", key))
        until(lambda: watcher.look().incidents[key].state == "acknowledged")
        watcher.tell("speed", 0.0)
        watcher.tell("play")
        until(lambda: watcher.reports() == SECONDS)
        assert watcher.incidents[key].state == "acknowledged"
        watcher.tell("seek", float("nan"))
        until(lambda: len(watcher.look().answers) == 6)
        assert [answer.error for answer in watcher.answers if not answer.ok] == ["bad_argument"]
    assert not (tmp_path / "data" / "incidents.db").exists()


def test_a_recording_cut_short_is_played_and_said_once_with_the_time_from_which_it_lacks(
    tmp_path: Path, until: Callable[..., None]
) -> None:
    path = tmp_path / "cut.mcap"
    with writer(path) as out:
        for second in range(3000):
            event = Cctv(id=f"e{second}", source="cctv/1", time=START + timedelta(seconds=second), camera_id="k", label="fight",
                         lat=37.5, lon=127.0 + second % 997 * 1e-3)  # fmt: skip
            out.write(to_json(event), b"cctv", event.time.timestamp())
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with open_recording(path) as opened:
        held, last = sum(len(frame.batch) for frame in opened), datetime.fromtimestamp(opened.end, UTC).astimezone()
    assert 0 < held < 3000
    log = tmp_path / "hub.log"
    with (
        HubProcess(["--data", str(tmp_path / "data"), "--replay", str(path), "--speed", "0"], log) as hub,
        ConsoleClient(hub.wait_ready(180).consoles, KeyRing(tmp_path / "data" / "keys").client("console")) as client,
    ):
        watcher = Watcher(client)
        until(lambda: watcher.look().playback is not None and not watcher.playback.playing)
        until(lambda: watcher.reports() == held)
        assert watcher.playback.damage == "cut"
        assert abs(watcher.playback.end - last.timestamp()) < 1.0
    (said,) = (line for line in log.read_text(encoding="utf-8").splitlines() if "cut" in line)
    assert said.startswith(f"gwanje: {path}: cut short: nothing after {last.isoformat(sep=' ', timespec='seconds')} ")
