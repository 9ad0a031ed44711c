"""A real hub process, real counterpart processes, and operators who speak to the hub as consoles do."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from alerts.commands import Answer, Command
from alerts.errors import WireError
from alerts.events import Dispatch
from alerts.incidents import Incident
from alerts.outward.forms import Report
from alerts.outward.request import Request
from alerts.picture import Linked, Snapshot, Update
from feeds.client import ConsoleClient
from feeds.hub.processes.child import PROGRAM, HubProcess
from feeds.hub.processes.local import find
from feeds.keys import KeyRing
from feeds.publisher import Publisher

PATIENCE_S = 180.0
REPORT = Report(place="역삼동 823", lat=37.5, lon=127.03, category="fire", text="3층에서 연기가 나고 사람이 창가에 있습니다")


class Operator:
    """A console without a screen."""

    def __init__(self, name: str, town: Town) -> None:
        self.name, self._town = name, town
        self.client = ConsoleClient(town.hub.wait_ready(PATIENCE_S).consoles, town.ring.client("console"))
        self.incidents: dict[str, Incident] = {}
        self.requests: dict[str, Request] = {}
        self.linked: dict[str, Linked] = {}
        self.answers: dict[str, Answer] = {}
        self._numbers = 0

    def look(self) -> None:
        for message in self.client.poll():
            if isinstance(message, Snapshot):
                self.incidents, self.requests, self.linked = {}, {}, {}
            if isinstance(message, Snapshot | Update):
                self.incidents |= {incident.key: incident for incident in message.incidents}
                self.requests |= {request.id: request for request in message.requests}
                self.linked |= {one.counterpart: one for one in message.linked}
            elif isinstance(message, Answer):
                self.answers[message.id] = message

    def until(self, condition: Callable[[], Any]) -> Any:
        deadline = time.monotonic() + PATIENCE_S
        while not (found := condition()):
            assert time.monotonic() < deadline, f"it did not happen in time: {self.requests}"
            self.look()
            time.sleep(0.02)
        return found

    def say(self, action: Any, **fields: Any) -> Command:
        self._numbers += 1
        command = Command(fields.pop("id", f"{self.name}-{self._numbers}"), self.name, action, **fields)
        self.client.send(command)
        return command

    def do(self, action: Any, **fields: Any) -> Answer:
        command = self.say(action, **fields)
        return self.until(lambda: self.answers.get(command.id))

    def asks(self, form: Any = REPORT, counterpart: str = "119", **fields: Any) -> str:
        """The id of a request that the hub has taken."""
        answer = self.do("out_request", incident=self.key(), counterpart=counterpart, form=form, **fields)
        assert answer.ok, answer
        return answer.id

    def key(self) -> str:
        return str(self.until(lambda: next(iter(self.incidents), "")))

    def until_state(self, request: str, *states: str) -> Request:
        return self.until(lambda: (found := self.requests.get(request)) is not None and found.state in states and found)


class Town:
    """A hub process with an incident, and counterparts."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.folder = folder
        self.hub = HubProcess(["--data", str(folder), *arguments], folder / "hub.log")
        self.hub.wait_ready(PATIENCE_S)
        self.ring = KeyRing(folder / "keys")
        self._killed = 0
        self._operators: list[Operator] = []
        self._children: list[subprocess.Popen[bytes]] = []

    def happens(self, number: int = 0) -> None:
        """Somebody calls."""
        ready = self.hub.wait_ready(PATIENCE_S)
        call = Dispatch(
            id=f"c{number}", source="119", time=datetime.now(UTC), service="119", call_id=f"c{number}", stage="received",
            lat=37.5 + number * 0.01, lon=127.03, place="역삼동", text="건물에 불이 났어요", code="fire",
        )  # fmt: skip
        with Publisher("119", ready.feeds, self.ring.client("feed")) as line:
            line.send([call])
            assert line.close(PATIENCE_S) == 0, "the hub did not take the call"

    def operator(self, name: str = "kim") -> Operator:
        made = Operator(name, self)
        self._operators.append(made)
        return made

    def counterpart(self, *arguments: str) -> subprocess.Popen[bytes]:
        log = (self.folder / "counterpart.log").open("ab")
        command = [*PROGRAM, "feed", "counterpart", "--data", str(self.folder), *arguments]
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=log)
        log.close()
        self._children.append(child)
        return child

    def acted(self) -> list[dict[str, Any]]:
        """What the counterparts have acted upon, in order."""
        path = self.folder / "counterparts.ndjson"
        return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []

    def kill_hub(self) -> None:
        """As a power cut would; it is started again at the same ports."""
        pid = self.hub.pid
        assert pid is not None
        self._killed = pid
        os.kill(pid, signal.SIGKILL)

    def is_back(self) -> bool:
        """Whether a hub can be found here again."""
        try:
            return find(self.folder).pid != self._killed
        except WireError:
            return False

    def close(self) -> None:
        for operator in self._operators:
            operator.client.close()
        for child in self._children:
            child.terminate()
            child.wait(180)
            assert child.stdin is not None
            child.stdin.close()
        self.hub.stop()


@pytest.fixture
def make_town(tmp_path: Path) -> Iterator[Callable[..., Town]]:
    towns: list[Town] = []

    def make(*arguments: str) -> Town:
        towns.append(Town(tmp_path, *arguments))
        return towns[-1]

    yield make
    for town in towns:
        town.close()


@pytest.fixture
def town(make_town: Callable[..., Town]) -> Town:
    """A hub with one incident."""
    made = make_town()
    made.happens()
    return made
