"""Rows of the incident log, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from alerts.log.reading.search import Row
from alerts.wording import Wording
from widgets.log.cells import COLUMNS, Cells

_Index = QModelIndex | QPersistentModelIndex


class LogModel(QAbstractTableModel):
    """``more_wanted`` asks for more rows than are shown; it comes once until :meth:`show_rows` has answered."""

    more_wanted = Signal()

    def __init__(self, cells: Cells, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cells = cells
        self._wording = wording
        self._rows: Sequence[Row] = ()
        self._row_of: dict[str, int] = {}
        self._total = 0
        self._asked = False

    @property
    def total(self) -> int:
        """How many there are in the log."""
        return self._total

    def show_rows(self, rows: Sequence[Row], total: int) -> None:
        """Show these, the first of ``total``. Rows that stay keep their places: a refresh moves nothing by itself."""
        self._asked, self._total = True, total  # views ask for more while rows come; that is no wish of anybody's
        before, self._row_of = self._row_of, {row.key: number for number, row in enumerate(rows)}
        if list(before) == list(self._row_of)[: len(before)]:
            self._extend(rows)
        else:
            self._rearrange(rows)
        self._asked = False

    def row(self, key: str) -> int:
        """Where this incident stands, -1 where it does not."""
        return self._row_of.get(key, -1)

    def at(self, number: int) -> Row:
        """The row with this number."""
        return self._rows[number]

    def above(self, number: int) -> Row | None:
        """The row above the one with this number."""
        return self._rows[number - 1] if number > 0 else None

    def retranslate(self) -> None:
        """Texts are others now."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(COLUMNS) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    # -- what Qt asks

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return self._cells.text(self._rows[index.row()], COLUMNS[index.column()], self.above(index.row()))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._wording(f"log-column-{COLUMNS[section]}")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def canFetchMore(self, parent: _Index) -> bool:
        return not parent.isValid() and not self._asked and 0 < len(self._rows) < self._total

    def fetchMore(self, parent: _Index) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit()

    # -- within

    def _extend(self, rows: Sequence[Row]) -> None:
        known = len(self._rows)
        changed = [number for number in range(known) if rows[number] != self._rows[number]]
        if len(rows) > known:
            self.beginInsertRows(QModelIndex(), known, len(rows) - 1)
            self._rows = rows
            self.endInsertRows()
        else:
            self._rows = rows
        if changed:
            self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], len(COLUMNS) - 1))

    def _rearrange(self, rows: Sequence[Row]) -> None:
        """Other rows: told as a change of layout at one length, so that the chosen row is still the same incident."""
        if len(rows) > len(self._rows):
            self.beginInsertRows(QModelIndex(), len(self._rows), len(rows) - 1)
            self._rows = [*self._rows, *rows[len(self._rows) :]]
            self.endInsertRows()
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()  # not before: now the selection holds on to its rows as well
        keys = [self._rows[index.row()].key for index in held]
        rest = len(self._rows) - len(rows)
        self._rows = [*rows, *self._rows[len(rows) :]] if rest > 0 else rows
        places = [self._row_of.get(key, -1) for key in keys]
        self.changePersistentIndexList(
            held,
            [
                self.index(place, index.column()) if place >= 0 else QModelIndex()
                for place, index in zip(places, held, strict=True)
            ],
        )
        self.layoutChanged.emit()
        if rest > 0:
            self.beginRemoveRows(QModelIndex(), len(rows), len(self._rows) - 1)
            self._rows = rows
            self.endRemoveRows()
