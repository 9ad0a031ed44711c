"""What a narrow row gives up, and what it keeps: read from what is painted."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QPoint, QRect
from PySide6.QtGui import QColor, QHelpEvent, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QStyleOptionViewItem, QToolTip

from widgets.queue import IncidentQueue
from widgets.queue.listing.written import Written

LONG = {
    "kind": "vehicle", "title": "수배차량 이동", "title_en": "Wanted vehicle moves", "place": "영등포구 영등포동7가 446-3",
    "channels": {"119": 13, "112": 4, "cctv": 2, "vehicle": 1},
}  # fmt: skip


def written(wording: Any, theme: Any, incident: Any, width: int) -> tuple[dict[str, float], bool]:
    """What a row of this width (pixels) says -> at which height; and whether nothing is shortened."""
    buffer = QBuffer()
    sheet = QSvgGenerator()
    sheet.setOutputDevice(buffer)
    painter = QPainter(sheet)
    words = [(wording("state-acknowledged"), QColor("white"))]
    whole = Written(wording, theme).write(painter, incident, words, 52, 24, width - 20, 46, (9, 32), {})
    painter.end()
    found = re.findall(r'<text[^>]* y="([-\d.]+)"[^>]*>([^<]*)</text>', bytes(buffer.data().data()).decode())
    return {html.unescape(text).strip(): float(y) for y, text in found}, whole


@pytest.mark.parametrize("width", [420, 330, 320])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_title_state_and_place_stay_whole(qtbot: Any, wording: Any, theme: Any, make: Any, language: str, width: int) -> None:
    wording.switch(language)
    incident = make("a", state="acknowledged", **(LONG | {"place": "영등포동7가"}))
    said, _ = written(wording, theme, incident, width)
    title, state = LONG["title_en" if language == "en" else "title"], wording("state-acknowledged")
    assert {title, state, "영등포동7가"} <= said.keys()
    wide = width == 420
    assert (abs(said[title] - said[state]) < 4) is (wide or language == "ko"), said
    assert said["영등포동7가"] > said[title]


def test_reports_give_way_to_the_place(qtbot: Any, wording: Any, theme: Any, make: Any) -> None:
    wide, whole = written(wording, theme, make("a", **LONG), 700)
    assert whole
    assert {"119 ×13 · 112 ×4 · CCTV ×2 ·", f"{wording('channel-vehicle')} ×1"} <= wide.keys()
    narrow, whole = written(wording, theme, make("a", **LONG), 330)
    assert not whole
    assert "×20" in narrow
    assert LONG["place"] in narrow


def test_a_shortened_row_is_read_whole_where_the_pointer_rests(
    qtbot: Any, wording: Any, theme: Any, make: Any, noon: Any
) -> None:
    wording.switch("en")
    queue = IncidentQueue(wording, theme)
    qtbot.addWidget(queue)
    queue.replace([make("a", **LONG), make("b", 10, channels={"112": 1}, title_en="Fire")], noon.timestamp())
    queue.resize(340, 600)
    with qtbot.waitExposed(queue):
        queue.show()
    queue.list.viewport().grab()

    def rest(row: int) -> bool:
        index = queue.model.index(row)
        spot = queue.list.visualRect(index).center()
        event = QHelpEvent(QHelpEvent.Type.ToolTip, spot, queue.list.viewport().mapToGlobal(spot))
        return queue.delegate.helpEvent(event, queue.list, QStyleOptionViewItem(), index)

    assert rest(queue.model.row("a"))
    assert "Wanted vehicle moves" in QToolTip.text()
    assert not rest(queue.model.row("b"))


def test_at_twice_the_size_the_chips_wrap_instead_of_being_cut(
    qtbot: Any, wording: Any, theme: Any, make: Any, noon: Any
) -> None:
    theme.scale = 1.5
    wording.switch("en")
    queue = IncidentQueue(wording, theme)
    queue.setStyleSheet(theme.qss())
    qtbot.addWidget(queue)
    queue.replace([make("a")], noon.timestamp())
    queue.resize(480, 800)
    with qtbot.waitExposed(queue):
        queue.show()
    chips = queue.chips
    shown = [chips.alarms, chips.everything, chips.mine, chips.unacknowledged, chips.kinds, chips.districts]
    qtbot.waitUntil(lambda: all(chip.width() >= chip.sizeHint().width() for chip in shown), timeout=180_000)
    assert queue.width() == 480
    areas = [QRect(chip.mapTo(queue, QPoint()), chip.size()) for chip in shown]
    assert all(queue.rect().contains(area) for area in areas)
    assert len({area.top() for area in areas}) > 1
