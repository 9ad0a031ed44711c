"""Disaster alerts come, change, are taken back and expire; whatever the order in which they arrive."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from alerts.events import Disaster, Polygon
from alerts.situation.areas import UNDATED_S, Areas, identifier_of

START = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
NOW = START.timestamp()


def alert(identifier: str, msg_type: Any = "Alert", hours: float | None = 2.0, **fields: Any) -> Disaster:
    expires = None if hours is None else START + timedelta(hours=hours)
    given: dict[str, Any] = {"id": identifier, "identifier": identifier, "msg_type": msg_type, "expires": expires}
    return Disaster(source="cap", time=START, event="호우", **given, **fields)


def names(areas: Areas) -> list[str]:
    return [area.identifier for area in areas.all()]


def test_an_alert_stands_until_it_expires() -> None:
    areas = Areas()
    ring = [[126.9, 37.4], [127.1, 37.4], [127.1, 37.6], [126.9, 37.4]]
    areas.take([alert("a", severity="Severe", headline="호우경보", area=Polygon([ring]), status="exercise")])
    [told], gone = areas.changes()
    assert (told.severity, told.headline, told.expires, told.status) == ("Severe", "호우경보", NOW + 7200, "exercise")
    assert gone == []
    areas.age(NOW + 7199)
    assert names(areas) == ["a"]
    areas.age(NOW + 7200)
    assert areas.changes() == ([], ["a"])
    assert names(areas) == []


def test_an_alert_without_an_end_is_not_shown_for_ever() -> None:
    areas = Areas()
    areas.take([alert("a", hours=None)])
    areas.age(NOW + UNDATED_S - 1)
    assert names(areas) == ["a"]
    areas.age(NOW + UNDATED_S)
    assert names(areas) == []


def test_an_update_replaces_what_it_refers_to_and_a_cancel_ends_it() -> None:
    areas = Areas()
    areas.take([alert("a"), alert("b")])
    areas.changes()
    areas.take([alert("a2", "Update", references=["kma,a,2026-11-21T14:00:00+09:00"])])
    told, gone = areas.changes()
    assert ([area.identifier for area in told], gone) == (["a2"], ["a"])
    areas.take([alert("c", "Cancel", references=["b", "kma,a2,x"])])
    assert areas.changes() == ([], ["b", "a2"])
    assert names(areas) == []


def test_an_update_under_the_same_identifier_changes_it() -> None:
    areas = Areas()
    areas.take([alert("a"), alert("a", "Update", headline="연장", references=["kma,a,x"])])
    [told], gone = areas.changes()
    assert (told.headline, gone) == ("연장", [])


def test_an_alert_that_comes_after_its_own_end_does_not_rise_again() -> None:
    areas = Areas()
    areas.take([alert("c", "Cancel", references=["a"]), alert("b2", "Update", references=["b"]), alert("a"), alert("b")])
    assert names(areas) == ["b2"]
    again = Areas()
    again.restore(areas.save())
    again.take([alert("a")])
    assert names(again) == ["b2"]


def test_acknowledgements_and_errors_are_not_warnings() -> None:
    areas = Areas()
    areas.take([alert("a", "Ack"), alert("b", "Error")])
    assert names(areas) == []


def test_there_is_a_bound_and_the_one_soonest_over_goes() -> None:
    areas = Areas(bound=2)
    areas.take([alert("long", hours=9), alert("short", hours=1), alert("middle", hours=5)])
    assert names(areas) == ["long", "middle"]
    assert areas.dropped == 1


def test_references_as_senders_write_them() -> None:
    assert identifier_of("kma@korea.kr,KMA-1,2026-11-21T14:00:00+09:00") == "KMA-1"
    assert identifier_of(" KMA-1 ") == "KMA-1"
    assert identifier_of("a,b") == "a,b"
