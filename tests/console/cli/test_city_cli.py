from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

MAIN = Path(__file__).resolve().parents[3] / "main.py"


def gwanje(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(MAIN), *arguments], capture_output=True, text=True, timeout=180, check=False)


def test_writes_a_recording_with_its_truth_the_same_each_time(tmp_path: Path) -> None:
    common = ("--hours", "0.02", "--seed", "6", "--pace", "demo", "--start", "2026-11-21T18:00", "--labels")
    first = gwanje("feed", "city", "--out", str(tmp_path / "a.ndjson"), *common, str(tmp_path / "a.csv"))
    second = gwanje("feed", "city", "--out", str(tmp_path / "b.ndjson"), *common, str(tmp_path / "b.csv"))
    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert (tmp_path / "a.ndjson").read_bytes() == (tmp_path / "b.ndjson").read_bytes()
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    events = (tmp_path / "a.ndjson").read_bytes().count(b"\n")
    reports = sum(bool(row["incident_id"]) for row in rows)
    assert events == len(rows) > 2500
    assert f"{events:,} events, {reports:,} of them reports" in first.stdout


def test_says_what_is_wrong_in_one_line(tmp_path: Path) -> None:
    out = tmp_path / "a.ndjson"
    out.write_text("mine", encoding="utf-8")
    for arguments, words in (
        (("--out", str(out)), "exists already"),
        (("--out", str(tmp_path / "b.ndjson"), "--start", "soon"), "--start soon: expected a time"),
        (("--out", str(tmp_path / "b.ndjson"), "--city", "atlantis"), "no city profile 'atlantis'"),
        (("--labels", str(tmp_path / "l.csv")), "--labels goes with --out"),
    ):
        done = gwanje("feed", "city", *arguments)
        assert done.returncode == 2
        last = done.stderr.strip().splitlines()[-1]
        assert words in last
        assert "Traceback" not in done.stderr
    assert out.read_text(encoding="utf-8") == "mine"
