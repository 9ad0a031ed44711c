"""The incident log in one SQLite file (WAL), written by one process."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import msgspec
from sqlite_utils import Database

from alerts.commands import Answer
from alerts.errors import Bug
from alerts.incidents import Incident
from alerts.log.audit import chain
from alerts.log.audit.sealing import seal_key
from alerts.log.audit.watch import ChainState, ChainWatch
from alerts.log.lock import Holder, WriterLock
from alerts.log.reading.reader import SqliteReader
from alerts.log.reading.search import Facets, Hits, Search, Timeline
from alerts.log.tables import entries, projection, recovery, requests
from alerts.log.tables.schema import migrations
from alerts.log.troubles import LogTrouble, gone, trouble
from alerts.log.work import Recovered, Work
from alerts.outward.outbox import Kept

_PATIENCE_S: Final = 0.1  # waiting for a foreign lock holds up the hub's whole round; it tries again later instead


class SqliteLog:
    """The log's one writer. Not for use from several threads."""

    def __init__(
        self,
        path: Path,
        mode: str,
        city: str,
        holder: Holder,
        entropy: Callable[[int], bytes] = os.urandom,
    ) -> None:
        """Open or make the log at ``path`` and take the right to write to it.

        ``mode`` (``live``, ``exercise``, ``replay``) is written into a new log; a log of another mode is refused, so that a
        replay never ends up among real incidents. ``entropy`` makes the log's name and its sealing key. Raises LogError.
        """
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise trouble(error, path) from error
        self._lock = WriterLock(path, holder)
        self._reader: SqliteReader | None = None
        self._watch: ChainWatch | None = None
        self._db: Database | None = None
        try:
            self._db = self._open(mode, city, holder, entropy)
            self._identity = _identity(path)
            self._reader = SqliteReader(path)
            self._watch = ChainWatch(path)
        except BaseException as error:
            self.close()
            if isinstance(error, sqlite3.Error | OSError):
                raise trouble(error, path) from error
            raise

    def commit(self, work: Work, durable: bool) -> None:
        """See :class:`alerts.log.interface.IncidentLog`. LogTrouble where it could not be written: nothing was, then."""
        connection = self._connection
        if _identity(self.path) != self._identity:
            raise gone(self.path)
        self._inserted = 0
        try:
            self._synchronous(durable)
            connection.execute("BEGIN IMMEDIATE")
            try:
                head = self._write(connection, work)
                connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    if connection.in_transaction:  # a full disk makes SQLite roll back by itself
                        connection.execute("ROLLBACK")
                raise
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError) as error:
            raise Bug(f"the incident log was told to write what cannot be: {error}") from error
        except sqlite3.Error as error:
            raise trouble(error, self.path) from error
        self._head = head
        self._row += self._inserted

    @property
    def journal_end(self) -> int:
        return self._row

    def recovered(self) -> Recovered:
        try:
            return recovery.recovered(self._connection, self._head.n, self._intact)
        except sqlite3.Error as error:
            raise trouble(error, self.path) from error

    def answer(self, command: str) -> Answer | None:
        try:
            found = self._connection.execute("SELECT answer FROM action WHERE command = ?", (command,)).fetchone()
        except sqlite3.Error as error:
            raise trouble(error, self.path) from error
        return msgspec.msgpack.decode(found[0], type=Answer) if found else None

    def incident(self, key: str) -> tuple[Incident, bytes] | None:
        found = self._docs("key = ? OR (id <> '' AND id = ?)", (key, key))
        return found[0] if found else None

    def unfinished(self) -> list[tuple[Incident, bytes]]:
        return self._docs("state NOT IN ('closed', 'merged')", ())

    def outward(self, since: float) -> Kept:
        try:
            return requests.kept(self._connection, since)
        except sqlite3.Error as error:
            raise trouble(error, self.path) from error

    def numbers(self) -> dict[str, int]:
        try:
            return recovery.numbers(self._connection)
        except sqlite3.Error as error:
            raise trouble(error, self.path) from error

    def search(self, search: Search) -> Hits:
        return self._questions.search(search)

    def facets(self, search: Search) -> Facets:
        return self._questions.facets(search)

    def timeline(self, name: str) -> Timeline | None:
        return self._questions.timeline(name)

    def watch_chain(self, now: float) -> None:
        self._watched.advance(now)

    def chain_state(self) -> ChainState:
        return self._watched.state

    def close(self) -> None:
        self._disconnect()
        self._lock.release()

    # -- inside

    def _disconnect(self) -> None:
        """Close what is open of the database; again does nothing."""
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        if self._db is not None:
            self._db.close()
            self._db = None

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._db is None:
            raise Bug("the incident log is closed")
        return self._db.conn

    @property
    def _questions(self) -> SqliteReader:
        if self._reader is None:
            raise Bug("the incident log is closed")
        return self._reader

    @property
    def _watched(self) -> ChainWatch:
        if self._watch is None:
            raise Bug("the incident log is closed")
        return self._watch

    def _open(self, mode: str, city: str, holder: Holder, entropy: Callable[[int], bytes]) -> Database:
        if not self.path.exists():
            os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600))  # what people report is for its owner alone
        # autocommit: every transaction below is begun and ended in so many words
        connection = sqlite3.connect(self.path, timeout=2.0, isolation_level=None)
        db = Database(connection, execute_plugins=False)
        try:
            db.execute("PRAGMA journal_mode = WAL").fetchone()
            known = {step.name for step in migrations().applied(db)}
            if extra := known - {step.name for step in migrations()._migrations}:
                raise LogTrouble(
                    "newer", f"the incident log {self.path} was written by a newer version ({min(extra)}); update Gwanje"
                )
            migrations().apply(db)
            connection.execute(f"PRAGMA busy_timeout = {int(_PATIENCE_S * 1000)}")
            connection.execute("PRAGMA cache_size = -16000")
            connection.execute("PRAGMA wal_autocheckpoint = 4000")
            connection.execute("PRAGMA journal_size_limit = 67108864")
            connection.execute("PRAGMA secure_delete = FAST")
            connection.execute("PRAGMA synchronous = FULL")
            self._level = "FULL"
            projection.prepare(connection)
            self._identify(connection, mode, city, holder, entropy)
        except BaseException:
            connection.close()
            raise
        return db

    def _identify(
        self, connection: sqlite3.Connection, mode: str, city: str, holder: Holder, entropy: Callable[[int], bytes]
    ) -> None:
        meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
        if not meta:
            meta = {"name": entropy(16).hex(), "mode": mode, "city": city, "created": holder.since}
            with _transaction(connection):
                connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        if meta["mode"] != mode:
            raise LogTrouble(
                "wrong_mode",
                f"the incident log {self.path} holds {meta['mode']} incidents and takes no {mode} ones; choose another folder",
            )
        self._key = seal_key(self.path, entropy)
        last = connection.execute("SELECT n, hash FROM entry ORDER BY n DESC LIMIT 1").fetchone()
        n, digest = last or (0, chain.genesis(meta["name"].encode()))
        sealed = connection.execute("SELECT n, hash, seal FROM head WHERE row = 1").fetchone()
        self._intact = (n == 0 and sealed is None) or (
            sealed is not None and sealed[:2] == (n, digest) and chain.is_sealed(self._key, chain.Head(*sealed))
        )
        self._head = chain.Head(n, bytes(digest), b"")
        # never given twice in a run: a checkpoint under way names the last row that it covers
        self._row = int(connection.execute("SELECT coalesce(max(row), 0) FROM journal").fetchone()[0])
        self._inserted = 0

    def _synchronous(self, durable: bool) -> None:
        level = "FULL" if durable else "NORMAL"
        if level != self._level:
            self._connection.execute(f"PRAGMA synchronous = {level}")
            self._level = level

    def _write(self, connection: sqlite3.Connection, work: Work) -> chain.Head:
        n, digest = self._head.n, self._head.hash
        for step in work.steps:
            n += 1
            digest = chain.link(digest, n, step.draft)
            entries.enter(connection, n, step, digest)
        if work.steps:
            connection.execute("INSERT OR REPLACE INTO head VALUES (1, ?, ?, ?)", (n, digest, chain.seal(self._key, n, digest)))
        if work.decisions >= 0:
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('decisions', ?)", (str(work.decisions),))
        projection.take_off(connection, work.removed)
        projection.rename(connection, work.moved)
        if work.incidents:
            projection.bring_up_to_date(connection, work.incidents)
        if work.requests:
            requests.bring_up_to_date(connection, work.requests, n)
        if work.positions:
            recovery.keep_positions(connection, work.positions)
        point = work.checkpoint
        if work.journal and (point is None or point.upto is not None):
            connection.execute("INSERT INTO journal VALUES (?, ?)", (self._row + 1, work.journal))
            self._inserted = 1
        if point is not None:
            recovery.keep_checkpoint(connection, point)
        return chain.Head(n, digest, b"")

    def _docs(self, where: str, values: tuple[str, ...]) -> list[tuple[Incident, bytes]]:
        try:
            return recovery.documents(self._connection, where, values)
        except sqlite3.Error as error:
            raise trouble(error, self.path) from error


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
