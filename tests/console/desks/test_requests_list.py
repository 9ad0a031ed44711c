"""The supervisor's list of what linked services were asked: what went wrong first, and from there to the incident."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from alerts.outward.forms import CheckCall
from alerts.outward.request import Request
from alerts.wording import Wording
from console.bridge.picture import Picture
from console.bridge.tick import Tick
from console.desks.supervisor.requests import REFUSED_S, RequestsList

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)


def request(name: str, state: str, minutes: float, **fields: Any) -> Request:
    at = NOW - timedelta(minutes=minutes)
    form = CheckCall(journey_id=f"j-{name}")
    return Request(name, "119", "check_call", f"key-{name}", form, "kim", at, state, at, title="화재", **fields)  # type: ignore[arg-type]


def test_what_went_wrong_stands_first_and_enter_goes_to_its_incident(qtbot: Any, wording: Wording, theme: Any) -> None:
    wording.call_people({"kim": "김관제"})
    listed = RequestsList(wording, theme)
    qtbot.addWidget(listed)
    picture = Picture(now=NOW.timestamp())
    tick = Tick(picture, picture.now, fresh=True)
    listed.apply(tick)
    assert listed.isHidden()
    for one in (
        request("a", "sent", 1), request("b", "refused", 9, reason="no unit"), request("c", "timed_out", 3),
        request("d", "withdrawn", 1), request("e", "refused", REFUSED_S / 60 + 1), request("f", "timed_out", 5),
    ):  # fmt: skip
        picture.requests[one.id] = one
    listed.apply(tick)
    assert [one.id for one in listed.rows()] == ["f", "c", "b", "a"]
    assert not listed.isHidden()
    assert "3건" in listed.title.text()
    line = listed.list.item(2).text()
    assert "거절" in line
    assert "no unit" in line
    assert "김관제" in line
    listed.show()
    bar = listed.list.verticalScrollBar()
    qtbot.waitUntil(lambda: listed.list.viewport().height() >= 4 * listed.list.sizeHintForRow(0), timeout=180_000)
    assert bar.maximum() == 0, "the few that there are stand there whole"
    listed.list.setCurrentRow(2)
    with qtbot.waitSignal(listed.picked) as picked:
        QTest.keyClick(listed.list, Qt.Key.Key_Return)
    assert picked.args == ["key-b"]
    picture.requests.pop("f")
    listed.apply(tick)
    assert listed.list.currentRow() == 1, "the chosen line stays chosen when others go"
