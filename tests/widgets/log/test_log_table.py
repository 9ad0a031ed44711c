from __future__ import annotations

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from alerts.log.reading.search import Row
from widgets.log import LogTable
from widgets.log.cells import COLUMNS, lasted

MORNING = 1_795_222_800.0  # seconds since the epoch, 10:00 in Seoul


def row(number, opened=None, **fields):
    opened = MORNING - number * 60 if opened is None else opened
    values = {
        "key": f"k{number}", "id": f"INC-20261121-{number:04d}", "kind": "fire", "title": f"건물 화재 {number}", "priority": 2,
        "highest": 2, "state": "closed", "status": "actual", "opened": opened, "updated": opened, "acknowledged": opened + 48,
        "closed": opened + 3700, "lat": None, "lon": None, "place": "역삼1동", "region": "11680", "owner": "박도시",
        "disposition": "handled", "reports": 6, "sources": 4, "merged_into": "", "arrived": opened + 190,
    }  # fmt: skip
    return Row(**(values | fields))


@pytest.fixture
def table(qtbot, wording, theme):
    made = LogTable(wording, theme)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.setStyleSheet(theme.qss())
    qtbot.addWidget(made)
    made.resize(1160, 500)
    with qtbot.waitExposed(made):
        made.show()
    return made


def cell(table, number, column):
    return table.model.index(number, COLUMNS.index(column)).data()


def test_says_what_a_row_means(table):
    table.show_rows(
        [row(0), row(1, acknowledged=None, arrived=None, closed=None, state="new", disposition="", owner="", place="")], 2
    )
    assert cell(table, 0, "incident") == "우선순위 2 높음, 건물 화재 0, 보고 6 · 출처 4 · INC-20261121-0000"
    assert [cell(table, 0, name) for name in COLUMNS[2:]] == [
        "역삼1동",
        "00:48",
        "03:10",
        "1:01:40",
        "박도시",
        "종결 · 현장 조치",
    ]
    assert [cell(table, 1, name) for name in COLUMNS[2:]] == ["위치 미상", "—", "—", "—", "—", "신규"]


def test_tells_the_district_where_there_is_no_place(table):
    table.set_districts({"11680": "강남구"})
    table.show_rows([row(0, place=""), row(1, title="건물 화재 · 역삼1동")], 2)
    assert cell(table, 0, "place") == "강남구"
    assert "역삼1동" not in cell(table, 1, "incident")


def test_gives_the_date_where_it_changes(table):
    table.show_rows([row(0, MORNING), row(1, MORNING - 60), row(2, MORNING - 86_400)], 3)
    assert len(cell(table, 0, "time")) == len(cell(table, 2, "time")) == len("2026-11-21 09:00")
    assert len(cell(table, 1, "time")) == len("08:59")


def test_picks_with_mouse_and_keys(table, qtbot):
    table.show_rows([row(number) for number in range(5)], 5)
    with qtbot.waitSignal(table.picked) as picked:
        spot = table.view.visualRect(table.model.index(2, 1)).center()
        qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert picked.args == ["k2"]
    table.select_next()
    assert table.current_key == "k3"
    qtbot.keyClick(table.view, Qt.Key.Key_Up)
    table.select_previous()
    assert table.current_key == "k1"
    assert not table.select("unknown")


def test_asks_for_more_once_at_the_end(table, qtbot):
    wanted = []
    table.more_wanted.connect(lambda: wanted.append(1))
    table.show_rows([row(number) for number in range(40)], 100)
    table.view.verticalScrollBar().setValue(table.view.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: wanted == [1], timeout=180_000)
    table.view.scrollToTop()
    table.view.scrollToBottom()
    qtbot.wait(50)
    assert wanted == [1]
    table.show_rows([row(number) for number in range(100)], 100)
    assert table.model.rowCount() == 100
    table.view.scrollToBottom()
    qtbot.wait(50)
    assert wanted == [1]


def test_a_refresh_keeps_the_chosen_incident_and_the_place(table):
    table.show_rows([row(number) for number in range(60)], 60)
    table.select("k30")
    held = QPersistentModelIndex(table.model.index(30, 0))
    scrolled = table.view.verticalScrollBar().value()
    picked = []
    table.picked.connect(picked.append)
    table.show_rows([row(-1), *(row(number, owner="김관제") for number in range(60))], 61)
    assert table.current_key == "k30"
    assert held.row() == 31
    assert [(index.row(), index.column()) for index in sorted(table.view.selectedIndexes())] == [
        (31, column) for column in range(len(COLUMNS))
    ], "the whole row is chosen, and no part of another"
    assert cell(table, 31, "owner") == "김관제"
    assert picked == []
    assert table.view.verticalScrollBar().value() == scrolled
    table.show_rows([row(number) for number in range(50, 60)], 10)
    assert table.model.rowCount() == 10
    assert table.current_key == ""


def test_empty_says_what_to_do(table, wording):
    assert table.empty.text.text() == wording("log-asking")
    table.show_rows([], 0)
    assert table.empty.text.text() == wording("log-empty")
    table.show_rows([row(1)], 1)
    assert not table.empty.isVisible()
    table.show_rows([], 0)
    assert table.empty.isVisible()


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("width", [820, 1160])
def test_fits_without_sideways_scrolling(table, wording, language, width, qtbot):
    wording.switch(language)
    table.retranslate()
    table.resize(width, 500)
    table.show_rows([row(number) for number in range(30)], 900)
    head = table.view.horizontalHeader()
    qtbot.waitUntil(lambda: head.length() <= table.view.viewport().width(), timeout=180_000)
    assert all(head.sectionSizeHint(number) <= head.sectionSize(number) for number in range(len(COLUMNS)))
    assert table.view.accessibleName()
    assert not table.grab().isNull()


def test_lasted():
    assert [lasted(100.0, until) for until in (None, 90.0, 148.0, 4000.0)] == ["—", "00:00", "00:48", "1:05:00"]
