"""The list of incidents as a Qt model whose order and filter are an index kept in NumPy arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from alerts.incidents import Incident
from widgets.queue.listing.arranged import HIDDEN, ArrangedRows
from widgets.queue.listing.columns import IS_OPEN, Columns
from widgets.queue.listing.figures import Counts, Present, Waiting, counted, present
from widgets.queue.listing.filter import QueueFilter, shown
from widgets.queue.listing.grouping import Arranged, Group, GroupKey, arrange, group_keys
from widgets.queue.listing.order import Order, Slots

_FOLDED = -2
"""Behind the line of a group that is not open: known, but in no row."""


class IncidentModel(ArrangedRows):
    """Incidents by priority, the newest first within one; one row each.

    A tick of the console is one call of :meth:`apply`. While the order is frozen rows change in place only: new
    incidents wait (see :meth:`waiting`), gone ones stay where they were, marked, until :meth:`freeze` ends or
    :meth:`release` lets the order settle. ``set_window`` names the rows on screen: changes are told for them alone,
    because whoever shows other rows later asks for their content then.

    Grouped (:meth:`set_grouping`), some rows are the lines of groups (:meth:`group`), which have no incident.
    """

    waiting_changed = Signal()
    renamed = Signal(str, str)
    """Old key, new key: the incident in the row is the same one."""

    def __init__(
        self, describe: Callable[[Incident], str], parent: QObject | None = None, line: Callable[[Group], str] = str
    ) -> None:
        """``describe`` and ``line`` say a row for those who hear the screen."""
        super().__init__(parent)
        self._describe, self._line = describe, line
        self._seen: NDArray[np.int64] = np.zeros(len(self._columns.rank), np.int64)
        """By slot: the rank it had of itself when it was listed (in a group it is listed with another)."""
        self._grouping = False
        self._expanded: set[GroupKey] = set()
        self._lines: dict[GroupKey, int] = {}
        self._groups: dict[int, Group] = {}
        self._filter = QueueFilter()
        self._now = 0.0
        self._wake = float("inf")
        self._frozen = False
        self._new: set[int] = set()
        self._raised: set[int] = set()
        self._ghosts: set[int] = set()

    # -- what Qt asks

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._slots)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._slots):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            group = self.group(index.row())
            return self._describe(self.incident(index.row())) if group is None else self._line(group)
        return None

    # -- what the list asks

    @property
    def now(self) -> float:
        """The time the list shows, seconds since the epoch."""
        return self._now

    @property
    def filter(self) -> QueueFilter:
        """What is let through."""
        return self._filter

    @property
    def frozen(self) -> bool:
        """Whether rows keep their places."""
        return self._frozen

    def __len__(self) -> int:
        return len(self._columns)

    def incident(self, row: int) -> Incident:
        """The incident in a row that is no group's line."""
        return self._columns.at(int(self._slots[row]))

    def incident_at(self, row: int) -> Incident | None:
        """The incident in a row; None for a group's line, and where there is no such row."""
        return self.incident(row) if 0 <= row < len(self._slots) and self.group(row) is None else None

    def group(self, row: int) -> Group | None:
        """The group whose line is in this row."""
        return self._groups.get(int(self._slots[row])) if self._groups and 0 <= row < len(self._slots) else None

    def group_of(self, row: int) -> GroupKey | None:
        """The group in which the incident in this row stands; None where it stands alone."""
        key = int(group_keys(self._columns, self._slots[[row]])[0])
        inside = self._order.grouped and int(self._columns.priority[self._slots[row]]) > 1
        return key if inside and self._lines.get(key) in self._groups else None

    def line_row(self, key: GroupKey) -> int:
        """The row of a group's line, -1 where it has none."""
        return int(self._listed[self._lines[key]]) if key in self._lines else HIDDEN

    def in_group(self, key: GroupKey) -> list[str]:
        """The keys of a group's incidents, those that the filter lets through, the most pressing first."""
        slots = self._let_through()
        slots = slots[(group_keys(self._columns, slots) == key) & (self._columns.priority[slots] > 1)]
        return [self._columns.at(slot).key for slot in Order.sort(slots, self._columns.rank[slots]).slots.tolist()]

    def let_through(self) -> list[str]:
        """The keys of everything that the filter lets through, in a group or not, the most pressing first."""
        slots = self._let_through()
        return [self._columns.at(slot).key for slot in Order.sort(slots, self._columns.rank[slots]).slots.tolist()]

    def is_gone(self, row: int) -> bool:
        """Whether the incident in the row is no longer there (it stays in place while the order is frozen)."""
        return not self._columns.alive[self._slots[row]] and self.group(row) is None

    def find(self, key: str) -> Incident | None:
        """The incident with this key, whether the filter lets it through or not."""
        slot = self._columns.slot_of.get(key)
        return None if slot is None else self._columns.at(slot)

    def row(self, key: str) -> int:
        """The row of the incident with this key, -1 where it has none."""
        slot = self._columns.slot_of.get(key)
        if slot is None or self._listed[slot] < 0:
            return HIDDEN
        return int(self._order.rows(np.array([slot], np.int32), self._listed[[slot]])[0])

    def waiting(self) -> Waiting:
        """What the frozen order does not show yet."""
        slots = np.fromiter(self._new | self._raised, np.int32)
        highest = int(self._columns.priority[slots].min()) if len(slots) else 4
        return Waiting(len(self._new), len(self._raised), highest)

    def counts(self) -> Counts:
        """Over everything known, whatever the filter."""
        return counted(self._columns, self._now, any_shelved=self._wake != float("inf"))

    def open_alarms(self) -> Present:
        """Kind (position in KINDS) and region (5-digit code, 0 unknown) of each unacknowledged open alarm."""
        top = self._columns.top
        return present(self._columns, self._columns.fresh[:top] & (self._columns.shelved[:top] <= self._now))

    def present(self) -> Present:
        """Kind and region of every open incident, for the filter's menus."""
        top = self._columns.top
        return present(self._columns, self._columns.alive[:top] & IS_OPEN[self._columns.state[:top]])

    # -- what changes it

    def replace(self, incidents: Iterable[Incident], now: float) -> None:
        """Start again from these (a snapshot); ``now`` in seconds since the epoch."""
        self.beginResetModel()
        self._columns = Columns()
        self._forget_waiting()
        self._ghosts.clear()
        self._now, self._wake = now, float("inf")
        self._put(incidents)
        self._lines = {}
        arranged = self._arranged()
        self._listed = np.full(len(self._columns.rank), HIDDEN, np.int64)
        self._seen = np.zeros(len(self._columns.rank), np.int64)
        self._groups, self._order = arranged.groups, arranged.order
        self._slots = self._order.slots
        self._list(arranged)
        self.endResetModel()
        self.waiting_changed.emit()

    def apply(self, incidents: Iterable[Incident], removed: Iterable[str] = (), moved: Mapping[str, str] | None = None) -> None:
        """One tick's changes: incidents new or changed, keys gone, keys renamed (old -> new)."""
        gone: set[int] = set()
        for old, new in (moved or {}).items():
            if new in self._columns.slot_of:
                gone |= self._forget(old)
            else:
                self._columns.rename(old, new)
            self.renamed.emit(old, new)
        for key in removed:
            gone |= self._forget(key)
        dirty = np.unique(self._put(incidents))
        self._make_room()
        if self._frozen:
            self._note(dirty, gone)
        elif self._grouping or self._order.grouped:
            self._ghosts |= gone
            self.release()
            self._tell(dirty)
        else:
            self._settle(dirty, gone)

    def set_filter(self, wanted: QueueFilter) -> None:
        """Show these from now on; takes effect at once, frozen or not, for a person asked for it."""
        if wanted != self._filter:
            self._filter = wanted
            self.release()

    @property
    def grouped(self) -> bool:
        """Whether the list stands in groups now (asked for while frozen, it comes with the next settling)."""
        return self._order.grouped

    def set_grouping(self, on: bool) -> None:
        """Stand in groups from now on, or not any more; while frozen when the order settles next."""
        if on != self._grouping:
            self._grouping = on
            if not self._frozen:
                self.release()

    def turn_group(self, key: GroupKey) -> None:
        """Open this group, or close it; at once, for a person asked for it."""
        self._expanded ^= {key}
        self.release()

    def unfold(self, key: str) -> bool:
        """Open the group behind whose line the incident with this key is; False where it is behind none."""
        slot = self._columns.slot_of.get(key)
        if slot is None or self._listed[slot] != _FOLDED:
            return False
        self.turn_group(int(group_keys(self._columns, np.array([slot]))[0]))
        return True

    def set_now(self, now: float) -> None:
        """It is ``now`` (seconds since the epoch): what was shelved until then comes back."""
        self._now = now
        if now >= self._wake:
            top = self._columns.top
            later = self._columns.shelved[:top][self._columns.shelved[:top] > now]
            self._wake = float(later.min()) if len(later) else float("inf")
            if self._frozen:
                self._note(np.flatnonzero(self._columns.alive[:top]).astype(np.int32), set())
            else:
                self.release()

    def freeze(self, frozen: bool) -> None:
        """Keep every row in its place, or let the order settle."""
        if frozen != self._frozen:
            self._frozen = frozen
            if not frozen:
                self.release()

    def release(self) -> None:
        """Let the order settle now, though it may be frozen again for what comes next."""
        arranged = self._arranged()
        self._make_room()
        order = arranged.order
        marks = np.zeros(len(self._listed), np.bool_)
        marks[order.slots] = True
        removed = self._slots[~marks[self._slots]]
        added = order.slots[self._listed[order.slots] < 0]
        self._groups |= arranged.groups  # those that go are asked for while they go
        self._restructure(order, removed, added)
        changed = [slot for slot in arranged.groups if self._groups.get(slot) is not None]
        self._groups = arranged.groups
        self._list(arranged)
        self._tell(np.array(changed, np.int32))
        for slot in self._ghosts:
            self._columns.release(slot)
        self._ghosts.clear()
        self._forget_waiting()
        self.waiting_changed.emit()

    def set_window(self, first: int, last: int) -> None:
        """Rows ``first`` to ``last`` are on screen; changes in others are not told."""
        self._window = (first, last)

    # -- within

    def _put(self, incidents: Iterable[Incident]) -> Slots:
        incidents = list(incidents)
        for incident in incidents:
            if incident.shelved_until is not None:
                self._wake = min(self._wake, incident.shelved_until.timestamp())
        return self._columns.put(incidents)

    def _forget(self, key: str) -> set[int]:
        slot = self._columns.forget(key)
        return set() if slot is None else {slot}

    def _forget_waiting(self) -> None:
        self._new.clear()
        self._raised.clear()

    def _let_through(self) -> Slots:
        slots = np.flatnonzero(self._columns.alive[: self._columns.top]).astype(np.int32)
        return slots[shown(self._columns, slots, self._filter, self._now)]

    def _arranged(self) -> Arranged:
        slots = self._let_through()
        if self._grouping:
            return arrange(self._columns, slots, self._expanded, self._line_slot)
        return Arranged(Order.sort(slots, self._columns.rank[slots]), {}, np.zeros(0, np.int32))

    def _line_slot(self, key: GroupKey) -> int:
        if key not in self._lines:
            self._lines[key] = self._columns.line()
        return self._lines[key]

    def _list(self, arranged: Arranged) -> None:
        """Remember how everything is listed now."""
        self._listed[self._listed == _FOLDED] = HIDDEN
        self._listed[arranged.folded] = _FOLDED
        self._listed[arranged.order.slots] = arranged.order.ranks
        for slots in (arranged.folded, arranged.order.slots):
            self._seen[slots] = self._columns.rank[slots]

    def _make_room(self) -> None:
        more = len(self._columns.rank) - len(self._listed)
        if more > 0:
            self._listed = np.concatenate([self._listed, np.full(more, HIDDEN, np.int64)])
            self._seen = np.concatenate([self._seen, np.zeros(more, np.int64)])

    def _note(self, dirty: Slots, gone: set[int]) -> None:
        """Frozen: remember what waits, change nothing but content."""
        before = self.waiting()
        visible = shown(self._columns, dirty, self._filter, self._now)
        listed = self._listed[dirty] != HIDDEN
        self._new -= set(dirty[~visible].tolist())
        self._new |= set(dirty[visible & ~listed].tolist())
        here = dirty[listed]
        self._raised |= set(here[self._columns.rank[here] < self._seen[here]].tolist())
        for slot in gone:
            self._new.discard(slot)
            self._raised.discard(slot)
            if self._listed[slot] != HIDDEN:
                self._ghosts.add(slot)
            else:
                self._columns.release(slot)
        self._tell(np.concatenate([here, np.fromiter(gone, np.int32)]))
        if self.waiting() != before:
            self.waiting_changed.emit()

    def _settle(self, dirty: Slots, gone: set[int]) -> None:
        """Not frozen: rows come, go and move as they must."""
        visible = shown(self._columns, dirty, self._filter, self._now)
        listed = self._listed[dirty] != HIDDEN
        lost = np.fromiter(gone, np.int32)
        removed = np.concatenate([dirty[listed & ~visible], lost[self._listed[lost] != HIDDEN]])
        added = dirty[visible & ~listed]
        moved = dirty[visible & listed & (self._columns.rank[dirty] != self._listed[dirty])]
        if len(removed) or len(added) or len(moved):
            coming, leaving = np.concatenate([added, moved]), np.concatenate([removed, moved])
            ranks = self._columns.rank[coming]
            self._restructure(self._order.revised(leaving, self._listed[leaving], coming, ranks), removed, added)
            self._listed[coming] = self._seen[coming] = ranks
        for slot in gone:
            self._columns.release(slot)
        self._tell(dirty)
