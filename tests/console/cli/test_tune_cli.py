"""`tune` as people call it: what it writes, and what it refuses in one line."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from alerts.events import Dispatch
from alerts.rules import load_rules
from alerts.rules.load import DEFAULT_RULES
from console.cli import main

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
HEAD = "source,event_id,incident_id\n"


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Forty fires of five calls each within two hours, and their truth."""
    folder = tmp_path_factory.mktemp("tune")
    dice = random.Random(4)
    rows: list[tuple[float, str, float, float]] = []
    for number in range(40):
        x, y = dice.uniform(-9e3, 9e3), dice.uniform(-9e3, 9e3)
        at = 170.0 * number
        for _ in range(5):
            rows.append((at, f"f{number}", x + dice.gauss(0, 60), y + dice.gauss(0, 60)))
            at += dice.expovariate(1 / 20.0)
    events, labels = [], []
    for number, (at, label, x, y) in enumerate(sorted(rows)):
        place = {"lat": 37.55 + y / 111_195.0, "lon": 127.0 + x / (111_195.0 * math.cos(math.radians(37.55)))}
        events.append(
            Dispatch(
                id=f"e{number}",
                source="cad",
                time=START + timedelta(seconds=at),
                service="119",
                call_id=f"c{number}",
                stage="received",
                code="fire",
                category="화재",
                **place,
            )
        )
        labels.append(f"cad,e{number},{label}\n")
    path, truth = folder / "day.ndjson", folder / "day.csv"
    path.write_bytes(b"".join(msgspec.json.encode(event) + b"\n" for event in events))
    truth.write_text(HEAD + "".join(labels), encoding="utf-8")
    return path, truth


def test_writes_rules_that_load_and_prints_before_and_after(
    recording: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = DEFAULT_RULES.read_bytes()
    out = tmp_path / "mine.toml"
    path, truth = recording
    assert main(["tune", str(path), "--labels", str(truth), "--out", str(out)]) == 0
    told = capsys.readouterr().out
    assert "kinds.fire.tau_s" in told
    assert "B-cubed F1" in told
    assert "last third" in told
    fitted = load_rules(out)
    assert fitted.kind("fire").tau_s < load_rules().kind("fire").tau_s
    assert "day.ndjson" in out.read_text(encoding="utf-8").splitlines()[0]
    assert DEFAULT_RULES.read_bytes() == shipped
    assert main(["tune", str(path), "--labels", str(truth), "--out", str(out)]) == 2, "never replaced unasked"
    assert "exists already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("labels", "about"),
    [
        (None, "cannot be read"),
        ("source,event\ncad,e1\n", "columns"),
        (HEAD + "cad,e1\n", "line 2"),
        (HEAD + "cad,e1,\n", "nothing to learn"),
        (HEAD + "elsewhere,e1,f1\n", "none of its events"),
        (HEAD + "cad,e0,f0\ncad,e1,f0\n", "ten minutes"),
    ],
)
def test_labels_of_no_use_are_refused_in_one_line(
    recording: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], labels: str | None, about: str
) -> None:
    path = tmp_path / "labels.csv"
    if labels is not None:
        path.write_text(labels, encoding="utf-8")
    assert main(["tune", str(recording[0]), "--labels", str(path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    (line,) = told.err.splitlines()
    assert about in line


def test_other_mistakes_are_refused_in_one_line(
    recording: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, truth = map(str, recording)
    for arguments, about in (
        ([], "nothing to learn"),
        ([path], "needs its own"),
        ([path, path, "--labels", truth], "2 recordings and 1"),
        ([str(tmp_path / "none.ndjson"), "--labels", truth], "none.ndjson"),
        ([path, "--labels", truth, "--rules", str(tmp_path / "none.toml")], "none.toml"),
        ([path, "--labels", truth, "--out", str(tmp_path / "no" / "rules.toml")], "no folder"),
        ([path, "--labels", truth, "--out", str(DEFAULT_RULES), "--force"], "fitted from"),
        (["--log", str(tmp_path / "none.db")], "none.db"),
    ):
        assert main(["tune", *arguments]) == 2, arguments
        (line,) = capsys.readouterr().err.splitlines()
        assert about in line, arguments


def test_labels_may_follow_one_another(recording: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    path, truth = map(str, recording)
    assert main(["tune", path, path, path, "--labels", truth, truth]) == 2
    assert "3 recordings and 2 files of labels" in capsys.readouterr().err
