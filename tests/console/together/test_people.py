"""Operators by their names, a supervisor who assigns, and a place that a person settles: two consoles on one hub."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from alerts.events import Dispatch
from tests.console.hearing import hearing
from tests.console.together.test_two_consoles import Centre, at_work

CONTROL = Qt.KeyboardModifier.ControlModifier
PEOPLE = """
[[operators]]
id = "kim"
name = "김관제"
role = "supervisor"

[[operators]]
id = "park"
name = "박도시"
"""


@pytest.fixture(scope="module")
def running(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    with at_work(qapp, tmp_path_factory.mktemp("data"), PEOPLE) as found:
        yield found


@pytest.fixture
def centre(running: Centre, qtbot: Any) -> Centre:
    running.qtbot = qtbot
    return running


def supervise(centre: Centre, key: str) -> Any:
    """Kim looks at this incident as the supervisor."""
    window = centre.kim.windows[1]
    window.activateWindow()
    centre.until(lambda: QApplication.activeWindow() is window)
    window.desk.choose(key)  # type: ignore[attr-defined]
    return window


def test_a_supervisor_assigns_by_name_and_the_operator_reads_who_and_why(centre: Centre) -> None:
    key = centre.incident()
    window = supervise(centre, key)
    QTest.keyClick(window, Qt.Key.Key_H)
    dialog = window.desk.assigning.dialog
    centre.until(lambda: [button.text() for button in dialog.people] == ["박도시"])
    QTest.mouseClick(dialog.people[0], Qt.MouseButton.LeftButton)
    QTest.keyClick(dialog.text, Qt.Key.Key_Return, CONTROL)
    assert dialog.missing.isVisible(), "not without a reason"
    QTest.keyClicks(dialog.text, "knows the district")
    with hearing(window) as mine, hearing(centre.park.windows[0]) as theirs:
        QTest.keyClick(dialog.text, Qt.Key.Key_Return, CONTROL)
        centre.until(lambda: centre.seen(centre.park, key).offer is not None)
        assert centre.seen(centre.park, key).offer.assigned  # type: ignore[union-attr]
        centre.until(lambda: mine.has("박도시 님에게 배정") and theirs.has("김관제 님이 배정"))
    park = centre.desk(centre.park, key)
    centre.until(lambda: "김관제 → 박도시" in park.card.head.standing.text())
    assert "knows the district" in park.card.head.standing.text()
    QTest.keyClick(park.card, Qt.Key.Key_I)
    centre.until(lambda: centre.seen(centre.kim, key).owner == "park")
    centre.until(lambda: "박도시" in park.card.head.state.text())
    assert "박도시" in centre.park.windows[0].topbar.operator.text
    changes = [line.change for line in centre.seen(centre.kim, key).history if line.actor != "engine"]
    assert changes[-2:] == ["assigned", "accepted"]


def test_who_is_no_supervisor_assigns_nothing(centre: Centre) -> None:
    key = centre.incident()
    answers: list[Any] = []
    centre.park.bridge.ticked.connect(lambda tick: answers.extend(tick.answers))
    centre.park.bridge.command("assign", key, owner="kim", text="mine is full")
    centre.until(lambda: answers)
    assert answers[0][1].error == "not_supervisor"
    assert centre.seen(centre.kim, key).offer is None


def unplaced(centre: Centre) -> str:
    """A call that says nothing of where it is; its incident's key."""
    centre.calls += 1
    name = f"u{centre.calls}"
    call = Dispatch(
        id=name, source="cad", time=datetime.now(UTC), service="112", call_id=name, code="0", stage="received",
        category="폭력", text="살려 주세요",
    )  # fmt: skip
    centre.line.send([call])
    centre.until(lambda: f"cad\x1f{name}" in centre.kim.bridge.picture.incidents)
    assert centre.seen(centre.kim, f"cad\x1f{name}").lat is None
    return f"cad\x1f{name}"


def test_an_incident_without_a_place_is_put_on_the_map_by_name_by_click_and_taken_off_again(centre: Centre) -> None:
    key = unplaced(centre)
    kim = centre.desk(centre.kim, key)
    window = centre.kim.windows[0]
    QTest.keyClick(kim.card, Qt.Key.Key_P, CONTROL)
    dialog: Any = kim.placing.dialog
    QTest.keyClicks(dialog.where, "seoul station")
    assert "37.55" in dialog.list.item(0).text()
    QTest.keyClick(dialog.where, Qt.Key.Key_Return, CONTROL)
    QTest.keyClick(dialog.text, Qt.Key.Key_Return, CONTROL)
    assert dialog.missing.isVisible(), "not without saying how it is known"
    QTest.keyClicks(dialog.text, "called back")
    QTest.keyClick(dialog.text, Qt.Key.Key_Return, CONTROL)
    centre.until(lambda: centre.seen(centre.park, key).lat is not None)
    assert abs(centre.seen(centre.park, key).lat - 37.5547) < 0.01  # type: ignore[operator]
    assert any("called back" in line.why for line in centre.seen(centre.park, key).history)
    centre.until(lambda: "위치 정함" in kim.card.take_back.text() and kim.card.take_back.isEnabled())
    window.activateWindow()
    kim.card.setFocus()
    QTest.keyClick(kim.card, Qt.Key.Key_Z)
    centre.until(lambda: centre.seen(centre.park, key).lat is None)
    QTest.keyClick(kim.card, Qt.Key.Key_P, CONTROL)
    dialog = kim.placing.dialog
    QTest.keyClicks(dialog.text, "seen by a patrol")
    QTest.keyClick(dialog, Qt.Key.Key_F2)
    assert kim.map.extras.picking.on
    QTest.mouseClick(kim.map.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 240))
    assert not kim.map.extras.picking.on
    dialog = kim.placing.dialog
    assert dialog.text.toPlainText() == "seen by a patrol"
    spot = dialog.fields()["place"]
    QTest.keyClick(dialog.text, Qt.Key.Key_Return, CONTROL)
    centre.until(lambda: centre.seen(centre.park, key).lat is not None)
    assert (centre.seen(centre.park, key).lat, centre.seen(centre.park, key).lon) == pytest.approx((spot.lat, spot.lon))
    further = Dispatch(
        id=f"x{centre.calls}", source="cad", time=datetime.now(UTC), service="112", call_id=f"u{centre.calls}", code="0",
        stage="dispatched", lat=37.60, lon=127.05,
    )  # fmt: skip
    centre.line.send([further])
    centre.until(lambda: centre.seen(centre.kim, key).reports == 2)
    assert (centre.seen(centre.kim, key).lat, centre.seen(centre.kim, key).lon) == pytest.approx((spot.lat, spot.lon)), (
        "what a person settled holds"
    )
