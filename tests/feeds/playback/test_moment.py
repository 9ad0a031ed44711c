from datetime import UTC, datetime, timedelta, timezone

import pytest

from alerts.errors import InputError
from feeds.playback.moment import parse_moment

SEOUL = timezone(timedelta(hours=9))
BEGIN = datetime(2026, 3, 1, 22, 30, 15, tzinfo=SEOUL)


def at(text: str) -> datetime:
    return datetime.fromtimestamp(parse_moment(text, BEGIN.timestamp(), SEOUL), SEOUL)


def test_the_ways_to_write_a_moment() -> None:
    assert at("+90") == BEGIN + timedelta(seconds=90)
    assert at("+1.5s") == BEGIN + timedelta(seconds=1.5)
    assert at("23:05") == datetime(2026, 3, 1, 23, 5, tzinfo=SEOUL)
    assert at("23:05:07") == datetime(2026, 3, 1, 23, 5, 7, tzinfo=SEOUL)
    assert at("22:30") == datetime(2026, 3, 1, 22, 30, tzinfo=SEOUL)
    assert at("01:00") == datetime(2026, 3, 2, 1, 0, tzinfo=SEOUL)  # past midnight
    assert at("2026-03-01T14:00:00Z") == datetime(2026, 3, 1, 14, tzinfo=UTC)
    assert at("2026-03-01 23:00") == datetime(2026, 3, 1, 23, tzinfo=SEOUL)


@pytest.mark.parametrize("text", ["", "25:00", "12:60", "later", "+", "-5", "1790000000x", "+9999999999999"])
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(InputError, match="is no time"):
        at(text)
