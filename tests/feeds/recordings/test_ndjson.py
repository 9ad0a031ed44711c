import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alerts.validation import Rejection
from feeds.recordings import open_recording
from feeds.recordings.text import lines as lines_module
from feeds.recordings.text.lines import Block
from feeds.recordings.text.recording import LineParser, NdjsonRecording
from feeds.wire.codec import Decoder
from feeds.wire.envelope import MAX_EVENT

Line = Callable[..., bytes]
Text = Callable[..., Path]


def everything(path: Path) -> tuple[list[bytes], list[Rejection]]:
    raws: list[bytes] = []
    refused: list[Rejection] = []
    with open_recording(path) as recording:
        for frame in recording:
            raws += [frame.batch.raw(index) for index in range(len(frame.batch))]
            refused += frame.rejections
    return raws, refused


def test_events_come_in_order_with_the_bytes_they_came_as(line: Line, text: Text) -> None:
    written = [line(number) for number in range(3000)]
    raws, refused = everything(text(written))
    assert raws == written
    assert not refused
    assert b'"note":"' in raws[0]  # a field this program does not know


def test_a_bad_line_is_told_by_number_and_costs_no_neighbour(line: Line, text: Text) -> None:
    good = [line(number) for number in range(4)]
    odd = [good[0], b'{"type":"cctv"}', b"  ", good[1] + b"\r", b"\xff\xfe{", good[2], b'{"a":NaN}', b"[" * 9000, good[3]]
    raws, refused = everything(text(odd))
    assert raws == good
    assert [one.line for one in refused] == [2, 5, 7, 8]
    assert "id: required field missing" in refused[0].reason


def test_a_fault_that_types_cannot_say_is_told_by_number_too(line: Line, text: Text) -> None:
    raws, refused = everything(text([line(1), line(2).replace(b'"time":"20', b'"time":"19'), line(3)]))
    assert raws == [line(1), line(3)]
    assert (refused[0].line, refused[0].field, refused[0].event_id) == (2, "time", "c2")


def test_a_mark_at_the_beginning_and_no_end_at_the_end(line: Line, text: Text) -> None:
    raws, refused = everything(text(b"\xef\xbb\xbf" + line(1) + b"\r\n" + line(2)))
    assert (raws, refused) == ([line(1), line(2)], [])


def test_a_last_line_cut_short_is_said_to_be(line: Line, text: Text) -> None:
    raws, refused = everything(text(line(1) + b"\n" + line(2)[:40]))
    assert raws == [line(1)]
    assert refused[0].line == 2
    assert "cut short" in refused[0].reason


def test_a_line_too_long_is_refused_and_passed_over(line: Line, text: Text) -> None:
    long = b'{"type":"cctv","text":"' + b"x" * (MAX_EVENT * 9) + b'"}'
    raws, refused = everything(text([line(1), long, line(2)]))
    assert raws == [line(1), line(2)]
    assert refused[0].line == 2
    assert "more than" in refused[0].reason
    assert len(refused[0].raw) < 10_000


# fragments that, put on lines, could be read as one value over two lines or two values on one
_pieces = st.sampled_from(
    [
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b'"',
        b" ",
        b'{"a":{}}',
        b'{"a":[{}',
        b"{}]}",
        b"\r",
        b"\\",
        b"null",
        b"1",
        b"\xff",
        b"\xc3\xa9",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.one_of(st.none(), st.lists(_pieces, max_size=4).map(b"".join), st.binary(max_size=12)), max_size=7))
def test_lines_together_are_what_each_is_alone(line: Line, drawn: list[bytes | None]) -> None:
    parser, alone = LineParser(), Decoder()
    content = [line(1) if one is None else one.replace(b"\n", b"") for one in drawn]
    expected = [alone.line(one.strip()) for one in content if one.strip()]
    frames = list(parser.frames(Block(0, 1, content)))
    assert [event for frame in frames for event in frame.batch.events] == [
        got for got in expected if not isinstance(got, Rejection)
    ]
    assert sum(len(frame.rejections) for frame in frames) == sum(isinstance(got, Rejection) for got in expected)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_fail(line: Line, text: Text, noise: bytes) -> None:
    recording = NdjsonRecording(text(line(1) + b"\n" + noise + b"\n" + line(2)))
    assert sum(len(frame.batch) for frame in recording) >= 1
    assert sum(len(frame.batch) for frame, _ in recording.timed()) >= 1


