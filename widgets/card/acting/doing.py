"""What was asked for from the card: on its way, refused, and the words kept for another try."""

from __future__ import annotations

from typing import Any

from alerts.commands import Answer, Command


class Doing:
    """By incident key. Nothing that a person wrote is lost until a command with it is given anew."""

    def __init__(self) -> None:
        self.asked: dict[str, str] = {}
        """The action asked for last, until it is answered."""
        self.refused: dict[str, tuple[Command, Answer]] = {}
        self._drafts: dict[tuple[str, str], dict[str, Any]] = {}

    def begin(self, action: str, key: str) -> None:
        """This is asked for now."""
        self.refused.pop(key, None)
        self._drafts.pop((key, action), None)
        self.asked[key] = action

    def refuse(self, command: Command, answer: Answer) -> None:
        """The hub would not do it."""
        key = command.incident
        self.asked.pop(key, None)
        self.refused[key] = (command, answer)
        if command.text or command.events or command.disposition:
            self._drafts[key, "split" if command.action == "unlink" else command.action] = {
                "text": command.text, "disposition": command.disposition, "owner": command.owner,
                "priority": command.priority, "kind": command.kind, "events": command.events,
            }  # fmt: skip

    def draft(self, key: str, action: str) -> dict[str, Any] | None:
        """What was written for this action and refused."""
        return self._drafts.get((key, "split" if action == "unlink" else action))

    def renamed(self, old: str, new: str) -> None:
        """The incident goes by another key from now on."""
        if old in self.asked:
            self.asked[new] = self.asked.pop(old)
        if old in self.refused:
            self.refused[new] = self.refused.pop(old)
        for key, action in [name for name in self._drafts if name[0] == old]:
            self._drafts[new, action] = self._drafts.pop((key, action))
