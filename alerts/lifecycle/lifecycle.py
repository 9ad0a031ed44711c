"""The handling of all incidents a hub has in hand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

import msgspec
from msgspec import Struct

from alerts.commands import Answer, Command
from alerts.incidents import Incident
from alerts.lifecycle.case import Case
from alerts.lifecycle.decision import Outcome
from alerts.lifecycle.overlay import Overlay, compose, joined
from alerts.lifecycle.transitions import TRANSITIONS, decide, lapse, other_of
from alerts.people import Person
from alerts.procedures import Procedures
from alerts.refusal import Refusal

REMEMBERED: Final = 10_000
"""Answers and old keys kept in memory; older answers are in the log."""
LONGEST_SHELF: Final = timedelta(hours=12)
ANSWER: Final = timedelta(seconds=120)
"""How long an offer waits for its answer where the rules do not say."""


class _Saved(Struct):
    overlays: dict[str, Overlay]
    aliases: dict[str, str]
    people: dict[str, float] = {}


class Lifecycle:
    """Overlays by incident key. Nothing here is on disk: the caller logs an outcome first, then lets it hold."""

    def __init__(self, longest_shelf: timedelta = LONGEST_SHELF, procedures: Procedures | None = None) -> None:
        self._overlays: dict[str, Overlay] = {}
        self._aliases: OrderedDict[str, str] = OrderedDict()
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._timed: set[str] = set()
        self._people: dict[str, float] = {}
        self._longest_shelf = longest_shelf
        self.procedures = procedures or Procedures()
        self.staff: tuple[Person, ...] = ()
        """Those whom the centre's configuration names."""

    def handles(self, action: str) -> bool:
        """Whether this is an action on an incident."""
        return action in TRANSITIONS

    def decide(
        self, command: Command, shown: Callable[[str], Incident | None], now: datetime, answer: timedelta = ANSWER
    ) -> tuple[Incident, Outcome]:
        """The incident that the command speaks of and what comes of it; Refusal where it cannot be done.

        ``shown`` gives an incident as people see it now, or None; ``answer`` is how long an offer waits.
        """
        incident = shown(self.current(command.incident))
        if incident is None:
            raise Refusal("unknown_incident", command.incident)
        named = command.other or other_of(command, incident, self._overlays.get(incident.key))
        other_key = self.current(named) if named else ""
        case = Case(
            incident,
            self._overlays.get(incident.key) or Overlay(),
            command,
            now,
            self._longest_shelf,
            answer,
            shown(other_key) if other_key else None,
            self._overlays.get(other_key),
            self.procedures,
            self.staff,
        )
        return incident, decide(case)

    def hold(self, key: str, outcome: Outcome) -> None:
        """Let an outcome hold, now that it is logged."""
        self.put(key, outcome.overlay)
        for other, overlay in outcome.others.items():
            self.put(other, overlay)

    def put(self, key: str, overlay: Overlay) -> None:
        """Give an incident this handling (as an outcome has it, or as the log kept it)."""
        self._overlays[key] = overlay
        if overlay.shelved_until is None and overlay.offer is None:
            self._timed.discard(key)
        else:
            self._timed.add(key)

    def overlay(self, key: str) -> Overlay | None:
        """What people did to this incident, if anything."""
        return self._overlays.get(key)

    def compose(self, base: Incident) -> Incident:
        """The engine's incident as people are shown it."""
        return compose(base, self._overlays.get(base.key))

    def current(self, key: str) -> str:
        """The key an incident has now, given one it has or had."""
        for _ in range(16):  # a chain of renamings is one or two long; a ring would be a bug of the engine's
            if key not in self._aliases:
                break
            key = self._aliases[key]
        return key

    def moved(self, old: str, new: str) -> None:
        """The incident has another key from now on."""
        if old == new:
            return
        staying = self._overlays.get(new)
        leaving = self._follow(old, new)
        if leaving is not None:
            self.put(new, leaving if staying is None else joined(staying, leaving))

    def absorbed(self, old: str, new: str) -> None:
        """The incident turned out to be a part of another one, which keeps its own handling and takes over what it lacks."""
        if old == new:
            return
        leaving = self._follow(old, new)
        if leaving is not None:
            self.put(new, joined(self._overlays.get(new) or Overlay(), leaving))

    def _follow(self, old: str, new: str) -> Overlay | None:
        self._aliases.pop(new, None)
        self._aliases[old] = new
        self._aliases.move_to_end(old)
        while len(self._aliases) > REMEMBERED:
            self._aliases.popitem(last=False)
        for key, overlay in list(self._overlays.items()):
            if overlay.merged_into == old:
                overlay = msgspec.structs.replace(overlay, merged_into=new)
                self.put(key, overlay)
            if any(act.other == old for act in overlay.acts):
                acts = [msgspec.structs.replace(act, other=new) if act.other == old else act for act in overlay.acts]
                self.put(key, msgspec.structs.replace(overlay, acts=tuple(acts)))
        self._timed.discard(old)
        return self._overlays.pop(old, None)

    def forget(self, key: str) -> None:
        """The incident is off the screens; its handling lies in the log."""
        self._overlays.pop(key, None)
        self._timed.discard(key)

    def lapsed(self, incident: Callable[[str], Incident | None], now: datetime) -> Iterator[tuple[str, Overlay]]:
        """The incidents whose shelf or offer is over at ``now``, with the handling they then have (not yet held)."""
        for key in sorted(self._timed):
            overlay = self._overlays[key]
            ends = (overlay.shelved_until, overlay.offer.until if overlay.offer is not None else None)
            if any(end is not None and end <= now for end in ends) and (shown := incident(key)) is not None:
                yield key, lapse(overlay, shown, now)

    def here(self, name: str, now: float) -> None:
        """This person has just done something (or signed on), at ``now`` in seconds since the epoch."""
        self._people[name] = now

    def away(self, name: str) -> None:
        """This person signed off."""
        self._people.pop(name, None)

    def people(self) -> list[str]:
        """Who is signed on or did something and has not signed off, who was active last first."""
        return sorted(self._people, key=lambda name: (-self._people[name], name))

    def answered(self, command: str) -> Answer | None:
        """The answer lately given to the command with this id."""
        return self._answers.get(command)

    def remember(self, answer: Answer) -> None:
        """Keep an answer for a sender who asks again."""
        self._answers[answer.id] = answer
        while len(self._answers) > REMEMBERED:
            self._answers.popitem(last=False)

    def save(self) -> bytes:
        """Everything but the answers, which the log has."""
        return msgspec.msgpack.encode(_Saved(self._overlays, dict(self._aliases), self._people))

    def restore(self, data: bytes) -> None:
        """What :meth:`save` gave; msgspec.DecodeError on other data."""
        saved = msgspec.msgpack.decode(data, type=_Saved)
        self._aliases = OrderedDict(saved.aliases)
        self._people = saved.people
        for key, overlay in saved.overlays.items():
            self.put(key, overlay)
