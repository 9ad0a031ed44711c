"""Commands that went out and are not answered yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from alerts.commands import Command

ASK_AGAIN_S = 3.0
"""A command unanswered for this long while the hub speaks is asked again: the answer itself was lost."""
KEPT = 512
"""So many unanswered commands are kept; a person does not give more while the hub is away."""


@dataclass(slots=True)
class Waiting:
    """One command: ``sent`` while its answer is due, ``unknown`` when the hub went away before it came."""

    command: Command
    since: float
    state: Literal["sent", "unknown"] = "sent"


class Pending:
    """The commands on their way, by id; all times in seconds of the caller's monotonic clock.

    A command is never given up: asked again under the same id it is answered again, and the hub applies it once.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, Waiting] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def sent(self, command: Command, now: float, up: bool) -> bool:
        """Remember a new command; False where too many wait already, and it must not be sent."""
        if len(self._waiting) >= KEPT:
            return False
        self._waiting[command.id] = Waiting(command, now, "sent" if up else "unknown")
        return True

    def answered(self, command_id: str) -> Command | None:
        """The command this answers, no longer waiting; None for an answer that came twice."""
        waiting = self._waiting.pop(command_id, None)
        return None if waiting is None else waiting.command

    def lost_link(self) -> bool:
        """The hub is gone: what waited is unknown. True where that changed anything."""
        changed = False
        for waiting in self._waiting.values():
            changed |= waiting.state != "unknown"
            waiting.state = "unknown"
        return changed

    def ask_again(self, now: float, everything: bool = False) -> list[Command]:
        """The commands to send once more: those overdue, or after a new connection all of them."""
        due = [item for item in self._waiting.values() if everything or now - item.since >= ASK_AGAIN_S]
        for item in due:
            item.since = now
            item.state = "sent"
        return [item.command for item in due]

    def of(self, incident: str) -> list[Waiting]:
        """What waits for one incident, by its key."""
        return [item for item in self._waiting.values() if item.command.incident == incident]

    def incidents(self) -> dict[str, str]:
        """Key of each incident with a command on its way -> ``sent`` or ``unknown``."""
        return {item.command.incident: item.state for item in self._waiting.values() if item.command.incident}

    def unknown(self) -> int:
        """How many commands' outcome is not known."""
        return sum(item.state == "unknown" for item in self._waiting.values())
