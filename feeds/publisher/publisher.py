"""A feed's side of the wire: sends events to a hub and loses none that it could keep."""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import zmq

from alerts.errors import WireError
from alerts.events import Event
from feeds.addresses import FeedDoor
from feeds.keys import ClientKeys
from feeds.publisher.line import Line
from feeds.publisher.outbox import Outbox
from feeds.publisher.shelf import Shelf
from feeds.publisher.spool import Spool
from feeds.wire.control import Ack, Gone, Heartbeat, Refill, Run, SameName, Want
from feeds.wire.sockets import Context
from feeds.wire.wake import Wake

HEARTBEAT_S: Final = 1.0
RECONNECT_S: Final = 8.0
"""A connection on which the hub says nothing for this long is made anew (a refused key is not tried again by ZeroMQ)."""
SPOOL_BYTES: Final = 64 * 1024 * 1024
REFUSED_S: Final = 2.0
"""After so long a connection that the hub refused is tried again: somebody may have authorised the key meanwhile."""
SAME_NAME_S: Final = 3.0
"""For how long it holds that another feed has the same name, once the hub has said so: it says it with every heartbeat."""
ENDS_S: Final = 30.0
"""For how long the end of the thread is waited for: it looks up four times a second, unless the machine starves it."""
_BURST: Final = 64
_RETRY_MS: Final = 5


@dataclass(frozen=True, slots=True)
class Status:
    """How a publisher does: messages sent, kept and given up, and what is wrong, in the user's words, if anything.

    Events not yet in a message count as one that is kept: ``spooled`` is 0 once the hub has all.
    """

    source: str
    connected: bool
    sent: int
    spooled: int
    dropped: int
    trouble: str


