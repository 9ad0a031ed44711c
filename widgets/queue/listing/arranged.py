"""Rows in an order that changes in the steps Qt has words for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject

from widgets.queue.listing.columns import Columns
from widgets.queue.listing.order import Order, Slots, empty

HIDDEN = -1


class ArrangedRows(QAbstractListModel):
    """Which slot of the columns stands in which row. ``_listed`` and ``_slots`` are arrays by slot and by row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = Columns()
        self._order: Order = empty()
        self._slots: Slots = self._order.slots
        self._listed: NDArray[np.int64] = np.full(len(self._columns.rank), HIDDEN, np.int64)
        """By slot: the rank it is listed with."""
        self._window: tuple[int, int] | None = None

    def _tell(self, slots: Slots) -> None:
        """Say that the content of these has changed, for those on screen, in runs of neighbouring rows."""
        first, last = self._window or (0, len(self._slots))
        rows = first + np.flatnonzero(np.isin(self._slots[first : last + 1], slots))
        if len(rows):
            for run in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
                self.dataChanged.emit(self.index(int(run[0])), self.index(int(run[-1])))

    def _restructure(self, order: Order, removed: Slots, added: Slots) -> None:
        """Make this the order, in the steps Qt has words for: some rows go, some come, then all are put in order."""
        if len(removed):
            self._drop(removed)
        if len(added):
            self._insert(added, order)
        if not np.array_equal(self._slots, order.slots):
            self._reorder(order.slots)
        self._order = order

    def _drop(self, removed: Slots) -> None:
        going = np.sort(self._order.rows(removed, self._listed[removed]))
        first, last = int(going[0]), int(going[-1])
        if last - first + 1 != len(going):
            self._reorder(np.concatenate([np.delete(self._slots, going), self._slots[going]]))
            first, last = len(self._slots) - len(going), len(self._slots) - 1
        self.beginRemoveRows(QModelIndex(), first, last)
        self._listed[removed] = HIDDEN
        self._slots = np.delete(self._slots, slice(first, last + 1))
        self.endRemoveRows()

    def _insert(self, added: Slots, order: Order) -> None:
        """In their place where they are neighbours there, otherwise at the end, to be put in order."""
        rows = order.rows_of_new(added, self._columns.rank[added])
        first, last = int(rows[0]), int(rows[-1])
        run = order.slots[first : last + 1]
        rest = np.delete(order.slots, slice(first, last + 1))
        if last - first + 1 != len(added) or not np.array_equal(rest, self._slots):
            run, first, last = added, len(self._slots), len(self._slots) + len(added) - 1
        self.beginInsertRows(QModelIndex(), first, last)
        self._slots = np.insert(self._slots, first, run)
        self.endInsertRows()

    def _reorder(self, slots: Slots) -> None:
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        inside = [self._slots[index.row()] for index in held]
        self._slots = slots
        # a handful: the current row, the selected one, the topmost on screen
        self.changePersistentIndexList(held, [self.index(int(np.flatnonzero(slots == slot)[0])) for slot in inside])
        self.layoutChanged.emit()
