"""`correlate` in a process of its own: its files, its summary, and its refusals."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
INCIDENT = {
    "id", "kind", "title", "priority", "state", "opened", "updated", "lat", "lon", "radius_m", "candidates", "event_ids",
    "related", "why", "history",
}  # fmt: skip


def correlate(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "main.py", "correlate", *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=180, check=False,
    )  # fmt: skip


def _call(number: int, second: int, lat: float) -> dict[str, Any]:
    return {
        "type": "dispatch", "id": f"c{number}", "source": "119",
        "time": f"2026-03-02T10:{second // 60:02d}:{second % 60:02d}+09:00",
        "lat": lat, "lon": 126.978, "service": "119", "call_id": f"call-{number}", "stage": "received", "code": "fire",
        "category": "건물 화재",
    }  # fmt: skip


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two fires of five calls, readings, a copy of the first call, and two lines that are refused."""
    events: list[dict[str, Any]] = []
    for at in range(5):
        events += [
            _call(2 * at, at * 20, 37.5665 + at * 1e-5), _call(2 * at + 1, at * 20 + 7, 37.60 + at * 1e-5),
            {
                "type": "sensor", "id": f"s{at}", "source": "gauges, north", "time": f"2026-03-02T10:00:{at * 10:02d}+09:00",
                "sensor_id": "g", "quantity": "water level", "value": 1.0, "unit": "m", "level": "normal",
            },
        ]  # fmt: skip
    lines = [json.dumps(event, ensure_ascii=False) for event in events]
    lines[3:3] = ["{not json", json.dumps(events[1] | {"id": "bad", "lat": 123.0})]
    lines.append(lines[0])
    path = tmp_path_factory.mktemp("recording") / "day.ndjson"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def written(recording: Path) -> dict[int, tuple[Path, str]]:
    """The folder of outputs and the summary, by the size of batches."""
    made = {}
    for batch in (1, 1000):
        out = recording.parent / f"batch{batch}"
        out.mkdir()
        done = correlate(
            recording, "--batch", str(batch), "--out", out / "incidents.ndjson", "--labels", out / "labels.csv",
            "--rejects", out / "rejects.ndjson",
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        made[batch] = (out, done.stdout)
    return made


def _labels(folder: Path) -> list[list[str]]:
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_every_accepted_event_has_a_label(written: dict[int, tuple[Path, str]]) -> None:
    header, *rows = _labels(written[1000][0])
    assert header == ["source", "event_id", "incident_id"]
    labels = {(source, event): incident for source, event, incident in rows}
    assert len(rows) == len(labels) == 15
    assert {labels["119", f"c{n}"] for n in range(0, 10, 2)} == {"INC-20260302-0001"}
    assert {labels["119", f"c{n}"] for n in range(1, 10, 2)} == {"INC-20260302-0002"}
    assert {labels["gauges, north", f"s{n}"] for n in range(5)} == {""}


def test_incidents_parse_and_name_the_labelled_events(written: dict[int, tuple[Path, str]]) -> None:
    folder = written[1000][0]
    incidents = [json.loads(line) for line in (folder / "incidents.ndjson").read_text(encoding="utf-8").splitlines()]
    assert [incident["id"] for incident in incidents] == ["INC-20260302-0001", "INC-20260302-0002"]
    for incident in incidents:
        assert set(incident) >= INCIDENT
        labelled = {event for _, event, label in _labels(folder)[1:] if label == incident["id"]}
        assert set(incident["event_ids"]) == labelled
        assert incident["kind"] == "fire"
        assert {why["rule"] for why in incident["why"]} >= {"open", "join"}
        assert all(set(change) == {"time", "change", "priority", "actor", "why"} for change in incident["history"])


def test_what_is_refused_is_named_by_input_line_and_reason(recording: Path, written: dict[int, tuple[Path, str]]) -> None:
    lines = (written[1000][0] / "rejects.ndjson").read_text(encoding="utf-8").splitlines()
    rejects = [json.loads(line) for line in lines]
    assert [set(reject) for reject in rejects] == [{"input", "line", "reason"}] * 2
    assert [(reject["input"], reject["line"]) for reject in rejects] == [(str(recording), 4), (str(recording), 5)]
    assert all(reject["reason"] for reject in rejects)


def test_the_summary_counts_all_of_it(written: dict[int, tuple[Path, str]]) -> None:
    for _, said in written.values():
        counts = dict(re.findall(r"^(\S+): +(\d+)$", said, re.MULTILINE))
        assert list(counts) == ["events", "rejected", "duplicates", "incidents", "events/s"]
        assert [counts[name] for name in ("events", "rejected", "duplicates", "incidents")] == ["15", "2", "1", "2"]


def test_the_size_of_batches_changes_nothing(written: dict[int, tuple[Path, str]]) -> None:
    one, many = written[1][0], written[1000][0]
    assert sorted(_labels(one)) == sorted(_labels(many))
    for name in ("incidents.ndjson", "rejects.ndjson"):
        assert (one / name).read_bytes() == (many / name).read_bytes()


@pytest.mark.parametrize("what", ["missing", "empty", "folder", "binary"])
def test_what_cannot_be_read_is_one_line_and_status_2(tmp_path: Path, what: str) -> None:
    path = tmp_path / "input.ndjson"
    match what:
        case "empty":
            path.write_bytes(b"")
        case "folder":
            path.mkdir()
        case "binary":
            path.write_bytes(bytes(range(256)) * 16)
        case _:
            pass
    done = correlate(path, "--labels", tmp_path / "labels.csv")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert str(path) in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "labels.csv").exists()
