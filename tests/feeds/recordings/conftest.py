from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

START = 1_790_000_000.0


def line_at(number: int, time: float, extra: str = "") -> bytes:
    moment = datetime.fromtimestamp(time, UTC).isoformat()
    return (
        f'{{"type":"cctv","id":"c{number}","source":"cam","time":"{moment}","camera_id":"k{number % 7}",'
        f'"label":"crowd","note":"골목 {number}"{extra}}}'
    ).encode()


@pytest.fixture
def start() -> float:
    return START


@pytest.fixture
def line() -> Callable[..., bytes]:
    """``line(number, seconds after the start)``: an event with a field this program does not know."""
    return lambda number, seconds=0.0, extra="": line_at(number, START + seconds, extra)


@pytest.fixture
def text(tmp_path: Path) -> Callable[..., Path]:
    """A file with these lines, or these bytes."""

    def write(content: list[bytes] | bytes, name: str = "events.ndjson") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else b"".join(one + b"\n" for one in content))
        return path

    return write
