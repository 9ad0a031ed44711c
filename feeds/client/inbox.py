"""What came and was not yet taken by the console: bounded, and nothing that matters is dropped."""

from __future__ import annotations

import threading
from collections import deque
from typing import Final, TypeAlias

from alerts.commands import Answer
from alerts.picture import Snapshot, Update
from feeds.client.messages import Link, Reply

MAX_UPDATES: Final = 2_000
MAX_REPLIES: Final = 2_000

Message: TypeAlias = Snapshot | Update | Answer | Link | Reply


class Inbox:
    """Filled by the client's thread, drained by the console's.

    Updates are the only thing there can be too many of (a console that does not look for minutes): then they all go, and
    a snapshot is asked for. A snapshot makes the updates before it needless.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._messages: deque[Message] = deque()
        self._updates = 0
        self.overflows = 0

    def put(self, message: Message) -> bool:
        """Add a message; False where updates had to go and a snapshot is needed."""
        with self._lock:
            if isinstance(message, Snapshot):
                self._without_pictures()
            elif isinstance(message, Update):
                if self._updates >= MAX_UPDATES:
                    self._without_pictures()
                    self.overflows += 1
                    return False
                self._updates += 1
            elif len(self._messages) - self._updates >= MAX_REPLIES:
                self._messages.popleft()
            self._messages.append(message)
            return True

    def drain(self) -> list[Message]:
        """Everything that came since the last call, in order."""
        with self._lock:
            messages = list(self._messages)
            self._messages.clear()
            self._updates = 0
            return messages

    def _without_pictures(self) -> None:
        self._messages = deque(m for m in self._messages if not isinstance(m, Snapshot | Update))
        self._updates = 0
