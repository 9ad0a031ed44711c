from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from alerts.picture import Load
from widgets.queue import IncidentQueue


@pytest.fixture
def queue(qtbot, wording, theme, noon):
    made = IncidentQueue(wording, theme)
    qtbot.addWidget(made)
    made.set_operator("김관제")
    made.set_districts({"11200": "성동구", "11680": "강남구"})
    made.replace([], noon.timestamp())
    made.resize(420, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def middle(queue, row):
    return queue.list.visualRect(queue.model.index(row)).center()


def test_click_picks_and_double_click_opens(queue, make, qtbot):
    queue.apply([make("a", 10), make("b", 20)])
    with qtbot.waitSignal(queue.picked) as picked:
        qtbot.mouseClick(queue.list.viewport(), Qt.MouseButton.LeftButton, pos=middle(queue, 1))
    assert picked.args == ["b"]
    with qtbot.waitSignal(queue.opened) as opened:
        qtbot.mouseDClick(queue.list.viewport(), Qt.MouseButton.LeftButton, pos=middle(queue, 1))
    assert opened.args == ["b"]


def test_keys_move_open_and_acknowledge(queue, make, qtbot):
    queue.apply([make("a", 10), make("b", 20), make("c", 30, state="acknowledged")])
    picked = []
    queue.picked.connect(picked.append)
    qtbot.keyClicks(queue.list, "jjk")
    assert picked == ["a", "b", "a"]
    with qtbot.waitSignal(queue.command_requested) as asked:
        qtbot.keyClick(queue.list, Qt.Key.Key_A)
    assert asked.args == ["acknowledge", "a", {}]
    with qtbot.waitSignal(queue.opened) as opened:
        qtbot.keyClick(queue.list, Qt.Key.Key_Return)
    assert opened.args == ["a"]
    qtbot.keyClicks(queue.list, "jjj")
    assert queue.current_key == "c"
    with qtbot.assertNotEmitted(queue.command_requested):
        qtbot.keyClick(queue.list, Qt.Key.Key_A)


def test_a_vanished_incident_leaves_nothing_chosen(queue, make, qtbot):
    queue.apply([make("a", 10), make("b", 20), make("c", 30)])
    queue.select("b")
    with qtbot.assertNotEmitted(queue.picked):
        queue.apply([], removed=["b"])
    assert queue.current_key == ""
    with qtbot.assertNotEmitted(queue.command_requested):
        qtbot.keyClick(queue.list, Qt.Key.Key_A)
    qtbot.keyClick(queue.list, Qt.Key.Key_J)
    assert queue.current_key == "c"


def test_nothing_moves_while_a_row_is_worked_on(queue, make, qtbot):
    queue.apply([make("a", 10), make("b", 20)])
    queue.hold(True)
    queue.apply([make("urgent", priority=1), make("also", priority=2)])
    assert queue.model.rowCount() == 2
    assert queue.pill.isVisible()
    assert "2건" in queue.pill.text()
    qtbot.mouseClick(queue.pill, Qt.MouseButton.LeftButton)
    assert [queue.model.incident(row).key for row in range(4)] == ["urgent", "also", "a", "b"]
    assert not queue.pill.isVisible()
    queue.apply([make("third", priority=1)])
    queue.hold(False)
    assert queue.model.rowCount() == 5


def test_pointer_over_the_list_keeps_the_order(queue, make, qtbot):
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QEnterEvent
    from PySide6.QtWidgets import QApplication

    queue.apply([make("a", 10)])
    where = QPointF(50, 50)
    QApplication.sendEvent(queue.list, QEnterEvent(where, where, where))
    queue.apply([make("b", 5)])
    assert queue.model.rowCount() == 1
    QApplication.sendEvent(queue.list, QEvent(QEvent.Type.Leave))
    assert queue.model.rowCount() == 2


def test_scrolled_down_the_rows_stay_and_the_pill_tells(queue, make):
    queue.apply([make(str(number), number) for number in range(40)])
    bar = queue.list.verticalScrollBar()
    bar.setValue(10 * queue.list.row_height + 30)
    top = queue.model.incident(queue.list.visible_rows()[0]).key
    queue.apply([make("new", 0, priority=1)])
    assert queue.model.incident(queue.list.visible_rows()[0]).key == top
    assert queue.pill.isVisible()
    bar.setValue(0)
    assert not queue.pill.isVisible()


def test_new_critical_incident_pulses_at_most_three_times_and_stays_lit(queue, make, qtbot):
    queue.apply([make("a", priority=1)])
    assert queue.pulses.pulsing == {"a"}
    peaks, last, rising = 0, 0.0, True
    while queue.pulses.pulsing:
        queue.pulses._step()
        strength = queue.pulses.strength["a"]
        if rising and strength < last:
            peaks += 1
        rising, last = strength >= last, strength
    assert peaks == 3
    assert queue.pulses.strength == {"a": 0.0}
    queue.apply([make("a", priority=1)])
    assert not queue.pulses.pulsing
    queue.apply([make("a", priority=1, state="acknowledged")])
    assert queue.pulses.strength == {}


def test_what_was_critical_before_is_lit_without_motion(queue, make, noon):
    queue.replace([make("a", priority=1)], noon.timestamp())
    assert not queue.pulses.pulsing
    assert "a" in queue.pulses.strength


def test_chips_narrow_the_list(queue, make, qtbot):
    queue.apply(
        [
            make("a", 10),
            make("b", 20, state="acknowledged", owner="김관제"),
            make("c", 30, priority=4),
            make("d", 40, kind="fire"),
        ]
    )

    def shown():
        return [queue.model.incident(row).key for row in range(queue.model.rowCount())]

    qtbot.mouseClick(queue.chips.everything, Qt.MouseButton.LeftButton)
    assert shown() == ["a", "b", "d", "c"]
    qtbot.mouseClick(queue.chips.alarms, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(queue.chips.mine, Qt.MouseButton.LeftButton)
    assert shown() == ["b"]
    qtbot.mouseClick(queue.chips.mine, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(queue.chips.unacknowledged, Qt.MouseButton.LeftButton)
    assert shown() == ["a", "d"]
    queue.chips.kind_menu.choose(frozenset({"fire"}))
    assert shown() == ["d"]
    queue.open_search()
    qtbot.keyClicks(queue.chips.search, "nowhere")
    assert shown() == []
    assert queue.empty.isVisible()
    qtbot.mouseClick(queue.empty.action, Qt.MouseButton.LeftButton)
    assert shown() == ["a", "b", "d"]
    assert queue.chips.search.text() == ""


def test_priority_button_shows_one_priority_alone(queue, make, qtbot):
    queue.apply([make("a", priority=1), make("b", priority=2), make("c", priority=2)])
    assert [button.accessibleName()[-2:] for button in queue.priorities.buttons] == ["1건", "2건", "0건"]
    qtbot.mouseClick(queue.priorities.buttons[1], Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert queue.model.rowCount() == 2


def test_district_menu_counts_and_ticks_with_keys(queue, make, qtbot):
    queue.apply([make("a"), make("b", kind="fire", region="11680"), make("c", kind="fire", region="11680")])
    menu = queue.chips.district_menu
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions() if action.isCheckable()]
    assert texts == ["강남구  2", "성동구  1"]
    menu.setActiveAction(menu.actions()[0])
    qtbot.keyClick(menu, Qt.Key.Key_Space)
    assert queue.model.filter.districts == {"11680"}
    assert queue.chips.districts.text().startswith("강남구")
    menu.setActiveAction(menu.actions()[1])
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert queue.model.rowCount() == 3


def test_flood_is_told_in_one_line_by_kind(queue, make, qtbot):
    queue.apply(
        [make(f"f{number}", kind="fire") for number in range(8)] + [make(f"c{number}", kind="flood") for number in range(5)]
    )
    queue.set_load(Load(13, [13], True))
    assert queue.flood.isVisible()
    assert "13건" in queue.flood.title.text()
    qtbot.mouseClick(queue.flood.buttons[1], Qt.MouseButton.LeftButton)
    assert queue.model.rowCount() == 1, "one line for all of them"
    qtbot.keyClick(queue.list, Qt.Key.Key_J)
    qtbot.keyClick(queue.list, Qt.Key.Key_Right)
    assert queue.model.rowCount() == 1 + 5
    queue.set_load(Load(3, [3], False))
    assert not queue.flood.isVisible()


def test_chosen_incident_is_kept_over_a_snapshot_and_a_new_key(queue, make, noon):
    queue.apply([make("a", 10), make("b", 20)])
    queue.select("b")
    queue.apply([make("earlier", 20)], moved={"b": "earlier"})
    assert queue.current_key == "earlier"
    queue.replace([make("new", 1), make("earlier", 20)], noon.timestamp())
    assert queue.current_key == "earlier"


def test_an_incident_without_a_place_is_told_by_its_district(queue, make):
    queue.apply([make("a", place="", title="건물 화재")])
    assert "성동구" in queue.model.index(0).data()


def test_ages_tick_and_rows_are_told_to_those_who_hear(queue, make, noon):
    queue.apply([make("a", 130)])
    before = queue.list.viewport().grab().toImage()
    queue.set_now(noon.timestamp() + 1)
    assert queue.list.viewport().grab().toImage() != before
    assert queue.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "우선순위 3 보통, 인파 급증, 신규, 성수동2가, 112 ×4 · CCTV ×2, 담당 없음"
    )


@pytest.mark.parametrize("language", ["ko", "en"])
def test_everything_focusable_has_a_name_and_fits(queue, wording, theme, language, make, qtbot):
    queue.setStyleSheet(theme.qss())
    wording.switch(language)
    queue.retranslate()
    queue.apply([make("a")])
    shown = [button for button in queue.findChildren(QPushButton) if button.isVisible()]
    assert all(button.text() or button.accessibleName() for button in shown)
    qtbot.waitUntil(lambda: all(button.sizeHint().width() <= button.width() for button in shown), timeout=180_000)
    assert queue.list.accessibleName()
    assert queue.width() == 420


def rows(queue):
    """Keys of incidents, and counts of groups' lines, from the top."""
    found = []
    for row in range(queue.model.rowCount()):
        group = queue.model.group(row)
        found.append(queue.model.incident(row).key if group is None else group.count)
    return found


def test_shift_and_control_mark_and_nothing_moves_until_they_are_unmarked(queue, make, qtbot):
    queue.apply([make(name, at) for at, name in enumerate("abcdef")])
    view = queue.list.viewport()
    left, control, shift = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    qtbot.mouseClick(view, left, pos=middle(queue, 0))
    qtbot.mouseClick(view, left, control, pos=middle(queue, 2))
    assert queue.together() == ["a", "c"], "what was chosen is meant as well"
    qtbot.mouseClick(view, left, shift, pos=middle(queue, 5))
    assert queue.together() == ["c", "d", "e", "f"]
    assert queue.bar.isVisible()
    assert "4건" in queue.bar.text.text()
    assert not queue.bar.buttons["compare"].isVisible()
    queue.apply([make("urgent", priority=1)])
    assert rows(queue) == list("abcdef"), "frozen while one selects"
    assert "1건" in queue.pill.text()
    with qtbot.waitSignal(queue.together_asked) as asked:
        qtbot.keyClick(queue.list, Qt.Key.Key_A)
    assert asked.args == ["acknowledge"]
    qtbot.keyClick(queue.list, Qt.Key.Key_Escape)
    assert queue.together() == []
    assert not queue.bar.isVisible()
    assert rows(queue) == ["urgent", *"abcdef"]


def test_keys_mark_what_they_pass_and_all(queue, make, qtbot):
    queue.apply([make(name, at) for at, name in enumerate("abc")] + [make("hidden", kind="fire")])
    queue.chips.choose(replace(queue.chips.filter, kinds=frozenset({"crowd"})))
    queue.select("a")
    qtbot.keyClick(queue.list, Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier)
    assert queue.together() == ["a", "b"]
    assert queue.bar.buttons["compare"].isVisible()
    qtbot.keyClick(queue.list, Qt.Key.Key_Space)
    assert queue.together() == [], "one marked alone is not several"
    qtbot.keyClick(queue.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert queue.together() == ["a", "b", "c"], "within the filter"
    queue.apply([], removed=["b"], moved={"c": "z"})
    assert queue.together() == ["a", "z"]


def flood(queue, make, on=True):
    crowds = [make(f"c{number}", 10 + number) for number in range(4)]
    fires = [make(f"f{number}", 50 + number, kind="fire", region="11680") for number in range(2)]
    queue.apply([*crowds, *fires, make("worst", 30, priority=1), make("second", 40, priority=2)])
    queue.set_load(Load(20, [20], on))


def test_a_flood_is_grouped_and_says_so_but_the_critical_stand_alone(queue, make, qtbot):
    flood(queue, make)
    assert rows(queue) == ["worst", 5, "f0", "f1"], "four and the second of the same kind and district; two are no group"
    assert queue.flood.group.isChecked()
    assert "유형·구별로 묶음" in queue.flood.group.text()
    qtbot.keyClicks(queue.list, "jj")
    assert queue.current_key == ""
    assert len(queue.together()) == 5, "a command on a group's line is for all of it"
    qtbot.keyClick(queue.list, Qt.Key.Key_Right)
    assert rows(queue) == ["worst", 5, "second", "c0", "c1", "c2", "c3", "f0", "f1"]
    qtbot.keyClicks(queue.list, "jj")
    assert queue.current_key == "c0"
    qtbot.keyClick(queue.list, Qt.Key.Key_Left)
    assert rows(queue) == ["worst", 5, "f0", "f1"]
    assert queue.list.currentIndex().row() == 1
    queue.hold(False)
    qtbot.mouseClick(queue.flood.group, Qt.MouseButton.LeftButton)
    assert len(rows(queue)) == 8, "grouping can be turned off"
    queue.set_load(Load(1, [1], False))
    queue.set_load(Load(20, [20], True))
    queue.to_top()
    assert rows(queue) == ["worst", 5, "f0", "f1"], "the next flood is grouped again"


def test_a_group_opens_for_what_is_chosen_elsewhere_and_news_in_a_closed_one_wait_for_nobody(queue, make):
    flood(queue, make)
    queue.hold(True)
    queue.apply([make("c1", 11, reports=9)])
    assert not queue.pill.isVisible(), "what is behind a line and stays there is not new"
    queue.hold(False)
    assert queue.select("c2")
    assert queue.current_key == "c2"


def test_what_waits_too_long_says_so_in_its_row(queue, make, noon):
    queue.apply([make("a", reminded=noon), make("b", reminded=noon, escalated=noon)])
    told = [queue.model.data(queue.model.index(row)) for row in range(2)]
    assert sum("미확인 경과" in text for text in told) == 1
    assert sum("감독자 확인 중" in text for text in told) == 1


def test_escape_and_enter_lead_out_of_the_search_field(qtbot, queue, make, noon) -> None:
    queue.replace([make("a", title="화재"), make("b", title="폭행")], noon.timestamp())
    queue.activateWindow()
    queue.open_search()
    queue.chips.search.setText("폭행")  # keys of the test speak Latin alone
    assert queue.model.rowCount() == 1
    qtbot.keyClick(queue.chips.search, Qt.Key.Key_Return)
    qtbot.waitUntil(queue.list.hasFocus, timeout=180_000)
    assert queue.model.rowCount() == 1, "what was searched for stays"
    queue.open_search()
    qtbot.keyClick(queue.chips.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(queue.list.hasFocus, timeout=180_000)
    assert queue.chips.search.isHidden()
    assert queue.model.rowCount() == 2


def test_a_result_that_leaves_nothing_to_do_goes_by_itself(queue):
    bar = queue.bar
    bar.show_result(4, 0, undone=True)
    assert bar.isVisibleTo(queue)
    assert bar.fades.isActive()
    bar.fades.timeout.emit()
    assert not bar.isVisibleTo(queue)
    for refused, retractable in ((1, False), (0, True)):
        bar.show_result(4, 0)
        bar.show_result(4, refused, retractable=retractable)
        assert bar.isVisibleTo(queue)
        assert not bar.fades.isActive(), "there is something to read or to press"
