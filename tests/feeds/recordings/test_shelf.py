"""What a hub gives out of its recordings, and what not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from feeds.recordings import open_recording
from feeds.recordings.taping import shelf
from feeds.recordings.taping.recorder import Recorder
from feeds.recordings.taping.shelf import Part, Shelf, Shelves
from feeds.wire.codec import Decoder

NOW = 1_795_237_200.0


@pytest.fixture
def shelves(tmp_path: Path) -> Shelves:
    folder = tmp_path / "recordings"
    (folder / "recent").mkdir(parents=True)
    for name, content, changed in (
        ("recent/20261121-050000Z.mcap", b"first", 10), ("recent/20261121-050100Z.mcap", b"second", 20),
        ("old.mcap", b"0123456789", 30), ("new.ndjson", b"n", 40), ("notes.txt", b"private", 50), ("recent/key.mcap", b"x", 1),
    ):  # fmt: skip
        (folder / name).write_bytes(content)
        os.utime(folder / name, (changed, changed))
    (tmp_path / "secret.mcap").write_bytes(b"secret")
    (folder / "link.mcap").symlink_to(tmp_path / "secret.mcap")
    return Shelves(folder)


def listed(shelves: Shelves) -> list[tuple[str, int, float, bool]]:
    found = shelves.query("shelf", {})
    assert isinstance(found, Shelf)
    return [(item.name, item.bytes, item.until, item.recent) for item in found.items]


def test_segments_oldest_first_then_recordings_newest_first(shelves: Shelves) -> None:
    assert listed(shelves) == [
        ("20261121-050000Z.mcap", 5, 10.0, True), ("20261121-050100Z.mcap", 6, 20.0, True),
        ("new.ndjson", 1, 40.0, False), ("old.mcap", 10, 30.0, False),
    ]  # fmt: skip


def test_a_recording_is_given_out_part_by_part(shelves: Shelves, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "READ_BYTES", 4)
    parts = [shelves.query("shelf_read", {"name": "old.mcap", "offset": at}) for at in (0, 4, 8, 10, 99)]
    assert [part.data for part in parts if isinstance(part, Part)] == [b"0123", b"4567", b"89", b"", b""]


@pytest.mark.parametrize(
    ("name", "recent"),
    [
        ("notes.txt", False), ("link.mcap", False), ("../secret.mcap", False), ("recent/20261121-050000Z.mcap", False),
        ("20261121-050000Z.mcap", False), ("old.mcap", True), ("key.mcap", True), ("", False), ("/etc/passwd", False),
    ],
)  # fmt: skip
def test_nothing_else_is(shelves: Shelves, name: str, recent: bool) -> None:
    with pytest.raises(ValueError, match="no longer there"):
        shelves.query("shelf_read", {"name": name, "recent": recent})


def test_wrong_questions_are_refused(shelves: Shelves, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no byte"):
        shelves.query("shelf_read", {"name": "old.mcap", "offset": -1})
    with pytest.raises(ValueError, match="many"):
        shelves.query("shelf_read", {"name": "old.mcap", "offset": "many"})
    with pytest.raises(LookupError):
        shelves.query("shelf_delete", {"name": "old.mcap"})
    assert listed(Shelves(tmp_path / "nowhere")) == []


def test_the_segment_at_hand_is_readable_as_far_as_it_was_listed(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "hub", {})
    event = (
        b'{"v":1,"source":"gauge","epoch":1,"seq":%d,"sent":"2026-11-21T14:00:00+09:00","events":[{"type":"sensor","id":"%d",'
        b'"source":"gauge","time":"2026-11-21T14:00:00+09:00","sensor_id":"s","quantity":"level","value":1.0,"unit":"m"}]}'
    )
    for number in range(3):
        recorder.take([Decoder().frame(b"sensor", event % (number, number))], NOW + number)
    recorder.tick(NOW + 5)
    [item] = recorder.query("shelf", {}, NOW + 6).items
    recorder.take([Decoder().frame(b"sensor", event % (9, 9))], NOW + 6)
    recorder.tick(NOW + 9)
    data = recorder.query("shelf_read", {"name": item.name, "recent": True}, NOW + 9).data
    (tmp_path / "here.mcap").write_bytes(data[: item.bytes])
    with open_recording(tmp_path / "here.mcap") as recording:
        assert [event.id for frame in recording for event in frame.batch.events] == ["0", "1", "2"]
    recorder.close()
