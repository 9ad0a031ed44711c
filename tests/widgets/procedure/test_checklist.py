"""The checklist by keys and mouse, in a real window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from alerts.incidents import Incident, StepMark
from alerts.procedures import load_procedures
from widgets.dialogs import CloseDialog
from widgets.procedure import Checklist

OPENED = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)


def fire(**fields: Any) -> Incident:
    values: dict[str, Any] = {
        "id": "INC-20261121-0001", "key": "119\x1fc1", "kind": "fire", "title": "화재", "priority": 1, "state": "acknowledged",
        "opened": OPENED, "updated": OPENED, "lat": 37.5, "lon": 127.0, "radius_m": 10.0, "candidates": [], "event_ids": [],
        "related": [], "why": [], "history": [],
    }  # fmt: skip
    return Incident(**(values | fields))


def mark(step: str, outcome: str, why: str = "") -> StepMark:
    return StepMark(step, outcome, "김관제", OPENED + timedelta(minutes=1), why)


@pytest.fixture
def make(qtbot: Any, wording: Any, theme: Any) -> Callable[[], Checklist]:
    made = Checklist(wording, theme, lambda moment: moment.strftime("%H:%M"), QPushButton)
    made.set_procedures(load_procedures())
    made.set_now(OPENED.timestamp() + 5)
    qtbot.addWidget(made)
    made.resize(420, 700)
    with qtbot.waitExposed(made):
        made.show()
    return lambda: made


def test_an_answer_by_its_number_and_the_branch_that_follows(make: Callable[[], Checklist], qtbot: Any) -> None:
    steps = make()
    steps.show_incident(fire())
    steps.setFocus()
    with qtbot.waitSignal(steps.marked) as marked:
        qtbot.keyClick(steps, Qt.Key.Key_1)
    assert marked.args == ["look", "fire"]
    before = len(steps.rows)
    steps.show_incident(fire(steps=[mark("look", "fire")]))
    assert len(steps.rows) > before
    assert "불꽃·연기 보임 · 김관제 04:01" in steps.rows[0].under.text()
    current = steps.rows[steps._current].view.step
    assert current.id == "report_119", "the next open step is at hand"
    with qtbot.waitSignal(steps.marked) as marked:
        qtbot.keyClick(steps, Qt.Key.Key_Space)
    assert marked.args == ["report_119", "done"]
    with qtbot.waitSignal(steps.opened) as opened:
        qtbot.keyClick(steps, Qt.Key.Key_Return)
    assert opened.args == ["service", "report_119"]


def test_the_space_bar_on_a_question_says_how_it_is_answered(make: Callable[[], Checklist], qtbot: Any) -> None:
    steps = make()
    steps.show_incident(fire())
    steps.setFocus()
    row, before = steps.rows[0], steps.rows[0].under.text()
    with qtbot.assertNotEmitted(steps.marked):
        qtbot.keyClick(steps, Qt.Key.Key_Space)
    assert row.under.text().startswith("번호로 답하세요")
    assert row.under.isVisible()
    qtbot.keyClick(steps, Qt.Key.Key_Down)
    assert row.under.text() == before


def test_a_required_step_is_passed_over_by_way_of_a_reason(make: Callable[[], Checklist], qtbot: Any) -> None:
    steps = make()
    steps.show_incident(fire())
    with qtbot.waitSignal(steps.skip_asked) as asked:
        qtbot.keyClick(steps, Qt.Key.Key_Minus)
    assert asked.args[0] == "look"
    row = next(row for row in steps.rows if row.view.step.id == "signals")
    with qtbot.waitSignal(steps.marked) as marked:
        qtbot.mouseClick(row.links[-1], Qt.MouseButton.LeftButton)
    assert marked.args == ["signals", "skipped"]


def test_a_mark_can_be_taken_off_again(make: Callable[[], Checklist], qtbot: Any) -> None:
    steps = make()
    steps.show_incident(fire(steps=[mark("look", "nothing")]))
    with qtbot.waitSignal(steps.marked) as marked:
        qtbot.mouseClick(steps.rows[0].tick, Qt.MouseButton.LeftButton)
    assert marked.args == ["look", ""]


def test_a_missed_target_says_so_and_a_settled_incident_takes_no_marks(make: Callable[[], Checklist], qtbot: Any) -> None:
    steps = make()
    steps.show_incident(fire())
    assert "1분 안에" in steps.rows[0].under.text()
    steps.set_now(OPENED.timestamp() + 61)
    assert "1분 목표 지남" in steps.rows[0].under.text()
    steps.show_incident(fire(state="closed"))
    steps.enable(True)
    sent = []
    steps.marked.connect(lambda *args: sent.append(args))
    qtbot.keyClick(steps, Qt.Key.Key_1)
    qtbot.mouseClick(steps.rows[0].answers[0], Qt.MouseButton.LeftButton)
    assert sent == []


def test_an_ordinary_report_has_no_checklist(make: Callable[[], Checklist]) -> None:
    steps = make()
    steps.show_incident(fire(priority=4))
    assert not steps.filled
    assert not steps.isVisible()


def test_closing_says_beforehand_that_required_steps_are_left(qtbot: Any, wording: Any, theme: Any) -> None:
    dialog = CloseDialog("화재", wording, theme, None, None, (), 2)
    qtbot.addWidget(dialog)
    assert "필수 절차 2개 남음" in dialog.choices["handled"].text()
    dialog.choices["handled"].setChecked(True)
    assert "2" in dialog.lacks()
    dialog.choices["false_alarm"].setChecked(True)
    assert dialog.lacks() == ""


def test_rows_made_before_say_what_holds_for_the_incident_that_is_shown_now(make: Callable[[], Checklist], qtbot: Any) -> None:
    steps = make()
    steps.show_incident(fire(steps=[mark("look", "fire")]))
    marked = [row.text.text() for row in steps.rows]
    steps.show_incident(fire(key="119\x1fc2", kind="crowd"))
    other = [row.text.text() for row in steps.rows]
    assert not set(marked) & set(other)
    steps.show_incident(fire(key="119\x1fc3"))
    assert steps.rows[0].view.open
    assert "김관제" not in steps.rows[0].under.text()
    steps.show_incident(fire(steps=[mark("look", "fire")]))
    assert [row.text.text() for row in steps.rows] == marked
    assert "김관제 04:01" in steps.rows[0].under.text()
    tops = [row.y() for row in steps.rows if row.isVisible()]
    qtbot.waitUntil(lambda: len({row.y() for row in steps.rows}) == len(steps.rows), timeout=180_000)
    assert tops == sorted(tops)
    assert all(row.isVisible() for row in steps.rows)
    shown = {row for row in steps.findChildren(type(steps.rows[0])) if row.isVisible()}
    assert shown == set(steps.rows)
    with qtbot.waitSignal(steps.marked) as answered:
        qtbot.mouseClick(steps.rows[0].tick, Qt.MouseButton.LeftButton)
    assert answered.args == ["look", ""], "its mark is taken off"


def test_the_step_at_hand_names_its_keys_and_the_next_one_lies_below(make: Callable[[], Checklist], qtbot: Any) -> None:
    steps = make()
    steps.show_incident(fire(steps=[mark("look", "fire")]))
    ids = [row.view.step.id for row in steps.rows]
    open_ones = [at for at, row in enumerate(steps.rows) if row.view.open]
    steps.setFocus()
    for _ in range(open_ones[1] - steps._current):
        qtbot.keyClick(steps, Qt.Key.Key_Down)
    here = steps.rows[open_ones[1]]
    assert [link.text().rpartition(" ")[2] for link in here.links] == [*(["Enter"] if here.view.step.opens else []), "-"]
    assert not any(link.text().endswith((" Enter", " -")) for link in steps.rows[open_ones[0]].links), "only where keys go"
    steps.show_incident(fire(steps=[mark("look", "fire"), mark(ids[open_ones[1]], "done")]))
    assert steps.rows[steps._current].view.step.id == ids[open_ones[2]], "not back to what was left above"


def test_rows_made_ahead_serve_every_incident_of_their_kind_and_say_what_holds_for_each(
    make: Callable[[], Checklist], qtbot: Any
) -> None:
    steps = make()
    steps.show_incident(None)
    while steps.make_ahead():
        pass
    ahead = set(steps._made.values())
    assert ahead
    steps.show_incident(fire())
    first = list(steps.rows)
    assert set(first) <= ahead, "nothing is made for the first incident of all"
    assert {row for row in ahead if row.isVisible()} == set(first)
    late = fire(key="119\x1fc2", opened=OPENED - timedelta(hours=1))
    before = [row.under.text() for row in first]
    steps.show_incident(late)
    assert steps.rows == first
    assert [row.under.text() for row in steps.rows] != before
    assert all(row.under.text() in row.spoken for row in steps.rows)
    marked = fire(key="119\x1fc3", steps=[mark("look", "fire")])
    other = fire(key="119\x1fc4", steps=[StepMark("look", "fire", "박팀장", OPENED + timedelta(minutes=9), "")])
    steps.show_incident(marked)
    row = steps.rows[0]
    assert "김관제 04:01" in row.under.text()
    steps.show_incident(other)
    assert steps.rows[0] is row
    assert "박팀장 04:09" in row.under.text()
    assert "박팀장 04:09" in row.tick.accessibleName()
    with qtbot.waitSignal(steps.marked) as taken_off:
        row.tick.click()
    assert taken_off.args == ["look", ""]
