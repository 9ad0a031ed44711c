"""A hub that is asked to end while feeds and operators are at work; and a second one on the same log."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

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


def call(number: int) -> Dispatch:
    now = datetime.now(UTC)
    return Dispatch(id=f"c{number}", source="119", time=now, service="119", call_id=f"c{number}", stage="received",
                    lat=37.45 + number % 100 * 0.002, lon=126.8 + number // 100 * 0.002)  # fmt: skip


def test_asked_to_end_it_loses_nothing_acknowledged(tmp_path: Path) -> None:
    data = ["--data", str(tmp_path), *ANY_PORT]
    process = subprocess.Popen([*PROGRAM, "hub", *data], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    ready, ring = parse_ready(process.stdout.readline()), KeyRing(tmp_path / "keys")
    given: set[str] = set()
    answered: set[str] = set()
    key = ""
    with (
        Publisher("119", ready.feeds, ring.client("feed")) as line,
        ConsoleClient(ready.consoles, ring.client("console")) as console,
    ):

        def listen() -> set[str]:
            nonlocal key
            for message in console.poll():
                if isinstance(message, Snapshot | Update) and message.incidents:
                    key = key or message.incidents[0].key
                if isinstance(message, Answer) and message.ok:
                    answered.add(message.id)
            return answered

        def work(at: int) -> None:
            line.send([call(20 * at + index) for index in range(20)])
            listen()
            if key and len(given) < 500:
                given.add(f"n{at}")
                console.send(Command(f"n{at}", "kim", "note", key, f"note {at}"))
            time.sleep(0.01)

        at = 0
        while len(listen()) < 20:
            work(at := at + 1)
        second = subprocess.run([*PROGRAM, "hub", *data], capture_output=True, text=True, timeout=180, check=False)
        assert second.returncode == 2
        assert f"already in use by process {process.pid}" in second.stderr
        assert second.stderr.count("\n") == 1
        for _ in range(20):
            work(at := at + 1)
        process.send_signal(signal.SIGTERM)
        while process.poll() is None and at < 1_000:
            work(at := at + 1)
        _, said = process.communicate(timeout=180)
        assert process.returncode == 0
        assert b"Traceback" not in said
        listen()
        acknowledged = line.status().sent - line.status().spooled
        line.close(0.0)
    assert not verify(tmp_path / "incidents.db").broken
    with sqlite3.connect(tmp_path / "incidents.db") as log:
        assert {name for (name,) in log.execute("SELECT command FROM action")} >= answered
        ((taken,),) = log.execute("SELECT max(next_seq) FROM position WHERE source = '119'")
    log.close()
    assert taken >= acknowledged > 0
