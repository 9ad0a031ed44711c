import os
from pathlib import Path

import pytest

from alerts.errors import InputError, OutputError
from feeds.recordings import open_recording
from feeds.recordings.segments import segments_of
from feeds.recordings.taping.rolling import RollingWriter, set_aside

START = 1_795_237_200.0  # a whole minute


def body(number: int) -> bytes:
    return (
        b'{"v":1,"source":"cam","epoch":1,"seq":%d,"sent":"2026-11-21T14:00:00+09:00","events":[{"type":"sensor","id":"%d",'
        b'"source":"cam","time":"2026-11-21T14:00:00+09:00","sensor_id":"s","quantity":"level","value":1.0,"unit":"m"}]}'
        % (number, number)
    )


def record(folder: Path, count: int, step: float, **bounds: float) -> RollingWriter:
    rolling = RollingWriter(folder, {"city": "seoul"}, **bounds)
    for number in range(count):
        rolling.write(body(number), b"sensor", START + number * step)
    return rolling


def test_segments_read_as_one_recording_in_order(tmp_path: Path) -> None:
    record(tmp_path / "recent", 10, 20.0).close()
    assert len(segments_of(tmp_path / "recent")) == 4
    with open_recording(tmp_path / "recent") as recording:
        assert (recording.start, recording.end) == (START, START + 180.0)
        assert recording.about["city"] == "seoul"
        assert [event.id for frame in recording for event in frame.batch.events] == [str(n) for n in range(10)]
        assert [received.frame.batch.events[0].id for received in recording.timed(START + 100)] == ["5", "6", "7", "8", "9"]


def test_what_is_old_or_too_much_goes(tmp_path: Path) -> None:
    record(tmp_path / "old", 3, 60.0).close()
    for path in segments_of(tmp_path / "old"):
        os.utime(path, (START, START))
    rolling = RollingWriter(tmp_path / "old", {})
    rolling.write(body(9), b"sensor", START + 4000)
    rolling.close()
    assert len(segments_of(tmp_path / "old")) == 1
    record(tmp_path / "large", 3, 60.0, keep_bytes=1).close()
    assert len(segments_of(tmp_path / "large")) == 1  # the one being written is never taken away


def test_a_minute_set_aside_stays_when_the_recorder_forgets(tmp_path: Path) -> None:
    rolling = record(tmp_path / "recent", 4, 60.0)
    rolling.tick(START + 182.0)  # the segment at hand is on disk, unfinished
    kept = set_aside(tmp_path / "recent", 0.0, tmp_path / "kept")
    rolling.close()
    for path in segments_of(tmp_path / "recent"):
        path.unlink()
    with open_recording(kept) as recording:
        assert sum(len(frame.batch) for frame in recording) == 4
        assert recording.losses
        assert recording.damage == ""  # it was not finished yet when it was set aside
    data = bytearray(segments_of(kept)[1].read_bytes())
    chunk = data.index(b"zstd")
    data[chunk + 40] ^= 0xFF
    segments_of(kept)[1].write_bytes(data)
    with open_recording(kept) as recording:
        assert sum(len(frame.batch) for frame in recording) == 3
        assert recording.damage == "parts"


def test_nothing_recorded_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="nothing has been recorded"):
        set_aside(tmp_path, 0.0, tmp_path / "kept")
    with pytest.raises(InputError):
        open_recording(tmp_path)


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path, expected_log) -> None:
    rolling = RollingWriter(tmp_path / "recent", {})
    expected_log("the last minutes are not being recorded")
    (tmp_path / "recent").rmdir()
    rolling.write(body(0), b"sensor", START)
    assert rolling.trouble
    (tmp_path / "recent").mkdir()
    rolling.write(body(1), b"sensor", START + 1)
    assert segments_of(tmp_path / "recent") == []
    rolling.write(body(2), b"sensor", START + 31)
    rolling.close()
    assert not rolling.trouble
    assert len(segments_of(tmp_path / "recent")) == 1
