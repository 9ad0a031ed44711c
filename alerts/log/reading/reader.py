"""Questions to the log over a connection that cannot write; also while a hub writes to it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import quote

import msgspec

from alerts.incidents import Incident
from alerts.log.reading.search import Facets, Happening, Hits, Row, Search, Timeline
from alerts.log.tables.blobs import readable, unpack
from alerts.log.tables.projection import COLUMNS, ROW
from alerts.log.tables.words import condition
from alerts.log.troubles import LogTrouble, trouble

_STEPS: Final = 100_000
_ROUNDS: Final = 600
"""A question may take this many rounds of SQLite's machine, about a second: it is asked between two rounds of the hub."""
_ORDERS: Final = frozenset(COLUMNS)
_PAGE: Final = 1_000
T = TypeVar("T")


class SqliteReader:
    """Searches, time lines and counts. LogTrouble if there is no such log, or it cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = connect_read_only(path)
        known = {column for _, column, *_ in self._connection.execute("PRAGMA table_info(incident)")}
        if not set(ROW) <= known:
            self._connection.close()
            raise LogTrouble("older", f"the incident log {path} was written by an older version; start a hub on it once")

    def search(self, search: Search) -> Hits:
        """See :class:`alerts.log.interface.IncidentSearch`; LogTrouble ``too_broad`` for a question that takes too long."""

        def ask() -> Hits:
            where, values = _where(search)
            total = self._connection.execute(f"SELECT count(*) FROM incident i{where}", values).fetchone()[0]  # noqa: S608
            return Hits(total, self._page(search, where, values, search.limit, search.offset))

        return self._bounded(ask)

    def facets(self, search: Search) -> Facets:
        """See :class:`alerts.log.interface.IncidentSearch`."""

        def ask() -> Facets:
            where, values = _where(search)
            cursor = self._connection.execute(
                "SELECT i.kind, i.priority, i.region, i.state, date(i.opened + ?, 'unixepoch') AS day, i.disposition, count(*) "  # noqa: S608
                f"FROM incident i{where} GROUP BY 1, 2, 3, 4, 5, 6",
                [search.utc_offset_s, *values],
            )
            counts: list[Counter[Any]] = [Counter() for _ in range(6)]
            total = 0
            for *properties, count in cursor:
                total += count
                for counter, value in zip(counts, properties, strict=True):
                    counter[value] += count
            kind, priority, region, state, day, ended = (dict(sorted(counter.items())) for counter in counts)
            ended.pop("", None)
            return Facets(total, kind, priority, region, state, day, ended)

        return self._bounded(ask)

    def timeline(self, name: str) -> Timeline | None:
        """See :class:`alerts.log.interface.IncidentSearch`."""
        return self._bounded(lambda: self._timeline(name))

    def rows(self, search: Search) -> Iterator[Row]:
        """All matching rows, a page at a time: for an export of any length in bounded memory."""
        where, values = _where(search)
        offset = search.offset
        while page := self._page(search, where, values, _PAGE, offset):
            yield from page
            offset += len(page)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    # -- inside

    def _page(self, search: Search, where: str, values: list[Any], limit: int, offset: int) -> list[Row]:
        column = search.order.removeprefix("-")
        if column not in _ORDERS:
            raise LogTrouble("failed", f"the log cannot be sorted by {column!r}; choose one of {', '.join(COLUMNS)}")
        direction = "DESC" if search.order.startswith("-") else "ASC"
        columns = ", ".join(f"i.{name}" for name in ROW)
        order = f"i.{column} {direction}, i.row {direction}"
        question = f"SELECT {columns} FROM incident i{where} ORDER BY {order} LIMIT ? OFFSET ?"  # noqa: S608
        try:
            return [_row(*found) for found in self._connection.execute(question, [*values, limit, offset])]
        except sqlite3.Error as error:
            raise self._meant(error) from error

    def _timeline(self, name: str) -> Timeline | None:
        found = self._connection.execute(
            "SELECT doc, key, id FROM incident WHERE key = ? OR (id <> '' AND id = ?) LIMIT 1", (name, name)
        ).fetchone()
        if found is None:
            return None
        incident = msgspec.json.decode(found[0], type=Incident)
        logged = self._logged(found[1], found[2])
        happenings = [
            Happening(
                member.time.timestamp(),
                "event",
                text=member.text,
                source=member.source,
                event=member.id,
                type=member.type,
                entry=logged.get((member.source, member.id), (0, None))[0],
                raw=logged.get((member.source, member.id), (0, None))[1],
            )
            for member in incident.members
        ]
        happenings += [
            Happening(change.time.timestamp(), "change", actor=change.actor, text=change.change, why=change.why)
            for change in incident.history
        ]
        happenings += [
            Happening(time, "action", actor=actor, text=action, entry=entry, raw=readable(body.encode()))
            for time, actor, action, entry, body in self._connection.execute(
                "SELECT a.time, a.actor, a.action, a.entry, e.body FROM action a JOIN entry e ON e.n = a.entry WHERE a.key = ?",
                (found[1],),
            )
        ]
        happenings.sort(key=lambda item: item.time)
        return Timeline(incident, happenings)

    def _logged(self, key: str, incident_id: str) -> dict[tuple[str, str], tuple[int, Any]]:
        """Where the events of an incident, and of those merged into it, are logged, and what was received."""
        places: dict[int, list[tuple[int, str, str]]] = {}
        for entry, position, source, event in self._connection.execute(
            "SELECT entry, position, source, event FROM incident_event WHERE key = ? OR key IN "
            "(SELECT key FROM incident WHERE merged_into <> '' AND merged_into IN (?, ?))",
            (key, key, incident_id),
        ):
            places.setdefault(entry, []).append((position, source, event))
        logged: dict[tuple[str, str], tuple[int, Any]] = {}
        for entry, items in places.items():
            blob = self._connection.execute("SELECT blob FROM entry WHERE n = ?", (entry,)).fetchone()
            with contextlib.suppress(ValueError):  # a damaged blob is the audit's to report; the time line goes on without it
                parts = unpack(blob[0]) if blob else []
                for position, source, event in items:
                    raw = readable(parts[position]) if position < len(parts) else None
                    logged[source, event] = (entry, raw)
        return logged

    def _bounded(self, ask: Callable[[], T]) -> T:
        rounds = 0

        def too_long() -> int:
            nonlocal rounds
            rounds += 1
            return int(rounds > _ROUNDS)

        self._connection.set_progress_handler(too_long, _STEPS)
        try:
            return ask()
        except sqlite3.Error as error:
            raise self._meant(error) from error
        finally:
            self._connection.set_progress_handler(None, 0)

    def _meant(self, error: sqlite3.Error) -> LogTrouble:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
            return LogTrouble("too_broad", "the search takes too long; narrow it by time, kind or a longer word")
        return trouble(error, self.path)


def _row(*found: Any) -> Row:
    *values, channels, arrived = found
    return Row(*(*values, msgspec.json.decode(channels), arrived))


def connect_read_only(path: Path) -> sqlite3.Connection:
    """A connection that cannot write; works beside a hub and on a read-only folder. LogTrouble if there is no log."""
    if not path.is_file():
        raise LogTrouble("cannot_open", f"there is no incident log at {path}; give its path, or start a hub first")
    address = f"file:{quote(str(path.resolve()))}?mode=ro"
    try:
        connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=2.0)
        try:
            connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
        except sqlite3.OperationalError:
            connection.close()
            wal = path.with_name(path.name + "-wal")
            if wal.exists() and wal.stat().st_size:
                raise
            # no writer and no folder to put WAL's index into: the file is as it will stay
            connection = sqlite3.connect(f"{address}&immutable=1", uri=True, isolation_level=None)
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        if not {"entry", "head", "meta"} <= tables:
            connection.close()
            raise LogTrouble("damaged", f"{path} is no incident log of this program; give the path of one")
    except sqlite3.Error as error:
        raise trouble(error, path) from error
    return connection


def _where(search: Search) -> tuple[str, list[Any]]:
    clauses: list[str] = []
    values: list[Any] = []
    for column, wanted in (
        ("kind", search.kinds),
        ("priority", search.priorities),
        ("region", search.regions),
        ("state", search.states),
        ("disposition", search.dispositions),
    ):
        if wanted:
            clauses.append(f"i.{column} IN ({', '.join('?' * len(wanted))})")
            values += wanted
    if search.owner:
        clauses.append("i.owner = ?")
        values.append(search.owner)
    if search.since is not None:
        clauses.append("i.opened >= ?")
        values.append(search.since.timestamp())
    if search.until is not None:
        clauses.append("i.opened < ?")
        values.append(search.until.timestamp())
    words, word_values = condition(search.text)
    if words:
        clauses.append(words)
        values += word_values
    return (" WHERE " + " AND ".join(clauses) if clauses else ""), values
