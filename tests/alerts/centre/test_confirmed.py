"""What operators confirmed in a real log, read for tuning: closed as handled, or put together by hand."""

from __future__ import annotations

from typing import Any

import pytest

from alerts.errors import InputError, WorldError
from alerts.tuning.confirmed import read_confirmed


def test_only_what_people_confirmed_counts_and_merged_goes_where_it_went(room: Any) -> None:
    handled, false, one, other = (room.opened() for _ in range(4))
    room.let_final()
    for incident, disposition in ((handled, "handled"), (false, "false_alarm")):
        room.do("acknowledge", incident.key)
        assert room.do("close", incident.key, disposition=disposition, text="확인").ok
    assert room.do("merge", other.key, other=one.key).ok
    room.tick()
    room.let_final()
    path = room.path
    room.crash()
    events, truth = read_confirmed(path)
    named = {event.id: truth[event.source, event.id] for event in events}
    assert named[handled.event_ids[0]] == handled.key
    assert named[one.event_ids[0]] == named[other.event_ids[0]] == one.key
    assert false.event_ids[0] not in named
    assert {event.category for event in events} == {"기타"}, "events are whole, as they came"


def test_a_log_in_which_nothing_is_confirmed_says_so(room: Any, tmp_path: Any) -> None:
    room.opened()
    room.let_final()
    room.crash()
    with pytest.raises(InputError, match="nothing to learn"):
        read_confirmed(room.path)
    with pytest.raises(WorldError):
        read_confirmed(tmp_path / "none.db")
