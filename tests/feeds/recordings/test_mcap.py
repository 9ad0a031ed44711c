import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import lz4.frame
import msgspec
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from mcap.reader import make_reader
from mcap.writer import CompressionType, Writer

from alerts.errors import InputError
from feeds.recordings import open_recording, writer
from feeds.recordings.mcap.chunk import Damage, unpack
from feeds.wire.frame import Frame

Line = Callable[..., bytes]


def envelope(seq: int, *events: bytes) -> bytes:
    head = f'{{"v":1,"source":"cam","epoch":7,"seq":{seq},"sent":"2026-09-21T14:13:20.5+00:00","events":['
    return head.encode() + b",".join(events) + b"]}"


def record(path: Path, bodies: list[bytes], start: float, step: float = 0.25, **more: object) -> Path:
    with writer(path, {"city": "seoul", "mode": "exercise"}, **more) as out:
        for number, body in enumerate(bodies):
            out.write(
                body, b"cctv" if number % 2 else b"cctv.11680", start + number * step, start + number * step - 0.5, number
            )
    return path


def bodies_of(path: Path) -> list[bytes]:
    with open_recording(path) as recording:
        return [frame.body for frame, _ in recording.timed()]


def test_messages_come_back_as_they_were(tmp_path: Path, line: Line, start: float) -> None:
    bodies = [envelope(number, line(number), line(number + 1000)) for number in range(50)]
    bodies[3] = msgspec.msgpack.encode(msgspec.json.decode(bodies[3]))
    bodies[4] = line(4)  # one event, no envelope
    bodies[5] = envelope(5, line(5), b'{"type":"cctv","id":"bad"}')
    path = record(tmp_path / "a.mcap", bodies, start)
    with open_recording(path) as recording:
        frames = list(recording.timed())
        assert recording.about == {"city": "seoul", "mode": "exercise"}
        assert recording.losses == []
        assert (recording.start, recording.end) == (start, start + 49 * 0.25)
    assert [frame.body for frame, _ in frames] == bodies
    assert [received for _, received in frames] == [start + number * 0.25 for number in range(50)]
    assert [frame.topic for frame, _ in frames[:2]] == [b"cctv.11680", b"cctv"]
    assert [len(frame.batch) for frame, _ in frames[3:6]] == [2, 1, 1]
    assert frames[5].frame.rejections[0].line == 6
    assert frames[7].frame.batch.raw(1) == line(1007)


def test_small_messages_are_given_together_where_times_do_not_matter(tmp_path: Path, line: Line, start: float) -> None:
    bodies = [envelope(number, line(number), b'{"type":"cctv"}') for number in range(3000)]
    path = record(tmp_path / "a.mcap", bodies, start)
    with open_recording(path) as recording:
        frames = list(recording)
    assert [len(frame.batch) for frame in frames] == [1024, 1024, 952]
    assert [frame.batch.raw(index) for frame in frames for index in range(len(frame.batch))] == [line(n) for n in range(3000)]
    assert [one.line for frame in frames for one in frame.rejections] == list(range(1, 3001))


def test_other_programs_read_it(tmp_path: Path, line: Line, start: float) -> None:
    bodies = [envelope(number, line(number)) for number in range(20)]
    path = record(tmp_path / "a.mcap", bodies, start, schema=b'{"type":"object"}')
    with path.open("rb") as file:
        reader = make_reader(file, validate_crcs=True)
        found = list(reader.iter_messages(starting_at=round((start + 2) * 1e9)))
        assert [message.data for _, _, message in found] == bodies[8:]
        schema, channel, message = found[0]
        assert schema is not None
        assert (schema.encoding, schema.data) == ("jsonschema", b'{"type":"object"}')
        assert (channel.topic, channel.message_encoding) == ("cctv.11680", "json")
        assert (message.log_time, message.publish_time) == (round((start + 2) * 1e9), round((start + 1.5) * 1e9))
        assert message.sequence == 8
        summary = reader.get_summary()
        assert summary is not None
        assert len(summary.chunk_indexes) >= 4  # a second each


def test_a_moment_is_found_by_its_chunk(tmp_path: Path, line: Line, start: float) -> None:
    path = record(tmp_path / "a.mcap", [envelope(number, line(number)) for number in range(200)], start)
    with open_recording(path) as recording:
        for since in (start - 1, start, start + 20.1, start + 49.75, start + 60):
            found = [frame.seq for frame, _ in recording.timed(since)]
            assert found == [number for number in range(200) if start + number * 0.25 >= since]


