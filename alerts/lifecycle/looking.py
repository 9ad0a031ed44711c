"""Looks at footage: each is bound to an incident and a purpose, or it is refused.

A look changes nothing about the incident but its history; it may be taken at any state, for what was closed is reviewed too.
"""

from __future__ import annotations

from typing import Final

from alerts.commands import Command
from alerts.lifecycle.case import Case, changed
from alerts.lifecycle.decision import Outcome
from alerts.refusal import Refusal

LOOKING: Final[frozenset[str]] = frozenset({"look", "look_away", "snapshot"})
"""Actions that do not mind who else has changed the incident meanwhile."""
MOST_CAMERAS: Final = 64
"""More than a wall has tiles for: whoever wants more looks for something else than this incident."""


def look(case: Case) -> Outcome:
    """Footage is about to be seen: which cameras, what for, and what law allows it."""
    _complete(case)
    return _noted(case, "looked")


def snapshot(case: Case) -> Outcome:
    """A still is kept as a file."""
    _complete(case)
    if len(case.command.cameras) != 1:
        raise Refusal("bad_argument", "cameras")
    return _noted(case, "snapshot")


def look_away(case: Case) -> Outcome:
    """The footage is closed again: for the ledger alone, the incident's history has enough with its opening."""
    if not case.command.cameras:
        raise Refusal("bad_argument", "cameras")
    return Outcome(case.overlay)


def _complete(case: Case) -> None:
    complete(case.command)


def complete(command: Command) -> None:
    """Refusal where a look names no cameras, no purpose or no law."""
    if not 0 < len(command.cameras) <= MOST_CAMERAS or not all(name.strip() for name in command.cameras):
        raise Refusal("bad_argument", "cameras")
    if not command.purpose.strip() or not command.basis.strip():
        raise Refusal("needs_purpose", command.action)


def _noted(case: Case, change: str) -> Outcome:
    command = case.command
    return Outcome(changed(case, change, " · ".join((command.text or command.purpose, ", ".join(command.cameras)))))
