"""Output files of `correlate`: whole or not at all, never an input, and one line where the system refuses."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FULL = Path("/dev/full")


def begin(*arguments: str | Path, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "main.py", "correlate", *map(str, arguments)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", preexec_fn=before,
    )  # fmt: skip


def one_line(process: subprocess.Popen[str]) -> str:
    """What a refused run says: status 2, nothing on the standard output, one line on the standard error."""
    said, error = process.communicate(timeout=180)
    assert (process.returncode, said) == (2, "")
    assert error.startswith("gwanje: ")
    assert error.count("\n") == 1
    return error


def calls(path: Path, many: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for at in range(many):
            event = {
                "type": "dispatch", "id": f"c{at}", "source": "119", "time": f"2026-03-02T10:00:{at % 60:02d}+09:00",
                "lat": 37.5 + at % 97 * 1e-3, "lon": 126.978, "service": "119", "call_id": f"c{at}", "stage": "received",
            }  # fmt: skip
            file.write(json.dumps(event) + "\n")
    return path


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    return calls(tmp_path / "day.ndjson", 200)


@pytest.mark.parametrize("option", ["--out", "--labels", "--rejects"])
def test_an_input_is_never_written_over_even_through_a_link(recording: Path, option: str) -> None:
    before = recording.read_bytes()
    link = recording.with_name("link")
    link.symlink_to(recording)
    for path in (recording, link):
        assert "it is an input" in one_line(begin(recording, option, path))
    assert recording.read_bytes() == before


def test_two_outputs_cannot_be_one_file(recording: Path) -> None:
    out = recording.with_name("out")
    assert str(out) in one_line(begin(recording, "--out", out, "--labels", out))
    assert not out.exists()


def test_a_full_disk_is_one_line_and_leaves_the_old_file(recording: Path) -> None:
    labels, out = recording.with_name("labels.csv"), recording.with_name("out.ndjson")
    labels.write_text("of yesterday", encoding="utf-8")

    def small_disk() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    said = one_line(begin(recording, "--labels", labels, "--out", out, before=small_disk))
    assert "the disk is full" in said
    assert labels.read_text(encoding="utf-8") == "of yesterday"
    assert sorted(path.name for path in recording.parent.iterdir()) == ["day.ndjson", "labels.csv"]


@pytest.mark.skipif(not FULL.exists(), reason="a device of Linux")
def test_a_stream_that_takes_nothing_is_one_line(recording: Path) -> None:
    assert "/dev/full" in one_line(begin(recording, "--labels", FULL))
    with FULL.open("w") as full:
        done = subprocess.run(
            [sys.executable, "main.py", "correlate", str(recording)],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, timeout=180, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_a_stopped_run_leaves_no_file(tmp_path: Path) -> None:
    recording = calls(tmp_path / "long.ndjson", 150_000)  # more than is worked through before it is stopped

    def hears_ctrl_c() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell has its background jobs ignore it, and tests may be one

    process = begin(recording, "--labels", tmp_path / "labels.csv", "--out", tmp_path / "out.ndjson", before=hears_ctrl_c)
    deadline = time.monotonic() + 180.0
    while not list(tmp_path.glob(".*.part")) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=180)
    assert (process.returncode, error.strip()) == (2, "gwanje: stopped")  # click ends the terminal's line with ^C first
    assert [path.name for path in tmp_path.iterdir()] == ["long.ndjson"]
