"""What is said of offers: to whom they go, and what became of them to who made them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from alerts.incidents import Change, Incident, Offer
from console.app.notices.offers import Offers
from tests.console.app.told import NOON, Telling, incident

SOON = NOON + timedelta(minutes=2)
GIVEN = Change(NOON, "offered", 2, "kim", "park")


def line(change: str, actor: str, why: str = "") -> Change:
    return Change(SOON, change, 2, actor, why)


def test_an_offers_end_is_told_to_who_made_it(qapp: Any) -> None:
    telling = Telling(Offers)
    hears = telling.hears

    def fire(*more: Change, offer: Offer | None = None) -> Incident:
        return incident("fire", 2, history=[GIVEN, *more], offer=offer, owner="kim")

    mine = Offer("park", "kim", SOON)
    assert telling.begins(fire(offer=mine), incident("smoke", 2)) == ""
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