class Publisher:
    """Publishes the events of one feed to one hub, from a thread of its own.

    Messages are numbered from 0 for each start (``epoch``, ns) and kept in a bounded spool until the hub says that it has
    them on disk; what the hub missed it asks for again. With ``spool`` a folder, they also survive this process.
    ``send`` may be called from any thread.
    """

    def __init__(
        self,
        source: str,
        door: FeedDoor,
        keys: ClientKeys,
        *,
        spool: Path | None = None,
        spool_bytes: int = SPOOL_BYTES,
        batch: int = 256,
        delay: float = 0.02,
        packed: bool = False,
        epoch: int | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """``batch`` events at most in a message, ``delay`` seconds at most before it is sent. WireError: the spool is taken."""
        if not 0 < len(source) <= 256:
            raise WireError("a feed's source needs a name of 1 to 256 characters")
        self.source = source
        self._door = door
        self._keys = keys
        self._delay = delay
        self._clock = clock
        shelf = None if spool is None else Shelf(spool / _folder_name(source), max(spool_bytes // 8, 64 * 1024))
        self._spool = Spool(spool_bytes, shelf)
        self._outbox = Outbox(source, time.time_ns() if epoch is None else epoch, self._spool, batch, packed)
        self._cursor = 0
        self._wants: deque[Want] = deque()
        self._heard_at = 0.0
        self._trouble = ""
        self._same_name_at = -SAME_NAME_S
        self._closing = threading.Event()
        self._stop = threading.Event()
        self._idle = threading.Event()
        self._wake = Wake()
        self._connected = False
        self._thread = threading.Thread(target=self._run, name=f"publisher {source}", daemon=True)
        self._thread.start()

    def send(self, events: Iterable[Event], raws: Sequence[bytes] | None = None) -> None:
        """Publish events. Returns at once; waits only while more are pending than the thread can take.

        ``raws`` are the same events as JSON, where they carry fields that this program does not know.
        """
        if self._closing.is_set():
            raise WireError(f"the feed {self.source} is closed")
        was_empty = not self._outbox.pending
        if self._outbox.add(events, raws, self._thread.is_alive) or was_empty:
            self._wake.ring()

    def status(self) -> Status:
        """How it does."""
        trouble = self._trouble or self._spool.trouble
        if not self._thread.is_alive() and not self._closing.is_set():
            trouble = "an internal error ended it; start it again"
        elif not trouble and time.monotonic() - self._same_name_at < SAME_NAME_S:
            trouble = (
                f"another feed publishes as {self.source!r} too: events of the same id are taken for one event; "
                "give one of them another name (--source)"
            )
        unsent = 1 if self._outbox.pending else 0  # looked at first: it goes into the spool, never back
        return Status(self.source, self._connected, self._cursor, self._spool.count + unsent, self._spool.dropped, trouble)

    def close(self, timeout: float = 5.0) -> int:
        """Stop, after giving the hub ``timeout`` seconds to acknowledge what was sent.

        Returns how many messages are not acknowledged: kept if there is a spool folder, otherwise lost.
        """
        if not self._closing.is_set():
            self._closing.set()
            self._wake.ring()
            self._idle.wait(timeout)
            self._stop.set()
            self._wake.ring()
            self._thread.join(ENDS_S)
            left = self._spool.count
            self._spool.close()
            return left
        return 0

    def __enter__(self) -> Publisher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self) -> None:
        context: Context = zmq.Context()
        try:
            while not self._stop.is_set():
                line = Line(context, self._door, self._keys)
                try:
                    self._keep(line)
                finally:
                    line.close()
        finally:
            self._connected = False
            self._idle.set()
            context.term()
            self._wake.close()

    def _keep(self, line: Line) -> None:
        """Work on one connection until it is to be made anew, or until the end."""
        poller = zmq.Poller()
        for socket in line.sockets():
            poller.register(socket, zmq.POLLIN)
        poller.register(self._wake, zmq.POLLIN)
        begun = self._heard_at = time.monotonic()
        beat = flushed = 0.0
        waiting = False
        while not self._stop.is_set():
            poller.poll(_RETRY_MS if waiting else self._timeout_ms(flushed))
            self._wake.clear()
            now = time.monotonic()
            if self._outbox.pending and (now - flushed >= self._delay or self._closing.is_set()):
                self._outbox.flush(self._clock())
                flushed = now
            fresh = line.notice()
            self._listen(line, now)
            waiting = self._send(line)
            waiting = self._refill(line) or waiting
            if (fresh or now - beat >= HEARTBEAT_S) and line.say(self._heartbeat()):
                beat = now
            self._trouble = line.trouble
            self._connected = line.subscribed and now - self._heard_at < 3 * HEARTBEAT_S
            if self._closing.is_set() and not self._outbox.pending and not self._spool.count:
                self._idle.set()
            patience = REFUSED_S if line.trouble else RECONNECT_S
            if now - self._heard_at > patience and now - begun > patience:
                return

    def _timeout_ms(self, flushed: float) -> int:
        if not self._outbox.pending:
            return 250
        return max(0, round((flushed + self._delay - time.monotonic()) * 1000))

    def _send(self, line: Line) -> bool:
        """New messages, as far as the hub takes them; True where some must wait for it."""
        if not line.subscribed:
            return False
        for _ in range(_BURST):
            if self._cursor >= self._outbox.next_seq:
                return False
            found = self._spool.get(self._outbox.epoch, self._cursor)
            if found is not None and not line.send(*found):
                return True
            self._cursor += 1
        return True

    def _refill(self, line: Line) -> bool:
        """What the hub wants again; True where more is to do."""
        for _ in range(_BURST):
            if not self._wants:
                return False
            want = self._wants[0]
            if want.start >= want.stop:
                self._wants.popleft()
                continue
            found = self._spool.get(want.epoch, want.start)
            if found is not None:
                if not line.say(Refill(want.epoch, want.start), *found):
                    return True
                want.start += 1
                continue
            gone = Gone(want.epoch, want.start, self._spool.next_kept(want.epoch, want.start, want.stop))
            if not line.say(gone):
                return True
            want.start = gone.stop
        return bool(self._wants)

    def _listen(self, line: Line, now: float) -> None:
        for message in line.heard():
            self._heard_at = now
            if isinstance(message, Ack):
                self._spool.acknowledge(message.epoch, message.next)
            elif isinstance(message, SameName):
                self._same_name_at = now
            elif message not in self._wants and len(self._wants) < 1000:
                self._wants.append(message)

    def _heartbeat(self) -> Heartbeat:
        runs = self._spool.runs()
        for run in runs:
            if run.epoch == self._outbox.epoch:
                run.stop = min(run.stop, self._cursor)
        return Heartbeat(self.source, [Run(r.epoch, r.first, r.stop) for r in runs], self._spool.count, self._spool.dropped)


def _folder_name(source: str) -> str:
    """A folder for this source: readable, and never two sources' the same."""
    readable = re.sub(r"[^\w.\-]+", "_", source)[:48]
    return f"{readable}-{hashlib.sha256(source.encode()).hexdigest()[:8]}"
