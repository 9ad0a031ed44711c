"""The `feed` and the key commands as processes, with a real hub."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from alerts.events import Cctv, to_json
from console.cli import main
from feeds.addresses import parse_ready
from feeds.client import ConsoleClient
from feeds.hub.processes.child import PROGRAM
from feeds.keys import KeyRing, read_pair
from tests.ports import ANY_PORT

CAP = """<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>KR-1</identifier><sender>office</sender>
<sent>SENT</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
<info><language>ko-KR</language><category>Met</category><event>호우경보</event><urgency>Immediate</urgency>
<severity>Severe</severity><certainty>Observed</certainty><headline>호우경보 발령</headline>
<area><areaDesc>서울특별시</areaDesc><polygon>37.4,126.8 37.7,126.8 37.7,127.2 37.4,126.8</polygon></area></info></alert>"""


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [*PROGRAM, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)


def recording(path: Path) -> Path:
    start = datetime(2026, 5, 1, 3, 0, tzinfo=UTC)
    events = [
        Cctv(id=f"e{n}", source="cctv/1", time=start + timedelta(seconds=n), camera_id="k", label="fight", lat=37.5, lon=127.0)
        for n in range(30)
    ]
    lines = [to_json(event) for event in events]
    path.write_bytes(b"\n".join([*lines[:10], b"not an event", *lines[10:]]) + b"\n")
    return path


def shown(hub: Any, until: Callable[..., None], reports: int) -> list[Any]:
    incidents: dict[str, Any] = {}
    with ConsoleClient(hub.ready.consoles, hub.ring.client("console")) as client:

        def enough() -> bool:
            for message in client.poll():
                incidents.update((incident.key, incident) for incident in getattr(message, "incidents", ()))
            return sum(incident.reports for incident in incidents.values()) >= reports

        until(enough)
    return list(incidents.values())


def test_a_recording_is_published_as_an_exercise_of_now(running_hub: Any, until: Callable[..., None], tmp_path: Path) -> None:
    path = recording(tmp_path / "fight.ndjson")
    hub = ["--hub", running_hub.ready.feed.removeprefix("tcp://"), "--data", running_hub.folder]
    before = datetime.now(UTC)
    done = run("feed", "file", path, "--speed", "0", *hub)
    assert done.returncode == 0, done.stderr
    assert "1 events of the recording were not usable" in done.stderr
    incidents = shown(running_hub, until, 30)
    assert {incident.status for incident in incidents} == {"exercise"}
    assert all(incident.opened >= before for incident in incidents)


def test_cap_alerts_are_published(running_hub: Any, until: Callable[..., None], tmp_path: Path) -> None:
    (tmp_path / "alerts").mkdir()
    # of now: an area whose warning is long over is taken off the picture again with the hub's next look at it
    sent = datetime.now(UTC).isoformat(timespec="seconds")
    (tmp_path / "alerts" / "a.xml").write_text(CAP.replace("SENT", sent), encoding="utf-8")
    (tmp_path / "alerts" / "b.xml").write_text("<nothing/>")
    done = run("feed", "cap", tmp_path / "alerts", "--hub", running_hub.ready.feed, "--data", running_hub.folder)
    assert done.returncode == 0, done.stderr
    assert "b.xml: " in done.stderr
    with ConsoleClient(running_hub.ready.consoles, running_hub.ring.client("console")) as client:
        areas: list[Any] = []
        until(lambda: areas.extend(a for m in client.poll() for a in getattr(m, "areas", ())) or areas)
    assert areas[0].event == "호우경보"


@pytest.fixture
def signals() -> Iterator[None]:
    """The commands set handlers of their own."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("signals")
def test_what_cannot_be_done_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--data", str(tmp_path / "data")]
    here = str(Path(__file__))
    for arguments, said in (
        (["feed", "file", str(tmp_path / "none.ndjson"), *data], "none.ndjson"),
        (["feed", "cap", str(tmp_path / "none"), *data], "no such file"),
        (["feed", "cap", here, *data], "no hub is running"),
        (["feed", "cap", here, "--hub", "a b", *data], "no address"),
        (["hub", "--authorise-feed", here, *data], "no readable key"),
    ):
        assert main(arguments) == 2
        printed = capsys.readouterr()
        assert said in printed.err
        assert len(printed.err.splitlines()) == 1, printed.err
    done = run("hub", "--replay", recording(tmp_path / "a.ndjson"), "--from", "noon", *data)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "no time" in done.stderr


@pytest.mark.usefixtures("signals")
def test_a_key_is_made_and_let_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    data = ["--data", str(tmp_path / "data")]
    assert main(["hub", "--make-key", "camera-7", *data]) == 0
    assert main(["hub", "--authorise-feed", "camera-7.key", *data]) == 0
    assert "camera-7.key_secret" in capsys.readouterr().out
    ring = KeyRing(tmp_path / "data" / "keys")
    assert ring.allowed("feed") == {read_pair(tmp_path / "camera-7.key_secret").public: "camera-7"}


def test_a_hub_starts_its_feeds_and_ends_them(tmp_path: Path) -> None:
    path = recording(tmp_path / "fight.ndjson")
    report = tmp_path / "report.json"
    command = [*PROGRAM, "hub", "--with-parent", "--data", str(tmp_path / "data"), *ANY_PORT]
    command += ["--with-feed", f"file '{path}' --speed 0", "--report", str(report)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["ready"]
        log = tmp_path / "data" / "feed-1.log"
        for _ in range(600):
            if log.exists() and "messages sent" in log.read_text():
                break
            try:
                process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
        process.stdin.close()
        assert process.wait(180) == 0
    assert json.loads(report.read_bytes())["events"] == 30


def test_a_feed_hands_over_what_it_has_before_its_hub_ends(tmp_path: Path, until: Callable[..., None]) -> None:
    command = [*PROGRAM, "hub", "--with-parent", "--data", str(tmp_path), *ANY_PORT]
    report = tmp_path / "report.json"
    command += ["--with-feed", "city --rate 2", "--report", str(report)]
    log = tmp_path / "feed-1.log"
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        ready = parse_ready(process.stdout.readline())
        with ConsoleClient(ready.consoles, KeyRing(tmp_path / "keys").client("console")) as client:
            until(lambda: any(getattr(message, "units", ()) for message in client.poll()))
        process.stdin.close()
        assert process.wait(180) == 0
    assert "messages sent, 0 given up" in log.read_text()
    assert json.loads(report.read_bytes())["events"] > 0
