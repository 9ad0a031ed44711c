"""Real processes: a hub that is killed in the middle of everything, and one that is left alone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from alerts.commands import Answer, Command
from alerts.events import Dispatch
from alerts.picture import Snapshot, Update
from feeds.client import ConsoleClient, Link, Reply
from feeds.hub.processes.child import PROGRAM, HubProcess
from feeds.hub.processes.local import find
from feeds.keys import KeyRing
from feeds.publisher import Publisher
from tests.ports import ANY_PORT

SECONDS, RATE = 3.0, 1_000


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubProcess]:
    with HubProcess(["--data", str(tmp_path)], tmp_path / "hub.log") as process:
        process.wait_ready(180)
        yield process


def call(number: int) -> Dispatch:
    now = datetime.now(UTC)
    place = {"lat": 37.45 + number % 100 * 0.002, "lon": 126.8 + number // 100 % 100 * 0.002}
    return Dispatch(
        id=f"c{number}", source="119", time=now, service="119", call_id=f"c{number // 4}", stage="received", **place
    )


class Operator(threading.Thread):
    """Notes something on the first incident again and again, and remembers what was answered."""

    def __init__(self, client: ConsoleClient) -> None:
        super().__init__(name="operator")
        self.client = client
        self.incident = ""
        self.sent: dict[str, Command] = {}
        self.answered: set[str] = set()
        self.states: list[str] = []
        self.replies: list[Reply] = []
        self.last: Snapshot | None = None
        self.enough = threading.Event()
        self.stop = threading.Event()

    def run(self) -> None:
        number, again = 0, 0.0
        while not self.stop.wait(0.01):
            for message in self.client.poll():
                if isinstance(message, Snapshot | Update) and message.incidents and not self.incident:
                    self.incident = message.incidents[0].key
                if isinstance(message, Snapshot):
                    self.last = message
                if isinstance(message, Answer):
                    assert message.ok, message
                    self.answered.add(message.id)
                if isinstance(message, Link):
                    self.states.append(message.state)
                if isinstance(message, Reply):
                    self.replies.append(message)
            if not self.enough.is_set() and self.incident and len(self.sent) - len(self.answered) < 5 and number < 200:
                command = Command(f"n{number}", "kim", "note", self.incident, f"note {number}")
                self.sent[command.id] = command
                self.client.send(command)
                number += 1
            if time.monotonic() - again > 1.0:  # what is not answered is asked again, under the same id
                again = time.monotonic()
                for name in set(self.sent) - self.answered:
                    self.client.send(self.sent[name])


def kill_another(hub: HubProcess, killed: int, until: Callable[..., None]) -> int:
    """Kill the hub's process once it is another than the one that was ``killed``."""
    until(lambda: hub.pid not in (None, killed))
    pid = hub.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    return pid


def test_a_killed_hub_loses_nothing_it_has_acknowledged(
    hub: HubProcess, tmp_path: Path, until: Callable[..., None], expected_log: Callable[[str], None]
) -> None:
    expected_log("the hub ended (-9); starting it again")
    assert hub.ready is not None
    ring = KeyRing(tmp_path / "keys")
    total = int(SECONDS * RATE)
    with (
        Publisher("119", hub.ready.feeds, ring.client("feed")) as line,
        ConsoleClient(hub.ready.consoles, ring.client("console")) as client,
    ):
        operator = Operator(client)
        operator.start()
        try:
            began = time.monotonic()
            kills = [total * 0.3, total * 0.7]
            killed = sent = 0
            while sent < total:
                due = min(total, int((time.monotonic() - began) * RATE) + 1)
                line.send([call(number) for number in range(sent, due)])
                sent = due
                if kills and sent > kills[0]:
                    kills.pop(0)
                    killed = kill_another(hub, killed, until)
                time.sleep(0.005)
            for _ in kills:
                killed = kill_another(hub, killed, until)
            until(lambda: line.status().spooled == 0)
            until(lambda: operator.sent)
            operator.enough.set()  # nothing new from here on: what was given is answered, and only then counted
            until(lambda: operator.answered == set(operator.sent))
            until(lambda: hub.restarts == 2)
            assert "up" in operator.states
            with ConsoleClient(hub.ready.consoles, ring.client("console")) as fresh:
                found: list[Any] = []
                until(lambda: found.extend(m for m in fresh.poll() if isinstance(m, Snapshot)) or found)
            (feed,) = [feed for feed in found[0].feeds if feed.channel == "119"]
            (source,) = [source for source in found[0].sources if source.source == "119"]
            assert (feed.total, feed.duplicates, feed.lost, source.lost) == (total, 0, 0, 0)
            assert sum(incident.reports for incident in found[0].incidents) == total
            client.query("timeline", {"incident": operator.incident}, "q")
            until(lambda: operator.replies)
        finally:
            operator.stop.set()
            operator.join()
    # what a person did is there once, however often it was asked
    noted = [h["text"] for h in operator.replies[0].result["happenings"] if "note " in json.dumps(h, ensure_ascii=False)]
    assert len([h for h in operator.replies[0].result["happenings"] if h["what"] == "action"]) == len(operator.sent), noted


def test_it_goes_when_its_parent_goes(tmp_path: Path) -> None:
    command = [*PROGRAM, "hub", "--with-parent", "--data", str(tmp_path), *ANY_PORT]
    report = tmp_path / "report.json"
    with subprocess.Popen(
        [*command, "--report", str(report)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["ready"]
        assert find(tmp_path).pid == process.pid
        process.stdin.close()
        assert process.wait(180) == 0
    assert not (tmp_path / "hub.json").exists()
    assert set(json.loads(report.read_bytes())) == {"seconds", "events", "rejected", "lost", "incidents", "rss_mb"}


def test_a_mistake_in_the_configuration_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "hub.toml").write_text("[listen]\nfeed_port = 'high'\n")
    command = [*PROGRAM, "hub", "--config", str(tmp_path / "hub.toml"), "--data", str(tmp_path / "data")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 2
    assert "line 2: listen.feed_port: expected int" in done.stderr
    assert len(done.stderr.splitlines()) == 1
