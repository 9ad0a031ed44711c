"""Incidents and logs to write them to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from alerts.commands import Answer, Command
from alerts.events import EventRef
from alerts.incidents import Change, Incident, Member, Reason, key_of
from alerts.log.lock import Holder
from alerts.log.sqlite import SqliteLog
from alerts.log.tables.blobs import pack
from alerts.log.work import Draft, EventRow, Shown, Step, Work

START = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "data" / "incidents.db"


@pytest.fixture
def opened(database: Path) -> Iterator[Callable[..., SqliteLog]]:
    """Opens logs; closes at the end those that the test has not closed."""
    logs: list[SqliteLog] = []

    def make(mode: str = "live", path: Path | None = None) -> SqliteLog:
        log = SqliteLog(path or database, mode, "서울", Holder(os.getpid(), "testhost", START.isoformat()))
        logs.append(log)
        return log

    yield make
    for log in logs:
        log.close()


@pytest.fixture
def incident() -> Callable[..., Incident]:
    def make(number: int = 1, texts: tuple[str, ...] = ("사람이 너무 많아요",), **fields: Any) -> Incident:
        opened = START + timedelta(minutes=number)
        members = [Member("112", f"e{number}-{at}", "dispatch", "112", opened, text) for at, text in enumerate(texts)]
        given: dict[str, Any] = {
            "id": f"INC-20261121-{number:04d}", "key": key_of(EventRef("112", f"e{number}-0")), "kind": "crowd",
            "title": "인파 밀집", "priority": 3, "state": "new", "opened": opened, "updated": opened,
            "lat": 37.54, "lon": 127.05,
            "radius_m": 30.0, "candidates": [], "event_ids": [member.id for member in members], "related": [],
            "why": [Reason("open", opened)], "history": [Change(opened, "opened", 3, "engine")], "place": "성수역 3번 출구",
            "region": "11200", "reports": len(members), "sources": 1, "members": members,
        }  # fmt: skip
        return Incident(**(given | fields))

    return make


@pytest.fixture
def step() -> Callable[..., Step]:
    """A step of the engine in which these events (numbers of decisions) joined one incident."""

    def make(*numbers: int, key: str = "112\x1fe0", time: float = 1000.0) -> Step:
        body = {"decisions": max(numbers) + 1, "joins": [[n, "112", f"e{n}", key, "INC-20261121-0001"] for n in numbers]}
        blob = pack([b'{"type":"dispatch","id":"e%d","source":"112"}' % n for n in numbers])
        rows = [EventRow(n, key, "112", f"e{n}", "dispatch", time, 37.5, 127.0) for n in numbers]
        return Step(Draft(time, "step", "engine", msgspec.json.encode(body), blob), rows)

    return make


@pytest.fixture
def filled(opened: Callable[..., SqliteLog], step: Callable[..., Step], incident: Callable[..., Incident]) -> SqliteLog:
    """A log of ten entries: steps of two events each, and a command in the middle."""
    log = opened()
    for at in range(10):
        if at == 5:
            command = Command("c5", "kim", "note", key_of(EventRef("112", "e0")), "현장 확인")
            draft = Draft(2000.0, "command", "kim", msgspec.json.encode({"command": msgspec.to_builtins(command)}))
            work = Work(steps=[Step(draft, action=(command, Answer("c5", True)))])
        else:
            work = Work(steps=[step(2 * at, 2 * at + 1)], incidents=[Shown(incident(at + 1), b"")], decisions=2 * at + 2)
        log.commit(work, durable=at == 5)
    return log
