from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from widgets.dialogs import CloseDialog, HandOverDialog, NoteDialog, ShelveDialog


def opened(qtbot, dialog):
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    answers = []
    dialog.answered.connect(answers.append)
    return dialog, answers


def test_note_is_written_in_lines_and_sent_with_control_enter(qtbot, wording, theme):
    dialog, answers = opened(qtbot, NoteDialog("인파 급증", wording, theme))
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert answers == []
    assert dialog.missing.isVisible()
    qtbot.keyClicks(dialog.text, "called 112")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.text, "twice")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert answers == [{"text": "called 112\ntwice"}]
    assert not dialog.isVisible()


def test_escape_leaves_without_an_answer(qtbot, wording, theme):
    dialog, answers = opened(qtbot, NoteDialog("인파 급증", wording, theme))
    qtbot.keyClicks(dialog.text, "half a note")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Escape)
    assert answers == []
    assert not dialog.isVisible()


def test_closing_asks_for_a_disposition_and_where_needed_a_reason(qtbot, wording, theme):
    dialog, answers = opened(qtbot, CloseDialog("인파 급증", wording, theme))
    qtbot.mouseClick(dialog.send, Qt.MouseButton.LeftButton)
    assert answers == []
    qtbot.keyClick(dialog, Qt.Key.Key_5)
    assert dialog.choices["unverified"].isChecked()
    qtbot.keyClick(dialog.choices["unverified"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert answers == []
    qtbot.keyClicks(dialog.text, "nobody there")
    qtbot.mouseClick(dialog.send, Qt.MouseButton.LeftButton)
    assert answers == [{"text": "nobody there", "disposition": "unverified"}]


def test_the_keys_go_to_what_is_missing(qtbot, wording, theme):
    dialog = CloseDialog("x", wording, theme)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.text.setFocus()
    dialog.submit()
    assert dialog.focusWidget() is dialog.choices["handled"], "a digit chooses there, and is written nowhere"
    dialog.choices["unverified"].setChecked(True)
    dialog.submit()
    assert dialog.focusWidget() is dialog.text


def test_closing_as_handled_needs_no_reason(qtbot, wording, theme):
    dialog, answers = opened(qtbot, CloseDialog("인파 급증", wording, theme))
    qtbot.keyClick(dialog, Qt.Key.Key_1)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert answers == [{"text": "", "disposition": "handled"}]


def test_what_was_refused_is_there_again(qtbot, wording, theme):
    draft = {"text": "written before", "disposition": "false_alarm"}
    dialog, _ = opened(qtbot, CloseDialog("인파 급증", wording, theme, None, draft))
    assert dialog.fields() == draft


def test_a_text_that_the_hub_would_refuse_is_not_sent(qtbot, wording, theme):
    dialog, answers = opened(qtbot, NoteDialog("인파 급증", wording, theme))
    dialog.text.setPlainText("가" * 10_001)
    dialog.submit()
    assert answers == []
    assert "10" in dialog.missing.text()


def test_shelving_takes_a_time_and_a_reason(qtbot, wording, theme, crush):
    now = crush().updated
    dialog, answers = opened(qtbot, ShelveDialog("인파 급증", now, wording, theme))
    dialog.submit()
    assert answers == []
    qtbot.keyClicks(dialog.text, "works announced")
    dialog.choices[30].setChecked(True)
    dialog.submit()
    assert answers == [{"text": "works announced", "until": now + timedelta(minutes=30)}]


def test_handing_over_needs_a_name(qtbot, wording, theme):
    dialog, answers = opened(qtbot, HandOverDialog("인파 급증", wording, theme))
    dialog.submit()
    assert answers == []
    qtbot.keyClicks(dialog.owner, "Park")
    dialog.submit()
    assert answers == [{"text": "", "owner": "Park"}]


def test_handing_over_to_somebody_who_is_not_there_is_said_to_end_by_itself(qtbot, wording, theme):
    dialog, answers = opened(qtbot, HandOverDialog("인파 급증", wording, theme))
    qtbot.keyClicks(dialog.owner, "lee")
    assert not dialog.there.isVisible(), "nobody knows yet who is there"
    dialog.offer_people(["park"])
    assert "lee 님은 지금 접속해 있지 않습니다" in dialog.there.text()
    assert dialog.there.isVisible()
    dialog.owner.clear()
    qtbot.keyClicks(dialog.owner, "Pa")
    assert not dialog.there.isVisible(), "on the way to Park"
    qtbot.keyClicks(dialog.owner, "lo")
    assert dialog.there.isVisible()
    dialog.owner.clear()
    assert not dialog.there.isVisible()
    dialog.offer_people([])
    assert "다른 사람이 없습니다" in dialog.there.text()
    qtbot.keyClicks(dialog.owner, "lee")
    assert "lee" in dialog.there.text()
    dialog.submit()
    assert answers == [{"text": "", "owner": "lee"}], "offered all the same"


@pytest.mark.parametrize("kind", [NoteDialog, CloseDialog, HandOverDialog])
def test_everything_that_takes_the_focus_has_a_name(qtbot, wording, theme, kind):
    dialog, _ = opened(qtbot, kind("인파 급증", wording, theme))
    asked = [
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(asked) > 2, "the text and both buttons at least"
    for widget in asked:
        assert widget.accessibleName(), widget
