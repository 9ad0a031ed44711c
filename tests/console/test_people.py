"""Operators by their names, a supervisor who assigns, and what linked services were asked: two consoles on one hub."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.console.test_two_consoles import Centre, at_work

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
    QTest.keyClick(dialog.text, Qt.Key.Key_Return, CONTROL)
    centre.until(lambda: centre.seen(centre.park, key).offer is not None)
    assert centre.seen(centre.park, key).offer.assigned  # type: ignore[union-attr]
    centre.until(lambda: "박도시 님에게 배정" in window.notices.text())
    centre.until(lambda: "김관제 님이 배정" in centre.park.windows[0].notices.text())
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
