"""Checking a log: the chain from its first entry to its sealed end, and that searches show what the entries say."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct

from alerts.log.audit import chain
from alerts.log.audit.sealing import existing_key
from alerts.log.reading.reader import connect_read_only
from alerts.log.tables.blobs import readable, unpack
from alerts.log.troubles import trouble
from alerts.log.work import Draft

_EVERY: Final = 256


class _StepBody(Struct):
    joins: list[tuple[int, str, str, str, str]] = []
    opened: dict[str, str] = {}


class _CommandBody(Struct):
    command: dict[str, Any] | None = None


class Verdict(Struct):
    """What a check found. ``broken`` is the first broken entry's number (0: none), ``why`` what is wrong with it.

    ``sealed`` says whether the end could be checked against the sealing key; without the key cut-off entries at the end may
    go unnoticed. ``head`` is the last entry's hash, to be noted elsewhere and compared later.
    """

    entries: int
    events: int
    actions: int
    head: str
    sealed: bool
    broken: int = 0
    why: str = ""


class _Named(Struct):
    id: str
    state: str


class _RequestBody(Struct):
    request: _Named | None = None


class _Broken(Exception):
    def __init__(self, n: int, why: str) -> None:
        super().__init__(why)
        self.n = n
        self.why = why


def verify(path: Path, anchor: str = "", progress: Callable[[int, int], None] | None = None) -> Verdict:
    """Check the log at ``path``, also while a hub writes to it. LogError if it cannot be read.

    ``anchor`` is ``N:HASH`` as an earlier check printed it: that entry must still be there. ``progress`` hears how many
    entries are done and how many there are.
    """
    connection = connect_read_only(path)
    try:
        connection.execute("BEGIN")  # one view of the file, whatever the hub writes meanwhile
        return _Check(connection, existing_key(path), anchor, progress).verdict()
    except sqlite3.Error as error:
        raise trouble(error, path) from error
    finally:
        connection.close()


class _Check:
    def __init__(
        self, connection: sqlite3.Connection, key: bytes | None, anchor: str, progress: Callable[[int, int], None] | None
    ) -> None:
        self._connection = connection
        self._key = key
        self._anchor = anchor.strip().lower()
        self._progress = progress
        self._events = 0
        self._actions = 0
        self._requests: dict[str, tuple[int, str]] = {}
        self._n = 0
        self._digest = b""

    def verdict(self) -> Verdict:
        broken = _Broken(0, "")
        try:
            self._walk()
            self._end()
            self._strays()
            self._asked()
        except _Broken as found:
            broken = found
        head = f"{self._n}:{self._digest.hex()}"
        return Verdict(self._n, self._events, self._actions, head, self._key is not None, broken.n, broken.why)

    def _walk(self) -> None:
        name = self._connection.execute("SELECT value FROM meta WHERE name = 'name'").fetchone()
        self._digest = chain.genesis(name[0].encode() if name else b"")
        total = self._connection.execute("SELECT count(*) FROM entry").fetchone()[0]
        anchor_n, _, anchor_hash = self._anchor.partition(":")
        for n, time, kind, actor, body, blob, digest in self._connection.execute("SELECT * FROM entry ORDER BY n"):
            expected = self._n + 1
            if n != expected:
                raise _Broken(expected, "it is missing")
            content = (time, kind, actor, body, blob)
            if not all(isinstance(value, kind_) for value, kind_ in zip(content, (float, str, str, str, bytes), strict=True)):
                raise _Broken(n, "its content was changed")
            if chain.link(self._digest, n, Draft(time, kind, actor, body.encode(), blob)) != digest:
                raise _Broken(n, "its content was changed, or it does not belong here")
            if anchor_n == str(n) and digest.hex() != anchor_hash:
                raise _Broken(n, "its hash is not the one noted earlier")
            self._n, self._digest = n, digest
            try:
                if kind == "step":
                    self._step(n, body, blob)
                elif kind in ("command", "rules"):
                    self._command(n, kind, time, actor, body)
                if kind in ("command", "outward"):
                    self._request(n, body)
            except msgspec.DecodeError as error:
                raise _Broken(n, "its content cannot be read") from error
            if self._progress is not None and n % _EVERY == 0:
                self._progress(n, total)
        if self._progress is not None:
            self._progress(total, total)
        if anchor_n.isdigit() and int(anchor_n) > self._n:
            raise _Broken(self._n + 1, "it is missing: the entry noted earlier comes later than the last one")

    def _step(self, n: int, body: str, blob: bytes) -> None:
        step = msgspec.json.decode(body, type=_StepBody)
        said = [(join[0], join[1], join[2], join[3]) for join in step.joins]
        found = self._connection.execute(
            "SELECT n, source, event, key FROM incident_event WHERE entry = ? ORDER BY position", (n,)
        ).fetchall()
        if found != said:
            raise _Broken(n, f"the search table shows {len(found)} other events for it than its {len(said)}")
        if said:
            try:
                parts = unpack(blob)
            except ValueError as error:
                raise _Broken(n, "its events cannot be read") from error
            ids = [(raw.get("source"), raw.get("id")) if isinstance(raw := readable(part), dict) else None for part in parts]
            if ids != [(source, event) for _, source, event, _ in said]:
                raise _Broken(n, "the events kept with it are not the ones it names")
        self._events += len(said)

    def _command(self, n: int, kind: str, time: float, actor: str, body: str) -> None:
        command = msgspec.json.decode(body, type=_CommandBody).command
        if command is None:
            if kind == "command":
                raise _Broken(n, "it does not say which command it records")
            return  # rules that a start put in force, or that an earlier version of the program noted without the command
        found = self._connection.execute("SELECT command, time, actor, action FROM action WHERE entry = ?", (n,)).fetchall()
        if found != [(command.get("id"), time, actor, command.get("action"))]:
            raise _Broken(n, "the table of actions does not show the command it records")
        self._actions += 1

    def _request(self, n: int, body: str) -> None:
        request = msgspec.json.decode(body, type=_RequestBody).request
        if request is not None:
            self._requests[request.id] = (n, request.state)

    def _asked(self) -> None:
        """The table of requests shows each as the last entry that speaks of it left it, and none that no entry speaks of."""
        if not self._connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'request'").fetchone():
            return  # a log of before there were any
        shown = {
            name: (entry, state) for name, entry, state in self._connection.execute("SELECT id, entry, state FROM request")
        }
        for name, (n, state) in self._requests.items():
            if name not in shown or shown[name][1] != state:
                raise _Broken(n, "the table of requests does not show what it records")
        for name, (entry, _) in shown.items():
            if name not in self._requests:
                raise _Broken(int(entry), "the table of requests shows one that no entry records")

    def _end(self) -> None:
        sealed = self._connection.execute("SELECT n, hash, seal FROM head WHERE row = 1").fetchone()
        if sealed is None:
            if self._n:
                raise _Broken(self._n, "the end of the log has no seal")
            return
        head = chain.Head(*sealed)
        if head.n > self._n:
            raise _Broken(self._n + 1, f"it is missing: the log was sealed with {head.n} entries")
        if head.n < self._n:
            raise _Broken(head.n + 1, f"it was added from outside: the log was sealed with {head.n} entries")
        if head.hash != self._digest or (self._key is not None and not chain.is_sealed(self._key, head)):
            raise _Broken(self._n, "the seal at the end of the log is not that of its writer")

    def _strays(self) -> None:
        """What the search tables show without an entry that says so."""
        for table, kinds, what in (("incident_event", ("step",), "an event"), ("action", ("command", "rules"), "an action")):
            marks = ", ".join("?" * len(kinds))
            stray = self._connection.execute(
                f"SELECT t.entry FROM {table} t LEFT JOIN entry e ON e.n = t.entry AND e.kind IN ({marks})"  # noqa: S608
                " WHERE e.n IS NULL LIMIT 1",
                kinds,
            ).fetchone()
            if stray is not None:
                raise _Broken(int(stray[0]), f"the search tables show {what} of it that it does not record")
