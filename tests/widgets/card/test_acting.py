"""What is done from the card: buttons, keys and dialogs, and what is said of the answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from alerts.commands import Answer, Command
from alerts.events import Candidate
from alerts.explaining import Comparison, Obstacle, Side
from alerts.incidents import Change, Reason, Related, Undoable
from alerts.procedures import load_procedures
from widgets.moments import korean_time


def test_primary_button_and_its_key_acknowledge(card, crush, qtbot):
    card.show_incident(crush())
    button = card.bar.buttons["acknowledge"]
    assert button.property("kind") == "primary"
    assert button.key == "A"
    with qtbot.waitSignal(card.command_requested) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked.args == ["acknowledge", "112\x1fc1", {}]
    assert not button.isEnabled()
    card.set_pending("sent")
    card.set_pending("")
    card.show_incident(crush(priority=2))
    with qtbot.waitSignal(card.command_requested):
        qtbot.keyClick(card, Qt.Key.Key_A)


def test_waits_for_the_answer_and_cannot_ask_twice(card, crush, qtbot):
    card.show_incident(crush())
    asked = []
    card.command_requested.connect(lambda *args: asked.append(args))
    qtbot.keyClick(card, Qt.Key.Key_A)
    qtbot.keyClick(card, Qt.Key.Key_A)
    assert len(asked) == 1
    assert "보내는 중" in card.bar.buttons["acknowledge"].text()


def test_hub_away_disables_everything_and_says_why(card, crush, wording):
    card.show_incident(crush())
    card.set_stale(True)
    assert not any(button.isEnabled() for button in card.bar.buttons.values())
    assert card.bar.say.text() == wording("card-away")
    card.set_stale(False)
    assert all(button.isEnabled() for button in card.bar.buttons.values())
    assert not card.bar.say.isVisible()


def test_outcome_unknown_is_said(card, crush, wording):
    card.show_incident(crush())
    card.set_pending("unknown")
    card.set_stale(True)
    assert card.bar.say.text() == wording("card-unknown")


def test_note_goes_out_and_a_refusal_keeps_the_text(card, crush, qtbot):
    card.show_incident(crush())
    holding = []
    card.asking.connect(holding.append)
    qtbot.keyClick(card, Qt.Key.Key_N)
    dialog = card.findChild(QDialog)
    qtbot.keyClicks(dialog.text, "gate blocked")
    with qtbot.waitSignal(card.command_requested) as asked:
        qtbot.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == ["note", "112\x1fc1", {"text": "gate blocked"}]
    assert holding == [True, False]
    command = Command("1", "김관제", "note", "112\x1fc1", text="gate blocked")
    card.refused(command, Answer("1", False, "not_written"))
    card.set_pending("")
    assert "기록하지 못해" in card.bar.say.text()
    qtbot.mouseClick(card.bar.again, Qt.MouseButton.LeftButton)
    again = [child for child in card.findChildren(QDialog) if child.isVisible()]
    assert again[0].text.toPlainText() == "gate blocked"
    again[0].reject()


def test_who_was_first_is_named_with_the_time(card, crush):
    card.show_incident(crush(state="acknowledged", owner="박도시"))
    answer = Answer("1", False, "taken", by="박도시", at=crush().opened + timedelta(minutes=3))
    card.refused(Command("1", "김관제", "acknowledge", "112\x1fc1"), answer)
    assert card.bar.say.text() == "박도시 님이 13:09에 먼저 맡았습니다."
    card.show_incident(crush(key="another"))
    assert not card.bar.say.isVisible()


def test_every_refusal_has_a_sentence_of_its_own(card, crush):
    card.show_incident(crush())
    said = set()
    errors = ("unknown_incident", "wrong_state", "needs_reason", "taken", "not_written", "bad_argument", "wrong_mode", "odd")
    for error in errors:
        card.refused(Command("1", "김관제", "acknowledge", "112\x1fc1"), Answer("1", False, error, "closed"))
        said.add(card.bar.say.text())
    assert len(said) == len(errors)


def test_taking_over_names_whose_it_was(card, crush, qtbot):
    card.show_incident(crush(state="acknowledged", owner="박도시"))
    with qtbot.waitSignal(card.command_requested) as asked:
        qtbot.keyClick(card, Qt.Key.Key_T)
    assert asked.args == ["take", "112\x1fc1", {"owner": "박도시"}]


def test_a_person_settles_a_place_with_one_key_and_puts_it_in_doubt_again(card, crush, qtbot):
    places = [Candidate("연무장길", 37.54, 127.05), Candidate("연무장5길", 37.55, 127.06)]
    why = [*crush().why, Reason("place", crush().opened, detail="ask_landmark", value=2.0)]
    card.show_incident(crush(candidates=places, why=why))
    assert "가까운 역 출구" in card.doubt.ask.text()
    with qtbot.waitSignal(card.command_requested) as asked:
        qtbot.keyClick(card, Qt.Key.Key_2)
    assert asked.args == ["settle_place", "112\x1fc1", {"place": places[1]}]
    assert not card.doubt.buttons[0].isEnabled(), "what is asked for is waited for"
    card.set_pending("settle_place")
    card.set_pending("")
    card.show_incident(crush(why=[*why, Reason("place", crush().opened, detail="by_hand")]))
    [again] = card.doubt.buttons
    with qtbot.waitSignal(card.command_requested) as asked:
        qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    assert asked.args == ["settle_place", "112\x1fc1", {"place": None}]


def test_two_that_may_be_one_are_asked_about_and_joined_by_one_key(card, crush, qtbot):
    related = Related("INC-20261121-0003", Reason("join", crush().opened, distance_m=240.0, seconds=300.0))
    card.show_incident(crush(related=[related]))
    for key, signal in ((Qt.Key.Key_W, card.why_not_asked), (Qt.Key.Key_U, card.merge_asked)):
        with qtbot.waitSignal(signal) as asked:
            qtbot.keyClick(card, key)
        assert asked.args == ["INC-20261121-0003"]
    sides = [Side("112", "c1", "dispatch", "112", crush().opened, incident=name, key=name) for name in ("INC-1", "INC-2")]
    found = Comparison(*sides, False, [Obstacle("too_far", 395.0, 300.0, "crowd")], metres=395.0, seconds=60.0)
    card.related.show_answer(found)
    assert card.related.answer.isVisible()
    assert "395 m 떨어져 있습니다" in card.related.answer.text()
    qtbot.mouseClick(card.related.close_answer, Qt.MouseButton.LeftButton)
    assert not card.related.answer.isVisible()
    card.related.show_answer(found)
    card.show_incident(crush(key="112\x1fother"))
    assert not card.related.answer.isVisible(), "it was about another incident"
    card.set_stale(True)
    card.show_incident(crush(related=[related]))
    with qtbot.assertNotEmitted(card.merge_asked):
        qtbot.keyClick(card, Qt.Key.Key_U)


def test_what_a_person_changed_can_be_taken_back_once(card, crush, qtbot):
    undo = Undoable("kind", "김관제", crush().opened, "crowd", "mark")
    card.show_incident(crush(undo=undo))
    assert card.take_back.isVisible()
    assert card.take_back.text() == "되돌리기: 유형 변경 (김관제 13:06) → 다시 인파  Z"
    with qtbot.waitSignal(card.command_requested) as asked:
        qtbot.keyClick(card, Qt.Key.Key_Z)
    assert asked.args == ["undo", "112\x1fc1", {"seen": "mark"}]
    card.set_pending("")
    card.show_incident(crush())
    assert not card.take_back.isVisible()
    card.show_incident(crush(history=[Change(crush().opened, "priority", 1, "engine", "code_0")]))
    assert not card.take_back.isVisible(), "what the engine did is no person's to take back"


def test_rare_actions_are_in_the_menu_and_have_their_keys(card, crush, qtbot):
    card.show_incident(crush(state="in_progress", owner="김관제"))
    entries = {action.text().split("\t")[1]: action for action in card.bar.menu.actions()}
    assert set(entries) == {"V", "Y", "B", "E"}
    asked = []
    card.command_requested.connect(lambda *args: asked.append(args))
    entries["E"].trigger()
    assert asked == [("release", "112\x1fc1", {})]
    assert not entries["V"].isEnabled(), "one thing at a time"
    card.set_pending("")
    qtbot.keyClick(card, Qt.Key.Key_Semicolon)
    assert card.bar.menu.isVisible()
    card.bar.menu.close()


@pytest.mark.parametrize(
    ("key", "fill", "command"),
    [
        (Qt.Key.Key_V, "3", ("set_priority", {"priority": 3, "seen": "1", "text": "why"})),
        (Qt.Key.Key_Y, " ", ("set_kind", {"kind": "violence", "seen": "crowd", "text": "why"})),
        (Qt.Key.Key_B, " ", ("unlink", {"events": ["112\x1fc2"], "text": "why"})),
    ],
)
def test_priority_kind_and_reports_are_changed_with_a_reason_by_keys_alone(card, crush, qtbot, key, fill, command):
    card.show_incident(crush())
    asked = []
    card.command_requested.connect(lambda *args: asked.append(args))
    qtbot.keyClick(card, key)
    dialog = card._asking._dialog
    with qtbot.waitExposed(dialog):
        pass
    dialog.submit()
    assert asked == [], "nothing chosen yet"
    dialog.text.clearFocus()
    chooser = getattr(dialog, "list", None) or next(choice for choice in dialog.choices.values() if choice.isEnabled())
    qtbot.keyClicks(chooser, fill)
    qtbot.keyClicks(dialog.text, "why")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    [(action, incident, fields)] = asked
    assert (action, fields) == command
    assert incident == "112\x1fc1"


def test_closing_says_what_stays_open_and_closes_with_it_only_what_is_ticked(card, crush, qtbot):
    others = {
        name: crush(key=f"cad\x1f{name}", id=name, state=state) for name, state in (("a", "new"), ("b", "new"), ("c", "closed"))
    }
    card.related.named = others.get
    card.show_incident(crush(state="resolved", related=[Related(name, Reason("join", crush().opened)) for name in others]))
    asked = []
    card.command_requested.connect(lambda *args: asked.append(args))
    qtbot.keyClick(card, Qt.Key.Key_X)
    dialog = card._asking._dialog
    assert list(dialog.linked) == ["cad\x1fa", "cad\x1fb"], "what is closed already needs no word"
    assert all(tick.text().endswith(f"{crush().opened.astimezone(korean_time()):%H:%M:%S}") for tick in dialog.linked.values())
    qtbot.keyClick(dialog, Qt.Key.Key_1)
    dialog.linked["cad\x1fb"].setChecked(True)
    dialog.submit()
    assert [(action, key, fields["disposition"]) for action, key, fields in asked] == [
        ("close", "112\x1fc1", "handled"), ("close", "cad\x1fb", "handled"),
    ]  # fmt: skip


def test_what_another_does_meanwhile_is_said_in_the_dialog_and_no_word_is_lost(card, crush, qtbot):
    card.show_incident(crush())
    qtbot.keyClick(card, Qt.Key.Key_N)
    dialog = card._asking._dialog
    qtbot.keyClicks(dialog.text, "half a note")
    card.show_incident(crush(state="closed", history=[*crush().history, Change(crush().updated, "closed", 1, "박도시", "")]))
    assert "박도시" in dialog.meanwhile.text()
    assert "종결" in dialog.meanwhile.text()
    assert dialog.text.toPlainText() == "half a note"
    dialog.reject()


def test_a_button_that_is_offered_again_is_in_its_place_and_in_turn(card, crush, qtbot):
    card.show_incident(crush(key="112\x1fc0", state="resolved", owner="김관제"))
    card.show_incident(crush())
    qtbot.waitUntil(lambda: card.bar.buttons["acknowledge"].width() > card.bar.buttons["note"].width(), timeout=180_000)
    first = {action: button.geometry() for action, button in card.bar.buttons.items()}
    assert first
    card.show_incident(crush(key="112\x1fc2", state="resolved", owner="김관제"))
    assert not card.bar.buttons.get("acknowledge")
    assert {button for button in card.bar.findChildren(type(card.bar.more)) if button.isVisible()} == {
        *card.bar.buttons.values(), card.bar.more
    }  # fmt: skip
    card.show_incident(crush())
    qtbot.waitUntil(
        lambda: {action: button.geometry() for action, button in card.bar.buttons.items()} == first, timeout=180_000
    )
    assert card.bar.buttons["acknowledge"].property("kind") == "primary"
    turn, at = [], card.bar.more
    while (at := at.nextInFocusChain()) is not card.bar.more:
        if at in card.bar.buttons.values():
            turn.append(at)
    assert turn == list(card.bar.buttons.values())
    with qtbot.waitSignal(card.command_requested) as asked:
        qtbot.mouseClick(card.bar.buttons["acknowledge"], Qt.MouseButton.LeftButton)
    assert asked.args[:2] == ["acknowledge", "112\x1fc1"]


def test_the_kind_it_has_stands_among_the_others_and_cannot_be_chosen(card, crush, qtbot):
    card.show_incident(crush())
    card.trigger("set_kind")
    choices = card._asking._dialog.choices
    assert [name for name, choice in choices.items() if not choice.isEnabled()] == ["crowd"]
    assert [name for name, choice in choices.items() if "지금" in choice.text()] == ["crowd"]


def test_closing_names_the_steps_that_are_left_before_the_hub_refuses(card, crush, qtbot):
    card.set_procedures(load_procedures())
    card.show_incident(crush(state="resolved"))
    card.trigger("close")
    choices = card._asking._dialog.choices
    assert "남음" in choices["handled"].text()
    assert "남음" not in choices["false_alarm"].text()
