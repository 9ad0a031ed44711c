"""A checkpoint that another process makes of the log leads to where the hub stands."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from alerts.centre import CentreSettings, open_centre
from alerts.errors import LogError
from alerts.log.audit.verify import verify
from alerts.log.copy import LogCopy
from alerts.log.work import Checkpoint
from tests.alerts.centre.conftest import make_engine
from tests.alerts.centre.test_centre_recovery import busy, picture


def made_beside(room: Any, upto: int) -> bytes:
    log = LogCopy(room.path, upto)
    try:
        return open_centre(log, make_engine, room.decoder.frame, "live", "서울", room.now, beside=True).state(last=True)
    finally:
        log.close()


@pytest.mark.parametrize("seed", range(3))
def test_a_start_from_it_changes_nothing_that_can_be_seen(room: Any, seed: int) -> None:
    rng = random.Random(seed)
    room.open(CentreSettings(checkpoint_s=1e9, refresh_s=0.0))
    for _ in range(3):
        busy(room, rng, 10)
        room.centre.commit(room.now, durable=True)
        now, upto = room.now, room.centre.log.journal_end
        busy(room, rng, 5)  # goes on meanwhile
        room.centre.commit(room.now, durable=True, point=Checkpoint(now, made_beside(room, upto), upto))
        assert len(room.centre.log.recovered().journal) > 0
        before, positions = picture(room), room.centre.positions()
        room.crash()
        room.open(CentreSettings(checkpoint_s=1e9, refresh_s=0.0))
        assert (picture(room), room.centre.positions()) == (before, positions)
        assert verify(room.path).broken == 0


def test_nothing_is_written_by_who_makes_it(room: Any) -> None:
    room.opened()
    room.centre.commit(room.now, durable=True)
    before = verify(room.path)
    made_beside(room, room.centre.log.journal_end)
    assert verify(room.path) == before


def test_a_journal_that_leads_nowhere_is_refused(room: Any) -> None:
    room.opened()
    room.centre.commit(room.now, durable=True)
    connection = sqlite3.connect(room.path)
    connection.execute("UPDATE journal SET data = x'00' WHERE row = (SELECT max(row) FROM journal)")
    connection.commit()
    connection.close()
    with pytest.raises(ValueError, match="damaged journal"):
        made_beside(room, room.centre.log.journal_end)
    with pytest.raises(LogError, match="cannot be opened"):
        LogCopy(Path(room.path).with_name("none.db"), 1).recovered()
