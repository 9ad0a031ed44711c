"""A console's side of the wire: the picture in, commands out, from a thread of its own."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final

import zmq

from alerts.commands import Command
from alerts.picture import Snapshot, Update
from feeds.addresses import ConsoleDoor
from feeds.client.inbox import Inbox, Message
from feeds.client.messages import Link, LinkState, Reply
from feeds.client.wires import Wires
from feeds.keys import ClientKeys
from feeds.wire.doors import Ask, AskSnapshot, Picture, Tell, ToHub, Told
from feeds.wire.doors import Reply as WireReply
from feeds.wire.sockets import Context
from feeds.wire.wake import Wake

STALE_S: Final = 2.0
DOWN_S: Final = 5.0
SNAPSHOT_AGAIN_S: Final = 3.0
"""A snapshot not had within this time is asked for again, later each time."""
RECONNECT_S: Final = 8.0
"""A connection silent for this long is made anew: a refused key is not tried again by ZeroMQ."""
REFUSED_S: Final = 2.0
"""After so long a connection that the hub refused is tried again: somebody may have authorised the key meanwhile."""
ENDS_S: Final = 30.0
"""For how long the end of the thread is waited for: it looks up ten times a second, unless the machine starves it."""
MAX_OUT: Final = 1_000
_POLL_MS: Final = 100


class ConsoleClient:
    """Follows one hub: a snapshot first, then every update, each numbered one more than the last.

    The snapshot is asked for once the updates are heard, so that none is missed between the two. A number that is missing,
    or another epoch, means a new snapshot. ``poll`` gives what came since the last call; ``send`` and ``query`` may be called
    from any thread. What is asked while there is no connection waits for it.
    """

    def __init__(
        self,
        door: ConsoleDoor,
        keys: ClientKeys,
        clock: Callable[[], float] = time.time,
        urgent: Callable[[], None] = lambda: None,
    ) -> None:
        """``urgent`` is called from the client's thread when something has come that should not wait for the next poll: a
        critical alarm that nobody has acknowledged, the answer to a command.
        """
        self._door = door
        self._keys = keys
        self._clock, self._urgent = clock, urgent
        self._inbox = Inbox()
        self._out: deque[ToHub] = deque()
        self._stop = threading.Event()
        self._wake = Wake()
        self._state: LinkState = "connecting"
        self._trouble = ""
        self._epoch = 0
        self._n = -1
        self._asked_at: float | None = None
        self._wait_for = SNAPSHOT_AGAIN_S
        self._ahead: list[Update] = []
        self.snapshots = 0
        """Snapshots taken so far: one, unless updates were missed."""
        self._inbox.put(Link("connecting", clock()))
        self._thread = threading.Thread(target=self._run, name="console client", daemon=True)
        self._thread.start()

    def poll(self) -> list[Message]:
        """What came since the last call, in order."""
        return self._inbox.drain()

    def send(self, command: Command) -> None:
        """Send a command; its answer comes by :meth:`poll`."""
        self._put(Tell(command))

    def query(self, name: str, args: dict[str, Any], callback_id: str) -> None:
        """Ask the hub; the :class:`Reply` with this id comes by :meth:`poll`."""
        self._put(Ask(callback_id, name, args))

    def close(self) -> None:
        """Stop the thread and close the sockets."""
        if self._stop.is_set():
            return
        self._stop.set()
        self._wake.ring()
        self._thread.join(ENDS_S)

    def __enter__(self) -> ConsoleClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _put(self, message: ToHub) -> None:
        if self._stop.is_set():
            return
        if len(self._out) >= MAX_OUT:
            self._out.popleft()
        self._out.append(message)
        self._wake.ring()

    def _run(self) -> None:
        context: Context = zmq.Context()
        try:
            while not self._stop.is_set():
                wires = Wires(context, self._door, self._keys)
                try:
                    self._follow(wires)
                finally:
                    wires.close()
        finally:
            context.term()
            self._wake.close()

    def _follow(self, wires: Wires) -> None:
        """Work on one connection until it is to be made anew, or until the end."""
        poller = zmq.Poller()
        for socket in wires.sockets():
            poller.register(socket, zmq.POLLIN)
        poller.register(self._wake, zmq.POLLIN)
        heard = begun = time.monotonic()
        self._asked_at = None
        if self._n >= 0:
            self._lose()
        while not self._stop.is_set():
            poller.poll(_POLL_MS)
            self._wake.clear()
            now = time.monotonic()
            wires.notice(now)
            updates, answers = wires.updates(), wires.answers()
            if updates or answers:
                heard = now
            for answer in answers:
                if isinstance(answer, Picture):
                    self._take_snapshot(answer.snapshot)
                elif isinstance(answer, Told):
                    self._inbox.put(answer.answer)
                    self._urgent()
                elif isinstance(answer, WireReply):
                    self._inbox.put(Reply(answer.id, answer.result, answer.error, answer.detail))
            for update in updates:
                self._take_update(update)
            self._flush(wires, now)
            self._say(heard, now, wires.trouble)
            patience = REFUSED_S if wires.trouble else RECONNECT_S
            if now - heard > patience and now - begun > patience:
                return

    def _flush(self, wires: Wires, now: float) -> None:
        due = self._asked_at is None or now - self._asked_at > self._wait_for
        if self._n < 0 and due and wires.hears(now) and wires.ask(AskSnapshot()):
            # each time it does not come, wait longer: a large picture on a slow line must not be asked for over and over
            self._wait_for = SNAPSHOT_AGAIN_S if self._asked_at is None else min(self._wait_for * 2, 60.0)
            self._asked_at = now
        while self._out and wires.ask(self._out[0]):
            self._out.popleft()

    def _take_snapshot(self, snapshot: Snapshot) -> None:
        if self._n >= 0:
            return  # asked for twice, for it was long in coming: every update since the first is there
        self.snapshots += 1
        self._asked_at = None
        self._wait_for = SNAPSHOT_AGAIN_S
        self._epoch, self._n = snapshot.epoch, snapshot.n
        self._inbox.put(snapshot)
        ahead, self._ahead = self._ahead, []
        for update in ahead:
            self._take_update(update)

    def _take_update(self, update: Update) -> None:
        if self._n < 0:
            # came while the snapshot is on its way: it may follow on it
            self._ahead.append(update)
            del self._ahead[:-MAX_OUT]
            return
        if update.epoch == self._epoch and update.n <= self._n:
            return
        if update.epoch != self._epoch or update.n != self._n + 1:
            self._lose()
            self._ahead.append(update)
            return
        if self._inbox.put(update):
            self._n = update.n
            if any(incident.is_urgent for incident in update.incidents):
                self._urgent()
        else:
            self._lose()

    def _lose(self) -> None:
        """The thread of numbers is broken: start from a snapshot again."""
        self._n = -1
        self._ahead = []
        self._asked_at = None

    def _say(self, heard: float, now: float, trouble: str) -> None:
        silent = now - heard
        state: LinkState
        if self._n >= 0 and silent < STALE_S:
            state = "up"
        elif silent >= DOWN_S or trouble:
            state = "down"
        elif silent >= STALE_S:
            state = "connecting" if self._state == "connecting" else "stale"
        else:
            state = self._state if self._state != "up" or self._n >= 0 else "up"
        if state != self._state or trouble != self._trouble:
            self._state, self._trouble = state, trouble
            self._inbox.put(Link(state, self._clock(), trouble))
