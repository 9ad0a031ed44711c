"""One command for many incidents: sent a few at a time, answered one by one, told as a whole."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from alerts.commands import Action, Answer, Command
from console.bridge import Bridge

AT_ONCE: Final = 16
"""Commands on their way at the same time: each is written to disk by itself, and others have to be answered in between."""


@dataclass(slots=True)
class Outcome:
    """What came of it: the keys of the incidents that it was done for, and what was refused, in the order of the answers."""

    done: list[str] = field(default_factory=list)
    refused: list[tuple[Command, Answer]] = field(default_factory=list)


class Bulk(QObject):
    """One at a time. ``progressed`` carries how many are answered and how many there are, ``finished`` the :class:`Outcome`."""

    progressed = Signal(int, int)
    finished = Signal(object)

    def __init__(self, bridge: Callable[[], Bridge], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._waiting: deque[tuple[str, dict[str, Any]]] = deque()
        self._sent: set[str] = set()
        self._action: Action = "note"
        self._count = 0
        self._outcome = Outcome()

    @property
    def busy(self) -> bool:
        """Whether one is under way."""
        return bool(self._waiting or self._sent)

    def start(self, action: Action, commands: Iterable[tuple[str, dict[str, Any]]]) -> None:
        """Give the command for each (key, fields)."""
        if self.busy:
            return
        self._action, self._waiting, self._outcome = action, deque(commands), Outcome()
        self._count = len(self._waiting)
        self._go_on()

    def stop(self) -> None:
        """Send no more; what is on its way is answered still."""
        self._count -= len(self._waiting)
        self._waiting.clear()
        self._tell()

    def answered(self, command: Command, answer: Answer) -> bool:
        """An answer has come; False where it is to a command that was not given here."""
        if command.id not in self._sent:
            return False
        self._sent.remove(command.id)
        if answer.ok:
            self._outcome.done.append(command.incident)
        else:
            self._outcome.refused.append((command, answer))
        self._go_on()
        return True

    def _go_on(self) -> None:
        while self._waiting and len(self._sent) < AT_ONCE:
            key, fields = self._waiting[0]
            command = self._bridge().command(self._action, key, **fields)
            if command is None:
                break  # too much is unanswered already; the next answer goes on
            self._waiting.popleft()
            self._sent.add(command.id)
        self._tell()

    def _tell(self) -> None:
        answered = len(self._outcome.done) + len(self._outcome.refused)
        if self._waiting or self._sent:
            self.progressed.emit(answered, self._count)
        else:
            self.finished.emit(self._outcome)
