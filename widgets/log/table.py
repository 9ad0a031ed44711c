"""The table itself, with what belongs to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from alerts.log.reading.search import Row
from alerts.wording import Wording
from widgets.log.cells import COLUMNS, Cells
from widgets.log.delegate import ROW_PX, LogDelegate
from widgets.log.model import LogModel
from widgets.moments import korean_time
from widgets.queue.empty import EmptyState
from widgets.theme import Theme
from widgets.themed import ThemedWidget

_WIDTHS: Final[dict[str, int]] = {
    "time": 142,
    "place": 200,
    "acknowledged": 76,
    "arrived": 76,
    "handled": 76,
    "owner": 96,
    "result": 216,
}
"""Pixels at 100 %; the incident takes the rest."""
_GIVE: Final[dict[str, int]] = {"place": 116, "result": 112, "owner": 24}
"""How much narrower a column may become."""
_LEAST_PX: Final = 180


class LogTable(ThemedWidget):
    """Logged incidents, newest first. The mediator answers ``more_wanted`` and every new question with :meth:`show_rows`.

    ``picked`` carries the key of the chosen incident.
    """

    picked = Signal(str)
    more_wanted = Signal()

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None, zone: tzinfo | None = None) -> None:
        super().__init__(theme, parent)
        self._wording = wording
        self._answered = False
        self._cells = cells = Cells(wording, zone or korean_time())
        self.model = LogModel(cells, wording, self)
        self.view = QTableView(self)
        self.count = QLabel(self)
        self.empty = EmptyState(theme, self.view)
        self._lay_out(cells)
        self.model.more_wanted.connect(self.more_wanted)
        self.view.selectionModel().currentRowChanged.connect(self._on_current)
        self.view.viewport().installEventFilter(self)
        self.retranslate()

    def show_rows(self, rows: Sequence[Row], total: int) -> None:
        """These are the first of ``total`` incidents that match."""
        self._answered = True
        self.model.show_rows(rows, total)
        self._say()

    def set_districts(self, names: Mapping[str, str]) -> None:
        """District names by 5-digit code, in the language of the moment."""
        self._cells.districts = names
        self.model.retranslate()

    @property
    def current_key(self) -> str:
        """The key of the chosen incident, empty where none is."""
        row = self.view.currentIndex().row()
        return self.model.at(row).key if row >= 0 else ""

    def select(self, key: str) -> bool:
        """Choose this incident; False where it is not among the rows shown."""
        row = self.model.row(key)
        if row < 0:
            self.view.selectionModel().clear()
        else:
            self._choose(row)
        return row >= 0

    def select_next(self) -> None:
        """The row below (J)."""
        self._step(1)

    def select_previous(self) -> None:
        """The row above (K)."""
        self._step(-1)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.view.setAccessibleName(self._wording("log-table"))
        self.model.retranslate()
        self._say()

    def restyle(self) -> None:
        """Take colours and sizes from the theme anew."""
        self.view.verticalHeader().setDefaultSectionSize(self._theme.px(ROW_PX))
        self.view.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.view.viewport() and event.type() == QEvent.Type.Resize:
            self._fit()
            self.empty.place()
        return super().eventFilter(watched, event)

    # -- within

    def _lay_out(self, cells: Cells) -> None:
        px, view = self._theme.px, self.view
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        view.setModel(self.model)
        view.setItemDelegate(LogDelegate(self.model, cells, self._theme, view))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setCornerButtonEnabled(False)
        view.setTabKeyNavigation(False)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        rows = view.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(px(ROW_PX))
        head = view.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setMinimumSectionSize(px(64))
        self.count.setProperty("role", "muted")
        self.count.setContentsMargins(px(10), px(6), px(10), px(6))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(view, 1)
        whole.addWidget(self.count)

    def _fit(self) -> None:
        """The incident's column takes what the others leave; place, result and owner give way where it is narrow."""
        px, head = self._theme.px, self.view.horizontalHeader()
        widths = {name: px(width) for name, width in _WIDTHS.items()}
        room = self.view.viewport().width() - sum(widths.values())
        for name, most in _GIVE.items():
            give = min(max(0, px(_LEAST_PX) - room), px(most))
            widths[name] -= give
            room += give
        widths["incident"] = max(room, px(_LEAST_PX))
        for number, name in enumerate(COLUMNS):
            head.resizeSection(number, widths[name])

    def _step(self, by: int) -> None:
        rows, now = self.model.rowCount(), self.view.currentIndex().row()
        if rows:
            self._choose(min(max(now + by, 0), rows - 1) if now >= 0 else 0)

    def _choose(self, row: int) -> None:
        index = self.model.index(row, 0)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        if row >= self.model.rowCount() - 2:
            self.model.fetchMore(QModelIndex())

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(self.model.at(index.row()).key)

    def _say(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        self.count.setText(
            self._wording("log-count", shown=shown, total=total) if shown < total else self._wording("log-all", total=total)
        )
        self.count.setVisible(shown > 0)
        if shown:
            self.empty.hide()
        else:
            self.empty.say(self._wording("log-empty" if self._answered else "log-asking"))
