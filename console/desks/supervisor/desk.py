"""The supervisor's desk: every logged incident, found, counted, and seen from beginning to end."""

from __future__ import annotations

from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from alerts.commands import Answer
from alerts.log.audit.watch import ChainState
from alerts.log.reading.search import Facets, Hits, Row, Timeline
from console.bridge import Bridge, Tick
from console.desks.supervisor.asking import FIGURES, PAGE, search_args
from console.desks.supervisor.assigning import Assigning
from console.desks.supervisor.export import Export
from console.desks.supervisor.figures import figures
from console.desks.supervisor.panel import FiguresPanel
from console.desks.supervisor.requests import RequestsList
from console.desks.supervisor.waiting import WaitingList
from console.window.actions import Actions
from console.window.desk import Desk
from console.window.notice import Notice
from console.window.workplace import Workplace
from widgets.docks import columns, go_to, rows
from widgets.facets import FacetPanel, Wanted
from widgets.log import LogTable
from widgets.moments import korean_time
from widgets.timeline import IncidentTimeline
from widgets.titles import full_title

FACETS, MIDDLE, FIGURES_WIDTH = 270, 1186, 460
TABLE, TIMELINE, WHOLE = 760, 270, 1032
REFRESH_MS: Final = 5_000
GROUPS: Final = {
    "priority": "priorities", "kind": "kinds", "state": "states", "disposition": "dispositions", "region": "regions",
}  # fmt: skip
"""A group of facets -> the argument that narrows a search by it."""
FIGURES_EVERY: Final = 3
"""The figures are computed anew with every third refresh: they take more rows than the table."""


