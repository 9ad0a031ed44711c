from __future__ import annotations

import random
from datetime import timedelta

import pytest
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from alerts.incidents import KINDS, STATES
from widgets.queue import IncidentModel, QueueFilter


@pytest.fixture
def model(qapp, noon):
    made = IncidentModel(lambda incident: incident.title)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.set_now(noon.timestamp())
    return made


def keys(model):
    return [model.incident(row).key for row in range(model.rowCount())]


def test_orders_by_priority_then_newest_first(model, make):
    model.apply([make("old", 90), make("ordinary", 5, priority=4), make("worst", 600, priority=1), make("young", 10)])
    assert keys(model) == ["worst", "young", "old"]


def test_a_raised_incident_climbs_and_takes_its_row_along(model, make):
    model.apply([make("a", 10), make("b", 20), make("c", 30)])
    held = QPersistentModelIndex(model.index(2))
    model.apply([make("c", 30, priority=1)])
    assert keys(model) == ["c", "a", "b"]
    assert held.row() == 0
    assert model.row("c") == 0


def test_what_a_frozen_list_hides_is_counted_and_comes_on_release(model, make):
    model.apply([make("a", 10), make("b", 20)])
    model.freeze(True)
    model.apply([make("new", 0, priority=1), make("b", 20, priority=2)], removed=["a"])
    assert keys(model) == ["a", "b"]
    assert model.is_gone(0)
    assert not model.is_gone(1)
    waiting = model.waiting()
    assert (waiting.new, waiting.raised, waiting.highest) == (1, 1, 1)
    model.release()
    assert model.frozen
    assert keys(model) == ["new", "b"]
    assert model.waiting().new == 0


def test_waiting_incident_that_closes_waits_no_more(model, make):
    model.freeze(True)
    model.apply([make("new")])
    model.apply([make("new", state="closed")])
    assert model.waiting().new == 0


def test_a_new_key_keeps_the_row(model, make, qtbot):
    model.apply([make("a", 10), make("b", 20)])
    held = QPersistentModelIndex(model.index(1))
    with qtbot.waitSignal(model.renamed) as renamed:
        model.apply([make("earlier", 20, title="건물 화재")], moved={"b": "earlier"})
    assert renamed.args == ["b", "earlier"]
    assert keys(model) == ["a", "earlier"]
    assert model.incident(held.row()).title == "건물 화재"


def test_a_new_key_that_another_incident_already_has_drops_the_old_row(model, make):
    model.apply([make("a", 10), make("b", 20)])
    model.apply([], moved={"b": "a"})
    assert keys(model) == ["a"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (QueueFilter(), ["one", "mine", "plain"]),
        (QueueFilter(ordinary=True), ["one", "mine", "plain", "small"]),
        (QueueFilter(mine="김관제"), ["mine"]),
        (QueueFilter(unacknowledged=True), ["one", "plain"]),
        (QueueFilter(kinds=frozenset({"fire"})), ["one"]),
        (QueueFilter(districts=frozenset({"11680"})), ["plain"]),
        (QueueFilter(priorities=frozenset({2})), ["mine"]),
        (QueueFilter(text="역삼  화재"), ["one"]),
        (QueueFilter(shelved=True), ["away"]),
        (QueueFilter(closed=True), ["one", "done", "mine", "plain"]),
    ],
)
def test_filters(model, make, noon, wanted, expected):
    model.apply(
        [
            make("one", 5, priority=1, kind="fire", title="건물 화재", place="강남구 역삼동"),
            make("mine", 10, priority=2, state="acknowledged", owner="김관제"),
            make("plain", 20, region="11680"),
            make("small", 1, priority=4),
            make("done", 7, priority=1, state="closed"),
            make("away", 7, shelved_until=noon + timedelta(minutes=5)),
        ]
    )
    model.set_filter(wanted)
    assert keys(model) == expected


def test_shelved_incident_comes_back_in_time(model, make, noon):
    model.apply([make("away", shelved_until=noon + timedelta(seconds=30))])
    assert keys(model) == []
    assert model.counts().shelved == 1
    model.set_now(noon.timestamp() + 31)
    assert keys(model) == ["away"]
    assert (model.counts().alarms, model.counts().shelved) == (1, 0)


def test_counts_do_not_depend_on_the_filter(model, make):
    model.apply([make("a"), make("b", state="acknowledged"), make("c", priority=4), make("d", state="closed")])
    model.set_filter(QueueFilter(text="nothing has this"))
    assert (model.counts().alarms, model.counts().unacknowledged) == (2, 1)


def test_changes_off_screen_are_not_told(model, make, qtbot):
    model.apply([make(str(number), number) for number in range(50)])
    model.set_window(0, 4)
    told = []
    model.dataChanged.connect(lambda first, last, _roles: told.append((first.row(), last.row())))
    model.apply([make(str(number), number, state="acknowledged") for number in (1, 2, 4, 30)])
    assert told == [(1, 2), (4, 4)]


@pytest.mark.parametrize("seed", range(4))
def test_any_run_of_changes_ends_in_the_order_of_a_plain_sort(model, make, noon, seed):
    chance = random.Random(seed)
    known = {}
    held = None
    for _ in range(60):
        changed = {}
        for _ in range(chance.randrange(8)):
            key = f"k{chance.randrange(40)}"
            changed[key] = make(
                key,
                chance.randrange(5),
                priority=chance.choice((1, 2, 3, 4)),
                state=chance.choice(STATES),
                kind=chance.choice(KINDS),
            )
        removed = [key for key in known if chance.random() < 0.05 and key not in changed]
        known = {key: each for key, each in known.items() if key not in removed} | changed
        model.apply(list(changed.values()), removed)
        if chance.random() < 0.2:
            model.freeze(not model.frozen)
        if chance.random() < 0.1:
            model.set_filter(QueueFilter(ordinary=chance.random() < 0.5, unacknowledged=chance.random() < 0.3))
        if model.rowCount() and held is None:
            held = QPersistentModelIndex(model.index(0))
    model.freeze(False)
    wanted = model.filter
    expected = {
        key
        for key, each in known.items()
        if each.is_open and (wanted.ordinary or each.is_alarm) and (not wanted.unacknowledged or each.state == "new")
    }
    shown = [model.incident(row) for row in range(model.rowCount())]
    assert {each.key for each in shown} == expected
    ranks = [(each.priority, -each.opened.timestamp()) for each in shown]
    assert ranks == sorted(ranks)
    assert all(model.row(each.key) == row for row, each in enumerate(shown))
