"""`convert`, `replay` and `record` as they are typed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from alerts.errors import WireError
from alerts.events import Event
from console.cli import main
from feeds.addresses import Ready, parse_ready
from feeds.client import ConsoleClient
from feeds.keys import KeyRing
from feeds.publisher import Publisher
from feeds.recordings import open_recording
from feeds.recordings.fetching import TapeFetcher
from feeds.wire.codec import Decoder
from tests.ports import ANY_PORT

START = 1_790_000_000.0
PROGRAM = [sys.executable, str(Path(__file__).resolve().parents[3] / "main.py")]
Run = Callable[..., tuple[int, str, str]]


def line(number: int, seconds: float) -> bytes:
    moment = datetime.fromtimestamp(START + seconds, UTC).isoformat()
    return (
        f'{{"type":"dispatch","id":"d{number}","source":"119","time":"{moment}","lat":37.5,"lon":127.0,"service":"119",'
        f'"call_id":"k{number}","stage":"received","code":"fire","text":"건물에 불이 났어요 연기가 많아요","new":{number}}}'
    ).encode()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.ndjson"
    path.write_bytes(b"\n".join(line(number, number * 2.0) for number in range(30)) + b"\n")
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """``run("convert", ...)``: exit status, standard output, standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        status = main([str(one) for one in arguments])
        told = capsys.readouterr()
        return status, told.out, told.err

    return call


def test_convert_there_and_back(run: Run, source: Path, tmp_path: Path) -> None:
    for before, after in (("in.ndjson", "a.mcap"), ("a.mcap", "b.ndjson.zst"), ("b.ndjson.zst", "c.ndjson")):
        status, out, err = run("convert", tmp_path / before, tmp_path / after)
        assert (status, err) == (0, "")
        assert "events:      30\nrejected:    0\n" in out
    assert (tmp_path / "c.ndjson").read_bytes() == source.read_bytes()
    with open_recording(tmp_path / "a.mcap") as recording:
        assert recording.about["program"].startswith("gwanje")


def test_rejects_are_data(run: Run, source: Path, tmp_path: Path) -> None:
    source.write_bytes(b"nonsense\n" + source.read_bytes() + b'{"type":"cctv","id":"x"}\n')
    rejects = tmp_path / "rejects.ndjson"
    status, out, _ = run("convert", source, tmp_path / "a.mcap", "--rejects", rejects)
    assert status == 0
    assert "rejected:    2" in out
    told = [json.loads(one) for one in rejects.read_text().splitlines()]
    assert [(one["input"], one["line"]) for one in told] == [(str(source), 1), (str(source), 32)]
    assert all(one["reason"] for one in told)


def test_alerts_become_a_recording(run: Run, tmp_path: Path) -> None:
    alert = tmp_path / "alert.xml"
    alert.write_text(
        '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>A1</identifier><sender>office</sender>'
        "<sent>2026-09-21T14:14:00+00:00</sent><status>Exercise</status><msgType>Alert</msgType><scope>Public</scope><info>"
        "<language>ko-KR</language><category>Met</category><event>호우경보</event><urgency>Immediate</urgency>"
        "<severity>Severe</severity><certainty>Observed</certainty><area><areaDesc>강남구</areaDesc>"
        "<circle>37.5,127.0 2</circle></area></info></alert>",
        encoding="utf-8",
    )
    broken = tmp_path / "broken.cap"
    broken.write_text("<!DOCTYPE alert><alert/>")
    status, out, _ = run("convert", alert, broken, tmp_path / "in.mcap", "--rejects", tmp_path / "r.ndjson")
    assert (status, "events:      1\nrejected:    1" in out) == (0, True)
    assert "DTD" in (tmp_path / "r.ndjson").read_text()
    with open_recording(tmp_path / "in.mcap") as recording:
        (event,) = (event for frame in recording for event in frame.batch.events)
        assert (event.id, event.status) == ("A1", "exercise")
        assert recording.start == event.time.timestamp()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["convert", "none.ndjson", "a.mcap"], "no such file"),
        (["convert", "in.ndjson", "in.ndjson"], "choose another name"),
        (["convert", "in.ndjson", "taken.mcap"], "--force"),
        (["convert", "in.ndjson", "a.txt"], ".mcap"),
        (["convert", "in.ndjson", "none/a.mcap"], "folder"),
        (["convert", ".", "a.mcap"], "folder"),
        (["convert", "a.mcap"], "Missing argument"),
        (["replay", "none.mcap"], "no such file"),
        (["replay", "in.ndjson", "--from", "noon"], "is no time"),
        (["replay", "in.ndjson", "--speed", "backwards"], "is no speed"),
        (["replay", "in.ndjson", "--window"], "no display"),
        (["replay", "nothing.ndjson"], "is an event"),
        (["record", "taken.mcap"], "--force"),
        (["record", "a.mcap", "--data", "."], "no hub is running"),
        (["record", "a.mcap", "--hub", "not an address"], "address"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    run: Run, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GWANJE_HOME", str(tmp_path / "home"))
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "taken.mcap").write_bytes(b"precious")
    (tmp_path / "nothing.ndjson").write_bytes(b"nothing\n")
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert told in err
    assert err.startswith("gwanje: ")
    assert err.count("\n") == 1
    assert (tmp_path / "taken.mcap").read_bytes() == b"precious"