class SupervisorDesk(Desk):
    """Facets on the left, the log over one incident's course in the middle, figures on the right.

    Everything is asked of the hub; the answers come in later ticks, and an answer to an older question is not shown.
    """

    name = "supervisor"

    def __init__(self, bridge: Bridge, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._place = place
        self._zone: tzinfo = korean_time()
        self.facets = FacetPanel(place.wording, place.theme)
        self.table = LogTable(place.wording, place.theme)
        self.timeline = IncidentTimeline(place.wording, place.theme)
        self.waiting = WaitingList(place.wording, place.theme)
        self.requests = RequestsList(place.wording, place.theme)
        self.panel = FiguresPanel(place.wording, place.theme, self._zone)
        self.assigning = Assigning(bridge, place, self)
        self._question = 0
        self._taking = ""
        self._answered = -1
        self._refreshes = 0
        self._rows_shown = PAGE
        self.chosen = ""
        self._course_of = ""
        self._rows_now: list[Row] = []
        self._counts: dict[str, dict[str, int]] = {}
        self._export: Export | None = None
        self._timer = QTimer(self)
        self._timer.setObjectName("log refresh")
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self._refresh_if_seen)
        self._lay_out()
        self.facets.changed.connect(self._search)
        self.table.picked.connect(self.choose)
        self.waiting.picked.connect(self.choose)
        self.waiting.taken.connect(self._take)
        self.requests.picked.connect(self._go)
        self.table.more_wanted.connect(self._more)
        self.panel.export.connect(self.export)
        self.panel.cancel.connect(self._cancel_export)
        self._timer.start()
        self.retranslate()
        self.setFocusProxy(self.table.view)

    # -- what the window asks

    def apply(self, tick: Tick) -> bool:
        if tick.fresh or tick.link_changed:
            self._search()
        if tick.feeds:
            self.panel.show_feeds(tick.feeds)
        self.waiting.apply(tick)
        self.requests.apply(tick)
        for command, answer in tick.answers:
            if command.action == "reload_rules":
                self._rules_answered(answer)
            elif command.id == self._taking:
                self._taken(command.incident, answer)
            else:
                self.assigning.answered(command, answer)
        return True

    def add_actions(self, actions: Actions) -> None:
        actions.add("search", "Ctrl+F", self._focus_search, self.name)
        actions.add("next-row", "J", self.table.select_next, self.name)
        actions.add("previous-row", "K", self.table.select_previous, self.name)
        actions.add("take-waiting", "A", self.waiting.take_first, self.name)
        actions.add("requests", "O", self._to_requests, self.name)
        actions.add("assign", "H", lambda: self.assigning.ask(self.chosen), self.name)
        actions.add("refresh", "F5", self._search, self.name)
        actions.add("export", "E", self.export, self.name)
        actions.add("reload-rules", "", self.reload_rules, self.name)

    def retranslate(self) -> None:
        language = self._place.wording.language
        self.facets.set_regions({district.code: district.name(language) for district in self._place.city.districts})
        for part in (self.facets, self.table, self.timeline, self.waiting, self.requests, self.panel):
            part.retranslate()
        self._search()

    def shut(self) -> None:
        self._timer.stop()
        self._cancel_export()

    def show_example(self) -> None:
        self._course_of = ""

    def settled(self) -> bool:
        if not self.chosen and self._rows_now:
            self.table.select(min(self._rows_now, key=lambda row: (row.highest, -row.reports)).key)
        return self._answered == self._question and bool(self.chosen) and self._course_of == self.chosen

    # -- asking

    def choose(self, key: str) -> None:
        """Show the course of this incident."""
        self.chosen = key
        self._ask_timeline()

    def _go(self, key: str) -> None:
        """An incident of the list above the log: its course, and its row where the log shows it."""
        self.table.select(key)
        self.choose(key)

    def _to_requests(self) -> None:
        if self.requests.isVisible():
            go_to(self.requests.list)
            if self.requests.list.currentRow() < 0:
                self.requests.list.setCurrentRow(0)
        else:
            self._place.notices.say("console-requests-none")

    def reload_rules(self) -> None:
        """Have the hub read its rules file again."""
        if self.bridge.command("reload_rules") is None:
            self._place.notices.say("console-too-many-commands")

    def _take(self, key: str) -> None:
        """Take up what nobody took up."""
        command = self.bridge.command("acknowledge", key)
        if command is None:
            self._place.notices.say("console-too-many-commands")
        else:
            self._taking = command.id
            self.choose(key)

    def _taken(self, key: str, answer: Answer) -> None:
        known = self.bridge.picture.incidents.get(key)
        title = full_title(known, self._place.wording.language) if known is not None else ""
        self._place.notices.say("console-done-acknowledge" if answer.ok else "console-refused", title=title)

    def _rules_answered(self, answer: Answer) -> None:
        notices = self._place.notices
        if answer.ok:
            notices.trouble("rules", None)
            notices.say("console-rules-unchanged" if answer.detail == "unchanged" else "console-rules-loaded")
        else:
            detail = answer.detail or answer.error
            notices.trouble("rules", Notice("console-rules-refused", (("detail", detail),)))

    def _focus_search(self) -> None:
        self.facets.search.setFocus()
        self.facets.search.selectAll()

    def _args(self, wanted: Wanted) -> dict[str, Any]:
        return search_args(wanted, self.bridge.picture.now, self._zone)

    def _search(self, _wanted: object = None) -> None:
        """Ask for everything anew: another search, or more has been logged."""
        if not self.bridge.up or self.bridge.picture.now == 0.0:
            return
        self._question += 1
        self._rows_shown = PAGE
        self._refreshes = 0
        self._ask_rows()
        self._ask_figures()

    def _more(self) -> None:
        """The table was scrolled to its end."""
        self._rows_shown += PAGE
        self._question += 1
        self._ask_rows()

    def _refresh_if_seen(self) -> None:
        if not self.isVisible() or not self.bridge.up or self._answered != self._question:
            return
        self._refreshes += 1
        self._question += 1
        self._ask_rows()
        if self._refreshes % FIGURES_EVERY == 0:
            self._ask_figures()
        if self.chosen:
            self._ask_timeline()

    def _ask_rows(self) -> None:
        question, args = self._question, self._args(self.facets.wanted)
        self.bridge.ask(
            "incidents", {**args, "limit": self._rows_shown}, lambda reply: self._rows(question, reply), self._failed
        )
        self._counts = {}
        for group, argument in GROUPS.items():
            # a group counts what there would be without its own choice: else what is not chosen would stand there as 0
            self.bridge.ask("facets", {**args, argument: []}, partial(self._facets, question, group), self._failed)
        self.bridge.ask("chain", {}, self._chain, self._failed)

    def _ask_figures(self) -> None:
        question, args = self._question, self._args(self.facets.wanted)
        self.bridge.ask("incidents", {**args, "limit": FIGURES}, lambda reply: self._count(question, reply), self._failed)

    def _ask_timeline(self) -> None:
        key = self.chosen
        self.bridge.ask("timeline", {"incident": key}, lambda reply: self._course(key, reply), self._failed)

    def _rows(self, question: int, reply: Any) -> None:
        if question == self._question:
            self._answered = question
            hits = msgspec.convert(reply, Hits)
            language = self._place.wording.language
            for row in hits.rows:
                row.place = row.place or self._place.city.region_name(row.region, language)
            self._rows_now = hits.rows
            self.table.show_rows(hits.rows, hits.total)

    def _facets(self, question: int, group: str, reply: Any) -> None:
        if question != self._question:
            return
        found = msgspec.convert(reply, Facets, strict=False)
        counts: dict[Any, int] = getattr(found, group)
        self._counts[group] = {str(name): count for name, count in counts.items()}
        if len(self._counts) == len(GROUPS):
            self.facets.show_counts(self._counts)

    def _count(self, question: int, reply: Any) -> None:
        if question <= self._question:
            self.panel.show_figures(figures(msgspec.convert(reply, Hits).rows, self._zone))

    def _chain(self, reply: Any) -> None:
        self.panel.chain.show_state(msgspec.convert(reply, ChainState))

    def _course(self, key: str, reply: Any) -> None:
        if key == self.chosen:
            self._course_of = key
            self.timeline.show_timeline(None if reply is None else msgspec.convert(reply, Timeline))

    def _failed(self, code: str, detail: str) -> None:
        self._answered = self._question
        say = self._place.notices.say
        if code == "timeout":
            say("console-query-timeout")
        else:
            say("console-query-failed", why=detail or code)

    # -- export

    def export(self) -> None:
        """Everything that fits, as CSV, into a file the person names."""
        if self._export is not None:
            return
        say = self._place.wording
        start = str(Path.home() / say("console-export-name"))
        path, _ = QFileDialog.getSaveFileName(self, say("console-export-title"), start, f"{say('console-csv-files')} (*.csv)")
        if path:
            self.export_to(Path(path))

    def export_to(self, path: Path) -> None:
        """Export into this file."""
        self._export = export = Export(self.bridge, self._args(self.facets.wanted), path, self._zone, self)
        self.panel.show_progress(0)
        export.progressed.connect(self.panel.show_progress)
        export.done.connect(lambda rows: self._export_over("console-export-done", rows=f"{rows:,}", path=str(path)))
        export.failed.connect(lambda why: self._export_over("console-export-failed", path=str(path), why=why))
        export.start()

    def _cancel_export(self) -> None:
        if self._export is not None:
            self._export.cancel()
            self._export_over("console-export-cancelled")

    def _export_over(self, text: str, **values: str) -> None:
        export, self._export = self._export, None
        if export is not None:
            export.deleteLater()
        self.panel.show_progress(None)
        self._place.notices.say(text, **values)

    # -- within

    def _lay_out(self) -> None:
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.waiting)
        column.addWidget(self.requests)
        column.addWidget(self.table, 1)
        docks = self.put_docks(self._place)
        docks.add("facets", self.facets, FACETS, WHOLE)
        docks.add("log", upper, MIDDLE, TABLE, grows=True)
        docks.add("course", self.timeline, MIDDLE, TIMELINE)
        docks.add("figures", self.panel, FIGURES_WIDTH, WHOLE)
        docks.arrange(columns("facets", rows("log", "course"), "figures"))
