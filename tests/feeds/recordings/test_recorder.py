from pathlib import Path

import pytest

from feeds.recordings import open_recording
from feeds.recordings.taping.recorder import Recorder
from feeds.wire.codec import Decoder

NOW = 1_795_237_200.0


def frame(number: int):
    return Decoder().frame(
        b"sensor",
        b'{"v":1,"source":"gauge","epoch":1,"seq":%d,"sent":"2026-11-21T14:00:00+09:00","events":[{"type":"sensor",'
        b'"id":"%d","source":"gauge","time":"2026-11-21T14:00:00+09:00","sensor_id":"s","quantity":"level","value":1.0,'
        b'"unit":"m"}]}' % (number, number),
    )


def test_a_recording_holds_what_came_between_start_and_stop(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, {"city": "seoul"})
    recorder.take([frame(0)], NOW)
    started = recorder.query("record_start", {}, NOW + 1)
    assert started.running
    recorder.take([frame(1), frame(2)], NOW + 2)
    recorder.tick(NOW + 4)
    assert recorder.query("recording", {}, NOW + 4).bytes > 0
    stopped = recorder.query("record_stop", {}, NOW + 5)
    recorder.take([frame(3)], NOW + 6)
    recorder.close()
    assert not stopped.running
    with open_recording(Path(stopped.path)) as recording:
        assert [event.id for frame in recording for event in frame.batch.events] == ["1", "2"]
    with open_recording(Path(stopped.recent)) as recording:
        assert [event.id for frame in recording for event in frame.batch.events] == ["0", "1", "2", "3"]


def test_a_second_start_goes_on_with_the_first(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, {}, recent=False)
    first = recorder.query("record_start", {}, NOW).path
    assert recorder.query("record_start", {}, NOW + 9).path == first
    recorder.close()


def test_no_other_question_is_answered(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, {}, recent=False)
    with pytest.raises(LookupError):
        recorder.query("delete", {}, NOW)
