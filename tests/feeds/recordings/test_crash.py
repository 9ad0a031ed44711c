"""A recorder that is killed, and one whose disk is full: real processes, real signals, real limits."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from feeds.recordings import open_recording

PAUSE_S = 0.02

RECORDS = """
import sys, time
from feeds.recordings import writer
path, event = sys.argv[1], sys.argv[2].encode()
with writer(path) as out:
    for number in range(100_000):
        received = 1_790_000_000.0 + number * 0.1
        out.write(event.replace(b"NUMBER", b"%d" % number), b"cctv", received)
        out.tick(received)
        if number % 10 == 0:
            print(number, flush=True)
            time.sleep(float(sys.argv[3]))
"""
FILLS = """
import resource, sys
from alerts.errors import OutputError
from feeds.recordings import writer
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
path, event = sys.argv[1], sys.argv[2].encode()
out = writer(path)
try:
    for number in range(100_000):
        noise = b"%d" % (hash(str(number)) % 10**12)
        body = event.replace(b"NUMBER", b"%d" % number).replace(b"NOISE", noise)
        out.write(body, b"cctv", 1_790_000_000.0 + number * 0.1)
except OutputError as error:
    print(number)
    print(error)
    try:
        out.write(event, b"cctv", 1.0)
        print("went on")
    except OutputError:
        out.close()
"""


@pytest.fixture
def event(line: Callable[..., bytes]) -> str:
    return line(0).replace(b'"c0"', b'"NUMBER"').replace(b"k0", b"kNOISE").decode()


@pytest.mark.parametrize("name", ["a.mcap", "a.ndjson", "a.ndjson.zst"])
def test_a_killed_recorder_loses_no_more_than_a_second(tmp_path: Path, event: str, name: str) -> None:
    path = tmp_path / name
    child = subprocess.Popen([sys.executable, "-c", RECORDS, str(path), event, str(PAUSE_S)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    written = 0
    while written < 200:
        written = int(child.stdout.readline())
    child.send_signal(signal.SIGKILL)
    rest = child.stdout.read().split()
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL
    written = int(rest[-1]) if rest else written
    with open_recording(path) as recording:
        found = [int(event.id) for frame in recording for event in frame.batch.events]
        assert found == list(range(len(found)))
        assert len(found) > written - 10  # ten events a second
        assert name != "a.mcap" or recording.losses


@pytest.mark.parametrize("name", ["a.mcap", "a.ndjson", "a.ndjson.zst"])
def test_a_full_disk_is_said_and_what_was_written_stays(tmp_path: Path, event: str, name: str) -> None:
    path = tmp_path / name
    done = subprocess.run(
        [sys.executable, "-c", FILLS, str(path), event], capture_output=True, text=True, check=True, timeout=180
    )
    count, *told = done.stdout.splitlines()
    assert told == [f"{path}: the disk is full; what was written before can be read"]
    assert path.stat().st_size <= 60_000
    with open_recording(path) as recording:
        found = [int(event.id) for frame in recording for event in frame.batch.events]
    assert found == list(range(len(found)))
    # all but what had not been passed on yet, and the piece that no longer fitted
    assert int(count) * 0.7 < len(found) <= int(count)
