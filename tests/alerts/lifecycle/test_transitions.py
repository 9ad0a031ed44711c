"""What each command needs, changes, and is refused for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from alerts.commands import Command
from alerts.events import EventRef
from alerts.incidents import Change, Incident, Member, key_of
from alerts.lifecycle import Lifecycle, Outcome, Overlay, compose
from alerts.people import Person
from alerts.refusal import Refusal

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)


def incident(name: str = "a", **fields: Any) -> Incident:
    members = [Member("112", f"{name}{at}", "dispatch", "112", NOW) for at in range(3)]
    return Incident(
        f"INC-{name}", key_of(EventRef("112", f"{name}0")), "crowd", "인파", 3, "new", NOW, NOW, 37.5, 127.0, 0.0, [],
        [member.id for member in members], [], [], [], 3, members=members, **fields,
    )  # fmt: skip


class Desk:
    """Two incidents, and people who do things to them."""

    def __init__(self) -> None:
        self.lifecycle = Lifecycle()
        self.bases = {one.key: one for one in (incident("a"), incident("b"))}
        self.key, self.other = self.bases
        self.at = NOW

    def shown(self, key: str) -> Incident | None:
        base = self.bases.get(key)
        return None if base is None else self.lifecycle.compose(base)

    def do(self, action: str, actor: str = "kim", **fields: Any) -> Outcome:
        self.at += timedelta(seconds=1)
        command = Command("c", actor, action, **({"incident": self.key} | fields))  # type: ignore[arg-type]
        found, outcome = self.lifecycle.decide(command, self.shown, self.at)
        self.lifecycle.hold(found.key, outcome)
        return outcome

    @property
    def now(self) -> Incident:
        shown = self.shown(self.key)
        assert shown is not None
        return shown

    def refused(self, action: str, actor: str = "kim", **fields: Any) -> str:
        before = self.now
        with pytest.raises(Refusal) as refusal:
            self.do(action, actor, **fields)
        assert self.now == before, "a refused command changes nothing"
        return refusal.value.error


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_the_usual_way_of_an_incident(desk: Desk) -> None:
    desk.do("acknowledge")
    assert (desk.now.state, desk.now.owner, desk.now.acknowledged) == ("acknowledged", "kim", desk.at)
    desk.do("start")
    desk.do("note", text="순찰차 도착")
    desk.do("resolve")
    desk.do("close", disposition="handled")
    shown = desk.now
    assert (shown.state, shown.disposition, shown.closed, shown.notes, shown.updated) == (
        "closed",
        "handled",
        desk.at,
        1,
        desk.at,
    )
    assert [change.change for change in shown.history] == ["acknowledged", "started", "note", "resolved", "closed"]
    assert {change.actor for change in shown.history} == {"kim"}
    desk.do("reopen", "lee")
    assert (desk.now.state, desk.now.owner, desk.now.disposition, desk.now.closed) == ("acknowledged", "lee", "", None)


def test_the_first_to_acknowledge_wins_and_the_second_learns_who_it_was(desk: Desk) -> None:
    desk.do("acknowledge")
    first = desk.at
    with pytest.raises(Refusal) as refusal:
        desk.do("acknowledge", "lee")
    assert (refusal.value.error, refusal.value.by, refusal.value.at) == ("taken", "kim", first)
    assert desk.refused("acknowledge") == "wrong_state"


def test_expect_refuses_what_was_decided_on_an_old_screen(desk: Desk) -> None:
    desk.do("acknowledge", expect="new")
    assert desk.refused("close", "lee", disposition="handled", expect="new") == "wrong_state"
    desk.do("close", "lee", disposition="handled", expect="acknowledged")


def test_a_note_is_kept_whatever_somebody_else_did_in_the_moment_before(desk: Desk) -> None:
    desk.do("acknowledge")
    desk.do("note", "lee", text="순찰차 도착", expect="new")
    assert desk.now.notes == 1
    assert desk.now.retract is None, "somebody has gone on with it"


@pytest.mark.parametrize(
    ("action", "fields", "error"),
    [
        ("resolve", {}, "wrong_state"),
        ("reopen", {}, "wrong_state"),
        ("release", {}, "wrong_state"),
        ("unshelve", {}, "wrong_state"),
        ("close", {}, "bad_argument"),
        ("close", {"disposition": "bored"}, "bad_argument"),
        ("close", {"disposition": "unverified"}, "needs_reason"),
        ("close", {"disposition": "unverified", "text": "  "}, "needs_reason"),
        ("note", {"text": " \n"}, "bad_argument"),
        ("note", {"text": "x" * 10_001}, "bad_argument"),
        ("hand_over", {}, "bad_argument"),
        ("set_priority", {"priority": 1}, "needs_reason"),
        ("set_priority", {"priority": 5, "text": "r"}, "bad_argument"),
        ("set_priority", {"priority": 3, "text": "r"}, "bad_argument"),
        ("set_priority", {"text": "r"}, "bad_argument"),
        ("set_kind", {"kind": "fire"}, "needs_reason"),
        ("set_kind", {"kind": "party", "text": "r"}, "bad_argument"),
        ("shelve", {"text": "r"}, "bad_argument"),
        ("shelve", {"until": NOW - timedelta(hours=1), "text": "r"}, "bad_argument"),
        ("shelve", {"until": NOW + timedelta(days=3), "text": "r"}, "bad_argument"),
        ("shelve", {"until": NOW + timedelta(hours=1)}, "needs_reason"),
        ("merge", {}, "unknown_incident"),
        ("merge", {"other": "nobody"}, "unknown_incident"),
        ("split", {}, "bad_argument"),
        ("split", {"events": ["a0", "a1", "a2"]}, "bad_argument"),
        ("split", {"events": ["b1"]}, "bad_argument"),
        ("unlink", {"events": ["a1", "a2"]}, "bad_argument"),
        ("acknowledge", {"incident": "nobody"}, "unknown_incident"),
    ],
)
def test_what_is_not_right_is_refused_for_its_reason(desk: Desk, action: str, fields: dict[str, Any], error: str) -> None:
    assert desk.refused(action, **fields) == error


def test_a_closed_incident_takes_notes_and_nothing_else(desk: Desk) -> None:
    desk.do("close", disposition="false_alarm")
    for action in ("acknowledge", "start", "resolve", "close", "take", "release", "shelve", "merge", "set_priority"):
        assert desk.refused(action, disposition="handled", priority=1, text="r", other=desk.other) == "wrong_state"
    desk.do("note", text="나중에 확인됨")
    assert desk.now.state == "closed"


def test_owners_change_by_name(desk: Desk) -> None:
    desk.do("take")
    assert desk.refused("take") == "wrong_state"
    assert desk.refused("take", "lee") == "taken"
    desk.do("take", "lee", owner="kim")
    desk.do("hand_over", "lee", owner="park", text="교대")
    assert (desk.now.owner, desk.now.history[-1].why) == ("lee", "park: 교대"), "it is still the one's who offers it"
    desk.do("accept", "park")
    assert (desk.now.owner, desk.now.history[-1].why) == ("park", "lee")
    desk.do("release", "park")
    assert (desk.now.owner, desk.now.state) == ("", "acknowledged"), "who accepts a new one has acknowledged it"


def test_a_priority_set_by_a_person_holds_and_the_highest_is_kept(desk: Desk) -> None:
    desk.do("set_priority", priority=1, text="부상자 다수")
    desk.do("set_priority", priority=4, text="오인 신고")
    desk.bases[desk.key] = replace(desk.bases[desk.key], priority=2, highest=2)  # the engine raises it
    assert (desk.now.priority, desk.now.highest) == (4, 1)
    assert [change.priority for change in desk.now.history] == [1, 4]
    desk.do("set_kind", kind="fire", text="연기")
    assert desk.now.kind == "fire"


def test_a_shelf_ends_by_itself(desk: Desk) -> None:
    until = NOW + timedelta(minutes=10)
    desk.do("shelve", until=until, text="중복 경보")
    assert (desk.now.shelved_until, desk.now.owner) == (until, "kim")
    assert list(desk.lifecycle.lapsed(desk.shown, until - timedelta(seconds=1))) == []
    [(key, overlay)] = desk.lifecycle.lapsed(desk.shown, until)
    desk.lifecycle.put(key, overlay)
    assert desk.now.shelved_until is None
    assert desk.now.history[-1].change == "unshelved"
    assert list(desk.lifecycle.lapsed(desk.shown, until + timedelta(days=1))) == []


def test_a_merge_names_both_and_can_be_undone(desk: Desk) -> None:
    outcome = desk.do("merge", other=desk.other)
    assert [(effect.kind, effect.key, effect.into) for effect in outcome.effects] == [("merge", desk.key, desk.other)]
    assert (desk.now.state, desk.now.merged_into) == ("merged", desk.other)
    other = desk.shown(desk.other)
    assert other is not None
    assert other.history[-1].change == "absorbed"
    assert desk.refused("merge", other=desk.key, incident=desk.other) == "wrong_state"
    outcome = desk.do("reopen")
    [effect] = outcome.effects
    assert (effect.kind, effect.key) == ("unmerge", desk.key)
    assert (desk.now.state, desk.now.merged_into) == ("acknowledged", "")


def test_events_leave_by_their_name_or_their_id(desk: Desk) -> None:
    for events in (["a1"], [key_of(EventRef("112", "a1"))], ["a1", "a1"]):
        [effect] = desk.do("split", events=events).effects
        assert (effect.kind, effect.key, effect.events) == ("split", desk.key, (EventRef("112", "a1"),))
    [effect] = desk.do("unlink", events=["a2"]).effects
    assert effect.events == (EventRef("112", "a2"),)
    desk.bases[desk.key].members.append(Member("119", "a1", "dispatch", "119", NOW))
    assert desk.refused("split", events=["a1"]) == "bad_argument", "two events of that id: which one?"


def test_handling_follows_a_new_key_and_two_handlings_become_one(desk: Desk) -> None:
    desk.do("note", text="하나")
    desk.do("acknowledge", "lee", incident=desk.other)
    moved = replace(desk.bases.pop(desk.key), key="112\x1fearlier")
    desk.bases[moved.key] = moved
    desk.lifecycle.moved(desk.key, moved.key)
    desk.do("note", text="둘")  # sent under the old key
    shown = desk.shown(moved.key)
    assert shown is not None
    assert shown.notes == 2
    desk.lifecycle.absorbed(moved.key, desk.other)
    shown = desk.shown(desk.other)
    assert shown is not None
    assert (shown.state, shown.notes, shown.owner) == ("acknowledged", 2, "lee")
    assert [change.why for change in shown.history if change.change == "note"] == ["하나", "둘"]


def test_of_two_incidents_that_are_one_an_open_one_stays_open(desk: Desk) -> None:
    """Whatever was done to the one that goes into it: closing the one was not closing the other."""
    for number, (action, state) in enumerate(
        [("close", "new"), ("merge", "new"), ("acknowledge", "acknowledged"), ("start", "in_progress")]
    ):
        key = f"112\x1fnew{number}"
        desk.bases[key] = replace(desk.bases[desk.other], key=key)
        desk.lifecycle = Lifecycle()
        desk.do(action, disposition="handled", other=desk.other)
        desk.lifecycle.absorbed(desk.key, key)
        desk.do("note", "lee", incident=key, text="x")
        shown = desk.shown(key)
        assert shown is not None
        assert (shown.state, shown.closed, shown.merged_into) == (state, None, "")
        assert (shown.acknowledged is None) == (state == "new")
        assert len(shown.history) == 2


def test_the_engine_and_people_share_one_history_in_order_of_time(desk: Desk) -> None:
    desk.do("acknowledge")
    raised = Change(desk.at + timedelta(seconds=0.5), "priority", 2, "engine")
    desk.do("note", text="x")
    desk.bases[desk.key].history += [Change(NOW, "opened", 3, "engine"), raised]
    assert [change.change for change in desk.now.history] == ["opened", "acknowledged", "priority", "note"]


def test_an_untouched_overlay_leaves_the_engines_word() -> None:
    base = incident("a")
    assert compose(base, None) is base
    assert compose(base, Overlay()) == base
    assert not Overlay().touched


def test_saved_handling_comes_back_whole(desk: Desk) -> None:
    desk.do("acknowledge")
    desk.do("shelve", until=NOW + timedelta(hours=1), text="r")
    desk.do("merge", incident=desk.other, other=desk.key)
    desk.lifecycle.moved("old", desk.key)
    again = Lifecycle()
    again.restore(desk.lifecycle.save())
    for key in (desk.key, desk.other):
        assert again.overlay(key) == desk.lifecycle.overlay(key)
    assert again.current("old") == desk.key
    assert [key for key, _ in again.lapsed(desk.shown, NOW + timedelta(hours=2))] == [desk.key]


def test_an_acknowledgement_is_taken_back_at_once_or_never(desk: Desk) -> None:
    desk.do("acknowledge")
    assert desk.now.retract is not None
    mark = desk.now.retract.mark
    assert desk.refused("undo", "park", seen=mark) == "taken", "nobody takes back what another did"
    desk.do("undo", seen=mark)
    assert (desk.now.state, desk.now.owner, desk.now.acknowledged, desk.now.retract) == ("new", "", None, None)
    assert (desk.now.history[-1].change, desk.now.history[-1].why) == ("undone", "acknowledge")
    desk.do("acknowledge")
    mark = desk.now.retract.mark  # type: ignore[union-attr]
    desk.do("look", cameras=["c1"], purpose="p", basis="b")
    assert desk.now.retract is not None, "to look is not to act"
    desk.do("note", "park", text="on the way")
    assert desk.now.retract is None
    assert desk.refused("undo", seen=mark) == "changed"
    desk.do("release")
    desk.at += timedelta(minutes=1)
    desk.do("shelve", text="tests", until=desk.at + timedelta(hours=1))
    assert desk.now.owner == "kim"
    desk.do("undo", seen=desk.now.retract.mark)  # type: ignore[union-attr]
    assert (desk.now.shelved_until, desk.now.owner) == (None, "")
    desk.do("shelve", text="tests", until=desk.at + timedelta(hours=1))
    mark = desk.now.retract.mark  # type: ignore[union-attr]
    desk.at += timedelta(minutes=6)
    assert desk.refused("undo", seen=mark) == "too_late"


def test_what_holds_for_good_is_taken_back_behind_what_does_not(desk: Desk) -> None:
    desk.do("set_kind", kind="fire", text="smoke")
    desk.do("acknowledge")
    desk.at += timedelta(minutes=10)
    desk.do("undo", seen=desk.now.undo.mark)  # type: ignore[union-attr]
    assert (desk.now.kind, desk.now.state) == ("crowd", "acknowledged")


def test_an_assignment_waits_for_the_operator_whoever_has_it_now(desk: Desk) -> None:
    desk.do("acknowledge", "lee")
    assert desk.refused("assign", "kim", owner="park") == "needs_reason"
    desk.do("assign", "kim", owner="park", text="knows the street")
    desk.do("note", "lee", text="still on it")
    assert desk.now.owner == "lee"
    assert desk.now.offer is not None
    assert (desk.now.offer.to, desk.now.offer.by, desk.now.offer.assigned) == ("park", "kim", True)
    desk.do("accept", "park")
    assert (desk.now.owner, desk.now.offer) == ("park", None)
    desk.lifecycle.staff = (Person("kim", "Kim"), Person("choi", "Choi", "supervisor"))
    assert desk.refused("assign", "kim", owner="lee", text="x") == "not_supervisor"
    desk.do("assign", "choi", owner="lee", text="x")
