"""The strips on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from alerts.incidents import Incident
from alerts.picture import FeedHealth
from widgets.charts import FeedStrips
from widgets.charts.series import HOUR
from widgets.charts.time_box import EDGE

NOW = 1_795_237_357.0  # 14:02:37 in Seoul


def health(channel: str, rate: float) -> FeedHealth:
    return FeedHealth(channel, rate, 0.5, NOW, 100, 0, 0, 0)


@pytest.fixture
def make() -> Callable[..., Incident]:
    def build(key: str, ago: float, **fields: Any) -> Incident:
        opened = datetime.fromtimestamp(NOW, UTC) - timedelta(seconds=ago)
        values: dict[str, Any] = {
            "id": key, "kind": "fire", "title": "건물 화재", "priority": 2, "state": "new", "opened": opened, "updated": opened,
            "lat": 37.5, "lon": 127.0, "radius_m": 60.0, "candidates": [], "event_ids": [], "related": [], "why": [],
            "history": [],
        }  # fmt: skip
        return Incident(key=key, **(values | fields))

    return build


@pytest.fixture
def strips(qtbot, wording, theme) -> Iterator[FeedStrips]:
    """Three feeds with an hour of history, 900 by 260 pixels, shown."""
    view = FeedStrips(wording, theme)
    qtbot.addWidget(view)
    view.setStyleSheet(theme.qss())
    view.resize(900, 260)
    view.set_history({"cctv": [40.0] * HOUR, "112": ([0.0] * 29 + [1.0]) * 120, "sensor": [9.0] * HOUR}, NOW)
    with qtbot.waitExposed(view):
        view.show()
    QApplication.processEvents()
    return view


def at_time(view: FeedStrips, time: float, y: float) -> QPointF:
    """The spot of the view box at this time, ``y`` pixels from its top."""
    (start, end), _y = view.box.viewRange()
    return QPointF((time - start) / (end - start) * view.box.rect().width(), y)


def click(qtbot, view: FeedStrips, spot: QPointF) -> None:
    where = view.plot.mapFromScene(view.box.mapToScene(spot))
    qtbot.mouseClick(view.plot.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_rows_are_the_feeds_that_were_heard_with_their_rates(strips) -> None:
    rows = [(row.name, row.rate) for row in strips._labels.rows]
    assert rows == [("CCTV", "40.0 건/초"), ("112", "2 건/분"), ("센서", "9.0 건/초")]
    strips.push([health("cctv", 140.0), health("119", 3.0), health("disaster", 0.0)], NOW + 1)
    names = [row.name for row in strips._labels.rows]
    assert names == ["CCTV", "112", "119", "센서"]  # the contract's order; what was never heard has no row
    assert strips._labels.rows[0].rate == "50.0 건/초"


def test_the_curve_is_drawn_where_the_values_are(strips, theme) -> None:
    strips.push([health("cctv", 40.0)], NOW + 1)
    QApplication.processEvents()
    image = strips.plot.grab().toImage()
    trace = theme.colour("trace").rgb()
    rect = strips.plot.mapFromScene(strips.box.sceneBoundingRect()).boundingRect()
    height = (rect.height() - strips.curves.head) / 3
    for row in range(3):
        top, bottom = rect.top() + strips.curves.head + row * height, rect.top() + strips.curves.head + (row + 1) * height
        lit = [y for y in range(int(top), int(bottom)) if image.pixel(rect.center().x(), y) == trace]
        assert lit, row
        # steady rates stand at 1 / 1.3 of the row's height
        if row != 1:
            assert (bottom - lit[0]) / height == pytest.approx(1 / 1.3, abs=0.12)


def test_marks_are_picked_at_their_shape_and_their_line(qtbot, strips, make) -> None:
    strips.mark(make("a", 600))
    strips.mark(make("b", 1200, priority=1))
    strips.mark(make("quiet", 900, priority=4))
    assert set(strips.marks.marks) == {"a", "b"}
    picks: list[str] = []
    strips.incident_picked.connect(picks.append)
    click(qtbot, strips, at_time(strips, NOW - 600, 8))
    click(qtbot, strips, at_time(strips, NOW - 1200, 120))
    click(qtbot, strips, at_time(strips, NOW - 900, 8))
    assert picks == ["a", "b"]
    assert "건물 화재" in strips.hint(at_time(strips, NOW - 600, 8))
    assert "13:52:37" in strips.hint(at_time(strips, NOW - 600, 8))


def test_marks_follow_their_incidents(strips, make) -> None:
    strips.mark_all([make("a", 600), make("b", 60)])
    strips.select("a")
    strips.mark_all([make("b", 60, priority=4)], removed=["nobody"], moved={"a": "z"})
    assert set(strips.marks.marks) == {"z"}
    assert strips.marks.selected == "z"
    strips.mark(make("z", 600, state="closed"))
    assert not strips.marks.marks["z"].open
    strips.mark(make("z", 600, state="merged"))
    assert not strips.marks.marks


def test_time_moves_on_until_someone_looks_back(qtbot, strips) -> None:
    strips.push([health("cctv", 40.0)], NOW + 10)
    assert strips.box.viewRange()[0] == pytest.approx([NOW + 10 - HOUR, NOW + 10 + EDGE * HOUR])
    strips.setFocus()
    for _ in range(6):
        qtbot.keyClick(strips, Qt.Key.Key_Plus)
    span = strips.box.span
    assert span < HOUR / 4
    assert strips.box.right == NOW + 10
    qtbot.keyClick(strips, Qt.Key.Key_Left)
    assert not strips.box.following
    assert strips._now.isVisible()
    held = strips.box.right
    strips.push([health("cctv", 40.0)], NOW + 20)
    assert strips.box.right == held
    qtbot.mouseClick(strips._now, Qt.MouseButton.LeftButton)
    assert strips.box.following
    assert strips.box.right == NOW + 20
    assert strips._now.isHidden()
    assert strips.box.span == span


def test_the_wheel_zooms_to_the_cursor_and_a_drag_goes_back(qtbot, strips) -> None:
    strips.box.zoom(4.0)
    strips.box.pan(-900)
    spot = at_time(strips, strips.box.right - 0.25 * strips.box.span, 100)
    held = strips.box.right - 0.25 * strips.box.span
    scene = strips.box.mapToScene(spot)
    where = QPointF(strips.plot.mapFromScene(scene))
    event = QWheelEvent(
        where, strips.plot.viewport().mapToGlobal(where), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    span = strips.box.span
    QApplication.sendEvent(strips.plot.viewport(), event)
    assert strips.box.span == pytest.approx(span / 1.3)
    assert strips.box.right - 0.25 * strips.box.span == pytest.approx(held, abs=span / 100)
    right = strips.box.right
    surface = strips.plot.viewport()
    start = QPoint(500, 120)
    qtbot.mousePress(surface, Qt.MouseButton.LeftButton, pos=start)
    for step in (20, 60, 100):
        qtbot.mouseMove(surface, start + QPoint(step, 0))
        QApplication.processEvents()
    qtbot.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=start + QPoint(100, 0))
    assert strips.box.right < right


def test_hints_name_time_feed_and_rate(strips) -> None:
    row = (strips.box.rect().height() - strips.curves.head) / 3
    spot = at_time(strips, NOW - 1800, strips.curves.head + row / 2)
    assert strips.hint(spot).startswith("13:32:3")
    assert strips.hint(spot).endswith("CCTV 40.0 건/초")
    assert "112" in strips.hint(spot + QPointF(0, row))
    assert strips.hint(QPointF(5, 2)) == ""


def test_times_are_the_clock_of_seoul_at_round_minutes(strips) -> None:
    values = strips._clock.tickValues(NOW - HOUR, NOW, 800)
    assert strips._clock.tickStrings(values[0][1], 1.0, values[0][0]) == ["13:10", "13:20", "13:30", "13:40", "13:50", "14:00"]
    values = strips._clock.tickValues(NOW - 60, NOW, 800)
    assert strips._clock.tickStrings(values[0][1], 1.0, values[0][0])[0] == "14:01:40"


def test_without_feeds_it_says_what_would_be_here(qtbot, wording, theme) -> None:
    view = FeedStrips(wording, theme)
    qtbot.addWidget(view)
    view.resize(600, 200)
    view.show()
    assert view._empty.isVisible()
    assert view.plot.isHidden()
    assert "아직 수신한 피드가 없습니다" in view._empty.text()
    wording.switch("en")
    view.retranslate()
    assert view.accessibleName() == "Feed rates"
    view.push([health("cctv", 2.0)], NOW)
    assert view._empty.isHidden()
    assert view._labels.rows[0].rate == "2.0 /s"


def test_at_the_start_the_window_is_no_longer_than_what_there_is(qtbot, strips) -> None:
    strips.set_history({"cctv": [4.0] * 20}, NOW)
    assert strips.box.span == 300
    strips.set_history({"cctv": [4.0] * 700}, NOW)
    assert strips.box.span == 900
    strips.box.zoom(2.0)
    strips.set_history({"cctv": [4.0] * 20}, NOW)
    assert strips.box.span == 450  # who has zoomed keeps the span


def test_in_a_flood_the_most_urgent_marks_stand_and_the_curves_stay_to_be_seen(strips, make) -> None:
    strips.mark_all([make(f"m{k}", 100 + k, priority=3) for k in range(300)])
    strips.mark(make("urgent", 230, priority=1))
    strips.mark(make("chosen", 232, priority=3))
    shown = strips.marks.shown()
    assert shown[-1][1].key == "urgent"
    places = sorted(x for x, _ in shown)
    assert min(b - a for a, b in pairwise(places)) > 12
    assert 3 <= len(shown) <= 8
    strips.select("chosen")
    assert strips.marks.shown()[-1][1].key == "chosen"
