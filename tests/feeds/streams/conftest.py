"""Real files and real streams to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from feeds.city.footage.writing import write_clip
from feeds.streams import Address, Patience, Stream
from tests.feeds.streams.waiting import PATIENCE_S

SLOW = Patience(open_s=60.0, silent_s=60.0, first_retry_s=0.1)
"""A busy machine may take long to open what is there: that is no trouble of the camera's."""


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds of a made-up street."""
    path = tmp_path_factory.mktemp("footage") / "street.mp4"
    write_clip(path, "street", 0, 4.0, 2.0)
    return path


@pytest.fixture
def opened() -> Iterator[Callable[..., Stream]]:
    """Starts streams, and ends them with the test."""
    made: list[Stream] = []

    def start(address: Address | str, patience: Patience = SLOW) -> Stream:
        where = Address(address) if isinstance(address, str) else address
        stream = Stream(f"test {len(made)}", lambda: where, patience)
        made.append(stream)
        stream.start()
        return stream

    yield start
    for stream in made:
        stream.stop()
    for stream in made:
        assert stream.join(PATIENCE_S)
