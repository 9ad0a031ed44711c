"""A hub on a disk that is really full, and has room again later: needs a file system of its own, and so root on Linux."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from alerts.commands import Answer, Command
from alerts.events import Dispatch
from alerts.log.audit.verify import verify
from alerts.picture import Snapshot, Update
from feeds.addresses import parse_ready
from feeds.client import ConsoleClient
from feeds.hub.processes.child import PROGRAM
from feeds.keys import KeyRing
from feeds.publisher import Publisher
from tests.ports import ANY_PORT


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    if sys.platform != "linux" or os.geteuid() or (mount := shutil.which("mount")) is None:
        pytest.skip("only root on Linux can mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run([mount, "-t", "tmpfs", "-o", "size=96m", "tmpfs", folder], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.decode().strip()}")
    yield folder
    subprocess.run(["umount", "-l", folder], check=False)


def call(number: int) -> Dispatch:
    return Dispatch(id=f"c{number}", source="119", time=datetime.now(UTC), service="119", call_id=f"c{number}",
                    stage="received", text="불이 났어요 " * 40, lat=37.45 + number % 100 * 0.002, lon=126.9)  # fmt: skip


def test_it_says_so_acknowledges_nothing_and_goes_on_when_there_is_room(disk: Path, until: Callable[..., None]) -> None:
    options = ["--data", str(disk), *ANY_PORT]
    process = subprocess.Popen([*PROGRAM, "hub", *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    ready, ring = parse_ready(process.stdout.readline().encode()), KeyRing(disk / "keys")
    answers: dict[str, Answer] = {}
    keys: list[str] = []
    troubles: list[str] = []
    sent = 0
    turns = count()
    with (
        Publisher("119", ready.feeds, ring.client("feed")) as line,
        ConsoleClient(ready.consoles, ring.client("console")) as console,
    ):

        def work() -> None:
            nonlocal sent
            if line.status().spooled < 20:  # a hub that is slow need not fill the disk by itself
                line.send([call(sent + at) for at in range(40)])
                sent += 40
            if keys and (turn := next(turns)) % 5 == 0:
                console.send(Command(f"n{turn}", "kim", "note", keys[0], "x" * 500))
            for message in console.poll():
                if isinstance(message, Answer):
                    answers[message.id] = message
                elif isinstance(message, Snapshot | Update):
                    keys.extend(incident.key for incident in message.incidents)
                    again = isinstance(message, Snapshot) and message.trouble in troubles[-1:]
                    troubles.extend([message.trouble] if message.trouble and not again else [])
            time.sleep(0.02)

        def until_worked(condition: Callable[[], object]) -> None:
            until(lambda: (work(), condition())[1])

        until_worked(lambda: any(answer.ok for answer in answers.values()))
        try:
            with (disk / "ballast").open("wb", buffering=0) as ballast:
                while ballast.write(b"\0" * 4096):
                    pass
        except OSError:
            pass
        until_worked(lambda: troubles)
        until_worked(lambda: any(answer.error == "not_written" for answer in answers.values()))
        assert troubles == ["disk_full"]
        (disk / "ballast").unlink()
        until_worked(lambda: "ok" in troubles)
        before = {name for name, answer in answers.items() if answer.ok}
        until_worked(lambda: {name for name, answer in answers.items() if answer.ok} - before)
        assert line.close(60.0) == 0
        messages = line.status().sent
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=180)
    assert process.returncode == 0
    assert said.count("incidents.db is full; free some space") == 1, said
    assert "the incident log is written again" in said
    assert "Traceback" not in said
    assert not verify(disk / "incidents.db").broken
    with sqlite3.connect(disk / "incidents.db") as log:
        written = {name for (name,) in log.execute("SELECT command FROM action")}
        assert log.execute("SELECT max(next_seq) FROM position").fetchone() == (messages,)
    assert written >= {name for name, answer in answers.items() if answer.ok}
    assert not written & {name for name, answer in answers.items() if not answer.ok}
