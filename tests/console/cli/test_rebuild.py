"""The process that makes a checkpoint beside a hub that runs."""

from __future__ import annotations

import sqlite3
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alerts.centre.keeping.state import unpack
from alerts.correlation import Engine, NoPlaces
from alerts.events import Dispatch
from alerts.rules import load_rules
from console.hub.beside import Rebuilding
from feeds.addresses import parse_ready
from feeds.hub.processes.child import PROGRAM
from feeds.keys import KeyRing
from feeds.publisher import Publisher
from tests.ports import ANY_PORT

PATIENCE_S = 300.0


@pytest.fixture
def journal(tmp_path: Path):
    """A hub at work that has taken in twenty calls; the folder and the last row of its journal."""
    data = ["--data", str(tmp_path), *ANY_PORT]
    process = subprocess.Popen([*PROGRAM, "hub", *data], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    ready = parse_ready(process.stdout.readline())
    with Publisher("119", ready.feeds, KeyRing(tmp_path / "keys").client("feed")) as line:
        line.send(
            Dispatch(id=f"c{at}", source="119", time=datetime.now(UTC), service="119", call_id=f"c{at}", stage="received",
                     lat=37.45 + at * 0.01, lon=126.9)
            for at in range(20)
        )  # fmt: skip
        deadline = time.monotonic() + PATIENCE_S
        while line.status().spooled or not line.status().sent:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    with sqlite3.connect(tmp_path / "incidents.db") as log:
        ((row,),) = log.execute("SELECT max(row) FROM journal")
    yield tmp_path, row
    process.terminate()
    process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0


def finished(made: Rebuilding) -> bytes:
    deadline = time.monotonic() + PATIENCE_S
    while not made.is_over():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return made.result()


def test_it_holds_what_the_hub_has_taken_in(journal: tuple[Path, int]) -> None:
    folder, row = journal
    made = Rebuilding(["--data", str(folder)], folder / "incidents.db", 1.0, row)
    state = unpack(finished(made))
    assert not made.failed
    engine = Engine.restore(state.engine, load_rules(), NoPlaces())
    assert sum(len(engine.incident(key).event_ids) for key in engine.open_keys()) == 20
    assert not list(folder.glob("incidents.db.checkpoint*")), "nothing is left behind"


def test_what_it_cannot_do_it_says(tmp_path: Path) -> None:
    made = Rebuilding(["--data", str(tmp_path)], tmp_path / "incidents.db", 1.0, 5)
    said = finished(made).decode()
    assert made.failed
    assert "incidents.db cannot be opened" in said
    assert "Traceback" not in said