def test_replay_prints_incidents_in_the_time_of_the_recording(run: Run, source: Path, tmp_path: Path) -> None:
    run("convert", source, tmp_path / "a.mcap")
    for path in (source, tmp_path / "a.mcap"):
        status, out, err = run("replay", path, "--no-window", "--speed", "max")
        assert (status, err) == (0, "")
        head, *rest = out.splitlines()
        assert "not live" in head
        raised = [one for one in rest if "raised" in one]
        assert raised
        first = datetime.fromtimestamp(START, UTC).astimezone().strftime("%H:%M:")
        assert raised[0].startswith(first)
        assert "events:      30" in rest
        assert f"incidents:   {len(raised)}" in rest


def test_replay_from_a_moment_still_feeds_what_came_before(run: Run, source: Path) -> None:
    status, out, _ = run("replay", source, "--no-window", "--speed", "60", "--from", "+50")
    assert status == 0
    assert "events:      30" in out


def test_replay_is_at_the_pace_asked_for(run: Run, source: Path) -> None:
    began = time.monotonic()
    run("replay", source, "--no-window", "--speed", "60")  # 58 s
    assert time.monotonic() - began > 0.9  # sooner would not be its pace; later is a busy machine


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[tuple[Path, Ready]]:
    """A hub of its own process, with its data folder."""
    data = tmp_path / "hub"
    log = (tmp_path / "hub.log").open("wb")
    process = subprocess.Popen([*PROGRAM, "hub", "--data", str(data), *ANY_PORT], stdout=subprocess.PIPE, stderr=log)
    assert process.stdout is not None
    try:
        yield data, parse_ready(process.stdout.readline())
    finally:
        process.terminate()
        process.wait(180)
        process.stdout.close()
        log.close()


def events(count: int) -> tuple[list[Event], list[bytes]]:
    raws = [line(number, number * 0.1) for number in range(count)]
    decoded: list[Any] = [Decoder().line(raw) for raw in raws]
    return decoded, raws


def test_record_takes_everything_that_comes_in_at_a_hub(hub: tuple[Path, Ready], tmp_path: Path) -> None:
    data, ready = hub
    out = tmp_path / "a.mcap"
    recorder = subprocess.Popen(
        [*PROGRAM, "record", str(out), "--data", str(data)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    text = subprocess.Popen([*PROGRAM, "record", str(tmp_path / "b.ndjson"), "--data", str(data), "--hub", ready.updates],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # fmt: skip
    for one in (recorder, text):
        assert one.stderr is not None
        assert "recording tcp://" in one.stderr.readline()
    sent, raws = events(1000)
    with Publisher("calls", ready.feeds, KeyRing(data / "keys").client("feed")) as publisher:
        publisher.send(sent, raws)
        deadline = time.monotonic() + 180.0
        while publisher.status().spooled and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not publisher.status().spooled  # the hub has it all
    for one in (recorder, text):
        one.send_signal(signal.SIGINT)
        said, trouble = one.communicate(timeout=180)
        assert one.returncode == 0, trouble
        assert "events:      1000" in said
    with open_recording(out) as recording:
        found = [(event.id, frame.batch.raw(index)) for frame in recording for index, event in enumerate(frame.batch.events)]
        assert recording.losses == []
        assert recording.about["city"] == "seoul"
    assert found == [(event.id, raw) for event, raw in zip(sent, raws, strict=True)]
    assert (tmp_path / "b.ndjson").read_bytes() == b"".join(raw + b"\n" for raw in raws)
    assert sorted(path.name for path in tmp_path.glob("*.ndjson*")) == ["b.ndjson"]


def test_a_hub_that_goes_leaves_what_was_recorded(hub: tuple[Path, Ready], tmp_path: Path) -> None:
    data, ready = hub
    ring = KeyRing(data / "keys")
    sent, raws = events(10)
    with ConsoleClient(ready.consoles, ring.client("console")) as client:
        fetcher = TapeFetcher(client, tmp_path / "a.mcap", patience=8.0)
        deadline = time.monotonic() + 180.0

        def send() -> None:
            with Publisher("calls", ready.feeds, ring.client("feed")) as publisher:
                publisher.send(sent, raws)
                assert publisher.close(180) == 0

        def gone() -> bool:
            if fetcher.events == 10 and fetcher.received > beginning:
                os.kill(ready.pid, signal.SIGKILL)
            return time.monotonic() > deadline

        beginning = 300  # bytes before the first chunk
        with pytest.raises(WireError, match="what was recorded before is in"):
            fetcher.record(gone, send)
    with open_recording(tmp_path / "a.mcap") as recording:
        assert sum(len(frame.batch) for frame in recording) == 10
