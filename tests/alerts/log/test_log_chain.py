"""Nobody changes the log unseen."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from alerts.log.audit import chain
from alerts.log.audit.verify import verify
from alerts.log.sqlite import SqliteLog
from alerts.log.tables.blobs import pack
from alerts.log.work import Work

FREE = "DROP TRIGGER entry_no_update; DROP TRIGGER entry_no_delete;"


def meddle(log: SqliteLog, script: str, *values: object) -> Path:
    """Change the file from outside, as somebody with a database tool would."""
    log.close()
    connection = sqlite3.connect(log.path)
    connection.executescript(FREE)
    connection.execute(script, values)
    connection.commit()
    connection.close()
    return log.path


def test_an_untouched_log_is_found_whole(filled: SqliteLog) -> None:
    verdict = verify(filled.path)  # while its writer has it open
    assert (verdict.broken, verdict.entries, verdict.events, verdict.actions) == (0, 10, 18, 1)
    assert verdict.sealed


def test_the_log_itself_refuses_changes(filled: SqliteLog) -> None:
    filled.close()
    connection = sqlite3.connect(filled.path)
    with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
        connection.execute("UPDATE entry SET body = '{}' WHERE n = 3")
    with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
        connection.execute("DELETE FROM entry WHERE n = 10")
    connection.close()


@pytest.mark.parametrize(
    ("script", "broken"),
    [
        ("UPDATE entry SET body = replace(body, 'e4', 'e5') WHERE n = 3", 3),
        ("UPDATE entry SET time = time + 1 WHERE n = 4", 4),
        ("UPDATE entry SET actor = 'lee' WHERE n = 6", 6),
        ("UPDATE entry SET blob = zeroblob(8) WHERE n = 2", 2),
        ("UPDATE entry SET body = CAST(body AS BLOB) WHERE n = 2", 2),
        ("DELETE FROM entry WHERE n = 5", 5),
        ("DELETE FROM entry WHERE n = 1", 1),
        ("DELETE FROM entry WHERE n >= 9", 9),
        ("DELETE FROM entry", 1),
        ("UPDATE entry SET n = CASE n WHEN 3 THEN -4 WHEN 4 THEN -3 END WHERE n IN (3, 4)", 1),
        ("INSERT INTO entry SELECT 11, time, kind, actor, body, blob, hash FROM entry WHERE n = 10", 11),
        ("UPDATE head SET n = 9", 10),
        ("DELETE FROM head", 10),
        ("UPDATE meta SET value = 'another' WHERE name = 'name'", 1),
        ("UPDATE incident_event SET event = 'e99' WHERE n = 4", 3),
        ("UPDATE incident_event SET key = 'x' WHERE n = 5", 3),
        ("DELETE FROM incident_event WHERE n = 18", 10),
        ("INSERT INTO incident_event(n, entry, position, key) VALUES (99, 6, 0, 'x')", 6),
        ("UPDATE action SET actor = 'lee'", 6),
        ("DELETE FROM action", 6),
        ("INSERT INTO action SELECT 'c9', 77, time, actor, action, key, answer FROM action", 77),
    ],
)
def test_tampering_is_found_at_the_first_broken_entry(filled: SqliteLog, script: str, broken: int) -> None:
    verdict = verify(meddle(filled, script))
    assert verdict.broken == broken, verdict.why
    assert verdict.why


def test_two_entries_that_changed_places_are_found(filled: SqliteLog) -> None:
    path = meddle(filled, "UPDATE entry SET n = CASE n WHEN 3 THEN 40 ELSE 30 END WHERE n IN (3, 4)")
    connection = sqlite3.connect(path)
    connection.execute("UPDATE entry SET n = n / 10 WHERE n > 20")
    connection.commit()
    connection.close()
    assert verify(path).broken == 3


def rehashed(path: Path, n: int, body: str, blob: bytes | None = None) -> None:
    """What somebody would do who knows how the chain is made: change an entry and hash anew from there on."""
    connection = sqlite3.connect(path)
    connection.executescript(FREE)
    connection.execute("UPDATE entry SET body = ?, blob = coalesce(?, blob) WHERE n = ?", (body, blob, n))
    name = connection.execute("SELECT value FROM meta WHERE name = 'name'").fetchone()[0]
    digest = chain.genesis(name.encode())
    rows = connection.execute("SELECT n, time, kind, actor, body, blob FROM entry ORDER BY n").fetchall()
    for at, time, kind, actor, text, data in rows:
        digest = chain.link(digest, at, chain.Draft(time, kind, actor, text.encode(), data))
        connection.execute("UPDATE entry SET hash = ? WHERE n = ?", (digest, at))
    connection.execute("UPDATE head SET hash = ?", (digest,))
    connection.commit()
    connection.close()


def test_a_chain_made_anew_does_not_have_the_seal(filled: SqliteLog) -> None:
    filled.close()
    rehashed(filled.path, 6, '{"command":{"id":"c5","action":"note"}}')
    verdict = verify(filled.path)
    assert verdict.broken == 10
    assert "seal" in verdict.why


def test_an_anchor_noted_elsewhere_finds_what_even_the_seal_does_not(filled: SqliteLog) -> None:
    noted = verify(filled.path).head
    filled.close()
    filled.path.with_name(filled.path.name + ".seal").unlink()  # the thief took the key as well
    rehashed(filled.path, 6, '{"command":{"id":"c5","action":"note"}}')
    assert not verify(filled.path).broken
    assert verify(filled.path, anchor=noted).broken == 10
    assert verify(filled.path, anchor="12:" + "0" * 64).broken == 11


@pytest.mark.parametrize(
    ("body", "blob"),
    [
        ("not json", None),
        ('{"joins":[[4,"112","e4","112\\u001fe0",""],[5,"112","e5","112\\u001fe0",""]]}', pack([b'{"id":"x"}', b"?"])),
        ('{"joins":[[4,"112","e4","112\\u001fe0",""],[5,"112","e5","112\\u001fe0",""]]}', b"no blob"),
    ],
)
def test_an_entry_that_cannot_be_what_it_says_is_broken(filled: SqliteLog, body: str, blob: bytes | None) -> None:
    filled.close()
    rehashed(filled.path, 3, body, blob)
    assert verify(filled.path).broken == 3


def test_a_log_changed_while_nobody_had_it_open_says_so_when_it_is_opened(
    filled: SqliteLog, opened: Callable[..., SqliteLog]
) -> None:
    assert filled.recovered().intact
    path = meddle(filled, "DELETE FROM entry WHERE n = 10")
    assert not opened(path=path).recovered().intact


def test_a_commit_is_whole_or_nothing(filled: SqliteLog, step: Callable[..., object]) -> None:
    before = verify(filled.path)
    with pytest.raises(Exception, match="UNIQUE"):
        filled.commit(Work(steps=[step(100), step(0)], decisions=101), durable=True)  # type: ignore[list-item]
    assert verify(filled.path) == before
    filled.commit(Work(steps=[step(100)], decisions=101), durable=True)  # type: ignore[list-item]
    assert verify(filled.path).entries == before.entries + 1
    assert filled.recovered().decisions == 101


def test_every_part_of_an_entry_counts_and_none_can_flow_into_the_next() -> None:
    draft = chain.Draft(1.0, "step", "engine", b"{}", b"blob")
    ways = [
        draft, chain.Draft(2.0, "step", "engine", b"{}", b"blob"), chain.Draft(1.0, "stepe", "ngine", b"{}", b"blob"),
        chain.Draft(1.0, "step", "engine", b"{}b", b"lob"), chain.Draft(1.0, "step", "engine", b"{}", b""),
    ]  # fmt: skip
    hashes = {chain.link(b"p", 1, way) for way in ways} | {chain.link(b"q", 1, draft), chain.link(b"p", 2, draft)}
    assert len(hashes) == len(ways) + 2
    assert msgspec.json.decode(msgspec.json.encode(draft), type=chain.Draft) == draft
