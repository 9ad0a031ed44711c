import os
from collections.abc import Callable
from pathlib import Path

import pytest

from alerts.errors import InputError, OutputError
from feeds.recordings import form_of, open_recording, writer

MAGIC = b"\x89MCAP0\r\n"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.ndjson", b"", "empty"),
        ("blank.ndjson", b" \n\n", "empty"),
        ("binary.ndjson", bytes(range(256)), "binary"),
        ("events.ndjson.gz", b"\x1f\x8b\x08\x00rest", "gzip"),
        ("wide.ndjson", '{"type":"cctv"}'.encode("utf-16"), "UTF-16"),
        ("alert.ndjson", b"<?xml version='1.0'?><alert/>", "convert"),
        ("log.mcap", b'{"type":"cctv"}\n', "no MCAP"),
        ("cut.mcap", MAGIC + b"\x01\x02", "cut short"),
        ("events.ndjson.zst", b"\x28\xb5\x2f\xfd", "compressed"),
        ("incidents.db", b"SQLite format 3\x00rest", "database"),
    ],
)
def test_what_is_no_recording_is_told_in_one_line(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=told) as caught:
        open_recording(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_what_is_not_there_a_folder_or_a_pipe(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        open_recording(tmp_path / "none.ndjson")
    with pytest.raises(InputError, match="folder"):
        open_recording(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="save it to a file"):
        open_recording(tmp_path / "pipe")


def test_the_name_says_what_is_written(tmp_path: Path) -> None:
    assert [form_of(Path(name)) for name in ("a.mcap", "A.NDJSON", "b.ndjson.zst")] == ["mcap", "ndjson", "ndjson.zst"]
    with pytest.raises(OutputError, match=r"\.mcap"):
        writer(tmp_path / "events.txt")


@pytest.mark.parametrize("name", ["a.mcap", "a.ndjson", "a.ndjson.zst"])
def test_nothing_is_written_over_unless_forced(tmp_path: Path, name: str, line: Callable[..., bytes]) -> None:
    path = tmp_path / name
    path.write_bytes(b"precious")
    with pytest.raises(OutputError, match="exists already"):
        writer(path)
    assert path.read_bytes() == b"precious"
    with writer(path, force=True) as forced:
        forced.write(line(1), b"cctv", 1.0)
    with open_recording(path) as recording:
        assert [event.id for frame in recording for event in frame.batch.events] == ["c1"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="does not exist"):
        writer(tmp_path / "none" / "a.mcap")
