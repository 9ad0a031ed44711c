"""What people did to an incident, laid over what the engine says of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from alerts.events import Moment
from alerts.incidents import Change, Incident, Kind, Offer, Priority, State, StepMark, Undoable

MOST_ACTS: Final = 20
"""How many acts can be taken back one after the other."""
RETRACTABLE: Final = timedelta(minutes=5)
"""For so long an acknowledgement or a shelf can be taken back, while nobody has done anything since."""


REMINDERS: Final = frozenset({"reminded", "escalated"})
"""Lines that say only that nothing has happened."""


class Act(Struct, omit_defaults=True, frozen=True):
    """What a person did that can be taken back: ``priority``, ``kind`` and ``place`` (latitude, longitude) as they were
    before; ``other`` the key of the incident that was taken in, or that left with the events. ``owner`` and ``until`` (of
    its shelf) as they were before an acknowledgement or a shelf.
    """

    action: str
    priority: Priority | None = None
    kind: Kind | None = None
    place: tuple[float, float] | None = None
    other: str = ""
    by: str = ""
    at: Moment | None = None
    name: str = ""
    """What people call the other incident."""
    owner: str = ""
    until: Moment | None = None

    def undoable(self) -> Undoable:
        """What taking it back would do, for a screen."""
        back = {"priority": str(self.priority or ""), "kind": self.kind or ""}.get(self.action, self.name)
        stamp = "" if self.at is None else f"{self.at.timestamp():.6f}"
        over = self.at + RETRACTABLE if self.action in ("acknowledge", "shelve") and self.at is not None else None
        return Undoable(self.action, self.by, self.at, back, f"{self.action} {self.by} {stamp}", over)


class Overlay(Struct, omit_defaults=True, frozen=True):
    """One incident's handling. Empty fields leave the engine's word; ``history`` holds what people (and timers) changed.

    ``by``/``at`` say who brought it into its present ``state`` and when. ``merged_into`` is the other incident's key.
    """

    state: State | None = None
    by: str = ""
    at: Moment | None = None
    owner: str = ""
    priority: Priority | None = None
    highest: Priority | None = None
    kind: Kind | None = None
    shelved_until: Moment | None = None
    disposition: str = ""
    notes: int = 0
    acknowledged: Moment | None = None
    closed: Moment | None = None
    merged_into: str = ""
    history: tuple[Change, ...] = ()
    place: tuple[float, float] | None = None
    """Where a person says it is: latitude, longitude."""
    acts: tuple[Act, ...] = ()
    """What can be taken back, the last one last."""
    quick: Act | None = None
    """The acknowledgement or shelf that was the last thing anybody did."""
    steps: tuple[StepMark, ...] = ()
    offer: Offer | None = None
    reminded: Moment | None = None
    escalated: Moment | None = None
    """When the hub last reminded people of it, and when it told the supervisor, while nobody had taken it up."""

    @property
    def by_people(self) -> bool:
        """Whether a person did anything to it; the hub's own reminders are not that."""
        return any(change.actor != "engine" for change in self.history)

    @property
    def touched(self) -> bool:
        """Whether a person has it in hand: then no timer of the engine's ends it. A note alone is not that."""
        return bool(self.state or self.owner or self.priority or self.kind or self.shelved_until or self.place)


def compose(base: Incident, overlay: Overlay | None) -> Incident:
    """The incident as people are shown it: the engine's facts, the operators' decisions, one history in order of time.

    A priority set by an operator holds whatever the engine says; ``highest`` is the highest either of them reached.
    """
    if overlay is None:
        return base
    handled = overlay.state is not None
    waits = (overlay.state or base.state) == "new"
    priority = overlay.priority or base.priority
    return replace(
        base,
        state=overlay.state or base.state,
        owner=overlay.owner,
        priority=priority,
        highest=min(base.highest, priority, overlay.highest or 4),
        kind=overlay.kind or base.kind,
        shelved_until=overlay.shelved_until,
        disposition=overlay.disposition if handled else base.disposition,
        notes=overlay.notes,
        acknowledged=overlay.acknowledged,
        closed=overlay.closed if handled else base.closed,
        merged_into=overlay.merged_into if handled else base.merged_into,
        history=in_order(_engines(base.history) if overlay.history else base.history, overlay.history),
        steps=list(overlay.steps),
        offer=overlay.offer,
        reminded=overlay.reminded if waits else None,
        escalated=overlay.escalated if waits else None,
        undo=overlay.acts[-1].undoable() if overlay.acts and overlay.state not in ("closed", "merged") else None,
        retract=overlay.quick.undoable() if overlay.quick is not None else None,
        updated=max((base.updated, *(change.time for change in overlay.history[-1:] if change.change not in REMINDERS))),
    )


def strip(shown: Incident, overlay: Overlay) -> Incident:
    """The incident without its overlay's history: what :func:`compose` takes, from what it gave (as the log kept it)."""
    theirs = list(overlay.history)
    history: list[Change] = []
    for change in shown.history:
        if change in theirs:
            theirs.remove(change)
        else:
            history.append(change)
    return replace(shown, history=history)


def joined(first: Overlay, second: Overlay) -> Overlay:
    """One overlay of two, when two incidents turn out to be one: the first one's decisions hold, the second's fill in.

    That somebody works on the second counts for both. That it was closed or merged does not: nobody has closed the first.
    """
    taken_up = first.state is None and second.state in ("acknowledged", "in_progress")
    state = second if taken_up else first
    return replace(
        first,
        state=state.state,
        by=state.by,
        at=state.at,
        owner=first.owner or second.owner,
        priority=first.priority or second.priority,
        highest=min(first.highest or 4, second.highest or 4),
        kind=first.kind or second.kind,
        notes=first.notes + second.notes,
        acknowledged=_earlier(first.acknowledged, second.acknowledged) if state.state is not None else first.acknowledged,
        history=tuple(in_order(first.history, second.history)),
        place=first.place or second.place,
        acts=(*second.acts, *first.acts)[-MOST_ACTS:],
        steps=(*first.steps, *(mark for mark in second.steps if mark.step not in {one.step for one in first.steps})),
        offer=first.offer or (None if first.owner else second.offer),
        quick=None,
        reminded=_earlier(first.reminded, second.reminded),
        escalated=_earlier(first.escalated, second.escalated),
    )


def in_order(first: Iterable[Change], second: Iterable[Change]) -> list[Change]:
    """Both histories as one, by time; of two lines at one moment the first history's comes first."""
    return sorted((*first, *second), key=_time)


def _engines(history: list[Change]) -> list[Change]:
    """Without the engine's own lines on what people did: the overlay has them with the person's name."""
    return [change for change in history if change.actor != "operator"]


def _time(change: Change) -> datetime:
    return change.time


def _earlier(first: datetime | None, second: datetime | None) -> datetime | None:
    return min((moment for moment in (first, second) if moment is not None), default=None)
