"""A command and the incident it speaks of, and the steps that many commands share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from msgspec.structs import replace

from alerts.commands import Command
from alerts.incidents import Change, Incident, State
from alerts.lifecycle.overlay import Act, Overlay
from alerts.people import Person
from alerts.procedures import Procedures
from alerts.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Case:
    """An incident as shown, its overlay, a command for it, and when (aware datetime) the command came.

    ``answer`` is how long an offer waits for its answer.
    """

    incident: Incident
    overlay: Overlay
    command: Command
    now: datetime
    longest_shelf: timedelta
    answer: timedelta
    other: Incident | None = None
    other_overlay: Overlay | None = None
    procedures: Procedures = field(default_factory=Procedures)
    staff: tuple[Person, ...] = ()


def only(case: Case, *states: str) -> None:
    """Refusal in any other state."""
    if case.incident.state not in states:
        raise wrong_state(case)


def wrong_state(case: Case) -> Refusal:
    """It is not in a state for this: who brought it there, and when."""
    return Refusal("wrong_state", case.incident.state, case.overlay.by, case.overlay.at)


def need_reason(case: Case) -> None:
    """Refusal without a text."""
    if not case.command.text.strip():
        raise Refusal("needs_reason", case.command.action)


def not_since_changed(case: Case, now_is: str, *changes: str) -> None:
    """Refusal where what the operator saw has changed since; ``changes`` are the lines of history that tell by whom."""
    if case.command.seen and case.command.seen != now_is:
        last = next((line for line in reversed(case.overlay.history) if not changes or line.change in changes), None)
        raise Refusal("changed", now_is, last.actor if last is not None else "", last.time if last is not None else None)


def act(case: Case, action: str, **fields: object) -> Act:
    """An act of this command's, to be remembered."""
    return Act(action, by=case.command.actor, at=case.now, **fields)  # type: ignore[arg-type]


def changed(case: Case, change: str, why: str | None = None, overlay: Overlay | None = None) -> Overlay:
    """The overlay with one more line of history; ``why`` is the command's text where none is given."""
    after = case.overlay if overlay is None else overlay
    priority = after.priority or case.incident.priority
    line = Change(case.now, change, priority, case.command.actor, case.command.text if why is None else why)
    return replace(after, history=(*after.history, line))


def to(case: Case, state: State, change: str, why: str | None = None, **fields: object) -> Overlay:
    """The overlay in another state, with a line of history."""
    after = replace(case.overlay, state=state, by=case.command.actor, at=case.now, **fields)
    if after.acknowledged is None and state != "merged":
        after = replace(after, acknowledged=case.now)
    return changed(case, change, why, after)
