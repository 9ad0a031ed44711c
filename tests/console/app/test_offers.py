"""What is said of offers: to whom they go, and what became of them to who made them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from PySide6.QtCore import QObject

from alerts.incidents import Change, Incident, Offer
from alerts.picture import Snapshot, Update
from alerts.wording import Wording
from console.app.notices.offers import Offers
from console.bridge import Bridge, Tick
from console.window.notice import NoticeBar
from tests.console.app.told import NOON, Place, incident
from widgets.theme import Theme

SOON = NOON + timedelta(minutes=2)
GIVEN = Change(NOON, "offered", 2, "kim", "park")


def line(change: str, actor: str, why: str = "") -> Change:
    return Change(SOON, change, 2, actor, why)


def test_an_offers_end_is_told_to_who_made_it(qapp: Any) -> None:
    bridge, wording = Bridge("kim"), Wording("en")
    notices = NoticeBar(wording, Theme())
    parent = QObject()
    Offers(bridge, lambda: cast(Any, [Place(notices)]), wording, parent)

    def begins(*incidents: Incident) -> str:
        tick = Tick(bridge.picture, 0.0)
        bridge.picture.take(Snapshot(n=0, epoch=1, now=1.0, mode="live", city="seoul", incidents=list(incidents)), tick)
        bridge.ticked.emit(tick)
        return notices.text()

    def hears(*incidents: Incident) -> str:
        tick = Tick(bridge.picture, 0.0)
        bridge.picture.apply(Update(n=1, epoch=1, now=1.0, incidents=list(incidents)), tick)
        notices.note.dismiss()
        bridge.ticked.emit(tick)
        return notices.text()

    def fire(*more: Change, offer: Offer | None = None) -> Incident:
        return incident("fire", 2, history=[GIVEN, *more], offer=offer, owner="kim")

    mine = Offer("park", "kim", SOON)
    assert begins(fire(offer=mine), incident("smoke", 2)) == ""
    assert hears(fire(offer=mine)) == "", "nobody has answered yet"
    assert hears(fire(line("declined", "park", "kim: busy"))) == "park declined — busy; it stays whose it was: fire"
    assert hears(fire(line("declined", "park", "kim: busy"))) == "", "said once"
    hears(fire(offer=mine))
    assert hears(fire(line("declined", "park", "kim"))) == "park declined; it stays whose it was: fire"
    hears(fire(offer=mine))
    assert hears(fire(line("offer_lapsed", "engine", "park"))) == "park did not answer in time; it stays whose it was: fire"
    hears(fire(offer=mine))
    assert hears(fire(line("accepted", "park", "kim"))) == "park took it over: fire"
    hears(fire(line("accepted", "park", "kim"), line("offered", "kim", "park"), offer=mine))
    withdrawn = (line("accepted", "park", "kim"), line("offered", "kim", "park"), line("withdrawn", "kim", "park"))
    assert hears(fire(*withdrawn)) == "", "they did it themselves"
    assert hears(incident("smoke", 2, offer=Offer("lee", "park", SOON))) == "", "it is between others"
    assert hears(incident("smoke", 2, history=[line("accepted", "lee", "park")])) == ""
    offered = hears(incident("smoke", 2, offer=Offer("kim", "park", SOON)))
    assert offered == "park offers you an incident (I accepts, D declines): smoke"
