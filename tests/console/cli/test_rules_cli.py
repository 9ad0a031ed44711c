"""Rules files in processes of their own: checked, used by `correlate`, reloaded by a hub on SIGHUP or by command."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from alerts.commands import Answer, Command
from alerts.rules import rules_text
from feeds.client import ConsoleClient
from feeds.hub.processes.child import HubProcess
from feeds.keys import KeyRing

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = rules_text().count("\n[[pattern]]")
"""Patterns of the rules that come with Gwanje: one more that is added has this number."""
MISTAKE = """
[[pattern]]
name = "gauges"
ko = "가"
en = "A"
type = "count"
of = { reports = ["sensor_watr"] }
many = 3
by = "district"
within_s = 600.0
kind = "flood"
priority = 2
"""


def gwanje(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "main.py", *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=180, check=False,
    )  # fmt: skip


def until(condition: Callable[[], object], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.02)


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "wrong.toml"
    path.write_text(rules_text() + MISTAKE, encoding="utf-8")
    return path


def test_a_sound_file_is_counted_and_a_mistake_named_in_one_line(wrong: Path) -> None:
    sound = gwanje("rules", "check")
    assert (sound.returncode, sound.stderr) == (0, "")
    assert f"{SHIPPED} patterns, 3 suppressions" in sound.stdout
    refused = gwanje("rules", "check", wrong)
    assert (refused.returncode, refused.stdout) == (1, "")
    line = 1 + wrong.read_text(encoding="utf-8").split('of = { reports = ["sensor_watr"]')[0].count("\n")
    what = f"pattern.{SHIPPED}.of.reports: there is no [[report]] named 'sensor_watr'"
    assert refused.stderr == f"gwanje: {wrong}: line {line}: {what}\n"
    assert gwanje("rules", "check", wrong.parent / "none.toml").returncode == 2, "not checked at all"


def test_correlate_follows_the_patterns_of_its_rules_file(tmp_path: Path, wrong: Path) -> None:
    level = {"type": "sensor", "source": "gauges", "quantity": "water level", "value": 2.0, "unit": "m", "level": "warning"}
    gauges = [
        level | {"id": f"s{at}", "sensor_id": f"g{at}", "time": f"2026-03-02T10:0{at}:00+09:00", "region": "11680"}
        for at in range(3)
    ]
    recording, out = tmp_path / "day.ndjson", tmp_path / "out.ndjson"
    recording.write_text("".join(json.dumps(event) + "\n" for event in gauges), encoding="utf-8")
    ran = gwanje("correlate", recording, "--out", out)
    assert ran.returncode == 0, ran.stderr
    incidents = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert sorted(incident["priority"] for incident in incidents) == [2, 3, 3]
    [reason] = [one for incident in incidents for one in incident["why"] if one["rule"] == "pattern"]
    assert reason["detail"] == "gauges_of_district"
    assert reason["events"] == [["gauges", "s0"], ["gauges", "s1"], ["gauges", "s2"]]
    refused = gwanje("correlate", recording, "--rules", wrong)
    assert refused.returncode == 2
    assert "sensor_watr" in refused.stderr
    assert refused.stderr.count("\n") == 1


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="this system has no SIGHUP")
def test_a_hub_reads_its_rules_again_and_refuses_a_mistake(tmp_path: Path, wrong: Path) -> None:
    rules, log = tmp_path / "rules.toml", tmp_path / "hub.log"
    rules.write_text(rules_text(), encoding="utf-8")
    with HubProcess(["--data", str(tmp_path / "data"), "--rules", str(rules)], log) as hub:
        ready = hub.wait_ready(180)

        def heard(text: str) -> None:
            until(lambda: text in log.read_text(encoding="utf-8"), 180)

        def hang_up() -> None:
            assert hub.pid is not None
            os.kill(hub.pid, signal.SIGHUP)

        hang_up()
        heard(f"rules {rules}: unchanged")
        rules.write_text(wrong.read_text(encoding="utf-8"), encoding="utf-8")
        hang_up()
        heard("the rules stay as they were")
        heard(f"pattern.{SHIPPED}.of.reports: there is no [[report]] named 'sensor_watr'")
        answers: list[Any] = []
        with ConsoleClient(ready.consoles, KeyRing(tmp_path / "data" / "keys").client("console")) as client:
            client.send(Command("c1", "kim", "reload_rules"))
            until(lambda: answers.extend(m for m in client.poll() if isinstance(m, Answer)) or answers, 180)
            assert (answers[0].ok, answers[0].error) == (False, "bad_rules")
            assert "sensor_watr" in answers[0].detail
        rules.write_text(rules_text() + MISTAKE.replace("sensor_watr", "sensor_water"), encoding="utf-8")
        hang_up()
        heard(f"rules {rules}: in force")
        assert hub.restarts == 0
