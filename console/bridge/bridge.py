"""From the hub's connection to Qt: one timer, one drain, one tick to the desks."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from alerts.commands import Action, Answer, Command
from alerts.picture import Snapshot, Update
from console.bridge.pending import Pending
from console.bridge.picture import Picture
from console.bridge.tick import Tick
from feeds.client import Link, Reply

TICK_MS = 50
QUERY_TIMEOUT_S = 15.0


@dataclass(frozen=True, slots=True)
class _Asked:
    since: float
    then: Callable[[Any], None]
    failed: Callable[[str, str], None]


class Client(Protocol):
    """What the bridge needs of a connection to a hub (``feeds.client.ConsoleClient`` is one)."""

    def poll(self) -> list[Any]: ...
    def send(self, command: Command) -> None: ...
    def query(self, name: str, args: dict[str, Any], callback_id: str) -> None: ...
    def close(self) -> None: ...


class Bridge(QObject):
    """Drains a console client every 50 ms and emits at most one :class:`Tick`; carries commands and queries out.

    The client may come later than the bridge (the window opens before its hub answers) and may be replaced by
    :meth:`connect_client`; what was commanded before then waits and is sent when a hub is there.
    """

    ticked = Signal(object)
    """A :class:`Tick` when something changed, and an empty one after it: what a desk held back then comes through."""

    _hurried = Signal()

    def __init__(self, actor: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.picture = Picture()
        self.pending = Pending()
        self.link = Link("connecting", time.time())
        self.actor = actor
        self._client: Client | None = None
        self._asked: dict[str, _Asked] = {}
        self._dirty = False
        self._trailing = False
        self._timer = QTimer(self)
        self._timer.setObjectName("bridge")
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._hurried.connect(self._tick_now, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin to tick."""
        self._timer.start()

    def hurry(self) -> None:
        """Something has come that should be seen at once: a tick between two others; from any thread."""
        self._hurried.emit()

    def connect_client(self, client: Client) -> None:
        """Take this connection from now on; the one before it is closed."""
        if self._client is not None:
            self._client.close()
        self._client = client

    @property
    def up(self) -> bool:
        """Whether the hub speaks to us."""
        return self.link.state == "up"

    def whole(self) -> Tick:
        """A tick with everything that is known: for a desk that has not listened until now."""
        tick = Tick(self.picture, self.picture.now, link_changed=True, pending_changed=True)
        self.picture.show(tick)
        return tick

    def close(self) -> None:
        """Stop ticking and close the connection."""
        self._timer.stop()
        if self._client is not None:
            self._client.close()
            self._client = None

    def command(self, action: Action, incident: str = "", **fields: Any) -> Command | None:
        """Send a command with a fresh id; None where too many are unanswered already. Fields as in :class:`Command`."""
        known = self.picture.incidents.get(incident)
        command = Command(
            id=uuid.uuid4().hex, actor=self.actor, action=action, incident=incident,
            expect=known.state if known is not None else "", **fields,
        )  # fmt: skip
        if not self.pending.sent(command, time.monotonic(), self.up):
            return None
        self._dirty = True
        if self._client is not None:
            self._client.send(command)
        return command

    def ask(
        self,
        name: str,
        args: dict[str, Any],
        then: Callable[[Any], None],
        failed: Callable[[str, str], None],
    ) -> str:
        """Ask the hub; ``then`` gets the reply in a later tick, ``failed`` a code (``timeout`` or the hub's) and a detail."""
        callback_id = uuid.uuid4().hex
        self._asked[callback_id] = _Asked(time.monotonic(), then, failed)
        if self._client is not None:
            self._client.query(name, args, callback_id)
        return callback_id

    def forget(self, callback_id: str) -> None:
        """Do not deliver this reply any more."""
        self._asked.pop(callback_id, None)

    @Slot()
    def _tick_now(self) -> None:
        if self._timer.isActive():  # neither before the desks are there nor after the end
            self._tick()

    def _tick(self) -> None:
        now = time.monotonic()
        tick = Tick(self.picture, self.picture.now)
        replies: list[Reply] = []
        for message in self._client.poll() if self._client is not None else ():
            if isinstance(message, Update):
                self.picture.apply(message, tick)
            elif isinstance(message, Snapshot):
                self.picture.take(message, tick)
                self._send_again(now, everything=True)
            elif isinstance(message, Answer):
                command = self.pending.answered(message.id)
                if command is not None:
                    tick.answers.append((command, message))
                    tick.pending_changed = True
            elif isinstance(message, Link):
                self._take_link(message, tick)
            else:
                replies.append(message)
        if self.up:
            self._send_again(now)
        tick.pending_changed |= self._dirty
        self._dirty = False
        if not tick.empty or self._trailing:
            self._trailing = not tick.empty
            self.ticked.emit(tick)
        for reply in replies:
            self._deliver(reply)
        self._give_up(now)

    def _take_link(self, link: Link, tick: Tick) -> None:
        self.link = link
        tick.link_changed = True
        if link.state in ("stale", "down"):
            tick.pending_changed |= self.pending.lost_link()

    def _send_again(self, now: float, everything: bool = False) -> None:
        for command in self.pending.ask_again(now, everything):
            self._dirty = True
            if self._client is not None:
                self._client.send(command)

    def _deliver(self, reply: Reply) -> None:
        asked = self._asked.pop(reply.id, None)
        if asked is None:
            return
        if reply.error:
            asked.failed(reply.error, reply.detail)
        else:
            asked.then(reply.result)

    def _give_up(self, now: float) -> None:
        late = [callback_id for callback_id, asked in self._asked.items() if now - asked.since > QUERY_TIMEOUT_S]
        for callback_id in late:
            self._asked.pop(callback_id).failed("timeout", "")
