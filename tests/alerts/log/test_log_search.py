"""Finding incidents again: by Korean words of any length, by kind, place and time."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from alerts.errors import LogError
from alerts.incidents import Change, Incident
from alerts.log.reading.export import export_csv
from alerts.log.reading.reader import SqliteReader
from alerts.log.reading.search import Search
from alerts.log.sqlite import SqliteLog
from alerts.log.troubles import LogTrouble
from alerts.log.work import Shown, Work


@pytest.fixture
def log(opened: Callable[..., SqliteLog], incident: Callable[..., Incident]) -> SqliteLog:
    first = incident(1, ("사람이 너무 많아 밀려요", "압사당할 것 같아요 100% 위험"))
    second = incident(2, ("연기가 나요", "불꽃이 보임"), kind="fire", title="화재", priority=1, state="closed")
    second.place, second.region = "강남대로 123", "11680"
    third = incident(3, ("길이 물에 잠김",), kind="flood", title="침수", priority=2)
    third.place, third.region = "반포 지하차도", "11650"
    third.history.append(Change(third.opened, "note", 2, "kim", "순찰차 2대 배치"))
    opened_log = opened()
    opened_log.commit(Work(incidents=[Shown(one, b"") for one in (first, second, third)]), durable=True)
    return opened_log


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("성수", [1]), ("성수역", [1]), ("역", [1]), ("많아 밀려", [1]), ("밀려요 압사", [1]), ("요", [2, 1]),
        ("사람이 화재", []), ("화재", [2]), ("불꽃 강남", [2]), ("강남대로", [2]), ("지하차도", [3]), ("차도", [3]),
        ("순찰차 배치", [3]), ("2대", [3]), ("INC-20261121-0002", [2]), ("없는말", []),
        ("inc-", [3, 2, 1]), ("0003", [3]), ("01", [1]), ("0002 화재", [2]), ("0003 화재", []), ("23", [2]), ("123", [2]),
        ("   ", [3, 2, 1]), ("", [3, 2, 1]),
        (unicodedata.normalize("NFD", "침수"), [3]), (unicodedata.normalize("NFD", "지하차도"), [3]),
        ("100%", [1]), ("%", [1]), ("_", []), ('"', []), ("'", []), ("AND", []), ("불꽃 OR 물에", []), ("*", []),
        ("위험 (", []), ("\\", []), ("지하\0차도", [3]), ("\0", [3, 2, 1]),
    ],
)  # fmt: skip
def test_words_of_any_length_are_found(log: SqliteLog, text: str, found: list[int]) -> None:
    hits = log.search(Search(text=text))
    assert [row.id for row in hits.rows] == [f"INC-20261121-{number:04d}" for number in found]
    assert hits.total == len(found)


def test_filters_narrow_and_pages_follow_each_other(log: SqliteLog, incident: Callable[..., Incident]) -> None:
    assert [row.kind for row in log.search(Search(kinds=["fire", "flood"])).rows] == ["flood", "fire"]
    assert [row.kind for row in log.search(Search(priorities=[1], regions=["11680"])).rows] == ["fire"]
    assert [row.kind for row in log.search(Search(states=["new"], order="priority")).rows] == ["flood", "crowd"]
    second = incident(2).opened
    assert log.search(Search(since=second)).total == 2
    assert log.search(Search(until=second)).total == 1
    pages = [log.search(Search(limit=1, offset=at)) for at in range(4)]
    assert [[row.kind for row in page.rows] for page in pages] == [["flood"], ["fire"], ["crowd"], []]
    assert {page.total for page in pages} == {3}
    with pytest.raises(LogTrouble, match="cannot be sorted by"):
        log.search(Search(order="-doc; DROP TABLE entry"))


def test_a_changed_text_is_found_by_its_new_words_only(log: SqliteLog, incident: Callable[..., Incident]) -> None:
    log.commit(Work(incidents=[Shown(incident(1, ("오토바이 사고",), title="교통사고"), b"")]), durable=False)
    assert log.search(Search(text="오토바이")).total == 1
    assert log.search(Search(text="압사당할")).total == 0
    assert log.search(Search()).total == 3


def test_an_incident_that_got_another_key_or_dissolved_is_found_once_or_not_at_all(
    log: SqliteLog, incident: Callable[..., Incident]
) -> None:
    old = incident(1).key
    log.commit(Work(moved={old: "112\x1fearlier"}, incidents=[Shown(incident(1, key="112\x1fearlier"), b"")]), durable=False)
    assert [row.key for row in log.search(Search(text="성수")).rows] == ["112\x1fearlier"]
    log.commit(Work(removed=["112\x1fearlier"]), durable=False)
    assert log.search(Search(text="성수")).total == 0
    assert log.search(Search(text="사람이")).total == 0
    # the freed row is taken again: its old words must not come back with it
    log.commit(Work(incidents=[Shown(incident(4, ("정전",), place="길"), b"")]), durable=False)
    assert log.search(Search(text="사람이 너무")).total == 0


def test_facets_count_what_the_filter_lets_through_and_days_begin_in_korea(
    log: SqliteLog, incident: Callable[..., Incident]
) -> None:
    late = incident(5, opened=incident(1).opened.replace(hour=15), kind="fire")  # 00:03 the next day in Korea
    late.disposition, late.state = "false_alarm", "closed"
    log.commit(Work(incidents=[Shown(late, b"")]), durable=False)
    facets = log.facets(Search())
    assert facets.total == 4
    assert facets.kind == {"crowd": 1, "fire": 2, "flood": 1}
    assert facets.priority == {1: 1, 2: 1, 3: 2}
    assert facets.region == {"11200": 2, "11650": 1, "11680": 1}
    assert facets.state == {"closed": 2, "new": 2}
    assert facets.disposition["false_alarm"] == 1
    assert "" not in facets.disposition
    assert [row.key for row in log.search(Search(dispositions=["false_alarm"])).rows] == [late.key]
    assert facets.day == {"2026-11-21": 3, "2026-11-22": 1}
    assert log.facets(Search(utc_offset_s=0)).day == {"2026-11-21": 4}
    assert log.facets(Search(text="강남")).kind == {"fire": 1}


def test_a_time_line_tells_reports_changes_and_actions_in_order(filled: SqliteLog, incident: Callable[..., Incident]) -> None:
    one = incident(99, ("첫 신고",), key="112\x1fe0")
    one.members[0].id = "e0"
    filled.commit(Work(incidents=[Shown(one, b"")]), durable=False)
    line = filled.timeline("INC-20261121-0099")
    assert line is not None
    assert line.incident == one
    assert [(item.what, item.text, item.entry) for item in line.happenings] == [
        ("action", "note", 6), ("event", "첫 신고", 1), ("change", "opened", 0),
    ]  # fmt: skip
    assert line.happenings[1].raw == {"type": "dispatch", "id": "e0", "source": "112"}
    assert line.happenings[0].raw["command"]["text"] == "현장 확인"
    assert filled.timeline("INC-19990101-0001") is None


def test_an_export_opens_in_a_korean_spreadsheet_and_runs_nothing(
    log: SqliteLog, incident: Callable[..., Incident], tmp_path: Path
) -> None:
    evil = [incident(10 + at, title=start + "cmd|' /C calc'!A0", place='a,b\n"c"') for at, start in enumerate("=+-@\t\r＝")]
    log.commit(Work(incidents=[Shown(one, b"") for one in evil]), durable=False)
    reader = SqliteReader(log.path)
    try:
        count = export_csv(reader.rows(Search(order="opened")), tmp_path / "out.csv", {"title": "제목"})
    finally:
        reader.close()
    assert count == 10
    data = (tmp_path / "out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines(keepends=True)))
    assert [row["제목"] for row in rows][:3] == ["인파 밀집", "화재", "침수"]
    assert all(row["제목"].startswith("'") for row in rows[3:])
    assert rows[0]["opened"] == "2026-11-21 23:03:00+09:00"
    assert rows[3]["place"] == 'a,b\n"c"'
    with pytest.raises(LogError, match="cannot be written"):
        export_csv([], tmp_path / "no" / "folder.csv")


def test_an_export_of_many_pages_has_every_row_once(
    opened: Callable[..., SqliteLog], incident: Callable[..., Incident]
) -> None:
    log = opened()
    many = [incident(number, opened=incident(1).opened + timedelta(seconds=number // 7)) for number in range(2_345)]
    log.commit(Work(incidents=[Shown(one, b"") for one in many]), durable=False)
    reader = SqliteReader(log.path)
    keys = [row.key for row in reader.rows(Search())]
    reader.close()
    assert len(keys) == 2_345
    assert set(keys) == {one.key for one in many}