def test_blocks_are_cut_anywhere_without_loss(line: Line, text: Text, monkeypatch: pytest.MonkeyPatch) -> None:
    written = [line(number) for number in range(40)]
    path = text(written)
    for size in (1, 7, 64, 500):
        monkeypatch.setattr(lines_module, "PIECE", size)
        assert everything(path)[0] == written


def test_compressed_text_of_several_frames(line: Line, text: Text) -> None:
    written = [line(number) for number in range(2000)]
    packed = b"".join(zstandard.compress(b"".join(one + b"\n" for one in part)) for part in (written[:900], written[900:]))
    raws, refused = everything(text(packed, "events.ndjson.zst"))
    assert (raws, refused) == (written, [])


@pytest.mark.parametrize("harm", ["cut", "damaged"])
def test_compressed_text_cut_or_damaged_gives_what_came_before(line: Line, text: Text, harm: str) -> None:
    written = [line(number, extra=f',"r":"{number * 7919 % 10_007}"') for number in range(20_000)]
    packed = bytearray(zstandard.compress(b"".join(one + b"\n" for one in written)))
    at = len(packed) * 2 // 3
    if harm == "cut":
        del packed[at:]
    else:
        packed[at : at + 40] = b"\xff" * 40
    with open_recording(text(bytes(packed), "events.ndjson.zst")) as recording:
        raws = [frame.batch.raw(index) for frame in recording for index in range(len(frame.batch))]
        assert 1000 < len(raws) < len(written)
        assert raws[:1000] == written[:1000]
        assert len(recording.losses) == 1


def test_receive_times_never_fall_and_may_be_sought(
    line: Line, text: Text, start: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines_module, "PIECE", 4096)
    late = {50, 51, 400}
    path = text([line(number, number * 2.0 - (90.0 if number in late else 0.0)) for number in range(600)])
    with open_recording(path) as recording:
        whole = list(recording.timed(step=0.5))
        times = [received for _, received in whole]
        assert times == sorted(times)
        assert (recording.start, recording.end) == (start, start + 599 * 2.0)
        assert all(len(frame.batch) <= 3 for frame, _ in whole)
        for since in (start - 5, start + 300.0, start + 301.0, start + 1198.0, start + 2000.0):
            part = [one.batch.events[0].id for one, _ in recording.timed(since, step=0.5)]
            assert part == [one.batch.events[0].id for one, received in whole if received >= since]


def test_one_clock_days_ahead_does_not_drag_the_rest_along(line: Line, text: Text, start: float) -> None:
    seconds = [float(number) for number in range(100)]
    seconds[0] = seconds[30] = 86_400.0 * 3
    with open_recording(text([line(n, s) for n, s in enumerate(seconds)])) as recording:
        received = {one.batch.events[0].id: at for one, at in recording.timed(step=0.1)}
        assert recording.end == start + 99.0
        assert received["c31"] == start + 31.0


def test_a_sparse_recording_keeps_its_times(line: Line, text: Text, start: float) -> None:
    with open_recording(text([line(number, number * 7200.0) for number in range(5)])) as recording:
        assert [at - start for _, at in recording.timed()] == [number * 7200.0 for number in range(5)]


def test_refused_lines_keep_their_numbers_when_read_by_time(line: Line, text: Text) -> None:
    content = list(itertools.chain.from_iterable((line(number, number * 3.0), b"bad") for number in range(10)))
    with open_recording(text(content)) as recording:
        refused = [one.line for frame, _ in recording.timed(step=1.0) for one in frame.rejections]
    assert refused == list(range(2, 21, 2))
