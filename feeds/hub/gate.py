"""Who is let in: asks the key folders, and says whom it turned away.

Runs in pyzmq's authentication thread (ZAP, RFC 27); the hub's own thread never waits for it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Final

from zmq.auth.thread import ThreadAuthenticator

from feeds.keys import KeyRing, Role
from feeds.wire.sockets import CONSOLES, COUNTERPARTS, FEEDS, Context

SAID_AGAIN_S: Final = 60.0
_MAX_DENIED: Final = 1000
_log = logging.getLogger("feeds.hub")


class Desk:
    """The credentials callback of one domain."""

    def __init__(self, ring: KeyRing, role: Role, monotonic: Callable[[], float]) -> None:
        self._ring = ring
        self._role = role
        self._monotonic = monotonic
        self._stamp: object = None
        self._allowed: dict[bytes, str] = {}
        self._denied: dict[bytes, float] = {}
        self._lock = threading.Lock()
        self.turned_away = 0

    def callback(self, domain: str, key: bytes) -> bool:
        """Whether this key is let in. A refusal is logged once a minute for each key."""
        del domain
        if key in self._current():
            return True
        now = self._monotonic()
        with self._lock:
            self.turned_away += 1
            last = self._denied.get(key)
            if last is None or now - last >= SAID_AGAIN_S:
                if len(self._denied) >= _MAX_DENIED:
                    self._denied.clear()
                self._denied[key] = now
                _log.warning(
                    "turned away a %s with the unknown key %s; to let it in, put its .key file into %s",
                    self._role, key.decode("ascii", "replace"), self._ring.allowed_folder(self._role),
                )  # fmt: skip
        return False

    def _current(self) -> dict[bytes, str]:
        folder = self._ring.allowed_folder(self._role)
        with self._lock:
            try:
                stamp = (folder.stat().st_mtime_ns, sorted((f.name, f.stat().st_mtime_ns) for f in folder.glob("*.key")))
            except OSError:
                stamp = None
            if stamp != self._stamp or stamp is None:
                self._allowed = self._ring.allowed(self._role)
                self._stamp = stamp
            return self._allowed


class Gate:
    """The domains' callbacks, and the thread that answers for them. Must be there before any socket is bound."""

    def __init__(self, context: Context, ring: KeyRing, monotonic: Callable[[], float] = time.monotonic) -> None:
        quiet = logging.getLogger("feeds.hub.zap")
        quiet.setLevel(logging.CRITICAL)  # it logs every attempt; the desks log once a minute
        self.feeds = Desk(ring, "feed", monotonic)
        self.consoles = Desk(ring, "console", monotonic)
        self.counterparts = Desk(ring, "counterpart", monotonic)
        self._authenticator = ThreadAuthenticator(context, log=quiet)
        self._authenticator.start()
        self._authenticator.configure_curve_callback(FEEDS, self.feeds)
        self._authenticator.configure_curve_callback(CONSOLES, self.consoles)
        self._authenticator.configure_curve_callback(COUNTERPARTS, self.counterparts)

    def close(self) -> None:
        """Stop the thread."""
        self._authenticator.stop()
