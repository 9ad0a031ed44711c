"""Procedure files, their mistakes, and how far an incident has got."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from alerts.errors import RulesError
from alerts.incidents import KINDS, StepMark
from alerts.procedures import load_procedures, missing, parse_procedure, views

NOW = datetime(2026, 11, 21, tzinfo=UTC)
FIRE = """name = "fire"
ko = "화재"
en = "Fire"
kinds = ["fire"]

[[step]]
id = "look"
ko = "확인"
en = "Look"
required = true
choices = [{ id = "fire", ko = "불", en = "Fire" }, { id = "nothing", ko = "없음", en = "Nothing" }]

[[step]]
id = "tell"
ko = "통보"
en = "Tell"
required = true
when = "look=fire"

[[step]]
id = "trapped"
ko = "구조"
en = "Rescue"
when = "tell=done"
priority = 2
"""


def mark(step: str, outcome: str) -> StepMark:
    return StepMark(step, outcome, "kim", NOW)


def shown(marks: list[StepMark], priority: int = 1) -> list[str]:
    return [view.step.id for view in views(parse_procedure(FIRE), marks, priority)]


def test_every_kind_of_incident_has_a_procedure() -> None:
    procedures = load_procedures()
    for kind in KINDS:
        found = procedures.of(kind)
        assert found is not None
        assert any(step.required for step in found.step), kind
    assert all(procedures.of("other") is not procedures.of(kind) for kind in KINDS if kind != "other")


def test_an_answer_opens_its_branch_and_another_closes_it() -> None:
    assert shown([]) == ["look"]
    assert shown([mark("look", "fire")]) == ["look", "tell"]
    assert shown([mark("look", "fire"), mark("tell", "done")]) == ["look", "tell", "trapped"]
    assert shown([mark("look", "fire"), mark("tell", "done")], priority=3) == ["look", "tell"]
    assert shown([mark("look", "nothing"), mark("tell", "done")]) == ["look"], "what hangs on a closed branch is closed too"
    assert shown([mark("look", "skipped")]) == ["look"]


def test_what_is_required_and_not_marked_is_missing() -> None:
    procedure = parse_procedure(FIRE)
    assert [step.id for step in missing(procedure, [], 1)] == ["look"]
    assert [step.id for step in missing(procedure, [mark("look", "fire")], 1)] == ["tell"]
    assert missing(procedure, [mark("look", "fire"), mark("tell", "skipped")], 1) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('when = "look=fire"', 'when = "look=smoke"', "line 18: step.1.when: 'smoke' is no answer to 'look'"),
        ('when = "look=fire"', 'when = "later=done"', "line 18: step.1.when: no step 'later' stands before"),
        ('when = "look=fire"', 'when = "look"', 'step.1.when: expected "STEP=ANSWER"'),
        ('id = "tell"', 'id = "look"', "step.1.id: 'look' is used twice"),
        ('id = "tell"', 'id = "Tell it"', "line 14: step.1.id:"),
        ('kinds = ["fire"]', 'kinds = ["fires"]', "line 4: kinds:"),
        ("priority = 2", "priority = 7", "step.2.priority:"),
        ("priority = 2", 'opens = "service"', "step.2.service: belongs to"),
        ("required = true\nwhen", "requird = true\nwhen", "step.1.requird:"),
        ('name = "fire"', 'name = "fire', "not valid TOML"),
    ],
)
def test_a_mistake_is_refused_by_file_line_and_key(old: str, new: str, said: str) -> None:
    assert old in FIRE
    with pytest.raises(RulesError) as refused:
        parse_procedure(FIRE.replace(old, new, 1), "fire.toml")
    assert str(refused.value).startswith("fire.toml: ")
    assert said in str(refused.value)


def test_two_files_for_one_kind_and_a_folder_without_any_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="holds no procedure"):
        load_procedures(tmp_path)
    with pytest.raises(RulesError, match="is no folder"):
        load_procedures(tmp_path / "none")
    (tmp_path / "a.toml").write_text(FIRE, encoding="utf-8")
    (tmp_path / "b.toml").write_text(FIRE.replace('name = "fire"', 'name = "blaze"'), encoding="utf-8")
    with pytest.raises(RulesError, match=r"b\.toml: kind fire: a\.toml is for it already"):
        load_procedures(tmp_path)
