"""From what the engine says to what people are shown, at a pace that screens and the log can follow."""

from __future__ import annotations

from collections.abc import Callable
from heapq import nlargest
from operator import attrgetter
from typing import Final

import msgspec
from msgspec.structs import replace

from alerts.centre.board import Board, Case
from alerts.centre.keeping.staging import Staging
from alerts.centre.ports import EngineLike
from alerts.centre.settings import CentreSettings
from alerts.centre.unanswered import Unanswered
from alerts.correlation import Delta
from alerts.incidents import OPEN_STATES, Incident, founder_of
from alerts.lifecycle import Lifecycle, Overlay, compose, strip
from alerts.log.interface import IncidentLog
from alerts.log.work import Shown
from alerts.picture import MOST_ORDINARY
from alerts.situation import Situation

_LOOK_S: Final = 60.0
_UNTOUCHED: Final = msgspec.msgpack.encode(Overlay())


class Showing:
    """The incidents in hand, and what of them is new to the screens."""

    def __init__(
        self, engine: EngineLike, log: IncidentLog, lifecycle: Lifecycle, situation: Situation, staging: Staging,
        settings: CentreSettings,
    ) -> None:  # fmt: skip
        self.board = Board()
        self._engine = engine
        self._log = log
        self._lifecycle = lifecycle
        self._situation = situation
        self._staging = staging
        self._settings = settings
        self._indexed_at = 0.0
        self._allowed = 0.0
        self._looked_at = 0.0
        self.unanswered = Unanswered(lambda: engine.core.rules.unanswered)
        self.moved: dict[str, str] = {}
        """Old key -> new key, for the next update."""
        self.gone: dict[str, None] = {}
        """Keys to take off the screens with the next update."""
        self.fresh: set[str] = set()
        """Cases whose facts were looked up at a start, with nothing new of them since: they need not be built twice."""
        self.renamed: Callable[[str, str], None] = lambda _old, _new: None
        """Hears of each key that became another one."""

    def absorb(self, delta: Delta, now: float) -> None:
        """Take in what a step of the engine changed."""
        board = self.board
        if self.fresh:
            self.fresh.difference_update(delta.changed, delta.numbered, delta.ended, delta.moved.values(), delta.removed)
        for key in delta.ended:  # the engine forgets them with its next step
            case = board.cases.get(key)
            if case is None and key not in board.left:
                case = board.cases[key] = Case(key, self._engine.incident(key, brief=True))
            if case is not None:
                case.base, case.held = self.facts(key) or case.base, True
                board.dirty[key] = None
        for old, new in delta.moved.items():
            self._moved(old, new, now)
        for key in delta.removed:
            if key not in delta.moved:
                self._removed(key, now)
        dirty = board.dirty
        for key in delta.changed:
            dirty[key] = None
        for key in delta.numbered:
            dirty[key] = None

    def reconcile(self, now: float) -> None:
        """Another engine has taken the place of the old one: what it does not know has moved, or is none any more."""
        self.fresh.clear()
        for key in list(self.board.left):
            if not self.known(key):
                self._removed(key, now)
        for key, case in list(self.board.cases.items()):
            if case.held:
                continue
            if self.known(key):
                self.board.dirty[key] = None
                continue
            new = self._engine.locate(founder_of(key))
            if new is not None:
                self._moved(key, new, now)
            else:
                self._removed(key, now)

    def current(self, key: str) -> Incident | None:
        """The incident as it is at this moment, or as the log kept it; None if there never was one. May raise LogError."""
        case = self.board.cases.get(key)
        if case is None:
            facts = self.facts(key)
            if facts is None:
                return self._revived(key)
            case = self.board.cases[key] = Case(key, facts)
            if key in self.board.left:  # back in hand; it leaves again by itself if nothing is done with it
                self.board.left.remove(key)
                self.board.ended[key] = 0.0
                case.alarmed = True
            else:
                self.board.dirty[key] = None
        elif not case.held:
            case.base = self.facts(key) or case.base
        return self._lifecycle.compose(case.base)

    def glance(self, name: str) -> Incident | None:
        """The incident with this key or id, without taking it in hand. May raise LogError."""
        case = self.board.cases.get(name)
        if case is not None and case.shown is not None:
            return case.shown
        found = self._log.incident(name)
        if found is None:
            return None
        case = self.board.cases.get(found[0].key)
        return case.shown if case is not None and case.shown is not None else found[0]

    def facts(self, key: str) -> Incident | None:
        """The engine's word on an incident, if it knows it; of a large one the newest events only: the log keeps all."""
        try:
            return self._engine.incident(key, brief=True)
        except KeyError:
            return None

    def known(self, key: str) -> bool:
        """Whether the engine knows this incident."""
        return key in self._engine.core.book.records

    def touch(self, key: str) -> None:
        """An incident's handling has changed."""
        self.board.dirty[key] = None
        self.board.ended.pop(key, None)
        case = self.board.cases.get(key)
        if case is not None:
            case.shown_at = 0.0

    def refresh(self, now: float, everything: bool = False) -> list[Incident]:
        """The incidents to show now, and the log told of what people are shown."""
        settings = self._settings
        board = self.board
        due = list(board.dirty) if everything else board.due(now, settings.refresh_s, settings.shown_at_once)
        shown = []
        for key in due:
            del board.dirty[key]
            case = self._looked_up(key)
            if case is None:
                continue
            if key in board.left:  # news of what is off the screens is for the log alone
                self._staging.incidents[key] = Shown(self._composed(case), self.overlay_bytes(key))
                continue
            incident = self._show(case, now)
            if incident is not None:
                shown.append(incident)
                self.gone.pop(key, None)
        return shown

    def leave(self, now: float) -> None:
        """Take off what was closed long ago."""
        board = self.board
        while board.ended:
            key, since = next(iter(board.ended.items()))
            if since + self._settings.keep_closed_s > now:
                break
            self._take_off(key, now)

    def unattended(self, now: float) -> list[str]:
        """The incidents that nobody has taken up and nothing was heard of for too long; looked for now and then."""
        if 0.0 <= now - self._looked_at < _LOOK_S:
            return []
        self._looked_at = now
        oldest = now - self._settings.unattended_s
        return [
            case.key
            for case in self.board.cases.values()
            if case.shown is not None and case.shown.state == "new" and case.shown.updated.timestamp() < oldest
            and ((overlay := self._lifecycle.overlay(case.key)) is None or not overlay.touched)
        ]  # fmt: skip

    def index(self, now: float) -> None:
        """Stage what searches should know by now."""
        settings = self._settings
        elapsed = max(now - self._indexed_at, 0.0)
        self._indexed_at = now
        self._allowed = min(self._allowed + elapsed * settings.indexed_per_s, settings.indexed_at_once)
        for case in self.board.to_index(now, settings.indexed_s, int(self._allowed)):
            self.stage(case, now)
            self._allowed -= 1.0

    def stage(self, case: Case, now: float) -> None:
        """Stage one incident for the log's searches as it is shown."""
        assert case.shown is not None
        self.board.unindexed.pop(case.key, None)
        case.indexed_at = now
        self._staging.incidents[case.key] = Shown(case.shown, self.overlay_bytes(case.key))

    def overlay_bytes(self, key: str) -> bytes:
        """An incident's handling as the log keeps it."""
        overlay = self._lifecycle.overlay(key)
        return _UNTOUCHED if overlay is None else msgspec.msgpack.encode(overlay)

    def keys(self) -> list[str]:
        """The keys of all incidents that are shown to people."""
        return [case.key for case in self.board.cases.values() if case.shown is not None]

    def for_a_screen(self) -> tuple[list[Incident], int]:
        """What a screen that starts shows, and how many ordinary incidents it does not (:class:`alerts.picture.Snapshot`).

        They are counted here and not at the console: in a storm they are tens of thousands, a second of the hub's work and
        hundreds of megabytes there.
        """
        shown: list[Incident] = []
        ordinary: list[Incident] = []
        for case in self.board.cases.values():
            if case.shown is not None:
                (ordinary if case.shown.is_ordinary else shown).append(case.shown)
        held_back = max(len(ordinary) - MOST_ORDINARY, 0)
        if held_back:
            ordinary = nlargest(MOST_ORDINARY, ordinary, key=attrgetter("updated"))
        return shown + ordinary, held_back

    # -- inside

    def _looked_up(self, key: str) -> Case | None:
        case = self.board.cases.get(key)
        if case is not None and (case.held or key in self.fresh):
            self.fresh.discard(key)
            return case
        base = self.facts(key)
        if base is None:
            return case
        if case is None:
            case = Case(key, base)
            if key not in self.board.left:
                self.board.cases[key] = case
        case.base = base
        return case

    def _show(self, case: Case, now: float) -> Incident | None:
        key = case.key
        incident = self._composed(case)
        self.board.ended.pop(key, None)
        seen = (incident.id, incident.kind, incident.priority, incident.state, incident.title)
        case.shown, case.shown_at = incident, now
        self.unanswered.note(incident, now)
        if seen != case.logged:
            case.logged = seen
            case.indexed_at = 0.0
            self._staging.decided.show(key, seen)
        self.board.unindexed[key] = None
        if incident.priority <= 3 and not case.alarmed and incident.state == "new":
            case.alarmed = True
            self._situation.load.alarm(now)
        if incident.state not in OPEN_STATES:
            self.board.ended[key] = now
            if incident.disposition == "expired" and incident.priority == 4 and not self._by_people(key):
                self._take_off(key, now)
                return None
        return incident

    def _composed(self, case: Case) -> Incident:
        """The incident as shown."""
        overlay = self._lifecycle.overlay(case.key)
        incident = compose(case.base, overlay)
        if case.base.state != "closed" or (overlay is not None and overlay.state is not None):
            return incident
        if incident.priority == 4 and (overlay is None or not overlay.touched):
            return incident
        # an alarm, or what a person has in hand, is not ended by the engine alone
        return replace(incident, state="new", closed=None, disposition="")

    def _by_people(self, key: str) -> bool:
        overlay = self._lifecycle.overlay(key)
        return overlay is not None and overlay.by_people

    def _moved(self, old: str, new: str, now: float) -> None:
        """The incident has another key, or it turned out to be a part of one that is known already."""
        self.renamed(old, new)
        board = self.board
        if new not in board.cases:
            board.rename(old, new)
            self._staging.rename(old, new)
            self._lifecycle.moved(old, new)
            self.moved[old] = new
            self.gone.pop(new, None)
        else:
            self._staging.entry(now, "lifecycle", "engine", {"dissolved": old, "into": new})
            case = board.take_off(old)
            if case is not None and case.shown is not None:
                self.gone[old] = None
            self._staging.dissolve(old)
            self._lifecycle.absorbed(old, new)
        self.touch(new)

    def _removed(self, key: str, now: float) -> None:
        """The engine does not know it any more: it was closed and is forgotten there, or it never was one."""
        board = self.board
        if key in board.left:
            board.left.remove(key)
            self._lifecycle.forget(key)
            return
        case = board.cases.get(key)
        if case is not None and (case.held or case.base.id or self._by_people(key)):
            case.held = True  # it stays as it is known: closed by the engine, or people did something to it
            board.dirty[key] = None
            return
        board.take_off(key)
        if case is not None and case.shown is not None:
            self.gone[key] = None
        self._lifecycle.forget(key)
        self._staging.dissolve(key)

    def _take_off(self, key: str, now: float) -> None:
        case = self.board.cases.get(key)
        if case is not None and case.shown is not None:
            self.stage(case, now)
            self.gone[key] = None
        self.board.take_off(key)
        if not self.known(key):
            self._lifecycle.forget(key)
        else:  # reports may still come for it: its handling must be known then
            self.board.left.add(key)

    def _revived(self, name: str) -> Incident | None:
        """An incident that only the log knows, back in hand; it leaves again by itself if nothing is done with it."""
        found = self._log.incident(name)
        if found is None:
            return None
        incident, data = found
        key = incident.key
        if key in self.board.cases:
            return self.current(key)
        overlay = msgspec.msgpack.decode(data, type=Overlay)
        if overlay != Overlay():
            self._lifecycle.put(key, overlay)
        self.board.cases[key] = Case(key, strip(incident, overlay), incident, held=True, alarmed=True)
        self.board.ended[key] = 0.0
        return incident
