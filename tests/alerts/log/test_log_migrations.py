"""A log written by an older version is brought up to date and loses nothing; one of a newer version is left alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest
from sqlite_utils import Database

from alerts.incidents import Incident, Member
from alerts.log.audit import chain
from alerts.log.audit.verify import verify
from alerts.log.reading.reader import SqliteReader
from alerts.log.reading.search import Search
from alerts.log.sqlite import SqliteLog
from alerts.log.tables.schema import SET, migrations
from alerts.log.troubles import LogTrouble
from alerts.log.work import Shown, Work


def older(path: Path, stop_before: str) -> None:
    """A log as a version wrote it that did not know the later tables."""
    path.parent.mkdir()
    db = Database(sqlite3.connect(path), execute_plugins=False)
    migrations().apply(db, stop_before=stop_before)
    draft = chain.Draft(1.0, "start", "hub", b"{}")
    digest = chain.link(chain.genesis(b"old"), 1, draft)
    with db.atomic():
        db.conn.executemany("INSERT INTO meta VALUES (?, ?)", [("name", "old"), ("mode", "live"), ("city", "x")])
        db.execute("INSERT INTO entry VALUES (1, 1.0, 'start', 'hub', '{}', x'', ?)", [digest])
    db.close()


@pytest.mark.parametrize("missing", ["full_text", "recovery", "english_titles_and_channels", "arrivals", "outward"])
def test_an_older_log_is_brought_up_to_date(
    database: Path, opened: Callable[..., SqliteLog], incident: Callable[..., Incident], missing: str
) -> None:
    older(database, missing)
    log = opened()
    log.commit(Work(incidents=[Shown(incident(), b"")], journal=b"x", positions={("a", 1): 1}), durable=True)
    assert log.search(Search(text="성수역")).total == 1
    assert log.recovered().entries == 1
    log.close()
    db = Database(sqlite3.connect(database), execute_plugins=False)
    names = [step.name for step in migrations().applied(db)]
    assert names == [
        "chained_entries", "searchable_incidents", "full_text", "recovery", "english_titles_and_channels", "arrivals",
            "outward",
    ]  # fmt: skip
    db.close()


def test_an_older_logs_incidents_get_what_later_columns_hold(
    database: Path, opened: Callable[..., SqliteLog], incident: Callable[..., Incident]
) -> None:
    older(database, "english_titles_and_channels")
    one = incident(title_en="Crowd", channels={"112": 4}, members=[heard("arrived", 9.5), heard("arrived 119-7", 4.25)])
    one.members += [heard("arrivederci", 1.0), heard("arrived", 2.0, type="journey"), heard("", 3.0)]
    connection = sqlite3.connect(database)
    connection.execute(
        "INSERT INTO incident(key, id, kind, title, priority, highest, state, status, opened, updated, place, region, owner, "
        "disposition, reports, sources, merged_into, doc, overlay) "
        "VALUES (?, ?, 'crowd', ?, 3, 3, 'new', 'actual', 1.0, 1.0, '', '', '', '', 1, 1, '', ?, x'')",
        (one.key, one.id, one.title, msgspec.json.encode(one)),
    )
    connection.commit()
    connection.close()
    [row] = opened().search(Search()).rows
    assert (row.key, row.title_en, row.channels) == (one.key, "Crowd", {"112": 4})
    assert row.arrived == pytest.approx(one.arrived.timestamp() if one.arrived else 0.0, abs=0.001)
    assert row.arrived == pytest.approx(4.25, abs=0.001)


def heard(text: str, seconds: float, type: str = "dispatch") -> Member:  # noqa: A002 - the member's own word
    return Member("cad", text, type, "119", datetime.fromtimestamp(seconds, timezone(timedelta(hours=9))), text)


def test_a_search_in_an_older_log_says_what_to_do_first(database: Path) -> None:
    older(database, "english_titles_and_channels")
    with pytest.raises(LogTrouble, match="start a hub on it once"):
        SqliteReader(database)
    assert verify(database).why == "the end of the log has no seal", "checking it is possible as it is"


def test_a_log_of_a_newer_version_is_refused_and_left_as_it_is(filled: SqliteLog, opened: Callable[..., SqliteLog]) -> None:
    filled.close()
    connection = sqlite3.connect(filled.path)
    connection.execute(
        "INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES (?, 'telepathy', 'tomorrow')", (SET,)
    )
    connection.commit()
    connection.close()
    with pytest.raises(LogTrouble, match="newer version") as refused:
        opened()
    assert refused.value.code == "newer"
    assert verify(filled.path).entries == 10