def test_a_recording_cut_anywhere_gives_its_whole_chunks(tmp_path: Path, line: Line, start: float) -> None:
    bodies = [envelope(number, line(number)) for number in range(24)]
    whole = record(tmp_path / "a.mcap", bodies, start).read_bytes()
    cut = tmp_path / "cut.mcap"
    lengths = []
    for at in range(8, len(whole), 5):
        cut.write_bytes(whole[:at])
        try:
            with open_recording(cut) as recording:
                found = [frame.body for frame, _ in recording.timed()]
                assert recording.losses or len(found) == len(bodies)
                assert recording.damage == ("cut" if recording.losses else "")
                # channels are described in the first chunk only: a later one must be readable from there
                later = [frame.body for frame, _ in recording.timed(start + 2.0)]
        except InputError:
            found = later = []
        assert found == bodies[: len(found)]
        assert later == found[8:]
        lengths.append(len(found))
    assert lengths == sorted(lengths)
    assert {0, 4, 8, 12, 16, 20, 24} <= set(lengths)


@settings(max_examples=200, deadline=None)
@given(at=st.integers(8, 10_000), mask=st.integers(1, 255), zeros=st.booleans())
def test_damage_anywhere_never_makes_up_a_message(
    at: int, mask: int, zeros: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp()
    path = folder / "damaged.mcap"
    bodies = [b'{"n":%d}' % number for number in range(30)]
    data = bytearray(_recorded(folder, bodies))
    at %= len(data)
    if zeros:
        data[at:] = bytes(len(data) - at)
    else:
        data[at] ^= mask
    path.write_bytes(data)
    try:
        found = bodies_of(path)
    except InputError:
        return
    assert set(found) <= set(bodies)


def _recorded(folder: Path, bodies: list[bytes]) -> bytes:
    path = folder / "sound.mcap"
    if not path.exists():
        record(path, bodies, 1000.0)
    return path.read_bytes()


def test_a_damaged_chunk_is_left_out_and_said(tmp_path: Path, line: Line, start: float) -> None:
    bodies = [envelope(number, line(number)) for number in range(24)]
    path = record(tmp_path / "a.mcap", bodies, start)
    data = bytearray(path.read_bytes())
    third = [at for at in range(len(data)) if data.startswith(b"zstd", at)][2]
    data[third + 40] ^= 0xFF
    path.write_bytes(data)
    with open_recording(path) as recording:
        found = [frame.body for frame, _ in recording.timed()]
        assert len(recording.losses) == 1
        assert recording.damage == "parts"
    assert found == bodies[:8] + bodies[12:]


@pytest.mark.parametrize(("compression", "chunked"), [("LZ4", True), ("NONE", True), ("ZSTD", False)])
def test_recordings_of_other_programs(tmp_path: Path, line: Line, start: float, compression: str, chunked: bool) -> None:
    path = tmp_path / "other.mcap"
    with path.open("wb") as file:
        other = Writer(file, chunk_size=2000, compression=CompressionType[compression], use_chunking=chunked)
        other.start()
        ours = other.register_channel("cctv", "json", 0)
        robot = other.register_channel("/odom", "cdr", 0)
        for number in range(100):
            time = round((start + number) * 1e9)
            other.add_message(ours, time, line(number), time)
            other.add_message(robot, time, b"\x00\x01", time)
        other.finish()
    with open_recording(path) as recording:
        assert [event.id for frame in recording for event in frame.batch.events] == [f"c{number}" for number in range(100)]
        assert [frame.batch.events[0].id for frame, _ in recording.timed(start + 97)] == ["c97", "c98", "c99"]
        assert recording.losses == ["messages on '/odom' were left out: their encoding 'cdr' is not known here"]
        assert recording.damage == ""  # nothing is wrong with the file


def chunk(name: bytes, packed: bytes, size: int, checksum: int = 0) -> bytes:
    return struct.pack("<QQQII", 0, 0, size, checksum, len(name)) + name + struct.pack("<Q", len(packed)) + packed


def test_a_chunk_takes_no_more_memory_than_it_may() -> None:
    bomb = zstandard.compress(bytes(1 << 28))
    for size in (1 << 20, 1 << 28):
        with pytest.raises(Damage):
            unpack(chunk(b"zstd", bomb, size))
    stream = io.BytesIO()
    with lz4.frame.open(stream, "wb") as file:
        file.write(bytes(1 << 24))
    with pytest.raises(Damage):
        unpack(chunk(b"lz4", stream.getvalue(), 1000))
    with pytest.raises(Damage, match="unknown"):
        unpack(chunk(b"xz", b"abc", 3))
    with pytest.raises(Damage, match="checksum"):
        unpack(chunk(b"", b"abc", 3, zlib.crc32(b"abd")))
    assert unpack(chunk(b"", b"abc", 3, zlib.crc32(b"abc"))) == b"abc"


def test_any_number_of_topics(tmp_path: Path, line: Line, start: float) -> None:
    path = tmp_path / "a.mcap"
    with writer(path) as out:
        for number in range(300):
            out.write(line(number), b"cctv.%05d" % number, start + number * 0.001)
    frames: list[Frame] = []
    with open_recording(path) as recording:
        frames += [frame for frame, _ in recording.timed()]
    assert [frame.batch.events[0].id for frame in frames] == [f"c{number}" for number in range(300)]
    assert len({frame.topic for frame in frames}) <= 66
