"""The table of what was asked of linked services: what a hub needs of it when it starts again."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from alerts.outward.outbox import Kept
from alerts.outward.request import Request

_COLUMNS = ("id", "key", "epoch", "n", "counterpart", "service", "state", "at", "changed", "over", "last", "entry", "doc")
_UPSERT = f"INSERT OR REPLACE INTO request({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608


def bring_up_to_date(connection: sqlite3.Connection, requests: Sequence[Request], entry: int) -> None:
    """Write these requests as they are now, after the entry of this number."""
    connection.executemany(_UPSERT, (_columns(request, entry) for request in requests))


def kept(connection: sqlite3.Connection, since: float) -> Kept:
    """See :meth:`alerts.log.interface.IncidentLog.outward`."""
    epoch = connection.execute("SELECT max(epoch) FROM request").fetchone()[0] or 0
    numbers = dict(connection.execute("SELECT counterpart, max(last) FROM request WHERE epoch = ? GROUP BY 1", (epoch,)))
    rows = connection.execute("SELECT key, doc FROM request WHERE over = 0 OR changed >= ? ORDER BY at, id", (since,))
    found = [replace(msgspec.msgpack.decode(doc, type=Request), incident=key) for key, doc in rows]
    return Kept(epoch, numbers, found)


def _columns(request: Request, entry: int) -> tuple[object, ...]:
    last = max((request.n, *(item.n for item in request.follow_ups)))
    return (
        request.id, request.incident, request.epoch, request.n, request.counterpart, request.service, request.state,
        request.at.timestamp(), request.changed.timestamp(), int(request.is_over), last, entry, msgspec.msgpack.encode(request),
    )  # fmt: skip
