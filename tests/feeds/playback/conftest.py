from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.recordings import Recording, open_recording, writer

START = 1_790_000_000.0


def event(number: int, seconds: float) -> bytes:
    moment = datetime.fromtimestamp(START + seconds, UTC).isoformat()
    if number % 4 == 3:
        return (
            f'{{"type":"dispatch","id":"d{number}","source":"119","time":"{moment}","lat":37.5,"lon":127.0,'
            f'"service":"119","call_id":"k{number}","stage":"received","code":"fire","text":"연기가 나요"}}'
        ).encode()
    return (
        f'{{"type":"cctv","id":"c{number}","source":"cam","time":"{moment}","lat":{37.5 + number % 9 * 1e-4},"lon":127.0,'
        f'"camera_id":"k{number % 5}","label":"crowd","confidence":0.9}}'
    ).encode()


@pytest.fixture
def start() -> float:
    return START


@pytest.fixture(params=["mcap", "ndjson"])
def recorded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[int, float], Recording]]:
    """``recorded(count, step)``: a recording of events ``step`` seconds apart, in each form."""
    opened: list[Recording] = []

    def make(count: int, step: float) -> Recording:
        path = tmp_path / f"a.{request.param}"
        with writer(path) as out:
            for number in range(count):
                out.write(event(number, number * step), b"cctv", START + number * step)
        opened.append(open_recording(path))
        return opened[-1]

    yield make
    for recording in opened:
        recording.close()
