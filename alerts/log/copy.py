"""The log as it stood at one row of its journal, for a process beside its writer: nothing is written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from alerts.log.audit import chain
from alerts.log.reading.reader import SqliteReader
from alerts.log.sqlite import SqliteLog
from alerts.log.troubles import trouble
from alerts.log.work import Recovered, Work


class LogCopy(SqliteLog):
    """What :meth:`SqliteLog.recovered` would have given when ``upto`` was the journal's last row."""

    def __init__(self, path: Path, upto: int) -> None:
        """LogError where it cannot be read."""
        self.path = path
        self._upto = upto
        self._reader: SqliteReader | None = None
        self._watch = None
        self._db: Database | None = None
        try:
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=10.0, isolation_level=None)
            self._db = Database(connection, execute_plugins=False)
            self._reader = SqliteReader(path)
        except sqlite3.Error as error:
            self.close()
            raise trouble(error, path) from error
        self._head, self._intact = chain.Head(0, b"", b""), True

    def commit(self, work: Work, durable: bool) -> None:
        """Nothing: the log has a writer."""

    def recovered(self) -> Recovered:
        found = super().recovered()
        del found.journal[self._rows() :]
        return found

    def close(self) -> None:
        self._disconnect()  # it has no lock: the log has a writer

    def _rows(self) -> int:
        (count,) = self._connection.execute("SELECT count(*) FROM journal WHERE row <= ?", (self._upto,)).fetchone()
        return int(count)
