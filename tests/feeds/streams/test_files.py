"""Files as footage: played at their pace, sought, looped; and what is wrong with them is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import av
import numpy as np
import pytest

from alerts.cameras.footage import FootageTrouble
from feeds.streams import Address, Stream
from feeds.streams.pace import Pace
from feeds.streams.recorded import recording_at
from feeds.streams.trouble import NotCovered
from tests.feeds.streams.waiting import PATIENCE_S, next_picture, wait_for

Opened = Callable[..., Stream]


def test_a_file_is_shown_in_the_size_that_fits(clip: Path, opened: Opened) -> None:
    stream = opened(str(clip))
    stream.fit(320, 320)
    wait_for(stream, lambda status: status.state == "live")
    picture = next_picture(stream)
    while picture.pixels.shape[1] != 320:  # the first may have been scaled before it was asked for
        picture = next_picture(stream)
    assert picture.pixels.shape == (180, 320, 4)
    assert picture.pixels.flags.c_contiguous
    assert stream.status().size == (640, 360)
    still = stream.still()
    assert still is not None
    assert still.shape == (360, 640, 4)


def test_a_picture_is_taken_once(clip: Path, opened: Opened) -> None:
    stream = opened(str(clip))
    first = next_picture(stream)
    assert next_picture(stream).number > first.number


def test_a_recording_begins_where_it_is_wanted_and_ends(clip: Path, opened: Opened) -> None:
    stream = opened(Address(str(clip), begin=3.0))
    assert next_picture(stream).at >= 3.0
    wait_for(stream, lambda status: status.state == "ended")
    stream.again()  # once more from there
    assert next_picture(stream).at >= 3.0


def test_a_loop_begins_again(clip: Path, opened: Opened) -> None:
    stream = opened(Address(str(clip), loop=True, begin=3.5))
    assert next_picture(stream).at >= 3.5
    while next_picture(stream).at > 0.5:
        pass
    wait_for(stream, lambda status: status.state == "live")


@pytest.fixture
def broken(clip: Path, tmp_path: Path) -> Callable[[str], Path]:
    def make(how: str) -> Path:
        path = tmp_path / f"{how}.mp4"
        data = clip.read_bytes()
        if how == "noise":
            path.write_bytes(np.random.default_rng(1).bytes(60_000))
        elif how == "empty":
            path.touch()
        elif how == "cut":
            path.write_bytes(data[: len(data) // 2])  # the index of an mp4 stands at its end
        elif how == "folder":
            path.mkdir()
        elif how == "sound":
            with av.open(str(path), "w") as container:
                sound = container.add_stream("aac", rate=16_000)
                frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), dtype=np.float32), format="fltp", layout="mono")
                frame.sample_rate = 16_000
                container.mux(sound.encode(frame))
                container.mux(sound.encode(None))
        return path

    return make


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ("noise", "damaged"), ("empty", "damaged"), ("cut", "damaged"), ("folder", "not_found"), ("missing", "not_found"),
        ("sound", "no_video"),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_said_and_tried_again(
    how: str, why: FootageTrouble, broken: Callable[[str], Path], opened: Opened
) -> None:
    stream = opened(str(broken(how)))
    status = wait_for(stream, lambda status: status.state == "lost")
    assert status.why == why
    assert status.retry_s is not None
    wait_for(stream, lambda status: status.attempts > 2)


def test_damage_in_the_middle_does_not_end_it(clip: Path, tmp_path: Path, opened: Opened) -> None:
    data = bytearray(clip.read_bytes())
    middle = len(data) // 3
    data[middle : middle + 3000] = np.random.default_rng(2).bytes(3000)
    path = tmp_path / "hurt.mp4"
    path.write_bytes(bytes(data))
    stream = opened(str(path))
    while next_picture(stream).at < 3.0:
        pass


def test_a_file_that_says_no_pictures_a_second_has_the_usual_pace() -> None:
    for rate in (None, 0, 0.0, 90_000):
        pace = Pace(rate)
        assert [round(pace.due(None, 10.0) - 10.0, 3) for _ in range(3)] == [0.0, 0.067, 0.133]


def test_a_jump_of_the_time_stamps_is_no_pause() -> None:
    pace = Pace(10)
    assert pace.due(0.0, 5.0) == 5.0
    assert pace.due(0.1, 5.0) == pytest.approx(5.1)
    assert pace.due(4000.0, 5.1) == pytest.approx(5.2)
    assert pace.due(4000.1, 5.2) == pytest.approx(5.3)
    assert pace.due(1.0, 5.3) == pytest.approx(5.4)
    assert pace.due(1.1, 9.0) == 9.0  # far behind: nothing is caught up


def test_a_recording_that_does_not_cover_the_moment_is_not_knocked_at(clip: Path, opened: Opened) -> None:
    changed = datetime.fromtimestamp(clip.stat().st_mtime, UTC)
    found = recording_at(str(clip), changed - timedelta(seconds=2))
    assert 1.0 < found.begin < 3.0
    with pytest.raises(NotCovered):
        recording_at(str(clip), changed - timedelta(hours=1))
    assert (
        recording_at("rtsp://vms/1?from={start}", changed.replace(2026, 1, 2, 3, 4, 5)).text
        == "rtsp://vms/1?from=20260102T030405Z"
    )

    def source() -> Address:
        return recording_at(str(clip), changed - timedelta(hours=1))

    stream = Stream("test recorded", source)
    stream.start()
    status = wait_for(stream, lambda status: status.state == "lost")
    assert (status.why, status.retry_s) == ("not_covered", None)
    stream.stop()
    assert stream.join(PATIENCE_S)
