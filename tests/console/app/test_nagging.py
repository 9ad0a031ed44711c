"""What the hub says of alarms nobody takes up: one sentence a tick, however many they are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from PySide6.QtCore import QObject

from alerts.incidents import Incident
from alerts.picture import Snapshot, Update
from alerts.wording import Wording
from console.app.notices.nagging import Nagging
from console.bridge import Bridge, Tick
from console.window.notice import NoticeBar
from tests.console.app.told import NOON, Place, incident
from widgets.theme import Theme


def test_many_are_one_sentence_and_each_is_said_once(qapp: Any) -> None:
    bridge, wording = Bridge("kim"), Wording("en")
    notices = NoticeBar(wording, Theme())
    parent = QObject()
    Nagging(bridge, lambda: cast(Any, [Place(notices)]), wording, parent)

    def hears(*incidents: Incident) -> str:
        tick = Tick(bridge.picture, 0.0)
        bridge.picture.apply(Update(n=1, epoch=1, now=1.0, incidents=list(incidents)), tick)
        notices.note.dismiss()
        bridge.ticked.emit(tick)
        return notices.text()

    late = NOON + timedelta(minutes=2)
    tick = Tick(bridge.picture, 0.0)
    before = [incident("before", 1, reminded=late)]
    bridge.picture.take(Snapshot(n=0, epoch=1, now=1.0, mode="live", city="seoul", incidents=before), tick)
    bridge.ticked.emit(tick)
    assert notices.text() == "", "what was so before is not said again"
    many = [incident(f"c{n}", 1 if n == 700 else 3, reminded=late) for n in range(1200)]
    said = hears(*many)
    assert "1,200" in said
    assert "c700" in said
    assert hears(*many, *before) == ""
    assert hears(incident("smoke", 2, reminded=late)) == "Nobody has acknowledged it yet: smoke"
    said = hears(incident("smoke", 2, reminded=late, escalated=late), incident("c1", 3, reminded=late, escalated=late))
    assert said == "2 alarms passed to the supervisor; the most urgent: smoke"
