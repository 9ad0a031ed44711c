"""One writer, and a disk that does not always do as it is told."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from alerts.errors import Bug, LogError
from alerts.incidents import Incident
from alerts.log.audit.verify import verify
from alerts.log.sqlite import SqliteLog
from alerts.log.troubles import LogTrouble
from alerts.log.work import Checkpoint, Shown, Step, Work

HOLDING = """
import sys, time
from pathlib import Path
from alerts.log.lock import Holder
from alerts.log.sqlite import SqliteLog
import os
log = SqliteLog(Path(sys.argv[1]), "live", "x", Holder(os.getpid(), "controlroom", "2026-11-21T05:00:00+00:00"))
print("open", flush=True)
time.sleep(60)
"""


def test_a_second_writer_is_refused_by_name_and_a_killed_one_blocks_nobody(
    database: Path, opened: Callable[..., SqliteLog]
) -> None:
    child = subprocess.Popen([sys.executable, "-c", HOLDING, str(database)], stdout=subprocess.PIPE, text=True)
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        with pytest.raises(LogTrouble) as refused:
            opened()
        assert refused.value.code == "held"
        assert f"process {child.pid} on controlroom since 2026-11-21T05:00:00+00:00" in str(refused.value)
    finally:
        child.kill()
        child.communicate()
    opened().commit(Work(positions={("112", 1): 5}), durable=True)


def test_what_is_committed_is_there_after_closing(
    opened: Callable[..., SqliteLog], step: Callable[..., Step], incident: Callable[..., Incident]
) -> None:
    log = opened()
    log.commit(
        Work(steps=[step(0, 1)], incidents=[Shown(incident(), b"o")], positions={("112", 7): 3}, journal=b"j1", decisions=2),
        False,
    )
    log.commit(Work(journal=b"j2"), durable=False)
    log.close()
    log = opened()
    found = log.recovered()
    assert (found.journal, found.positions, found.decisions, found.entries, found.intact) == (
        [b"j1", b"j2"],
        {("112", 7): 3},
        2,
        1,
        True,
    )
    assert log.unfinished() == [(incident(), b"o")]
    log.commit(Work(checkpoint=Checkpoint(5.0, b"state"), journal=b"in the state"), durable=False)
    assert (log.recovered().checkpoint, log.recovered().journal) == (b"state", [])


def test_only_the_latest_runs_of_a_publisher_keep_their_positions(opened: Callable[..., SqliteLog]) -> None:
    log = opened()
    log.commit(
        Work(positions={("a", epoch): epoch for epoch in range(9)} | {("b", 1): 1}, checkpoint=Checkpoint(1.0, b"")), True
    )
    assert log.recovered().positions == {("a", 6): 6, ("a", 7): 7, ("a", 8): 8, ("b", 1): 1}


def test_a_log_remembers_its_mode(opened: Callable[..., SqliteLog]) -> None:
    opened("live").close()
    with pytest.raises(LogTrouble, match="holds live incidents and takes no replay ones"):
        opened("replay")
    opened("live")


def test_a_full_disk_writes_nothing_and_is_survived(opened: Callable[..., SqliteLog], step: Callable[..., Step]) -> None:
    log = opened()
    log.commit(Work(steps=[step(0)], decisions=1), durable=True)
    connection = log._connection
    connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(LogTrouble) as full:
        log.commit(Work(steps=[step(1)], journal=os.urandom(200_000), decisions=2), durable=True)
    assert full.value.code == "disk_full"
    assert (verify(log.path).entries, log.recovered().decisions, log.recovered().journal) == (1, 1, [])
    connection.execute("PRAGMA max_page_count = 1000000")
    log.commit(Work(steps=[step(1)], journal=b"x", decisions=2), durable=True)
    assert (verify(log.path).entries, verify(log.path).broken) == (2, 0)


def test_a_lock_of_another_program_is_told_and_over_when_it_lets_go(
    opened: Callable[..., SqliteLog], step: Callable[..., Step]
) -> None:
    log = opened()
    other = sqlite3.connect(log.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LogTrouble) as locked:
        log.commit(Work(steps=[step(0)]), durable=True)
    assert locked.value.code == "locked"
    other.execute("ROLLBACK")
    other.close()
    log.commit(Work(steps=[step(0)]), durable=True)


def test_a_file_taken_away_is_noticed(opened: Callable[..., SqliteLog], step: Callable[..., Step]) -> None:
    log = opened()
    log.path.rename(log.path.with_name("elsewhere.db"))
    with pytest.raises(LogTrouble) as gone:
        log.commit(Work(steps=[step(0)]), durable=True)
    assert gone.value.code == "gone"


def test_a_folder_that_cannot_be_had_is_told_in_one_sentence(tmp_path: Path, opened: Callable[..., SqliteLog]) -> None:
    (tmp_path / "file").write_text("in the way")
    for path in (tmp_path / "file" / "incidents.db", Path("/proc/gwanje/incidents.db")):
        with pytest.raises(LogError) as refused:
            opened(path=path)
        assert str(path) in str(refused.value)
        assert "\n" not in str(refused.value)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_told(database: Path, opened: Callable[..., SqliteLog]) -> None:
    database.parent.mkdir()
    database.parent.chmod(0o500)
    with pytest.raises(LogTrouble) as refused:
        opened()
    assert refused.value.code == "read_only"


def test_a_file_that_is_no_log_is_left_alone(database: Path, opened: Callable[..., SqliteLog]) -> None:
    database.parent.mkdir()
    database.write_bytes(b"dear diary" * 1000)
    with pytest.raises(LogTrouble) as refused:
        opened()
    assert refused.value.code == "damaged"
    assert database.read_bytes() == b"dear diary" * 1000


def test_a_closed_log_is_a_bug_to_write_to(opened: Callable[..., SqliteLog]) -> None:
    log = opened()
    log.close()
    log.close()
    with pytest.raises(Bug):
        log.commit(Work(), durable=False)


def test_files_are_their_owners_alone_and_names_differ(tmp_path: Path, opened: Callable[..., SqliteLog]) -> None:
    names = []
    for at in range(2):
        log = opened(path=tmp_path / str(at) / "incidents.db")
        names.append(log._connection.execute("SELECT value FROM meta WHERE name = 'name'").fetchone()[0])
        if os.name == "posix":
            assert log.path.with_name("incidents.db.seal").stat().st_mode & 0o077 == 0
    assert names[0] != names[1]
