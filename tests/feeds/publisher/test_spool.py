"""The spool: what is not acknowledged is kept, in memory or in files, within bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from alerts.errors import WireError
from feeds.publisher.shelf import Shelf
from feeds.publisher.spool import Spool

BODY = b"x" * 1_000


def filled(spool: Spool, count: int, epoch: int = 1, routine: int | None = None) -> Spool:
    for seq in range(count):
        spool.put(epoch, seq, b"cctv", BODY + str(seq).encode(), routine is not None and seq % routine == 0)
    return spool


def shelf(folder: Path, size: int = 4_000) -> Shelf:
    return Shelf(folder, size)


def runs(spool: Spool) -> list[tuple[int, int, int]]:
    return [(run.epoch, run.first, run.stop) for run in spool.runs()]


@pytest.mark.parametrize("on_disk", [False, True])
def test_what_is_acknowledged_is_forgotten(tmp_path: Path, on_disk: bool) -> None:
    spool = filled(Spool(10**6, shelf(tmp_path) if on_disk else None), 20)
    assert runs(spool) == [(1, 0, 20)]
    spool.acknowledge(1, 12)
    spool.acknowledge(2, 99)
    assert runs(spool) == [(1, 12, 20)]
    assert spool.get(1, 11) is None
    assert spool.get(1, 12) == (b"cctv", BODY + b"12")
    assert spool.next_kept(1, 3, 15) == 12
    assert spool.next_kept(1, 3, 7) == 7
    spool.acknowledge(1, 20)
    assert (runs(spool), spool.size, spool.count) == ([], 0, 0)
    spool.close()


@pytest.mark.parametrize("on_disk", [False, True])
def test_when_full_routine_goes_first_then_the_oldest(tmp_path: Path, on_disk: bool) -> None:
    spool = filled(Spool(12_500, shelf(tmp_path) if on_disk else None), 15, routine=3)
    assert spool.dropped == 5
    assert [seq for seq in range(15) if spool.get(1, seq) is None] == [0, 3, 6, 9, 12]
    spool.put(1, 15, b"cctv", BODY, routine=False)
    assert spool.get(1, 1) is None
    assert spool.get(1, 15) is not None
    assert spool.size <= 12_500
    assert runs(spool) == [(1, 0, 16)]
    spool.close()


def test_the_disk_is_bounded_even_with_holes(tmp_path: Path) -> None:
    spool = Spool(20_000, shelf(tmp_path))
    for seq in range(400):
        spool.put(1, seq, b"unit", BODY, routine=seq % 4 != 0)
    assert sum(path.stat().st_size for path in tmp_path.glob("*.spool")) <= 2 * 20_000 + 8_000
    assert spool.get(1, 399) is not None
    assert spool.count + spool.dropped == 400
    spool.close()


def test_it_survives_its_process(tmp_path: Path) -> None:
    spool = filled(Spool(10**6, shelf(tmp_path)), 10)
    spool.acknowledge(1, 4)
    spool.close()
    again = Spool(10**6, shelf(tmp_path))
    filled(again, 3, epoch=2)
    assert [run[0] for run in runs(again)] == [1, 2]
    assert [again.get(1, seq) for seq in (4, 9)] == [(b"cctv", BODY + b"4"), (b"cctv", BODY + b"9")]
    again.acknowledge(2, 3)
    assert [run[0] for run in runs(again)] == [1]
    again.acknowledge(1, 10)
    again.close()
    assert list(tmp_path.glob("*.spool")) == []


def test_a_torn_record_ends_its_segment(tmp_path: Path) -> None:
    filled(Spool(10**6, shelf(tmp_path, 10**6)), 5).close()
    (segment,) = tmp_path.glob("*.spool")
    data = segment.read_bytes()
    segment.write_bytes(data[:-7])
    spool = Spool(10**6, shelf(tmp_path))
    assert runs(spool) == [(1, 0, 4)]
    spool.close()
    segment.write_bytes(data[:100] + b"\x00" + data[101:])
    spool = Spool(10**6, shelf(tmp_path))
    assert runs(spool) == []
    spool.close()


def test_two_publishers_do_not_share_a_spool(tmp_path: Path) -> None:
    first = shelf(tmp_path)
    with pytest.raises(WireError, match="using this spool"):
        shelf(tmp_path)
    first.close()
    shelf(tmp_path).close()


def test_a_full_disk_does_not_stop_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = shelf(tmp_path)
    spool = filled(Spool(10**6, kept), 2)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept, "put", full)
    spool.put(1, 2, b"cctv", BODY, routine=False)
    assert spool.get(1, 2) == (b"cctv", BODY)
    assert "No space" in spool.trouble
    monkeypatch.undo()
    spool.put(1, 3, b"cctv", BODY, routine=False)
    assert spool.trouble == ""
    spool.close()
