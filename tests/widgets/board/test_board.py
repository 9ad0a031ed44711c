"""The wall's board: the most urgent first, as many as fit, large enough."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtGui import QFontMetrics

from alerts.incidents import Incident
from console.desks.wallview.desk import LARGER
from widgets.board import Board
from widgets.board.board import TITLE_PX
from widgets.theme import Theme

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def incident(key: str, priority: int = 2, state: str = "new", age: float = 60.0, **fields: Any) -> Incident:
    opened = NOW - timedelta(seconds=age)
    values: dict[str, Any] = {
        "id": "", "key": key, "kind": "fire", "title": "화재", "priority": priority, "state": state, "opened": opened,
        "updated": opened, "lat": None, "lon": None, "radius_m": 0.0, "candidates": [], "event_ids": [], "related": [],
        "why": [], "history": [], "place": "역삼동",
    }  # fmt: skip
    return Incident(**(values | fields))


def test_the_most_urgent_and_unanswered_come_first(qtbot: Any, wording: Any, theme: Any) -> None:
    board = Board(wording, theme)
    qtbot.addWidget(board)
    board.resize(500, 900)
    board.show_alarms(
        [
            incident("ordinary", 4), incident("done", 1, "resolved"), incident("taken", 1, "acknowledged"), incident("low", 3),
            incident("old", 1, age=600), incident("new", 1, age=5), incident("shelved", 1, shelved_until=NOW),
            incident("closed", 1, "closed"),
        ],
        NOW.timestamp(),
    )  # fmt: skip
    assert [one.key for one in board.shown] == ["new", "old", "taken", "low", "done"]
    assert "5" in board.accessibleName()
    assert "역삼동" in board.accessibleDescription()


def test_what_does_not_fit_is_counted(qtbot: Any, wording: Any, theme: Any) -> None:
    board = Board(wording, theme)
    qtbot.addWidget(board)
    board.resize(500, 400)
    board.show_alarms([incident(str(n)) for n in range(20)], NOW.timestamp())
    assert 4 <= len(board.shown) <= 6
    board.show()
    assert not board.grab().isNull()


def test_a_title_is_high_enough_for_six_metres(qapp: Any) -> None:
    # 16 minutes of arc at six metres are 28 mm: 44 pixels on a 55 inch panel in Full HD
    metrics = QFontMetrics(Theme("dark", LARGER).font(TITLE_PX, bold=True))
    assert metrics.tightBoundingRect("화재 한밭").height() >= 40
