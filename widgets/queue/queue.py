"""The queue: header, chips, the list itself, and what belongs to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from alerts.incidents import KINDS, Incident
from alerts.picture import Load
from alerts.wording import Wording
from widgets.queue.chips import FilterChips
from widgets.queue.empty import EmptyState
from widgets.queue.flood import FloodLine
from widgets.queue.hands import Hands
from widgets.queue.hints import KeyHints
from widgets.queue.listing.delegate import ROW_PX, IncidentDelegate
from widgets.queue.listing.figures import Waiting
from widgets.queue.listing.filter import QueueFilter
from widgets.queue.listing.model import IncidentModel
from widgets.queue.listing.pulses import Pulses
from widgets.queue.listing.rows import RowList
from widgets.queue.marks import Marks
from widgets.queue.pill import NewPill
from widgets.queue.priorities import PriorityBar
from widgets.queue.telling import Telling
from widgets.queue.together import TogetherBar
from widgets.theme import Theme
from widgets.themed import ThemedWidget

TOGETHER: Final = 2
"""From so many marked incidents on, a command is for all of them."""


class IncidentQueue(ThemedWidget):
    """What asks for the operator, most pressing first; in a flood in groups.

    The desk's mediator calls :meth:`apply` at most once a tick and :meth:`set_now` with it. Nothing moves while the
    pointer is over the list, for a moment after J and K, while incidents are marked and while :meth:`hold` is on: what
    comes meanwhile is counted in a pill. ``picked`` carries the key of the chosen incident (empty: none, a group's line is),
    ``opened`` that it is to be worked on; ``command_requested`` carries an action of ``alerts.commands``, a key, and the
    command's further fields; ``together_asked`` carries an action (see :data:`widgets.queue.together.ACTIONS`) for all of
    :meth:`together`.
    """

    picked = Signal(str)
    opened = Signal(str)
    command_requested = Signal(str, str, dict)
    together_asked = Signal(str)

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._wording = wording
        self._connected = False
        self._load: Load | None = None
        self._second = -1
        self._unseen: set[str] = set()
        self._holds: set[str] = set()
        self._grouping: bool | None = None
        telling = Telling(wording, lambda: self.delegate.districts, lambda key: key in self.marks)
        self.model = IncidentModel(telling.incident, self, telling.group)
        self.list = RowList(theme.px(ROW_PX), self)
        self.delegate = IncidentDelegate(self.model, wording, theme, self.list)
        self.pulses = Pulses(self)
        self.delegate.glow = self.pulses.strength
        self.title, self.count = QLabel(self), QLabel(self)
        self.priorities = PriorityBar(wording, theme, self)
        self.chips = FilterChips(self.model.present, wording, theme, self)
        self.flood = FloodLine(wording, theme, self)
        self.empty = EmptyState(theme, self.list)
        self.pill = NewPill(wording, theme, self.list)
        self.bar = TogetherBar(wording, theme, self)
        self.hints = KeyHints(theme, self)
        self.list.setModel(self.model)
        self.marks = Marks(self)
        self.hands = Hands(self.list, self.model, self.marks, self)
        self.delegate.marked = self.marks
        self._lay_out()
        self._connect()
        self.retranslate()

    # -- what the mediator tells it

    def replace(self, incidents: Iterable[Incident], now: float) -> None:
        """A snapshot: start again from these. ``now`` in seconds since the epoch."""
        incidents = list(incidents)
        chosen = self.current_key
        self._connected = True
        self._unseen.clear()
        self.pulses.clear()
        self.pulses.see(incidents, pulse=False)
        self.model.replace(incidents, now)
        self.marks.keep(lambda key: self.model.find(key) is not None)
        if chosen:
            self.hands.choose(self.model.row(chosen))
        self._refresh()

    def join(self, incidents: Iterable[Incident]) -> None:
        """More of the snapshot: they are no news, and none waits for the order to settle."""
        incidents = list(incidents)
        self.pulses.see(incidents, pulse=False)
        self.model.apply(incidents)
        if self.model.frozen:
            self.model.release()
        self._refresh()

    def apply(self, incidents: Iterable[Incident], removed: Iterable[str] = (), moved: Mapping[str, str] | None = None) -> None:
        """One tick's changes: incidents new or changed, keys gone, keys renamed (old -> new)."""
        incidents, removed = list(incidents), list(removed)
        for old, new in (moved or {}).items():
            self.pulses.rename(old, new)
            self.marks.rename(old, new)
        fresh = [incident.key for incident in incidents if self.model.find(incident.key) is None]
        for key in removed:
            self.pulses.forget(key)
        self.pulses.see(incidents)
        self.model.apply(incidents, removed, moved)
        if removed:
            self.marks.keep(lambda key: self.model.find(key) is not None)
        first = self.list.visible_rows()[0]
        if self.list.verticalScrollBar().value() > 0:
            self._unseen.update(key for key in fresh if 0 <= self.model.row(key) < first)
        self._refresh()

    def set_now(self, now: float) -> None:
        """It is ``now``, seconds since the epoch; ages are painted once a second."""
        self.model.set_now(now)
        if int(now) != self._second:
            self._second = int(now)
            for row in range(self.list.visible_rows()[0], self.list.visible_rows()[1] + 1):
                self.list.viewport().update(self.delegate.age_rect(self.list.visualRect(self.model.index(row))))
            self._show_flood()
            self._count()

    def set_load(self, load: Load | None) -> None:
        """The alarm load, once a second."""
        self._load = load
        self._show_flood()

    def set_operator(self, name: str) -> None:
        """Who sits here."""
        self.chips.set_operator(name)

    def set_districts(self, names: Mapping[str, str]) -> None:
        """District names by 5-digit code, in the language of the moment."""
        self.chips.set_districts(names)
        self.delegate.districts = names
        self.delegate.forget()
        self.list.viewport().update()

    def set_pending(self, pending: Mapping[str, str]) -> None:
        """Keys of incidents with an unanswered command -> ``sent``, or ``unknown`` where the hub went away first."""
        if dict(pending) != self.delegate.pending:
            self.delegate.pending = dict(pending)
            self.list.viewport().update()

    def hold(self, on: bool) -> None:
        """Something is being done with a row (a dialog is open): keep every row in its place."""
        self._freeze("work", on)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.title.setText(self._wording("queue-title"))
        self.list.setAccessibleName(self._wording("queue-list"))
        self.list.setAccessibleDescription(self._wording("queue-list-keys"))
        for part in (self.chips, self.priorities, self.flood, self.pill, self.bar):
            part.retranslate()
        self.hints.set_hints(
            [
                (("J", "K"), self._wording("queue-key-move")),
                (("A",), self._wording("queue-key-acknowledge")),
                (("C",), self._wording("queue-key-cameras")),
                (("/",), self._wording("queue-key-commands")),
                (("M",), self._wording("queue-key-map")),
                (("Enter",), self._wording("queue-key-open")),
            ]
        )
        self.delegate.forget()
        self._refresh()
        self.list.viewport().update()

    def restyle(self) -> None:
        """Take colours and sizes from the theme anew."""
        self.delegate.forget()
        self.pill.restyle()
        self.flood.retranslate()
        self.list.set_row_height(self._theme.px(ROW_PX))
        self.update()

    # -- what a person does

    @property
    def current_key(self) -> str:
        """The key of the chosen incident, empty where none is."""
        incident = self.model.incident_at(self.list.currentIndex().row())
        return incident.key if incident is not None else ""

    def select(self, key: str) -> bool:
        """Choose this incident and bring it into view, out of its group where it is in one.

        False where the list does not show it; nothing is chosen then.
        """
        if key == self.current_key:
            return bool(key)
        if key:
            self.model.unfold(key)
        row = self.model.row(key)
        self.hands.choose(row)
        return row >= 0

    def select_next(self) -> None:
        """The row below (J)."""
        self.hands.step(1)

    def select_previous(self) -> None:
        """The row above (K)."""
        self.hands.step(-1)

    def together(self) -> list[str]:
        """The keys of the incidents that a command is for all at once: the marked ones, or a group's whose line is chosen."""
        if len(self.marks):
            return list(self.marks.keys) if len(self.marks) >= TOGETHER else []
        group = self.model.group(self.list.currentIndex().row())
        return [] if group is None else self.model.in_group(group.key)

    def turn_grouping(self) -> None:
        """In groups, or not any more (Q), until the flood is over."""
        self._grouping = not self.model.grouped
        self._group()
        self.model.release()  # frozen or not: a person asked for it
        self.flood.show_grouped(self.model.grouped)

    def to_top(self) -> None:
        """Let in what waits and show the top of the list."""
        self.model.release()
        self._unseen.clear()
        self.list.verticalScrollBar().setValue(0)
        self._show_waiting()

    def acknowledge(self) -> None:
        """Acknowledge the chosen incident, where that is still to be done; several where several are meant."""
        if self.together():
            self.together_asked.emit("acknowledge")
            return
        incident = self.model.find(self.current_key)
        if incident is not None and incident.state == "new":
            self.command_requested.emit("acknowledge", incident.key, {})

    def open_search(self) -> None:
        """Open the search field."""
        self.chips.open_search()

    # -- within

    def _lay_out(self) -> None:
        px = self._theme.px
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title.setProperty("role", "title")
        self.count.setProperty("role", "muted")
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.priorities)
        top = QVBoxLayout()
        top.setContentsMargins(px(16), px(12), px(12), px(8))
        top.setSpacing(px(8))
        top.addLayout(head)
        top.addWidget(self.chips)
        top.addWidget(self.flood)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(px(16), px(6), px(12), px(8))
        bottom.addWidget(self.hints)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.list, 1)
        whole.addWidget(self.bar)
        whole.addLayout(bottom)
        self.setMinimumWidth(px(280))

    def _connect(self) -> None:
        self.list.setItemDelegate(self.delegate)
        self.list.window_changed.connect(self._on_window)
        self.list.selectionModel().currentRowChanged.connect(self._on_current)
        self.hands.opened.connect(lambda: self.opened.emit(self.current_key))
        self.hands.acknowledged.connect(self.acknowledge)
        self.hands.holding.connect(self._freeze)
        self.hands.top_wanted.connect(self.to_top)
        self.hands.resized.connect(self.pill.place)
        self.hands.resized.connect(self.empty.place)
        self.marks.changed.connect(self._on_marks)
        self.bar.asked.connect(self.together_asked)
        self.bar.unmark.connect(self.marks.clear)
        self.flood.grouping.connect(self.turn_grouping)
        self.model.waiting_changed.connect(self._show_waiting)
        self.pulses.changed.connect(self._repaint_pulsing)
        self.chips.changed.connect(self._on_filter)
        self.chips.left.connect(self.list.setFocus)
        self.priorities.changed.connect(lambda chosen: self.chips.choose(replace(self.chips.filter, priorities=chosen)))
        self.flood.kind_picked.connect(lambda kind: self.chips.choose(replace(self.chips.filter, kinds=frozenset({kind}))))
        self.empty.action.clicked.connect(lambda: self.chips.choose(QueueFilter(ordinary=self.chips.filter.ordinary)))
        self.pill.clicked.connect(self.to_top)

    def _freeze(self, why: str, on: bool) -> None:
        (self._holds.add if on else self._holds.discard)(why)
        self.model.freeze(bool(self._holds))
        self._show_waiting()

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(self.current_key)

    def _on_marks(self) -> None:
        self._freeze("marks", bool(len(self.marks)))
        self.bar.show_marked(len(self.marks))
        self.list.viewport().update()

    def _on_filter(self, wanted: QueueFilter) -> None:
        self.marks.clear()
        self.model.set_filter(wanted)
        self.priorities.choose(wanted.priorities)
        self.list.verticalScrollBar().setValue(0)
        self._refresh()

    def _on_window(self, first: int, last: int) -> None:
        self.model.set_window(first, last)
        if self._unseen:
            at_top = self.list.verticalScrollBar().value() == 0
            self._unseen = set() if at_top else {key for key in self._unseen if 0 <= self.model.row(key) < first}
            self._show_waiting()

    def _refresh(self) -> None:
        self._count()
        self._show_waiting()
        self._show_flood()
        if self.model.rowCount():
            self.empty.hide()
        elif not self._connected:
            self.empty.say(self._wording("queue-empty-unconnected"))
        elif self.chips.filter.narrows:
            self.empty.say(self._wording("queue-empty-filtered"), self._wording("queue-empty-clear"))
        else:
            self.empty.say(self._wording("queue-empty"))

    def _count(self) -> None:
        known = self.model.counts()
        rows = self.model.rowCount()
        plain = not self.chips.filter.narrows and not self.chips.filter.ordinary
        self.count.setText(
            self._wording("queue-count", count=known.alarms, new=known.unacknowledged)
            if plain
            else self._wording("queue-count-filtered", rows=rows, new=known.unacknowledged)
        )
        self.priorities.show_counts(known.by_priority)
        self.chips.show_shelved(known.shelved)

    def _show_waiting(self) -> None:
        waiting = self.model.waiting()
        unseen = [self.model.find(key) for key in self._unseen]
        highest = min([waiting.highest, *(each.priority for each in unseen if each is not None)])
        self.pill.show_waiting(Waiting(waiting.new + len(unseen), waiting.raised, highest))

    def _group(self) -> None:
        """In groups while there is a flood, unless the person wants it otherwise; a wish ends with the flood."""
        flood = self._load is not None and self._load.flood
        if not flood and self._grouping is False:
            self._grouping = None
        self.model.set_grouping(flood if self._grouping is None else self._grouping)
        self.flood.show_grouped(self.model.grouped)

    def _show_flood(self) -> None:
        self._group()
        if self._load is None or not self._load.flood:
            self.flood.show_flood(0, {})
            return
        kinds = Counter(KINDS[code] for code in self.model.open_alarms()[0].tolist())
        self.flood.show_flood(self._load.last_10_min, kinds)

    def _repaint_pulsing(self) -> None:
        first, last = self.list.visible_rows()
        for key in self.pulses.strength:
            row = self.model.row(key)
            if first <= row <= last:
                self.list.viewport().update(self.list.visualRect(self.model.index(row)))
