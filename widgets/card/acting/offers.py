"""What can be done with an incident in its present state, and with which key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from alerts.incidents import Incident

KEYS: Final[dict[str, str]] = {
    "acknowledge": "A", "take": "T", "start": "G", "resolve": "R", "close": "X", "note": "N", "hand_over": "H",
    "shelve": "S", "unshelve": "S", "reopen": "O", "accept": "I", "decline": "D", "withdraw": "D", "release": "E",
    "set_priority": "V", "set_kind": "Y", "split": "B", "outward": "L",
}  # fmt: skip
"""Action of ``alerts.commands`` -> its key."""
ASKS: Final[frozenset[str]] = frozenset(
    {"note", "close", "hand_over", "shelve", "decline", "set_priority", "set_kind", "split", "outward"}
)
"""Actions that ask for something first, in a dialog."""
RARE: Final[frozenset[str]] = frozenset({"release", "set_priority", "set_kind", "split"})
"""What stands in the menu, so that the buttons are those that a hand needs in most incidents."""
UNDO_KEY: Final = "Z"
MORE_KEY: Final = ";"


@dataclass(frozen=True, slots=True)
class Offer:
    """One button, ``primary`` for the one thing to do next."""

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

    @property
    def rare(self) -> bool:
        """Whether it stands in the menu."""
        return self.action in RARE and not self.primary


def offers(incident: Incident, operator: str, now: float) -> list[Offer]:
    """The primary one first, then the others; the same order in the same state, so that hands learn it.

    ``now`` in seconds since the epoch decides whether it is still shelved.
    """
    state, mine = incident.state, not incident.owner or incident.owner == operator
    if state in ("closed", "merged"):
        return [Offer("reopen", True), Offer("note")]
    shelved = incident.shelved_until is not None and incident.shelved_until.timestamp() > now
    steps = {
        "new": ["acknowledge", "start"],
        "acknowledged": ["start", "resolve"] if mine else ["take", "start", "resolve"],
        "in_progress": ["resolve"] if mine else ["take", "resolve"],
        "resolved": ["close", "reopen"],
    }[state]
    if incident.offer is not None and incident.offer.to == operator:
        steps = ["accept", "decline", *(step for step in steps if step not in ("acknowledge", "take"))]
    rest = ["note", "close", "outward"] if "close" not in steps else ["note", "outward"]
    if incident.offer is not None and incident.offer.by == operator:
        rest.append("withdraw")
    elif mine and (incident.offer is None or incident.offer.to != operator):
        rest.append("hand_over")
    rest += ["unshelve" if shelved else "shelve", "set_priority", "set_kind"]
    if len(incident.members) > 1:
        rest.append("split")
    if operator and incident.owner == operator:
        rest.append("release")
    primary, *others = steps
    return [Offer(primary, True), *(Offer(name) for name in (*others, *rest))]
