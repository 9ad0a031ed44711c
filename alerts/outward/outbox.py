"""The requests that a hub has in hand, and the numbers it has given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct

from alerts.outward.request import ON_ITS_WAY, FollowUp, Request


class Kept(Struct):
    """What the log has of all this: the epoch (0: none yet), the last number given to each counterpart, the requests."""

    epoch: int = 0
    numbers: dict[str, int] = {}
    requests: list[Request] = []


class Outbox:
    """Requests by id. Nothing here is on disk: the caller logs first, then lets it hold."""

    def __init__(self, kept: Kept) -> None:
        self.epoch = kept.epoch
        self._numbers = dict(kept.numbers)
        self._requests = {request.id: request for request in kept.requests}
        self._waiting: set[str] = set()
        for request in kept.requests:
            self._note(request)

    def __iter__(self) -> Iterator[Request]:
        return iter(self._requests.values())

    def __len__(self) -> int:
        return len(self._requests)

    def get(self, name: str) -> Request | None:
        """The request with this id."""
        return self._requests.get(name)

    def numbered(self, counterpart: str, epoch: int, n: int) -> Request | None:
        """The request, or the one with the follow-up, that this counterpart knows by this number."""
        if epoch != self.epoch:
            return None
        for request in self._requests.values():
            if request.counterpart == counterpart and (request.n == n or any(item.n == n for item in request.follow_ups)):
                return request
        return None

    def next_number(self, counterpart: str) -> int:
        """The number that a further message to this counterpart would have."""
        return self._numbers.get(counterpart, 0) + 1

    def put(self, request: Request) -> None:
        """The request is as it is now."""
        self._requests[request.id] = request
        if request.n:
            last = max((request.n, *(item.n for item in request.follow_ups)))
            self._numbers[request.counterpart] = max(self._numbers.get(request.counterpart, 0), last)
        self._note(request)

    def of(self, incident: str) -> list[Request]:
        """An incident's requests, in the order in which they were made."""
        return [request for request in self._requests.values() if request.incident == incident]

    def unsettled(self) -> list[Request]:
        """Those that time may change, and those to be delivered."""
        return [self._requests[name] for name in sorted(self._waiting)]

    def to_deliver(self, counterpart: str) -> Iterator[tuple[Request, FollowUp | None]]:
        """What the counterpart has not answered yet, in the order of the numbers: a request, or one of its follow-ups."""
        found: list[tuple[int, Request, FollowUp | None]] = []
        for request in self.unsettled():
            if request.counterpart != counterpart:
                continue
            if request.state in ON_ITS_WAY:
                found.append((request.n, request, None))
            found += [(item.n, request, item) for item in request.follow_ups if item.state in ON_ITS_WAY]
        for _, request, item in sorted(found, key=lambda entry: entry[0]):
            yield request, item

    def forget(self, before: datetime, kept: Iterable[str]) -> list[str]:
        """Let go of what is over since ``before`` and concerns none of these incidents; the log has it."""
        keys = set(kept)
        old = [one.id for one in self if one.is_over and one.changed < before and one.incident not in keys]
        for name in old:
            del self._requests[name]
            self._waiting.discard(name)
        return old

    def _note(self, request: Request) -> None:
        live = request.state in ON_ITS_WAY or request.is_session
        if live or any(item.state in ON_ITS_WAY for item in request.follow_ups):
            self._waiting.add(request.id)
        else:
            self._waiting.discard(request.id)
