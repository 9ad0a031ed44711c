from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from alerts.errors import OutputError
from feeds.recordings import open_recording
from feeds.recordings.sink import MemorySink
from feeds.recordings.taping.tapes import ABANDONED_S, MOST_TAPES, Tapes
from feeds.wire.codec import Decoder

NOW = 1_790_000_000.0
Line = Callable[..., bytes]


def tapes() -> Tapes:
    numbers = count()
    return Tapes({"city": "seoul"}, name=lambda: f"tape {next(numbers)}")


def test_what_is_fetched_piece_by_piece_is_a_recording(tmp_path: Path, line: Line) -> None:
    hub, decoder = tapes(), Decoder()
    name = hub.query("tape_start", {}, NOW).tape
    fetched = b""
    for number in range(50):
        hub.take([decoder.frame(b"cctv", line(number))], NOW + number * 0.3)
        hub.tick(NOW + number * 0.3)
        if number % 7 == 0:
            fetched += hub.query("tape_read", {"tape": name, "offset": len(fetched)}, NOW + number * 0.3).data
            hub.query("tape_read", {"tape": name, "offset": len(fetched)}, NOW + number * 0.3)  # an answer that was lost
    partial = tmp_path / "partial.mcap"
    partial.write_bytes(fetched)
    with open_recording(partial) as recording:
        assert sum(len(frame.batch) for frame in recording) >= 45  # all but the last second
    last = hub.query("tape_stop", {"tape": name, "offset": len(fetched)}, NOW + 16)
    assert (last.done, last.events, last.trouble) == (True, 50, "")
    (tmp_path / "a.mcap").write_bytes(fetched + last.data)
    with open_recording(tmp_path / "a.mcap") as recording:
        assert [event.id for frame in recording for event in frame.batch.events] == [f"c{number}" for number in range(50)]
        assert recording.losses == []
        assert recording.about == {"city": "seoul"}


def test_a_tape_that_nobody_asks_for_goes() -> None:
    hub = tapes()
    name = hub.query("tape_start", {}, NOW).tape
    hub.tick(NOW + ABANDONED_S - 1)
    assert not hub.query("tape_read", {"tape": name, "offset": 0}, NOW + ABANDONED_S - 1).done
    hub.tick(NOW + 3 * ABANDONED_S)
    with pytest.raises(ValueError, match="no longer there"):
        hub.query("tape_read", {"tape": name, "offset": 0}, NOW + 3 * ABANDONED_S)


def test_tapes_are_few_and_names_are_checked() -> None:
    hub = tapes()
    names = [hub.query("tape_start", {}, NOW).tape for _ in range(MOST_TAPES)]
    with pytest.raises(ValueError, match="already"):
        hub.query("tape_start", {}, NOW)
    hub.query("tape_stop", {"tape": names[0], "offset": 0}, NOW)
    assert hub.query("tape_start", {}, NOW).tape
    with pytest.raises(LookupError):
        hub.query("delete", {}, NOW)
    with pytest.raises(ValueError, match="no byte"):
        hub.query("tape_read", {"tape": names[1], "offset": 10_000}, NOW)


def test_memory_is_bounded() -> None:
    sink = MemorySink(100)
    sink.write(b"x" * 90)
    sink.flush()
    sink.write(b"y" * 20)
    with pytest.raises(OutputError, match="nobody fetched"):
        sink.flush()
    assert sink.fetch(0, 1000) == b"x" * 90
    sink.write(b"z" * 20)
    assert sink.fetch(90, 1000) == b""
    sink.flush()
    assert sink.fetch(90, 1000) == b"z" * 20
    with pytest.raises(ValueError, match="no byte"):
        sink.fetch(0, 10)
