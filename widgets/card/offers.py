"""What can be done with an incident in its present state, and with which key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from alerts.incidents import Incident

KEYS: Final[dict[str, str]] = {
    "acknowledge": "A", "take": "T", "start": "G", "resolve": "R", "close": "X", "note": "N", "hand_over": "H",
    "shelve": "S", "unshelve": "S", "reopen": "O",
}  # fmt: skip
"""Action of ``alerts.commands`` -> its key."""
ASKS: Final[frozenset[str]] = frozenset({"note", "close", "hand_over", "shelve"})
"""Actions that ask for something first, in a dialog."""


UNDO_KEY: Final = "Z"
_REVERSIBLE: Final = frozenset({"absorbed", "split", "unlinked", "kind", "priority", "place_settled", "place_in_doubt"})
"""Changes by people that a further command takes back."""


def can_be_taken_back(incident: Incident) -> bool:
    """Whether a person has changed something of it that can be as it was again."""
    if incident.state in ("closed", "merged"):
        return False  # reopening does that
    theirs = [change.change for change in incident.history if change.actor not in ("engine", "operator")]
    return sum(change in _REVERSIBLE for change in theirs) > theirs.count("undone")


@dataclass(frozen=True, slots=True)
class Offer:
    """One button. ``primary`` is the one thing to do next; ``asks`` that a dialog comes first."""

    action: str
    primary: bool = False

    @property
    def key(self) -> str:
        """The letter that does it."""
        return KEYS[self.action]

    @property
    def asks(self) -> bool:
        """Whether a dialog comes first."""
        return self.action in ASKS


def offers(incident: Incident, operator: str, now: float) -> list[Offer]:
    """The primary one first, then the others; the same order in the same state, so that hands learn it.

    ``now`` in seconds since the epoch decides whether it is still shelved.
    """
    state, mine = incident.state, not incident.owner or incident.owner == operator
    if state in ("closed", "merged"):
        return [Offer("note"), Offer("reopen")]
    shelved = incident.shelved_until is not None and incident.shelved_until.timestamp() > now
    steps = {
        "new": ["acknowledge", "start"],
        "acknowledged": ["start", "resolve"] if mine else ["take", "start", "resolve"],
        "in_progress": ["resolve"] if mine else ["take", "resolve"],
        "resolved": ["close", "reopen"],
    }[state]
    rest = ["note", "hand_over", "unshelve" if shelved else "shelve"]
    if "close" not in steps:
        rest.insert(1, "close")
    primary, *others = steps
    return [Offer(primary, True), *(Offer(name) for name in (*others, *rest))]
