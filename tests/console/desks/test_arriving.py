"""A picture of many incidents comes onto a desk in slices; whatever comes between, the desk shows what the hub told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from alerts.commands import Command
from alerts.incidents import Incident
from alerts.picture import Snapshot, Update
from alerts.wording import Wording
from console.bridge import Bridge
from console.bridge.registry import Registry
from console.desks.arriving import AT_ONCE, SLICE
from console.desks.situation import Situation
from console.window.notice import NoticeBar
from console.window.workplace import Workplace
from feeds.client import Link
from widgets.theme import Theme

PATIENCE_MS = 300_000
NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
MANY = AT_ONCE + 3 * SLICE


class Wire:
    """What a console client is to the bridge, driven by hand."""

    def __init__(self) -> None:
        self.inbox: list[Any] = [Link("up", 0.0)]

    def poll(self) -> list[Any]:
        came, self.inbox = self.inbox, []
        return came

    def send(self, command: Command) -> None: ...
    def query(self, name: str, args: dict[str, Any], callback_id: str) -> None: ...
    def close(self) -> None: ...


class Desk:
    """A situation whose bridge ticks when it is told to; slices come with the event loop."""

    def __init__(self, data: Path) -> None:
        self.wire = Wire()
        self.bridge = Bridge("kim")
        self.bridge.connect_client(self.wire)
        wording, theme = Wording("ko"), Theme()
        registry = Registry(self.bridge, "seoul", data, False)
        self.situation = Situation(self.bridge, Workplace(wording, theme, registry, NoticeBar(wording, theme), data))
        self.bridge.ticked.connect(self.situation.apply)

    def hears(self, *messages: Any) -> None:
        self.wire.inbox += messages
        self.bridge._tick()

    def shown(self) -> dict[str, Incident]:
        known = self.bridge.picture.incidents.keys() | {f"o{n}" for n in range(MANY)} | {"old", "new", "later"}
        found = {key: self.situation.queue.model.find(key) for key in known}
        return {key: one for key, one in found.items() if one is not None}

    def whole(self, qtbot: Any) -> None:
        """Wait until all is shown, and nothing else, in the list and on the map."""
        wanted = self.bridge.picture.incidents
        qtbot.waitUntil(lambda: len(self.shown()) == len(wanted), timeout=PATIENCE_MS)
        assert all(one is wanted[key] for key, one in self.shown().items())
        assert len(self.situation.queue.model) == len(wanted)
        qtbot.waitUntil(lambda: {mark.incident.key for mark in self.situation.map.marks} == set(wanted), timeout=PATIENCE_MS)


@pytest.fixture
def desk(qapp: Any, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.bridge.close()


def incident(key: str, priority: int = 4, age: float = 0.0, **fields: Any) -> Incident:
    given: dict[str, Any] = {
        "id": "", "key": key, "kind": "fire", "title": "화재", "priority": priority, "state": "new",
        "opened": NOON - timedelta(seconds=age), "updated": NOON, "lat": 37.5, "lon": 127.0, "radius_m": 30.0, "candidates": [],
        "event_ids": [], "related": [], "why": [], "history": [],
    }  # fmt: skip
    return Incident(**(given | fields))


def snapshot(n: int, *incidents: Incident) -> Snapshot:
    return Snapshot(n=n, epoch=1, now=NOON.timestamp(), mode="live", city="seoul", incidents=list(incidents))


def update(n: int, **given: Any) -> Update:
    return Update(n=n, epoch=1, now=NOON.timestamp() + n, **given)


def ordinary() -> list[Incident]:
    return [incident(f"o{n}") for n in range(MANY)]


def test_alarms_are_shown_at_once_and_the_others_follow(qtbot: Any, desk: Desk) -> None:
    alarms = [incident(f"a{n}", 1 + n % 3, age=n) for n in range(30)]
    desk.hears(snapshot(1, *ordinary(), *alarms))
    shown = desk.shown()
    assert len(shown) == AT_ONCE
    assert shown.keys() >= {one.key for one in alarms}
    desk.whole(qtbot)


def test_more_alarms_than_are_shown_at_once_come_by_urgency_and_age(qtbot: Any, desk: Desk) -> None:
    urgent = [incident(f"u{n}", 1, age=n) for n in range(AT_ONCE + 50)]
    desk.hears(snapshot(1, *ordinary(), *reversed(urgent)))
    assert desk.shown().keys() == {one.key for one in urgent[:AT_ONCE]}
    desk.hears(update(2, incidents=[incident(f"u{AT_ONCE}", 1, age=AT_ONCE, title="건물 화재")]))
    desk.whole(qtbot)
    assert not desk.situation.map.marks.pulsing, "none of them is news"


def test_what_changes_before_it_is_shown_is_shown_as_it_is_then(qtbot: Any, desk: Desk) -> None:
    last = MANY - 1
    desk.hears(snapshot(1, *ordinary(), incident("old")))
    assert "old" not in desk.shown()
    desk.hears(
        update(2, incidents=[incident(f"o{last}", 3, title="건물 화재"), incident("later", 1)], removed=[f"o{last - 1}"]),
        update(3, moved={"old": "new"}),
    )
    shown = desk.shown()
    assert shown[f"o{last}"].title == "건물 화재"
    assert {"new", "later"} <= shown.keys()
    assert not {"old", f"o{last - 1}"} & shown.keys()
    desk.hears(update(4, removed=[f"o{last}", "new"]), update(5, incidents=[incident("new", title="연기")]))
    desk.whole(qtbot)
    assert {f"o{last}", f"o{last - 1}", "old"}.isdisjoint(desk.shown())
    assert desk.shown()["new"].title == "연기"


def test_another_snapshot_in_the_middle_begins_anew(qtbot: Any, desk: Desk) -> None:
    desk.hears(snapshot(1, *[incident(f"o{n}", 3, age=n) for n in range(MANY)]))
    chosen = f"o{MANY - 1}"
    assert chosen not in desk.shown()
    desk.situation.choose(chosen)
    assert desk.situation.queue.current_key == chosen, "what is asked for is shown at once"
    again = [incident(f"o{n}", 3, age=n, title="연기") for n in range(100, MANY)]
    desk.hears(snapshot(7, *again))
    assert desk.situation.chosen == desk.situation.queue.current_key == chosen
    desk.whole(qtbot)
    assert desk.shown().keys() == {one.key for one in again}


def test_a_small_snapshot_in_the_middle_leaves_nothing_of_the_large_one(qtbot: Any, desk: Desk) -> None:
    desk.hears(snapshot(1, *ordinary()))
    desk.hears(snapshot(2, incident("new")))
    assert desk.shown().keys() == {"new"}
    desk.hears(snapshot(3, *ordinary()))
    desk.whole(qtbot)


def test_a_list_that_keeps_its_rows_in_place_is_filled_all_the_same(qtbot: Any, desk: Desk) -> None:
    desk.situation.queue.hold(True)
    desk.hears(snapshot(1, *[incident(f"o{n}", 3) for n in range(MANY)]))
    desk.whole(qtbot)
    assert desk.situation.queue.model.waiting().new == 0
    assert desk.situation.queue.model.let_through()


def test_the_whole_of_a_picture_that_is_known_is_shown_in_one_go(qtbot: Any, desk: Desk) -> None:
    desk.hears(snapshot(1, *ordinary()))
    desk.whole(qtbot)
    desk.hears(snapshot(2, *ordinary()))
    assert len(desk.shown()) == MANY
    desk.whole(qtbot)


def test_the_map_follows_a_choice_a_turn_later_and_is_drawn_again(qtbot: Any, desk: Desk) -> None:
    desk.hears(snapshot(1, incident("a", 1), incident("b", 2)))
    situation = desk.situation
    for key in ("a", "b", ""):
        situation.choose(key)
        qtbot.waitUntil(lambda key=key: situation.map.marks.selected == key, timeout=60_000)
        assert situation.map.canvas.viewport().updatesEnabled()
