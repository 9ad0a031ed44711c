"""Keeps the searchable tables in step with the incidents, a batch at a time and inside the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

import msgspec

from alerts.incidents import Incident
from alerts.log.tables.words import normal
from alerts.log.work import Shown

COLUMNS: Final[tuple[str, ...]] = (
    "key", "id", "kind", "title", "priority", "highest", "state", "status", "opened", "updated", "acknowledged", "closed",
    "lat", "lon", "place", "region", "owner", "disposition", "reports", "sources", "merged_into",
)  # fmt: skip
"""What rows can be sorted by."""
ROW: Final = (*COLUMNS, "title_en", "channels", "arrived")
_ALL: Final = (*ROW, "doc", "overlay")
_UPSERT: Final = (
    f"INSERT INTO incident({', '.join(_ALL)}) VALUES ({', '.join('?' * len(_ALL))}) ON CONFLICT(key) DO UPDATE SET "  # noqa: S608
    + ", ".join(f"{name} = excluded.{name}" for name in _ALL[1:])
)
TEXT_LIMIT: Final = 65_536
"""Characters of an incident's reports and notes that searches see; a longer text is an accident or an attack."""


def prepare(connection: sqlite3.Connection) -> None:
    """Make the connection's own scratch table."""
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("CREATE TEMP TABLE fresh(key TEXT PRIMARY KEY, title TEXT, place TEXT, body TEXT) WITHOUT ROWID")
    connection.execute("CREATE TEMP TABLE stale(row INTEGER PRIMARY KEY, title TEXT, place TEXT, body TEXT)")


def bring_up_to_date(connection: sqlite3.Connection, shown: Sequence[Shown]) -> None:
    """Write these incidents as they are now. The text index is touched only where a text has changed."""
    connection.executemany(_UPSERT, (_columns(item) for item in shown))
    connection.execute("DELETE FROM fresh")
    connection.executemany(
        "INSERT OR REPLACE INTO fresh VALUES (?, ?, ?, ?)",
        ((item.incident.key, _title(item.incident), _place(item.incident), text_of(item.incident)) for item in shown),
    )
    connection.execute("DELETE FROM stale")
    connection.execute(
        "INSERT INTO stale SELECT i.row, f.title, f.place, f.body FROM fresh f JOIN incident i ON i.key = f.key "
        "LEFT JOIN incident_text t ON t.row = i.row "
        "WHERE t.row IS NULL OR t.title <> f.title OR t.place <> f.place OR t.body <> f.body"
    )
    connection.execute(
        "INSERT INTO incident_text_fts(incident_text_fts, rowid, title, place, body) "
        "SELECT 'delete', t.row, t.title, t.place, t.body FROM incident_text t JOIN stale s ON s.row = t.row"
    )
    connection.execute("INSERT OR REPLACE INTO incident_text SELECT row, title, place, body FROM stale")
    connection.execute("INSERT INTO incident_text_fts(rowid, title, place, body) SELECT row, title, place, body FROM stale")


def take_off(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Forget incidents that dissolved before they were final; their commands stay in the entries."""
    for key in keys:
        found = connection.execute("SELECT row FROM incident WHERE key = ?", (key,)).fetchone()
        if found is None:
            continue
        connection.execute(
            "INSERT INTO incident_text_fts(incident_text_fts, rowid, title, place, body) "
            "SELECT 'delete', row, title, place, body FROM incident_text WHERE row = ?",
            found,
        )
        connection.execute("DELETE FROM incident_text WHERE row = ?", found)
        connection.execute("DELETE FROM incident WHERE row = ?", found)


def rename(connection: sqlite3.Connection, moved: Mapping[str, str]) -> None:
    """Give incidents their new keys; a row that already had the new key gives way."""
    for old, new in moved.items():
        if connection.execute("SELECT 1 FROM incident WHERE key = ?", (old,)).fetchone() is not None:
            take_off(connection, (new,))
            connection.execute("UPDATE incident SET key = ? WHERE key = ?", (new, old))
        connection.execute("UPDATE action SET key = ? WHERE key = ?", (new, old))


def text_of(incident: Incident) -> str:
    """What searches find an incident by, besides title and place: what was reported and what people wrote."""
    parts = [member.text for member in incident.members if member.text]
    parts += [change.why for change in incident.history if change.why and change.actor != "engine"]
    return normal("\n".join(dict.fromkeys(parts))[:TEXT_LIMIT])


def _title(incident: Incident) -> str:
    return normal("\n".join(dict.fromkeys(title for title in (incident.title, incident.title_en) if title)))


def _place(incident: Incident) -> str:
    names = [incident.place, *(candidate.place for candidate in incident.candidates)]
    return normal("\n".join(dict.fromkeys(name for name in names if name)))


def _columns(item: Shown) -> tuple[object, ...]:
    it = item.incident
    return (
        it.key, it.id, it.kind, it.title, it.priority, it.highest, it.state, it.status, it.opened.timestamp(),
        it.updated.timestamp(), _seconds(it.acknowledged), _seconds(it.closed), it.lat, it.lon, it.place, it.region, it.owner,
        it.disposition, it.reports, it.sources, it.merged_into, it.title_en,
        msgspec.json.encode(it.channels).decode(), _seconds(it.arrived), msgspec.json.encode(it), item.overlay,
    )  # fmt: skip


def _seconds(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()
