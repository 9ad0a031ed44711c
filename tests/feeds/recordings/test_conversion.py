from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from alerts.errors import OutputError
from alerts.validation import Rejection
from feeds.recordings import open_recording
from feeds.recordings.conversion import Tally, convert
from feeds.recordings.mcap.layout import to_seconds
from feeds.recordings.packing import messages_of

Line = Callable[..., bytes]
Text = Callable[..., Path]


def run(out: Path, *inputs: Path, force: bool = False, refused: list[Rejection] | None = None) -> Tally:
    told = [] if refused is None else refused
    with ExitStack() as stack:
        return convert(
            [stack.enter_context(open_recording(path)) for path in inputs],
            out,
            about={"program": "test"},
            force=force,
            refused=lambda _, rejection: told.append(rejection),
            progress=lambda _: None,
        )


def raws(path: Path) -> list[bytes]:
    with open_recording(path) as recording:
        return [frame.batch.raw(index) for frame in recording for index in range(len(frame.batch))]


def mixed(line: Line, count: int = 400) -> list[bytes]:
    """Events of two sources and two types in one stream, with fields nobody knows and odd spacing."""
    events = []
    for number in range(count):
        one = line(number, number * 0.05, ', "later" : [1.00, 1e2]')
        if number % 3 == 0:
            one = one.replace(b'"source":"cam"', b'"source":"cam2"')
        if number % 5 == 0:
            one = one.replace(b'"type":"cctv"', b'"type":"sensor","sensor_id":"s","quantity":"q","value":1.50,"unit":"m"')
        events.append(one)
    return events


@pytest.mark.parametrize("way", [("b.mcap",), ("b.ndjson.zst",), ("b.mcap", "c.ndjson.zst", "d.mcap")])
def test_events_survive_every_form_byte_for_byte(tmp_path: Path, line: Line, text: Text, way: tuple[str, ...]) -> None:
    written = mixed(line)
    path = text(written)
    for name in (*way, "last.ndjson"):
        run(tmp_path / name, path)
        path = tmp_path / name
    assert path.read_bytes() == b"".join(one + b"\n" for one in written)


def test_mcap_to_mcap_keeps_messages_and_times(tmp_path: Path, line: Line, text: Text) -> None:
    first, second = tmp_path / "a.mcap", tmp_path / "b.mcap"
    run(first, text(mixed(line)))
    run(second, first)
    with open_recording(first) as one, open_recording(second) as other:
        assert [(f.topic, f.body, at) for f, at in one.timed()] == [(f.topic, f.body, at) for f, at in other.timed()]


def test_several_inputs_are_merged_by_time(tmp_path: Path, line: Line, text: Text) -> None:
    odd = text([line(number, number * 2.0) for number in range(1, 41, 2)], "odd.ndjson")
    even = text([line(number, number * 2.0) for number in range(0, 41, 2)], "even.ndjson")
    run(tmp_path / "all.ndjson", odd, even)
    assert raws(tmp_path / "all.ndjson") == [line(number, number * 2.0) for number in range(41)]


def test_what_is_refused_is_told_and_left_out(tmp_path: Path, line: Line, text: Text) -> None:
    refused: list[Rejection] = []
    tally = run(tmp_path / "b.mcap", text([b"nonsense", line(1), b'{"type":"cctv"}', line(2)]), refused=refused)
    assert (tally.events, tally.rejected) == (2, 2)
    assert [one.line for one in refused] == [1, 3]
    assert raws(tmp_path / "b.mcap") == [line(1), line(2)]


def test_the_output_is_whole_or_not_there(tmp_path: Path, line: Line, text: Text) -> None:
    source = text([line(number) for number in range(10)])

    def fail(_path: Path, _rejection: Rejection) -> None:
        raise OutputError("the file of rejects is full")

    source.write_bytes(source.read_bytes() + b"nonsense\n")
    with pytest.raises(OutputError, match="rejects"):
        convert([open_recording(source)], tmp_path / "b.mcap", about={}, refused=fail, progress=lambda _: None)
    assert [path.name for path in tmp_path.iterdir()] == [source.name]


def test_neighbours_of_one_kind_share_a_message(line: Line, text: Text) -> None:
    with open_recording(text([line(0), line(1), line(2).replace(b'"cam"', b'"other"'), line(3)])) as recording:
        frame = next(iter(recording))
    packed = list(messages_of(frame.batch))
    assert [body.count(b'"camera_id"') for _, body in packed] == [2, 1, 1]
    assert {topic for topic, _ in packed} == {b"cctv"}


def test_a_time_in_nanoseconds_and_back() -> None:
    from feeds.recordings.mcap.layout import to_ns

    for seconds in (0.0, 1.1, 1_790_000_000.123456, 4_000_000_000.5):
        assert to_seconds(to_ns(seconds)) == seconds
    assert to_ns(-5.0) == 0
