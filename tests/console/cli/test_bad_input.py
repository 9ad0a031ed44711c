"""What a user may get wrong, and what the system may refuse: status 2 and one line that says what, where and what to do."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from alerts.log.lock import Holder
from alerts.log.sqlite import SqliteLog
from console.cli import main

ROOT = Path(__file__).resolve().parents[3]
CALL = {
    "type": "dispatch", "id": "c1", "source": "119", "time": "2026-03-02T10:00:00+09:00", "lat": 37.5, "lon": 126.978,
    "service": "119", "call_id": "c1", "stage": "received", "text": "불이야",
}  # fmt: skip


@pytest.fixture
def signals() -> Iterator[None]:
    mask = os.umask(0)
    os.umask(mask)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
    os.umask(mask)


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "day.ndjson"
    path.write_text(json.dumps(CALL) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "incidents.db"
    SqliteLog(path, "live", "seoul", Holder(os.getpid(), "here", "now")).close()
    return path


def one_line(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    assert main([str(argument) for argument in arguments]) == 2
    said = capsys.readouterr()
    assert said.err.startswith("gwanje: ")
    assert said.err.count("\n") == 1, said.err
    return said.err


@pytest.mark.usefixtures("signals")
def test_an_incident_log_is_never_written_over(
    database: Path, recording: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = database.read_bytes()
    for arguments in (
        ("audit", "export", database, database),
        ("correlate", recording, "--out", database),
        ("hub", "--report", database, "--data", tmp_path / "data"),
    ):
        assert "is a database" in one_line(capsys, *arguments)
        assert database.read_bytes() == before


def test_an_input_is_never_written_over(recording: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = recording.read_bytes()
    labels = tmp_path / "labels.csv"
    labels.write_text("source,event_id,incident_id\n119,c1,i\n")
    for arguments in (
        ("convert", recording, tmp_path / "o.mcap", "--rejects", recording),
        ("convert", recording, recording, "--force"),
        ("tune", recording, "--labels", labels, "--out", recording, "--force"),
        ("tune", recording, "--labels", labels, "--out", labels, "--force"),
    ):
        assert "it is an input" in one_line(capsys, *arguments)
    assert recording.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["day.ndjson", "labels.csv"]


@pytest.mark.usefixtures("signals")
@pytest.mark.parametrize(
    ("feed", "said"),
    [("nonsense", "there is no feed 'nonsense'"), ("'city", "no closing quotation"), ("", "name a kind"),
     ("city --rates 2", "--rates"), ("file", "RECORDING"), ("city --help", "only prints help")],
)  # fmt: skip
def test_a_feed_that_cannot_be_is_refused_before_the_hub_starts(
    feed: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said in one_line(capsys, "hub", "--with-feed", feed, "--data", tmp_path)
    config = tmp_path / "hub.toml"
    if feed and "'" not in feed:
        config.write_text(f"[[feeds]]\nrun = {json.dumps(feed.split())}\n")
        assert said in one_line(capsys, "hub", "--config", config, "--data", tmp_path)
    assert not (tmp_path / "hub.json").exists()


@pytest.mark.usefixtures("signals")
def test_a_report_that_cannot_be_written_is_said_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    nowhere = tmp_path / "none" / "report.json"
    for command in ("hub", "console", "demo"):
        assert "none" in one_line(capsys, command, "--report", nowhere, "--data", tmp_path)


def test_a_file_without_an_end_is_no_rules_file(capsys: pytest.CaptureFixture[str]) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("a device of Linux")
    assert "larger than 16 MB" in one_line(capsys, "rules", "check", "/dev/zero")
    assert "larger than 16 MB" in one_line(capsys, "hub", "--config", "/dev/zero")


def test_a_program_named_like_an_alert_is_binary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "alert.xml"
    path.write_bytes(b"\x7fELF\x02\x01\x01\0\0\0" * 50)
    assert "binary" in one_line(capsys, "convert", path, tmp_path / "o.ndjson")
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):  # broken alerts are data: refused inside, not here
        path.write_bytes("\n<alert>\x01".encode(encoding))
        assert main(["convert", str(path), str(tmp_path / "o.ndjson"), "--force"]) == 0
        assert "rejected:    1" in capsys.readouterr().out


def test_a_terminal_that_lacks_letters_stops_nothing(recording: Path) -> None:
    done = subprocess.run(
        [sys.executable, "main.py", "explain", "119:c1", str(recording)], cwd=ROOT, capture_output=True, timeout=180,
        env={**os.environ, "PYTHONIOENCODING": "cp949", "PYTHONUTF8": "0"}, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert "우선순위 4" in done.stdout.decode("cp949")


def test_a_reader_that_has_read_enough_is_no_failure(recording: Path) -> None:
    """`| head`: status 1 would say that a check failed."""
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "wb") as out:
        done = subprocess.run(
            [sys.executable, "main.py", "rules", "check"],
            cwd=ROOT,
            stdout=out,
            stderr=subprocess.PIPE,
            timeout=180,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/bin/sh").exists(), reason="needs a shell")
def test_without_any_output_it_works_all_the_same(recording: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.ndjson"
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$0" "$@" >&- 2>&-', sys.executable, "main.py", "correlate", str(recording), "--out", str(out)],
        cwd=ROOT, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert json.loads(out.read_bytes())["event_ids"]


def test_ctrl_c_while_qt_is_loaded_is_one_line() -> None:
    """An exception inside Qt's own import would abort the process, with a page of its state."""
    code = (
        "import os, signal\n"
        "from console.cli.stopping import at_once\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "with at_once():\n"
        "    import PySide6.QtCore\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    print('not reached')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=180, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "gwanje: stopped\n")
