"""Whatever people do, in whatever order: an incident is always in a state it may be in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from alerts.commands import DISPOSITIONS, Command
from alerts.events import EventRef
from alerts.incidents import KINDS, OPEN_STATES, STATES, Incident, Member, key_of
from alerts.lifecycle import Lifecycle
from alerts.refusal import Refusal

START = datetime(2026, 11, 21, tzinfo=UTC)
NEXT = {
    "acknowledge": ({"new"}, "acknowledged"),
    "start": ({"new", "acknowledged", "resolved"}, "in_progress"),
    "resolve": ({"acknowledged", "in_progress"}, "resolved"),
    "close": (OPEN_STATES, "closed"),
    "reopen": ({"resolved", "closed", "merged"}, "acknowledged"),
}
"""The state machine once more, as a table: the states a command is allowed in, and the state after it."""


class Handling(RuleBasedStateMachine):
    keys = Bundle("keys")

    def __init__(self) -> None:
        super().__init__()
        self.lifecycle = Lifecycle()
        self.bases: dict[str, Incident] = {}
        self.states: dict[str, str] = {}
        self.lines: dict[str, int] = {}
        self.now = START

    @initialize(target=keys)
    def first(self) -> str:
        return self.opens()

    @rule(target=keys)
    def opens(self) -> str:
        number = len(self.bases)
        members = [Member("s", f"{number}-{at}", "cctv", "cctv", START) for at in range(2)]
        key = key_of(EventRef("s", f"{number}-0"))
        ids = [member.id for member in members]
        base = Incident(f"INC-{number}", key, "other", "t", 3, "new", START, START, None, None, 0.0, [], ids, [], [], [], 3)
        base.members = members
        self.bases[key] = base
        self.states[key] = "new"
        self.lines[key] = 0
        return key

    def shown(self, key: str) -> Incident | None:
        base = self.bases.get(key)
        return None if base is None else self.lifecycle.compose(base)

    def do(self, key: str, action: str, actor: str, **fields: Any) -> bool:
        self.now += timedelta(seconds=1)
        command = Command("c", actor, action, key, **fields)  # type: ignore[arg-type]
        try:
            found, outcome = self.lifecycle.decide(command, self.shown, self.now)
        except Refusal:
            return False
        self.lifecycle.hold(found.key, outcome)
        for touched in (found.key, *outcome.others):
            self.lines[touched] += 1
        return True

    @rule(key=keys, action=st.sampled_from(sorted(NEXT)), actor=st.sampled_from("abc"), how=st.sampled_from(DISPOSITIONS))
    def moves_on(self, key: str, action: str, actor: str, how: str) -> None:
        allowed, after = NEXT[action]
        done = self.do(key, action, actor, disposition=how, text="reason")
        assert done == (self.states[key] in allowed)
        if done:
            self.states[key] = after

    @rule(key=keys, other=keys, actor=st.sampled_from("abc"))
    def merges(self, key: str, other: str, actor: str) -> None:
        done = self.do(key, "merge", actor, other=other)
        assert done == (key != other and self.states[key] in OPEN_STATES and self.states[other] in OPEN_STATES)
        if done:
            self.states[key] = "merged"

    @rule(key=keys, priority=st.integers(1, 4), kind=st.sampled_from(KINDS), minutes=st.integers(1, 30))
    def is_judged(self, key: str, priority: int, kind: str, minutes: int) -> None:
        is_open = self.states[key] in OPEN_STATES
        before = self.shown(key)
        assert before is not None
        assert self.do(key, "set_priority", "a", priority=priority, text="r") == (is_open and before.priority != priority)
        assert self.do(key, "set_kind", "a", kind=kind, text="r") == (is_open and before.kind != kind)
        assert self.do(key, "shelve", "a", until=self.now + timedelta(minutes=minutes), text="r") == is_open
        assert self.do(key, "note", "a", text="n")

    @rule(key=keys, actor=st.sampled_from("abc"), heir=st.sampled_from(["", "a", "b", "c"]))
    def is_offered(self, key: str, actor: str, heir: str) -> None:
        before = self.shown(key)
        assert before is not None
        mine = before.owner in ("", actor) and (before.offer is None or before.offer.by == actor)
        done = self.do(key, "hand_over", actor, owner=heir, text="t")
        assert done == (self.states[key] in OPEN_STATES and mine and heir not in ("", actor, before.owner))
        after = self.shown(key)
        assert after is not None
        assert after.owner == before.owner, "an offer changes nothing yet"

    @rule(key=keys, actor=st.sampled_from("abc"), action=st.sampled_from(["accept", "decline", "withdraw", "take", "release"]))
    def is_answered(self, key: str, actor: str, action: str) -> None:
        before = self.shown(key)
        assert before is not None
        offer, owner = before.offer, before.owner
        may = {
            "accept": offer is not None and offer.to == actor,
            "decline": offer is not None and offer.to == actor,
            "withdraw": offer is not None and offer.by == actor,
            "take": owner != actor,
            "release": owner == actor != "",
        }[action]
        done = self.do(key, action, actor, owner=owner)
        assert done == (may and self.states[key] in OPEN_STATES)
        after = self.shown(key)
        assert after is not None
        if not done:
            assert (after.owner, after.offer) == (owner, offer)
            return
        assert after.offer is None
        assert after.owner == {"accept": actor, "take": actor, "release": ""}.get(action, owner)
        if action == "accept" and self.states[key] == "new":
            self.states[key] = "acknowledged"

    @rule(minutes=st.integers(0, 40))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        for key, overlay in list(self.lifecycle.lapsed(self.shown, self.now)):
            before = self.lifecycle.overlay(key)
            assert before is not None
            self.lifecycle.put(key, overlay)
            self.lines[key] += len(overlay.history) - len(before.history)

    @rule()
    def starts_again(self) -> None:
        saved = self.lifecycle.save()
        self.lifecycle = Lifecycle()
        self.lifecycle.restore(saved)

    @invariant()
    def is_as_it_may_be(self) -> None:
        for key in self.bases:
            shown = self.shown(key)
            assert shown is not None
            assert shown.state == self.states[key]
            assert shown.state in STATES
            assert (shown.state == "closed") == bool(shown.disposition) == (shown.closed is not None)
            assert (shown.state == "merged") == bool(shown.merged_into)
            assert shown.state in ("new", "merged") or shown.acknowledged is not None
            assert shown.shelved_until is None or shown.state in OPEN_STATES
            assert shown.highest <= shown.priority
            assert shown.offer is None or (shown.state in OPEN_STATES and shown.owner in ("", shown.offer.by))
            assert shown.offer is None or shown.offer.to not in (shown.offer.by, shown.owner)
            assert shown.undo is None or (shown.state in OPEN_STATES and shown.undo.by in "abc")
            assert len(shown.history) == self.lines[key]
            assert shown.history == sorted(shown.history, key=lambda change: change.time)


TestHandling = Handling.TestCase
TestHandling.settings = settings(max_examples=40, stateful_step_count=30, deadline=None, database=None)
