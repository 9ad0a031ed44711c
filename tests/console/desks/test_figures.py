from datetime import UTC, datetime, timedelta, timezone

import pytest

from alerts.log.reading.search import Row
from console.desks.supervisor.figures import figures, spread

KOREA = timezone(timedelta(hours=9))
MONDAY_9 = datetime(2026, 11, 16, 9, 30, tzinfo=KOREA).timestamp()


def row(key: str, **given: object) -> Row:
    values: dict[str, object] = {
        "key": key, "id": "", "kind": "fire", "title": "화재", "priority": 2, "highest": 2, "state": "new", "status": "actual",
        "opened": MONDAY_9, "updated": MONDAY_9, "acknowledged": None, "closed": None, "lat": None, "lon": None,
        "place": "", "region": "11680", "owner": "", "disposition": "", "reports": 1, "sources": 1, "merged_into": "",
    }  # fmt: skip
    return Row(**{**values, **given})  # type: ignore[arg-type]


def test_no_rows_give_no_figures_and_no_error() -> None:
    nothing = figures([], UTC)
    assert nothing.false_share is None
    assert nothing.in_time is None
    assert nothing.acknowledge.count == 0
    assert sum(map(sum, nothing.week)) == 0


def test_figures_of_a_day() -> None:
    rows = [
        row(
            "a",
            state="closed",
            disposition="handled",
            acknowledged=MONDAY_9 + 20,
            arrived=MONDAY_9 + 400,
            closed=MONDAY_9 + 600,
        ),
        row(
            "b",
            state="closed",
            disposition="false_alarm",
            acknowledged=MONDAY_9 + 40,
            arrived=MONDAY_9 + 421,
            closed=MONDAY_9 + 300,
        ),
        row("c", kind="flood"),
        row("d", priority=4, highest=4),
        row("e", state="merged", merged_into="a"),
    ]
    found = figures(rows, KOREA)
    assert (found.rows, found.open, found.unacknowledged, found.closed) == (4, 1, 1, 2)
    assert found.false_share == 0.5
    assert found.acknowledge.median == 30.0
    assert (found.arrive.count, found.in_time) == (2, 0.5)
    assert found.week[0][9] == 3
    assert found.kinds == [("fire", 2), ("flood", 1)]
    assert found.regions == [("11680", 3)]


def test_what_took_very_long_stands_in_the_last_bin() -> None:
    times = spread([10.0] * 98 + [20.0, 5000.0])
    assert sum(times.bins) == 100
    assert times.bins[-1] >= 1
    assert times.p90 == pytest.approx(10.0)
