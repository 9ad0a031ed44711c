"""Who publishes under one source's name: usually one connection, after a mistake in a configuration two at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ANSWERS_S: Final = 3.0
"""Seconds without a heartbeat after which a publisher cannot be asked any more."""
MOST: Final = 64
"""Connections remembered of one source; of more, those that were silent longest are forgotten."""


@dataclass(slots=True)
class _Peer:
    first: float
    heard: float
    spooled: int = 0
    dropped: int = 0


class Peers:
    """The control connections of one source, by whatever names them. Times in seconds of a clock that never steps."""

    def __init__(self) -> None:
        self._peers: dict[bytes, _Peer] = {}

    def beat(self, peer: bytes, spooled: int, dropped: int, now: float) -> None:
        """A heartbeat came over this connection."""
        known = self._peers.get(peer)
        if known is None:
            while len(self._peers) >= MOST:
                del self._peers[min(self._peers, key=lambda name: self._peers[name].heard)]
            known = self._peers[peer] = _Peer(now, now)
        known.heard, known.spooled, known.dropped = now, spooled, dropped

    def answers(self, peer: bytes | None, now: float) -> bool:
        """Whether this one can be asked."""
        known = self._peers.get(peer) if peer is not None else None
        return known is not None and now - known.heard < ANSWERS_S

    def only(self, now: float) -> bytes | None:
        """The one that can be asked, where there is just one."""
        there = [peer for peer in self._peers if self.answers(peer, now)]
        return there[0] if len(there) == 1 else None

    def together(self, now: float) -> list[bytes]:
        """All that publish at the same time, if it is more than one.

        A publisher that connects again has another name too, but its old connection is silent from then on: two speak at the
        same time only if each was heard after the other had begun.
        """
        there = [peer for peer in self._peers if self.answers(peer, now)]
        latest = max((self._peers[peer].first for peer in there), default=0.0)
        both = [peer for peer in there if self._peers[peer].first == latest or self._peers[peer].heard > latest]
        return both if len(both) > 1 else []

    def spool(self, now: float) -> tuple[int, int]:
        """What they keep and have given up, together; of the last that was heard where none is left."""
        there = [peer for name, peer in self._peers.items() if self.answers(name, now)]
        if not there and self._peers:
            there = [max(self._peers.values(), key=lambda peer: peer.heard)]
        return sum(peer.spooled for peer in there), sum(peer.dropped for peer in there)
