"""kill -9 at any moment: nothing acknowledged is lost, nothing happens twice, and the incidents come out the same."""

from __future__ import annotations

import os
import random
import runpy
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from alerts.incidents import Incident
from alerts.lifecycle.overlay import REMINDERS
from alerts.log.audit.verify import verify
from feeds.wire.codec import Decoder

KILLS = 12
VICTIM = Path(__file__).with_name("victim.py")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


class Nursery:
    """A process that has everything imported and forks victims, so that a kill costs no start of Python."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(VICTIM), str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.acknowledged: list[str] = []

    def life(self, lasts_s: float | None) -> bool:
        """One life of a victim; whether it got all its work done. Killed after ``lasts_s`` from when it is up."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n" if lasts_s is None else f"{lasts_s}\n")
        self._process.stdin.flush()
        done = False
        for line in self._process.stdout:
            what, _, rest = line.strip().partition(" ")
            if what == "ack":
                self.acknowledged.append(rest)
            elif what == "done":
                done = True
            elif what == "over":
                assert int(rest) in (0, -signal.SIGALRM), "the victim died of something else"
                return done
        raise AssertionError("the nursery died")

    def close(self) -> None:
        self._process.stdin.close()  # type: ignore[union-attr]
        self._process.wait(180)
        self._process.stdout.close()  # type: ignore[union-attr]


def incidents(path: Path) -> list[Incident]:
    """All incidents as a hub shows them that starts now, without notes and reminders: when those came depends on the kills."""
    victim = runpy.run_path(str(VICTIM))
    decoder = Decoder()
    centre = victim["opened"](path, decoder)
    found = centre.snapshot(0.0).incidents
    centre.checkpoints.close()
    centre.log.close()
    for incident in found:
        incident.history = [
            change for change in incident.history if change.actor == "engine" and change.change not in REMINDERS
        ]
        incident.reminded = incident.escalated = None
        incident.notes = 0
        incident.updated = incident.opened
    return sorted(found, key=lambda incident: incident.key)


def test_killed_again_and_again(tmp_path: Path) -> None:
    rng = random.Random(11)
    path = tmp_path / "killed" / "incidents.db"
    victims = Nursery(path)
    try:
        lives = 0
        while lives < KILLS and not victims.life(rng.random() ** 2 * 0.12):
            lives += 1
            check = verify(path)
            assert not check.broken, f"life {lives}: entry {check.broken}: {check.why}"
            known = {row[0] for row in rows(path, "SELECT command FROM action")}
            assert known >= set(victims.acknowledged), "an acknowledged command is missing"
        assert lives >= 5, "the victim was too quick to be killed in the middle of its work"
        victims.life(None)
    finally:
        victims.close()
    check = verify(path)
    assert not check.broken, check.why
    notes = Counter(change.why for (doc,) in rows(path, "SELECT doc FROM incident") for change in notes_of(doc))
    assert set(notes.values()) == {1}, "a command was done twice"
    assert set(notes) >= set(victims.acknowledged)
    events = [tuple(row) for row in rows(path, "SELECT source, event FROM incident_event")]
    assert len(events) == len(set(events)), "an event was logged twice"

    whole = tmp_path / "whole" / "incidents.db"
    untouched = Nursery(whole)
    try:
        assert untouched.life(None)
    finally:
        untouched.close()
    assert incidents(path) == incidents(whole)
    assert sorted(events) == sorted(tuple(row) for row in rows(whole, "SELECT source, event FROM incident_event"))


def notes_of(doc: bytes) -> list[object]:
    return [change for change in msgspec.json.decode(doc, type=Incident).history if change.change == "note"]


def rows(path: Path, question: str) -> list[tuple[object, ...]]:
    import sqlite3

    connection = sqlite3.connect(path)
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()
