"""`audit verify`: one line, a status, and no traceback; also beside a hub that writes."""

from __future__ import annotations

import os
import re
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from alerts.commands import Answer, Command
from alerts.incidents import Incident
from alerts.log.lock import Holder
from alerts.log.sqlite import SqliteLog
from alerts.log.work import Draft, Shown, Step, Work
from console.cli import main

ROOT = Path(__file__).resolve().parents[3]


def entry(at: int) -> Step:
    command = Command(f"c{at}", "kim", "sign_on")
    body = msgspec.json.encode({"command": msgspec.to_builtins(command)})
    return Step(Draft(float(at), "command", "kim", body), action=(command, Answer(command.id, True)))


@pytest.fixture
def log(tmp_path: Path) -> Iterator[SqliteLog]:
    made = SqliteLog(tmp_path / "incidents.db", "live", "서울", Holder(os.getpid(), "testhost", "now"))
    for at in range(5):
        made.commit(Work(steps=[entry(at)]), durable=False)
    yield made
    made.close()


def meddle(path: Path, change: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(f"DROP TRIGGER entry_no_update; DROP TRIGGER entry_no_delete; {change}")
    connection.close()


def test_a_whole_log_is_0_and_its_end_can_be_noted(log: SqliteLog, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "verify", str(log.path)]) == 0  # its writer still has it open
    said = capsys.readouterr().out
    assert "5 entries, 0 events, 5 actions" in said
    anchor = re.search(r"\b5:[0-9a-f]{64}\b", said)
    assert anchor is not None
    log.commit(Work(steps=[entry(5)]), durable=False)
    assert main(["audit", "verify", str(log.path), "--anchor", anchor.group()]) == 0
    assert main(["audit", "verify", str(log.path), "--anchor", "5:" + "0" * 64]) == 1
    assert main(["audit", "verify", str(log.path), "--anchor", "yesterday"]) == 2


def test_a_changed_log_is_1_and_names_the_entry(log: SqliteLog, capsys: pytest.CaptureFixture[str]) -> None:
    log.close()
    meddle(log.path, "UPDATE entry SET actor = 'lee' WHERE n = 3")
    assert main(["audit", "verify", str(log.path)]) == 1
    out = capsys.readouterr()
    assert "entry 3 is broken" in out.out
    assert out.out.count("\n") == 1


@pytest.mark.parametrize("name", ["none.db", ".", "notes.txt", "other.db", "empty.db"])
def test_what_is_no_log_is_2_and_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (tmp_path / "notes.txt").write_text("not a database " * 100)
    (tmp_path / "empty.db").touch()
    sqlite3.connect(tmp_path / "other.db").executescript("CREATE TABLE t(a)").connection.close()
    assert main(["audit", "verify", str(tmp_path / name)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert name in said.err or str(tmp_path) in said.err


def test_the_data_folder_is_where_it_was_told(
    log: SqliteLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GWANJE_HOME", str(tmp_path))
    assert main(["audit", "verify"]) == 0
    assert main(["audit", "verify", "--data", str(tmp_path / "elsewhere")]) == 2
    assert str(tmp_path / "elsewhere" / "incidents.db") in capsys.readouterr().err


def test_without_the_sealing_key_it_says_what_it_cannot_know(log: SqliteLog, capsys: pytest.CaptureFixture[str]) -> None:
    log.path.with_name("incidents.db.seal").unlink()
    assert main(["audit", "verify", str(log.path)]) == 0
    assert "cut off at the end" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_to_is_enough(log: SqliteLog, tmp_path: Path) -> None:
    log.close()
    mode = tmp_path.stat().st_mode
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert main(["audit", "verify", str(log.path)]) == 0
    finally:
        tmp_path.chmod(mode)


def test_as_a_program_it_needs_no_screen(log: SqliteLog) -> None:
    code = "import sys; from console.cli import main; status = main(sys.argv[1:]); print('PySide6' in sys.modules, status)"
    arguments = [sys.executable, "-c", code, "audit", "verify", str(log.path)]
    result = subprocess.run(arguments, capture_output=True, text=True, cwd=ROOT, check=True)
    assert result.stdout.splitlines()[-1] == "False 0"
    assert result.stderr == ""


def test_incidents_go_to_a_spreadsheet_file(log: SqliteLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    moment = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
    for at, title in enumerate(("화재", "침수")):
        opened = moment + timedelta(hours=at)
        name = f"INC-20261121-000{at}"
        incident = Incident(name, name, "fire", title, 3, "new", opened, opened, 37.5, 127.0, 0.0, [], [], [], [], [])
        log.commit(Work(incidents=[Shown(incident, b"")]), durable=False)
    out = tmp_path / "out.csv"
    assert main(["audit", "export", str(out), str(log.path)]) == 0
    assert "2 incidents" in capsys.readouterr().out
    assert [line.split(",")[2] for line in out.read_text("utf-8-sig").splitlines()] == ["title", "화재", "침수"]
    assert main(["audit", "export", str(out), str(log.path), "--text", "침수", "--since", "2026-11-21T23:30:00+09:00"]) == 0
    assert len(out.read_text("utf-8-sig").splitlines()) == 2
    for wrong in (["--since", "yesterday"], ["--until", "2026-11-21T23:30:00"]):
        assert main(["audit", "export", str(out), str(log.path), *wrong]) == 2
    assert main(["audit", "export", str(tmp_path / "no" / "out.csv"), str(log.path)]) == 2
    assert main(["audit", "export", str(out), str(tmp_path / "none.db")]) == 2
