"""A way and an area drawn on the map: by clicks, by keys alone, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from alerts.places import CityProfile, load_city
from alerts.wording import Wording
from tests.widgets.outward.test_forms import CHOSEN, scene, sent
from widgets.outward.forms import DIALOGS

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def seoul() -> CityProfile:
    return load_city("seoul")


def opened(qtbot: Any, theme: Any, service: str, seoul: CityProfile) -> Any:
    dialog = DIALOGS[service](replace(scene(), city=seoul), "건물 화재", Wording("ko"), theme, None, None)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    for name, value in CHOSEN[service].items():
        dialog.fields[name].set_value(value)
    return dialog


def drawing(qtbot: Any, field: Any) -> Any:
    QTest.keyClick(field.draw, Qt.Key.Key_Space)
    with qtbot.waitExposed(field.dialog):
        pass
    return field.dialog


def click(drawing: Any, right: int, down: int) -> None:
    canvas = drawing.map.canvas
    middle = QPoint(canvas.width() // 2, canvas.height() // 2)
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle + QPoint(right, down))


def test_an_area_drawn_by_clicks_goes_out_as_its_corners(qtbot: Any, theme: Any, seoul: CityProfile) -> None:
    dialog = opened(qtbot, theme, "warning", seoul)
    field = dialog.fields["drawn"]
    assert field.isHidden()
    dialog.fields["area"].set_value("drawn")
    assert field.isVisible()
    draw = drawing(qtbot, field)
    for right, down in ((-100, -80), (100, -80), (100, 80)):
        click(draw, right, down)
    assert len(draw.points) == 3
    assert draw.points[0][0] > draw.points[2][0], "what is higher on the screen is farther north"
    QTest.keyClick(draw.map.canvas, Qt.Key.Key_Return, CONTROL)
    assert "3" in field.text.text()
    [(_, form)] = sent(dialog)
    assert [(spot.lat, spot.lon) for spot in form.polygon] == field.value()
    assert form.centre is None


def test_an_area_by_keys_alone_and_a_side_that_crosses_is_refused(qtbot: Any, theme: Any, seoul: CityProfile) -> None:
    dialog = opened(qtbot, theme, "warning", seoul)
    dialog.fields["area"].set_value("drawn")
    draw = drawing(qtbot, dialog.fields["drawn"])
    canvas = draw.map.canvas
    right, down, left, up = Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up

    def go(*keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(canvas, key)
        QTest.keyClick(canvas, Qt.Key.Key_Return)

    go()
    QTest.keyClick(canvas, Qt.Key.Key_Return, CONTROL)
    assert "셋 이상" in draw.state.text()
    assert draw.isVisible()
    go(right, right)
    go(down, down)
    assert len(draw.points) == 3
    go(left, up, up, up)  # back over the first side
    assert len(draw.points) == 3
    assert "엇갈려" in draw.state.text()
    go(down, down, down, left)
    assert len(draw.points) == 4
    assert "엇갈려" not in draw.state.text()
    QTest.keyClick(canvas, Qt.Key.Key_Backspace)
    assert len(draw.points) == 3
    QTest.keyClick(canvas, Qt.Key.Key_Return, CONTROL)
    assert len(dialog.fields["drawn"].value()) == 3


def test_the_side_back_to_the_first_corner_must_not_cross_either(qtbot: Any, theme: Any, seoul: CityProfile) -> None:
    dialog = opened(qtbot, theme, "warning", seoul)
    dialog.fields["area"].set_value("drawn")
    draw = drawing(qtbot, dialog.fields["drawn"])
    for right, down in ((0, 0), (80, -40), (80, 40), (120, 0)):
        click(draw, right, down)
    assert len(draw.points) == 4, "so far nothing crosses"
    QTest.keyClick(draw.map.canvas, Qt.Key.Key_Return, CONTROL)
    assert draw.isVisible()
    assert "첫 점으로" in draw.state.text()
    QTest.keyClick(draw.map.canvas, Qt.Key.Key_Backspace)
    QTest.keyClick(draw.map.canvas, Qt.Key.Key_Return, CONTROL)
    assert len(dialog.fields["drawn"].value()) == 3


def test_a_way_over_marked_crossings_is_numbered_and_sent(qtbot: Any, theme: Any, seoul: CityProfile) -> None:
    dialog = opened(qtbot, theme, "signals", seoul)
    field = dialog.fields["way"]
    straight = field.text.text()
    draw = drawing(qtbot, field)
    click(draw, -60, -40)
    click(draw, 40, -60)
    layer = draw.map.drawing
    assert len(layer.points) == 2
    assert len(layer.crossings) >= 2
    assert "교차로" in draw.state.text()
    QTest.keyClick(draw.map.canvas, Qt.Key.Key_Return, CONTROL)
    assert field.text.text() != straight
    [(_, form)] = sent(dialog)
    assert len(form.way) == 4
    assert (form.way[0].lat, form.way[0].lon) == (37.49, 127.02), "from the unit"
    assert (form.way[-1].lat, form.way[-1].lon) == (37.5012, 127.0396), "to the incident"
    assert len(form.crossings) == len(layer.crossings)


def test_leaving_the_drawing_keeps_what_was_there(qtbot: Any, theme: Any, seoul: CityProfile) -> None:
    dialog = opened(qtbot, theme, "signals", seoul)
    field = dialog.fields["way"]
    draw = drawing(qtbot, field)
    click(draw, 30, 30)
    draw.clear.click()
    click(draw, 30, 30)
    QTest.keyClick(draw, Qt.Key.Key_Escape)
    assert field.value() == []
    assert dialog.draft() == dialog.fresh
