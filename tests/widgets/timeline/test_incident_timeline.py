from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from alerts.incidents import Incident, Member
from alerts.log.reading.search import Happening, Timeline
from widgets.moments import korean_time
from widgets.timeline import IncidentTimeline, course

OPENED = datetime(2026, 11, 21, 12, 58, tzinfo=korean_time())
START = OPENED.timestamp()


def timeline(key="119\x1fa", more=()):
    reports = [
        ("119", "a", 0, "연기가 나요"),
        ("112", "b", 120, "불이 났어요"),
        ("cctv", "c", 260, "화재"),
        ("119", "d", 351, ""),
    ]
    members = [
        Member(channel, name, "dispatch", channel, OPENED, text)
        for channel, name, _, text in [*reports, ("119", "e", 0, "강남구급")]
    ]
    happenings = [
        Happening(START + after, "event", source=channel, event=name, text=text) for channel, name, after, text in reports
    ]
    arrived = {"type": "dispatch", "stage": "arrived", "service": "119"}
    happenings += [
        Happening(START + 351, "event", source="119", event="e", type="dispatch", text="arrived 강남구급", raw=arrived),
        Happening(START + 35, "change", actor="박도시", text="acknowledged"),
        Happening(START + 35, "action", actor="박도시", text="acknowledge", entry=7),
        Happening(START + 90, "change", actor="engine", text="raised", why="fire_confirmed"),
        Happening(START + 200, "change", actor="박도시", text="note", why="영상 제공"),
        Happening(START + 4000, "change", actor="박도시", text="closed", why="진화"),
        *more,
    ]
    incident = Incident(
        id="INC-20261121-0003", key=key, kind="fire", title="건물 화재", priority=2, state="closed", opened=OPENED,
        updated=OPENED, lat=None, lon=None, radius_m=0.0, candidates=[], event_ids=[], related=[], why=[], history=[],
        place="역삼1동", members=members,
    )  # fmt: skip
    return Timeline(incident, sorted(happenings, key=lambda each: each.time))


@pytest.fixture
def shown(qtbot, wording, theme):
    made = IncidentTimeline(wording, theme)
    made.setStyleSheet(theme.qss())
    qtbot.addWidget(made)
    made.resize(1000, 280)
    with qtbot.waitExposed(made):
        made.show()
    made.show_timeline(timeline())
    qtbot.waitUntil(lambda: made.box.rect().width() > 500, timeout=180_000)
    return made


def test_course_has_a_row_for_each_channel_people_and_units(wording):
    found = course(timeline(), wording)
    assert found.rows == ("112", "119", "cctv", "unit", "operator")
    assert [dot.text for dot in found.dots if dot.row == "operator"] == [
        "박도시 · 확인하고 맡음", "박도시 · 메모 · 영상 제공", "박도시 · 종결 · 진화",
    ]  # fmt: skip
    assert [dot.text for dot in found.dots if dot.row == "unit"] == ["현장 도착 강남구급"]
    assert (found.first, found.last) == (START, START + 4000)


def test_marks_say_how_long_each_step_took(wording):
    assert [mark.label for mark in course(timeline(), wording).marks] == [
        "확인 00:35", "우선순위 변경 01:30", "도착 05:51", "종결 1:06:40",
    ]  # fmt: skip


def test_nothing_chosen_says_what_would_be_here(shown, wording):
    shown.show_timeline(None)
    assert shown.empty.text.text() == wording("timeline-empty")
    assert not shown.plot.isVisible()


def test_arrow_keys_walk_through_what_happened(shown, qtbot):
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    qtbot.keyClick(shown, Qt.Key.Key_Right)
    assert shown.now.text() == "12:58:35 운영자 · 박도시 · 확인하고 맡음"
    assert shown.accessibleDescription() == shown.now.text()
    qtbot.keyClick(shown, Qt.Key.Key_Left)
    assert shown.now.text().startswith("12:58:00 119")


def test_zooms_with_wheel_and_keys_and_back_to_all(shown, qtbot):
    whole = shown.box.span
    centre = shown.plot.viewport().rect().center()
    for _ in range(5):
        event = QWheelEvent(
            QPointF(centre), QPointF(shown.plot.viewport().mapToGlobal(centre)), QPoint(), QPoint(0, 120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(shown.plot.viewport(), event)
    near = shown.box.span
    assert near < whole / 3
    qtbot.keyClick(shown, Qt.Key.Key_Plus)
    assert shown.box.span < near
    qtbot.keyClick(shown, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.mouseClick(shown.all, Qt.MouseButton.LeftButton)
    assert shown.box.span == pytest.approx(whole)
    assert not shown.all.isVisible()


def test_walking_brings_what_is_out_of_view_into_it(shown, qtbot):
    for _ in range(12):
        qtbot.keyClick(shown, Qt.Key.Key_Plus)
    for _ in range(10):
        qtbot.keyClick(shown, Qt.Key.Key_Right)
    last = shown.item.course.dots[-1]
    assert shown.box.left <= last.time <= shown.box.left + shown.box.span


def test_a_refresh_keeps_what_is_in_view(shown, qtbot):
    qtbot.keyClick(shown, Qt.Key.Key_Plus)
    view = (shown.box.left, shown.box.span)
    shown.show_timeline(timeline(more=[Happening(START + 4100, "change", actor="박도시", text="reopened")]))
    assert (shown.box.left, shown.box.span) == pytest.approx(view)
    shown.show_timeline(timeline(key="another"))
    assert shown.box.span > 4000


def test_a_click_on_a_dot_tells_it_and_its_moment(shown, qtbot):
    dot = next(dot for dot in shown.item.course.dots if dot.row == "112")
    spot = shown.plot.mapFromScene(shown.box.mapToScene(shown.item.spot(dot)))
    with qtbot.waitSignal(shown.pointed) as pointed:
        qtbot.mouseClick(shown.plot.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert pointed.args == [START + 120]
    assert shown.now.text() == "13:00:00 112 · 불이 났어요"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_says_everything_in_both_languages(shown, wording, language):
    wording.switch(language)
    shown.retranslate()
    assert shown.accessibleName()
    assert shown._labels.names[-1] == wording("channel-operator")
    assert not shown.grab().isNull()
