"""Several incidents handled together: asked once, done one by one, with a word on each that was refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, cast

from PySide6.QtCore import QObject, Signal

from alerts.commands import Action, Answer, Command
from alerts.incidents import Incident
from console.bridge import Bridge
from console.desks.bulk import Bulk, Outcome
from console.window.workplace import Workplace
from widgets.card import Account, refusal, subject
from widgets.dialogs import Ask, CloseDialog, NoteDialog, ShelveDialog, TextDialog
from widgets.dialogs.results import Result, ResultsDialog
from widgets.moments import korean_time
from widgets.queue import IncidentQueue
from widgets.titles import full_title

RETRACTABLE: Final = frozenset({"acknowledge", "shelve"})
"""What can be taken back of all at once: it has no effect beyond its incident."""


class Together(QObject):
    """Between the queue's marks and the hub. ``compare`` carries two keys, ``go_to`` one, ``asking`` that a dialog is open."""

    compare = Signal(str, str)
    go_to = Signal(str)
    asking = Signal(bool)

    def __init__(
        self, queue: IncidentQueue, bridge: Callable[[], Bridge], place: Workplace, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._queue, self._bridge, self._place = queue, bridge, place
        self._account = Account(place.wording, korean_time())
        self._dialog: Ask | ResultsDialog | None = None
        self._refused: list[tuple[Command, Answer]] = []
        self._action, self._done = "", set[str]()
        self.bulk = Bulk(bridge, self)
        queue.together_asked.connect(self.ask)
        queue.bar.stop.connect(self.bulk.stop)
        queue.bar.details.connect(self.show_refused)
        queue.bar.back.connect(self.take_back)
        self.bulk.progressed.connect(queue.bar.show_progress)
        self.bulk.finished.connect(self._finished)

    def ask(self, action: str) -> bool:
        """Ask what the action needs, for all that are meant; False where fewer than two are."""
        known = self._bridge().picture.incidents
        incidents = [known[key] for key in self._queue.together() if key in known]
        if len(incidents) < 2:
            return False
        if self._dialog is not None or self.bulk.busy:
            return True
        if action == "compare":
            if len(incidents) == 2:
                self.compare.emit(incidents[0].key, incidents[1].key)
            return True
        dialog = self._make(action, incidents)
        dialog.answered.connect(lambda fields: self._send(action, incidents, fields))
        self._open(dialog)
        return True

    def show_refused(self) -> None:
        """Each incident for which it was refused, and why."""
        if self._dialog is None and self._refused:
            wording, known = self._place.wording, self._bridge().picture.incidents
            results = [
                Result(
                    command.incident,
                    full_title(known[command.incident], wording.language) if command.incident in known else wording("nothing"),
                    refusal(command, answer, wording, self._account),
                )
                for command, answer in self._refused
            ]
            dialog = ResultsDialog(results, wording, self._place.theme, self._queue.window())
            dialog.picked.connect(self.go_to)
            self._open(dialog)

    def concerns(self, chosen: str) -> bool:
        """Whether Z means the last thing done to several: with one of these chosen, or none."""
        return bool(self._done) and (not chosen or chosen in self._done) and bool(self._retractable())

    def take_back(self) -> None:
        """Take back what was just done to several, in one act; what others have done something to since is left alone."""
        if self.bulk.busy or not self._done:
            return
        marks = self._retractable()
        if not marks:
            self._place.notices.say("console-together-too-late")
            self.forget()
            return
        self._action, self._done = "undo", set()
        self.bulk.start("undo", [(key, {"seen": mark}) for key, mark in marks])

    def forget(self) -> None:
        """Something else was done since: Z means that."""
        if self._done:
            self._done = set()
            self._queue.bar.forget_result()

    def renamed(self, moved: Mapping[str, str]) -> None:
        """Incidents have other keys now (old -> new)."""
        self._done = {moved.get(key, key) for key in self._done}

    # -- within

    def _retractable(self) -> list[tuple[str, str]]:
        """Key and mark of what this operator can still take back of it."""
        picture, actor = self._bridge().picture, self._bridge().actor
        found = []
        for key in sorted(self._done):
            incident = picture.incidents.get(key)
            quick = incident.retract if incident is not None else None
            mine = quick is not None and (quick.by, quick.action) == (actor, self._action)
            if quick is not None and mine and quick.until is not None and picture.now < quick.until.timestamp():
                found.append((key, quick.mark))
        return found

    def _make(self, action: str, incidents: Sequence[Incident]) -> Ask:
        wording, theme, window = self._place.wording, self._place.theme, self._queue.window()
        about = self._about(incidents)
        match action:
            case "close":
                return CloseDialog(about, wording, theme, window, None, self._linked(incidents))
            case "shelve":
                now = datetime.fromtimestamp(self._bridge().picture.now, korean_time())
                return ShelveDialog(about, now, wording, theme, window)
            case "merge":
                first = min(incidents, key=_order)
                into = wording("dialog-merge-into", count=len(incidents) - 1, name=subject(first, wording.language))
                return TextDialog("merge", into, wording, theme, window)
            case "acknowledge":
                return TextDialog("acknowledge", about, wording, theme, window)
        return NoteDialog(about, wording, theme, window)

    def _about(self, incidents: Sequence[Incident]) -> str:
        """``사건 12건: 화재 8 · 침수 4``."""
        wording = self._place.wording
        kinds = Counter(incident.kind for incident in incidents).most_common()
        said = " · ".join(f"{wording(f'kind-{kind}')} {count}" for kind, count in kinds)
        return wording("dialog-together", count=len(incidents), kinds=said)

    def _linked(self, incidents: Sequence[Incident]) -> list[tuple[str, str]]:
        """Open incidents that may be the same as one of these and are not among them: they stay open."""
        known = self._bridge().picture.incidents
        by_id = {incident.id: incident for incident in known.values() if incident.id}
        meant = {incident.key for incident in incidents}
        found: dict[str, str] = {}
        for incident in incidents:
            for related in incident.related:
                other = known.get(related.id) or by_id.get(related.id)
                if other is not None and other.is_open and other.key not in meant:
                    found[other.key] = self._account.dated(other)
        return list(found.items())

    def _send(self, action: str, incidents: Sequence[Incident], fields: dict[str, Any]) -> None:
        keys = [*(incident.key for incident in incidents), *fields.pop("also", ())]
        if action == "merge":
            first = min(incidents, key=_order).key
            keys, fields = [key for key in keys if key != first], {**fields, "other": first}
        self._queue.marks.clear()
        self._action, self._done = action, set()
        self.bulk.start(cast(Action, action), [(key, dict(fields)) for key in keys])

    def _finished(self, outcome: Outcome) -> None:
        self._refused = outcome.refused
        retractable = self._action in RETRACTABLE and bool(outcome.done)
        self._done = set(outcome.done) if retractable else set()
        self._queue.bar.show_result(
            len(outcome.done), len(outcome.refused), undone=self._action == "undo", retractable=retractable
        )
        self.show_refused()

    def _open(self, dialog: Ask | ResultsDialog) -> None:
        self._dialog = dialog
        dialog.finished.connect(self._over)
        self.asking.emit(True)
        dialog.open()

    def _over(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
            self.asking.emit(False)


def _order(incident: Incident) -> tuple[datetime, str]:
    return incident.opened, incident.key
