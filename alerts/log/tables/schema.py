"""The log's tables, as named, ordered, recorded migrations.

A migration that has been released is never changed; a new need is a new migration at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlite_utils.migrations import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

SET: Final = "gwanje.log"


def migrations() -> Migrations:
    """All migrations, oldest first."""
    steps = Migrations(SET)
    for step in (chained_entries, searchable_incidents, full_text, recovery, english_titles_and_channels, arrivals, outward):
        steps(name=step.__name__)(step)
    return steps


def chained_entries(db: Database) -> None:
    """The entries, which are only ever added to, the end of their chain, and the log's own data."""
    db.table("entry").create(
        {"n": int, "time": float, "kind": str, "actor": str, "body": str, "blob": bytes, "hash": bytes},
        pk="n",
        not_null={"time", "kind", "actor", "body", "blob", "hash"},
    )
    for event in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER entry_no_{event.lower()} BEFORE {event} ON entry "
            "BEGIN SELECT RAISE(ABORT, 'the incident log is only ever added to'); END"
        )
    db.table("head").create({"row": int, "n": int, "hash": bytes, "seal": bytes}, pk="row")
    db.table("meta").create({"name": str, "value": str}, pk="name")


def searchable_incidents(db: Database) -> None:
    """What the entries amount to: incidents as they are now, their events, and what people did."""
    db.table("incident").create(
        {
            "row": int, "key": str, "id": str, "kind": str, "title": str, "priority": int, "highest": int, "state": str,
            "status": str, "opened": float, "updated": float, "acknowledged": float, "closed": float, "lat": float,
            "lon": float, "place": str, "region": str, "owner": str, "disposition": str, "reports": int, "sources": int,
            "merged_into": str, "doc": bytes, "overlay": bytes,
        },
        pk="row",
    )  # fmt: skip
    db.table("incident").create_index(["key"], unique=True)
    db.table("incident").create_index(["id"])
    db.table("incident").create_index(["opened"])
    db.table("incident").create_index(["state"])
    db.table("incident_event").create(
        {
            "n": int, "entry": int, "position": int, "key": str, "source": str, "event": str, "type": str, "time": float,
            "lat": float, "lon": float,
        },
        pk="n",
    )  # fmt: skip
    db.table("incident_event").create_index(["key"])
    db.table("incident_event").create_index(["entry"])
    db.table("action").create(
        {"command": str, "entry": int, "time": float, "actor": str, "action": str, "key": str, "answer": bytes}, pk="command"
    )
    db.table("action").create_index(["key"])
    db.table("action").create_index(["entry"])


def full_text(db: Database) -> None:
    """Searchable words. Trigrams, because Korean words are found by any part of them and have no blanks to go by."""
    db.table("incident_text").create({"row": int, "title": str, "place": str, "body": str}, pk="row")
    db.table("incident_text").enable_fts(["title", "place", "body"], fts_version="FTS5", tokenize="trigram")


def recovery(db: Database) -> None:
    """What a hub needs to stand where it stood: its state now and then, and all that came in since."""
    db.table("position").create({"source": str, "epoch": int, "next_seq": int}, pk=("source", "epoch"))
    db.table("journal").create({"row": int, "data": bytes}, pk="row")
    db.table("checkpoint").create({"row": int, "time": float, "journal": int, "data": bytes}, pk="row")


def english_titles_and_channels(db: Database) -> None:
    """What a row of the supervisor's table shows besides: columns, because thousands of rows are asked for at once."""
    db.table("incident").add_column("title_en", str)
    db.table("incident").add_column("channels", str)
    db.execute(
        "UPDATE incident SET title_en = coalesce(json_extract(CAST(doc AS TEXT), '$.title_en'), ''), "
        "channels = coalesce(json_extract(CAST(doc AS TEXT), '$.channels'), '{}')"
    )


def arrivals(db: Database) -> None:
    """When the first unit sent to an incident got there, in seconds since the epoch."""
    db.table("incident").add_column("arrived", float)
    db.execute(
        "UPDATE incident SET arrived = (SELECT min((julianday(json_extract(value, '$.time')) - 2440587.5) * 86400.0) "
        "FROM json_each(CAST(doc AS TEXT), '$.members') WHERE json_extract(value, '$.type') = 'dispatch' "
        "AND (json_extract(value, '$.text') || ' ') LIKE 'arrived %')"
    )


def outward(db: Database) -> None:
    """What was asked of linked services, as it is now; ``entry`` is the last one that speaks of it."""
    db.table("request").create(
        {
            "id": str, "key": str, "epoch": int, "n": int, "counterpart": str, "service": str, "state": str, "at": float,
            "changed": float, "over": int, "last": int, "entry": int, "doc": bytes,
        },
        pk="id",
    )  # fmt: skip
    db.table("request").create_index(["key"])
    db.table("request").create_index(["over", "changed"])
