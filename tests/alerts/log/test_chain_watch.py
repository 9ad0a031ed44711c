"""The chain is checked beside the work, and what somebody changed is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

import pytest

from alerts.log.audit import watch
from alerts.log.audit.watch import ChainState, ChainWatch
from alerts.log.sqlite import SqliteLog
from alerts.log.work import Step, Work

FREE = "DROP TRIGGER IF EXISTS entry_no_update; DROP TRIGGER IF EXISTS entry_no_delete;"


@pytest.fixture
def watched(filled: SqliteLog, monkeypatch: pytest.MonkeyPatch) -> Iterator[ChainWatch]:
    """Over a log of ten entries, three at a time."""
    monkeypatch.setattr(watch, "ENTRIES", 3)
    made = ChainWatch(filled.path)
    yield made
    made.close()


def meddle(log: SqliteLog, script: str) -> None:
    connection = sqlite3.connect(log.path)
    connection.executescript(FREE + script)
    connection.close()


def finish(watched: ChainWatch, now: float) -> ChainState:
    for _ in range(20):
        watched.advance(now)
    return watched.state


def test_it_goes_along_the_chain_and_keeps_up_with_what_is_added(
    filled: SqliteLog, watched: ChainWatch, step: Callable[..., Step]
) -> None:
    seen = []
    for now in (1.0, 2.0, 3.0, 4.0, 5.0):
        watched.advance(now)
        seen.append((watched.state.verified, watched.state.entries, watched.state.time))
    assert seen == [(3, 10, 1.0), (6, 10, 2.0), (9, 10, 3.0), (10, 10, 4.0), (10, 10, 5.0)]
    assert watched.state.whole > 0
    filled.commit(Work(steps=[step(90)]), durable=False)
    watched.advance(6.0)
    assert (watched.state.verified, watched.state.time, watched.state.broken) == (11, 6.0, 0)


@pytest.mark.parametrize(
    ("script", "broken"),
    [
        ("UPDATE entry SET body = replace(body, 'e4', 'e5') WHERE n = 3", 3),
        ("UPDATE entry SET blob = zeroblob(8) WHERE n = 2", 2),
        ("UPDATE entry SET body = CAST(body AS BLOB) WHERE n = 2", 2),
        ("DELETE FROM entry WHERE n = 5", 5),
        ("DELETE FROM entry WHERE n >= 9", 9),
        ("DELETE FROM entry", 1),
        ("UPDATE head SET seal = zeroblob(32)", 10),
        ("UPDATE head SET n = 9", 9),
    ],
)
def test_the_first_broken_entry_is_named(filled: SqliteLog, watched: ChainWatch, script: str, broken: int) -> None:
    meddle(filled, script)
    assert finish(watched, 5.0).broken == broken
    assert watched.state.verified < broken


def test_an_old_entry_that_is_changed_later_is_found_when_it_begins_again(filled: SqliteLog, watched: ChainWatch) -> None:
    finish(watched, 1.0)
    meddle(filled, "UPDATE entry SET actor = 'lee' WHERE n = 4")
    assert finish(watched, watch.AGAIN_S).broken == 0, "not yet time"
    state = finish(watched, watch.AGAIN_S + 2.0)
    assert (state.broken, state.time) == (4, watch.AGAIN_S + 2.0)


def test_a_whole_check_is_noted_each_time(filled: SqliteLog, watched: ChainWatch) -> None:
    assert finish(watched, 1.0).whole == 1.0
    assert finish(watched, watch.AGAIN_S + 2.0).whole == watch.AGAIN_S + 2.0
    assert watched.state.broken == 0


def test_an_empty_log_has_nothing_to_verify(opened: Callable[..., SqliteLog]) -> None:
    log = opened()
    log.watch_chain(1.0)
    assert log.chain_state() == ChainState()
