"""Rules changed while a centre runs: refused with a mistake, written down, and done again under the same ones."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from alerts.centre import Centre, open_centre
from alerts.commands import Command
from alerts.correlation import Engine, NoPlaces
from alerts.log.audit.verify import verify
from alerts.log.lock import Holder
from alerts.log.sqlite import SqliteLog
from alerts.rules import RulesFile, rules_text

CRITICAL = ('name = "code_0"\nto = 2', 'name = "code_0"\nto = 1')


class Ruled:
    """A centre with a rules file of its own, on the log of a room."""

    def __init__(self, room: Any, home: Path) -> None:
        self.room, self.path = room, home / "rules.toml"
        self.path.write_text(rules_text(), encoding="utf-8")

    def edit(self, old: str, new: str) -> None:
        text = self.path.read_text(encoding="utf-8")
        assert old in text
        self.path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def open(self) -> Centre:
        room, rules = self.room, RulesFile(self.path)
        self.rules = rules

        def engine(saved: bytes | None) -> Engine:
            if saved is None:
                return Engine(rules.rules, NoPlaces())
            return Engine.restore(saved, rules.rules, NoPlaces())

        log = SqliteLog(room.path, "live", "서울", Holder(os.getpid(), "testhost", "x"))
        room._centre = open_centre(log, engine, room.decoder.frame, "live", "서울", room.now, rules=rules)
        return room._centre

    def entries(self) -> list[dict[str, Any]]:
        """What the log says of rules: who, and the fingerprints before and after."""
        rows = self.room.centre.log._connection.execute("SELECT actor, body FROM entry WHERE kind = 'rules' ORDER BY n")
        return [{"actor": actor} | json.loads(body) for actor, body in rows]


@pytest.fixture
def ruled(room: Any, tmp_path: Path) -> Ruled:
    made = Ruled(room, tmp_path)
    made.open()
    return made


def test_new_rules_hold_for_what_comes_after_and_are_in_the_log(ruled: Ruled, room: Any) -> None:
    before = room.opened()
    assert before.priority == 2
    room.let_final()
    ruled.edit(*CRITICAL)
    answer = room.do("reload_rules")
    assert (answer.ok, answer.detail) == (True, "")
    after = room.opened()
    assert (room.one(before.key).priority, after.priority) == (2, 1)
    [entry] = ruled.entries()
    assert entry["actor"] == "kim"
    assert entry["before"] != entry["rules"] == ruled.rules.fingerprint
    assert room.do("reload_rules").detail == "unchanged"
    room.crash()
    verdict = verify(room.path)
    assert (verdict.why, verdict.actions) == ("", 1), "the chain holds, and knows who asked for the rules"


def test_a_mistake_is_refused_with_its_line_and_the_old_rules_go_on(ruled: Ruled, room: Any) -> None:
    ruled.edit('name = "code_0"\nto = 2', 'name = "code_0"\nto = 7')
    line = 1 + ruled.path.read_text(encoding="utf-8").split("to = 7")[0].count("\n")
    answer = room.do("reload_rules")
    assert (answer.ok, answer.error) == (False, "bad_rules")
    assert f"{ruled.path}: line {line}: priority.0.to" in answer.detail
    assert room.opened().priority == 2
    assert ruled.entries() == []


@pytest.mark.parametrize("checkpoint", [False, True], ids=["journal alone", "checkpoint between"])
def test_after_a_crash_each_part_is_done_again_under_its_own_rules(ruled: Ruled, room: Any, checkpoint: bool) -> None:
    first = room.opened()
    room.let_final()
    ruled.edit(*CRITICAL)
    assert room.do("reload_rules").ok
    if checkpoint:
        room.centre.commit(room.now, durable=True, point=room.centre.checkpoints.whole(room.now))
    second = room.opened()
    shown = {one.key: (one.id, one.priority, one.title) for one in room.shown()}
    room.crash()
    ruled.open()
    assert {one.key: (one.id, one.priority, one.title) for one in room.shown()} == shown
    assert (room.one(first.key).priority, room.one(second.key).priority) == (2, 1)
    assert len(ruled.entries()) == 1, "nothing was changed by the start"


def test_a_file_that_changed_while_the_hub_was_down_holds_from_its_start_on(ruled: Ruled, room: Any) -> None:
    first = room.opened()
    room.crash()
    ruled.edit(*CRITICAL)
    ruled.open()
    assert room.one(first.key).id == first.id
    assert [entry["actor"] for entry in ruled.entries()] == ["hub"]
    assert room.opened().priority == 1
    shown = {one.key: one.priority for one in room.shown()}
    room.crash()
    ruled.open()
    assert {one.key: one.priority for one in room.shown()} == shown
    assert len(ruled.entries()) == 1


def test_what_a_full_disk_kept_from_being_written_does_not_hold(ruled: Ruled, room: Any, fill_disk: Any) -> None:
    room.opened()
    room.tick()
    free = fill_disk(room)
    ruled.edit(*CRITICAL)
    answer = room.do("reload_rules")
    free()
    assert (answer.ok, answer.error) == (False, "not_written")
    assert room.opened().priority == 2


def test_a_centre_without_a_file_says_so(room: Any) -> None:
    answer = room.centre.command(Command("c1", "kim", "reload_rules"), room.now)
    assert (answer.ok, answer.error) == (False, "wrong_mode")
