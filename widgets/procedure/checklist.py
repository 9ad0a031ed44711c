"""The checklist on the card: what is to be done for this kind of incident, what was done, by whom and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from alerts.incidents import Incident
from alerts.procedures import SKIPPED, Procedures, StepView, missing, views
from alerts.wording import Wording
from widgets.moments import span
from widgets.procedure.row import StepRow
from widgets.theme import Theme

_MINUTE_S = 60
ROWS_KEPT = 150
"""Rows that stay made, those shown last: some twenty procedures' worth."""


class Checklist(QWidget):
    """Up and down choose a step; Space marks it done, 1 to 9 answer it, - passes it over, Backspace takes its mark off,
    Enter opens what it needs.

    ``marked`` carries the step and the outcome ("" takes the mark off); ``skip_asked`` the id and the text of a required step
    that wants a reason first; ``opened`` what to open and the linked service, if that is one.
    """

    marked = Signal(str, str)
    skip_asked = Signal(str, str)
    opened = Signal(str, str)
    entered = Signal()
    """The keys came here: whoever scrolls it may show the whole of it."""

    def __init__(
        self,
        wording: Wording,
        theme: Theme,
        clock: Callable[[datetime], str],
        quiet: Callable[[], QPushButton],
        parent: QWidget | None = None,
    ) -> None:
        """``clock`` says a moment as the screen's local time, ``quiet`` makes a button that reads like text."""
        super().__init__(parent)
        self._wording, self._theme, self._clock, self._quiet = wording, theme, clock, quiet
        self._procedures = Procedures()
        self._incident: Incident | None = None
        self._now = 0.0
        self._shown: object = None
        self._enabled = True
        self._current = 0
        self.rows: list[StepRow] = []
        self._made: dict[tuple[object, ...], StepRow] = {}
        self.head = QLabel(self)
        self.head.setProperty("role", "muted")
        self.head.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def filled(self) -> bool:
        """Whether there is a procedure for the shown incident."""
        return bool(self.rows)

    def set_procedures(self, procedures: Procedures) -> None:
        """Those in force at the hub."""
        self._procedures = procedures
        self._shown = None
        self._forget_made()
        if self._incident is not None:
            self.show_incident(self._incident)

    def make_ahead(self) -> bool:
        """Make one row that an incident may need, so that no key waits for it; False where all are made."""
        for procedure in self._procedures.all:
            for view in views(procedure, (), 1):
                if self._key(procedure.name, view) in self._made:
                    continue
                if len(self._made) >= ROWS_KEPT:
                    return False
                row = self._row(procedure.name, view, "", late=False)
                for part in (row, *row.findChildren(QWidget)):
                    part.ensurePolished()  # finding its style is what costs when it is shown for the first time
                return True
        return False

    def set_now(self, now: float) -> None:
        """It is ``now``, seconds since the epoch: times run out."""
        before, self._now = self._now, now
        if self._incident is not None and int(now) != int(before):
            self.show_incident(self._incident)

    def show_incident(self, incident: Incident | None) -> None:
        """Show the procedure of this incident's kind; rows are only made anew where they differ."""
        other = incident is None or self._incident is None or incident.key != self._incident.key
        self._incident = incident
        procedure = self._procedures.of(incident.kind) if incident is not None else None
        if incident is None or procedure is None or not (incident.is_alarm or incident.steps):
            self._fill([], "")
            return
        found = views(procedure, incident.steps, incident.priority)
        said = [self._under(view, incident) for view in found]
        shown = (
            incident.key,
            self._wording.language,
            self._theme.name,
            self._theme.scale,
            procedure.name,
            tuple(found),
            tuple(said),
        )
        if shown == self._shown:
            return
        before = self.rows[self._current].view.step.id if self.rows and not other else ""
        self._shown = shown
        done = sum(not view.open for view in found)
        left = len(missing(procedure, incident.steps, incident.priority))
        title = self._wording(
            "procedure-head", title=procedure.title(self._wording.language), done=str(done), all=str(len(found))
        )
        if left and incident.is_open:
            title = f"{title} · {self._wording('procedure-required', count=left)}"
        self._fill([(view, *one) for view, one in zip(found, said, strict=True)], title, procedure.name)
        kept = next((i for i, view in enumerate(found) if view.step.id == before), -1)
        # what was marked just now is left behind: on to the next one below that is open, else to the first
        order = [*range(kept + 1, len(found)), *range(kept + 1)]
        fresh = next((i for i in order if found[i].open), 0)
        self._go(fresh if kept < 0 or not found[kept].open else kept, tell=False)
        self.enable(self._enabled)

    def enable(self, enabled: bool) -> None:
        """Whether anything can be done."""
        self._enabled = enabled and self._incident is not None and self._incident.is_open
        for row in self.rows:
            row.enable(self._enabled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.rows or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        row, key, letter = self.rows[self._current], event.key(), event.text()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._go(min(max(self._current + step, 0), len(self.rows) - 1))
        elif not self._enabled:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space and not row.view.step.choices and row.view.open:
            self._mark(row.view, "done")
        elif key == Qt.Key.Key_Space and row.view.open:
            row.ask()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and not row.view.open:
            self._mark(row.view, "")
        elif letter == "-" and row.view.open:
            self._mark(row.view, SKIPPED)
        elif letter.isdecimal() and row.view.open and 1 <= int(letter) <= len(row.view.step.choices):
            self._mark(row.view, row.view.step.choices[int(letter) - 1].id)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row.view.step.opens:
            self.opened.emit(row.view.step.opens, row.view.step.service)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.entered.emit()
        self._go(self._current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        for row in self.rows:
            row.set_current(False)

    # -- within

    def _fill(self, rows: list[tuple[StepView, str, bool]], title: str, procedure: str = "") -> None:
        self.head.setText(title)
        if not rows:
            self._shown = None
        before = self.rows
        self.rows = [self._row(procedure, *one) for one in rows]
        kept = set(self.rows)
        for row in before:
            if row not in kept:
                self._column.removeWidget(row)
                row.hide()
        for at, row in enumerate(self.rows, start=1):  # the head is the first
            if self._column.indexOf(row) != at:
                self._column.removeWidget(row)
                self._column.insertWidget(at, row)
            row.show()
        for old in list(self._made)[: max(0, len(self._made) - ROWS_KEPT)]:
            if self._made[old] not in kept:
                self._made.pop(old).deleteLater()
        self.setVisible(bool(rows))

    def _row(self, procedure: str, view: StepView, said: str, late: bool) -> StepRow:
        """The row that says this: one that was made before, where there is one. Making it costs more than all the rest."""
        key = self._key(procedure, view)
        row = self._made.pop(key, None)
        if row is None:
            row = StepRow(view, said, late, self._wording, self._theme, self._quiet)
            row.setParent(self)
            row.hide()  # else it would be shown with the whole list, whether it is in it or not
            row.marked.connect(lambda outcome, row=row: self._mark(row.view, outcome))
            row.opened.connect(lambda row=row: self.opened.emit(row.view.step.opens, row.view.step.service))
            row.pointed.connect(lambda row=row: self._point(row))
        row.tell(view, said, late)
        self._made[key] = row  # the last one is the one used last
        return row

    def _key(self, procedure: str, view: StepView) -> tuple[object, ...]:
        """All that decides a row besides the line under its step."""
        outcome = view.mark.outcome if view.mark is not None else None
        return procedure, view.step.id, view.depth, outcome, self._wording.language, self._theme.name, self._theme.scale

    def _forget_made(self) -> None:
        """What was made says what another procedure says now."""
        for row in self._made.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._made, self.rows = {}, []

    def _mark(self, view: StepView, outcome: str) -> None:
        if not self._enabled:
            return
        if outcome == SKIPPED and view.step.required:
            self.skip_asked.emit(view.step.id, view.step.text(self._wording.language))
        else:
            self.marked.emit(view.step.id, outcome)

    def _point(self, row: StepRow) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._go(self.rows.index(row))

    def _go(self, number: int, tell: bool = True) -> None:
        self._current = max(0, min(number, len(self.rows) - 1))
        for at, row in enumerate(self.rows):
            row.set_current(at == self._current and self.hasFocus())
        chosen = self.rows[self._current] if self.rows else None
        self.setAccessibleDescription(chosen.spoken if chosen is not None else "")
        if chosen is None or not tell:
            return
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        area = self.parentWidget()
        while area is not None and not hasattr(area, "ensureWidgetVisible"):
            area = area.parentWidget()
        if area is not None:
            area.ensureWidgetVisible(chosen, 0, self._theme.px(8))

    def _under(self, view: StepView, incident: Incident) -> tuple[str, bool]:
        """The line under a step, and whether its time is over."""
        say, mark, step = self._wording, view.mark, view.step
        if mark is not None:
            chosen = next((one for one in step.choices if one.id == mark.outcome), None)
            answer = "" if chosen is None else chosen.ko if say.language == "ko" else chosen.en
            if mark.outcome == SKIPPED:
                answer = say("procedure-skipped")
            by = say("procedure-by", name=say.person(mark.by), time=self._clock(mark.at))
            return " · ".join(part for part in (answer, by, mark.why) if part), False
        parts = [say("procedure-tell")] if step.tell else []
        late = False
        if step.within_s and incident.is_open:
            left = incident.opened.timestamp() + step.within_s - self._now
            late = left < 0
            exact = step.within_s < _MINUTE_S or step.within_s % _MINUTE_S
            target = say("span-seconds", n=str(step.within_s)) if exact else span(say, step.within_s)
            parts.append(say("procedure-late", target=target) if late else say("procedure-within", target=target))
        return " · ".join(parts), late
