"""Entries of the chain, and the tables that find them by event and by command."""

from __future__ import annotations

import sqlite3

import msgspec

from alerts.log.work import Step


def enter(connection: sqlite3.Connection, n: int, step: Step, digest: bytes) -> None:
    """Write entry ``n``, whose link of the chain is ``digest``, with the rows that lead to it."""
    draft = step.draft
    connection.execute(
        "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)",
        (n, draft.time, draft.kind, draft.actor, draft.body.decode(), draft.blob, digest),
    )
    if step.events:
        connection.executemany(
            "INSERT INTO incident_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (row.n, n, at, row.key, row.source, row.event, row.type, row.time, row.lat, row.lon)
                for at, row in enumerate(step.events)
            ),
        )
    if step.action is not None:
        command, answer = step.action
        packed = msgspec.msgpack.encode(answer)
        connection.execute(
            "INSERT INTO action VALUES (?, ?, ?, ?, ?, ?, ?)",
            (command.id, n, draft.time, command.actor, command.action, command.incident, packed),
        )
