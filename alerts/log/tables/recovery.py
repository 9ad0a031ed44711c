"""What a hub needs of the log when it starts again: the last checkpoint, the journal behind it, positions and numbers."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Final

import msgspec

from alerts.incidents import Incident
from alerts.log.work import Checkpoint, Recovered

_RECENT: Final = 2_000
EPOCHS: Final = 3
"""Runs of a publisher whose positions are kept, the latest."""


def keep_positions(connection: sqlite3.Connection, positions: Mapping[tuple[str, int], int]) -> None:
    """How far each run of a publisher has been taken in: (source, epoch) -> the number of its last message."""
    connection.executemany(
        "INSERT OR REPLACE INTO position VALUES (?, ?, ?)",
        ((source, epoch, seq) for (source, epoch), seq in positions.items()),
    )


def keep_checkpoint(connection: sqlite3.Connection, point: Checkpoint) -> None:
    """A saved state takes the place of the one before, and of the journal it covers; positions of old runs go."""
    if point.upto is None:
        connection.execute("DELETE FROM journal")
    else:
        connection.execute("DELETE FROM journal WHERE row <= ?", (point.upto,))
    connection.execute("INSERT OR REPLACE INTO checkpoint VALUES (1, ?, ?, ?)", (point.time, point.upto or 0, point.data))
    connection.execute(
        "DELETE FROM position WHERE (source, epoch) NOT IN (SELECT source, epoch FROM (SELECT source, epoch, "
        "row_number() OVER (PARTITION BY source ORDER BY epoch DESC) AS age FROM position) WHERE age <= ?)",
        (EPOCHS,),
    )


def recovered(connection: sqlite3.Connection, entries: int, intact: bool) -> Recovered:
    """All that is kept; ``entries`` and ``intact``: how long the chain is, and whether its end is as it was sealed."""
    point = connection.execute("SELECT data FROM checkpoint WHERE row = 1").fetchone()
    decisions = connection.execute("SELECT value FROM meta WHERE name = 'decisions'").fetchone()
    return Recovered(
        checkpoint=bytes(point[0]) if point else None,
        journal=[bytes(data) for (data,) in connection.execute("SELECT data FROM journal ORDER BY row")],
        positions={(source, epoch): seq for source, epoch, seq in connection.execute("SELECT * FROM position")},
        decisions=int(decisions[0]) if decisions else 0,
        entries=entries,
        intact=intact,
    )


def numbers(connection: sqlite3.Connection) -> dict[str, int]:
    """The highest number given to an incident on each day (YYYYMMDD)."""
    rows = connection.execute(
        "SELECT substr(id, 5, 8), max(CAST(substr(id, 14) AS INTEGER)) FROM incident WHERE id <> '' GROUP BY 1"
    ).fetchall()
    recent = connection.execute("SELECT body FROM entry WHERE kind = 'step' ORDER BY n DESC LIMIT ?", (_RECENT,))
    ids = [name for (body,) in recent for name in msgspec.json.decode(body).get("opened", {}).values()]
    highest = dict(rows)
    for name in ids:  # opened, but perhaps not yet brought up to date for searches
        day, number = name[4:12], int(name[13:])
        highest[day] = max(highest.get(day, 0), number)
    return highest


def documents(connection: sqlite3.Connection, where: str, values: tuple[str, ...]) -> list[tuple[Incident, bytes]]:
    """Incidents, each with what people did to it (packed); ``where`` is SQL of this package's own."""
    rows = connection.execute(f"SELECT doc, overlay FROM incident WHERE {where}", values).fetchall()  # noqa: S608
    return [(msgspec.json.decode(doc, type=Incident), bytes(overlay)) for doc, overlay in rows]
