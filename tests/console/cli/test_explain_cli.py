"""`explain` in a process of its own: over recordings, through a hub, out of a log."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from alerts.events import Dispatch
from feeds.hub.processes.child import HubProcess
from feeds.hub.processes.local import find
from feeds.keys import KeyRing
from feeds.publisher import Publisher

ROOT = Path(__file__).resolve().parents[3]


def explain(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "main.py", "explain", *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=180, check=False,
    )  # fmt: skip


def _call(number: int, second: int, lat: float, **fields: Any) -> dict[str, Any]:
    return {
        "type": "dispatch", "id": f"c{number}", "source": "119",
        "time": f"2026-03-02T10:{second // 60:02d}:{second % 60:02d}+09:00",
        "lat": lat, "lon": 126.978, "service": "119", "call_id": f"call-{number}", "stage": "received", "code": "fire",
        "category": "건물 화재", "text": "3층에서 연기가 나요",
    } | fields  # fmt: skip


@pytest.fixture(scope="module")
def events() -> list[dict[str, Any]]:
    gauge = {
        "type": "sensor", "id": "s1", "source": "gauges", "time": "2026-03-02T10:00:30+09:00", "sensor_id": "g",
        "quantity": "water level", "value": 1.0, "unit": "m", "level": "normal",
    }  # fmt: skip
    return [_call(1, 0, 37.5665), _call(2, 20, 37.5666), gauge, _call(3, 40, 37.5701), _call(4, 60, 37.5667)]


@pytest.fixture(scope="module")
def recording(events: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("recording") / "day.ndjson"
    path.write_text("".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events), encoding="utf-8")
    return path


def test_an_incident_tells_its_reasons(recording: Path) -> None:
    said = explain("INC-20260302-0001", "--recording", recording)
    assert said.returncode == 0, said.stderr
    assert said.stdout.startswith("INC-20260302-0001 · 우선순위 ")
    assert "서로 다른 출처 3곳" in said.stdout
    assert "→ 우선순위 2" in said.stdout
    data = json.loads(explain("INC-20260302-0001", recording, "--json").stdout)
    joins = [why for why in data["why"] if why["rule"] == "join"]
    assert len(joins) == 2
    assert all(sum(why["terms"].values()) == pytest.approx(why["nats"], abs=0.01) for why in joins)


def test_an_alarm_from_the_beginning_and_what_is_known_besides_are_told(tmp_path: Path) -> None:
    seen = {"type": "vehicle", "source": "lpr", "plate": "12가3456", "list": "wanted", "lat": 37.5}
    path = tmp_path / "plates.ndjson"
    hits = [
        {"id": str(n), "camera_id": f"c{n}", "time": f"2026-03-02T10:0{n}:00+09:00", "lon": 126.95 + n * 0.01} for n in range(2)
    ]
    path.write_text("".join(json.dumps(seen | hit, ensure_ascii=False) + "\n" for hit in hits), encoding="utf-8")
    said = explain("lpr:0", path).stdout
    assert "들어올 때부터 우선순위 3" in said
    assert "속도: 53 km/h" in said
    assert "방향: 동쪽 (90°)" in said


def test_two_events_tell_why_they_are_two(recording: Path) -> None:
    data = json.loads(explain("119:c3", "119:c1", "--recording", recording, "--json").stdout)
    assert (data["first"]["id"], data["second"]["id"], data["together"]) == ("c1", "c3", False)
    [obstacle] = data["against"]
    assert (obstacle["code"], obstacle["limit"]) == ("too_far", 240.0)
    assert 390 < obstacle["value"] < 400
    for language, far in (("ko", "395 m 떨어져 있습니다. 화재 사건은 240 m까지"), ("en", "“Fire” reach 240 m")):
        said = explain("119:c1", "119:c3", "--recording", recording, "--language", language)
        assert far in said.stdout, said.stderr


def test_two_incidents_are_compared_by_their_first_reports(recording: Path) -> None:
    by_event = explain("119:c1", "119:c3", recording).stdout
    assert explain("INC-20260302-0002", "INC-20260302-0001", recording).stdout == by_event


def test_one_name_twice_asks_for_one_thing(recording: Path) -> None:
    assert explain("119:c1", "119:c1", recording).stdout == explain("119:c1", recording).stdout


def test_events_together_and_an_event_that_is_no_report(recording: Path) -> None:
    together = explain("119:c4", "119:c1", recording, "--language", "en").stdout
    assert together.startswith("One incident: INC-20260302-0001")
    lone = explain("gauges:s1", recording, "--language", "en").stdout
    assert "in no incident" in lone
    assert "level=normal (warning, alarm)" in lone


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("119:c9",), "did you mean 119:c"),
        (("INC-20260302-0009", "119:c1"), "did you mean INC-20260302-0002"),
        (("a", "b", "c"), "name one incident or event, or two"),
        (("119:c1", "--hub", "localhost"), "choose one of"),
    ],
)
def test_refusals_are_one_line(recording: Path, arguments: tuple[str, ...], says: str) -> None:
    said = explain(*arguments, recording)
    assert said.returncode == 2
    assert said.stdout == ""
    assert says in said.stderr
    assert said.stderr.count("\n") == 1


def test_no_hub_and_no_log(tmp_path: Path) -> None:
    for arguments in (("--hub", "local", "--data", tmp_path), ("--log", tmp_path / "none.db")):
        said = explain("INC-20260302-0001", *arguments)
        assert said.returncode == 2
        assert said.stderr.count("\n") == 1


def test_a_hub_is_asked_and_its_log_after_it(tmp_path: Path, events: list[dict[str, Any]]) -> None:
    """Real processes: a hub, a publisher's socket, and the command beside them."""
    now = datetime.now(UTC)
    calls = [
        msgspec.convert(event, Dispatch)
        for event in ({**event, "time": (now - timedelta(seconds=90 - 20 * at)).isoformat()} for at, event in enumerate(events))
        if event["type"] == "dispatch"
    ]
    with HubProcess(["--data", str(tmp_path)], tmp_path / "hub.log") as process:
        process.wait_ready(180)
        with Publisher("119", find(tmp_path).feeds, KeyRing(tmp_path / "keys").client("feed")) as line:
            line.send(calls)
            assert line.close(180) == 0
        there = "--hub", "local", "--data", tmp_path
        said = explain("119:c1", "119:c3", *there, "--json")
        assert said.returncode == 0, said.stderr
        found = json.loads(said.stdout)
        assert [one["code"] for one in found["against"]] == ["too_far"]
        assert found["exact"] is False
        one = explain("119:c1", *there)
        assert "첫 보고: 119" in one.stdout
        wrong = explain("119:c7", *there)
        assert wrong.returncode == 2
        assert "did you mean 119:c" in wrong.stderr
        process.stop()
    logged = explain("119:c1", "--data", tmp_path)
    assert logged.returncode == 0, logged.stderr
    assert "서로 다른 출처 3곳" in logged.stdout
    apart = json.loads(explain("119:c1", "119:c3", "--data", tmp_path, "--json").stdout)
    assert apart["against"] == [{"code": "gone"}]
    assert 380 < apart["metres"] < 400
