"""What people decide holds against the engine, is written down, outlives a crash, and can be taken back."""

from __future__ import annotations

import sqlite3
from typing import Any

import msgspec
import pytest

from alerts.centre import CentreSettings
from alerts.events import Candidate
from alerts.log.audit.verify import verify

FIRE = {"lat": 37.6, "lon": 127.1, "service": "119", "code": "fire", "category": "건물 화재", "place": None}


def fire(room: Any, metres: float = 0.0, **fields: Any) -> Any:
    return room.call("연기가 나요", **(FIRE | {"lat": 37.6 + metres / 111_195.0} | fields))


def holds(room: Any, check: Any) -> None:
    """It is so now, after more reports and ticks, after a crash (from the journal), and from a checkpoint."""
    check()
    room.now += 5.0
    room.report(fire(room, 4.0), fire(room, 304.0))
    room.tick()
    check()
    room.crash()
    check()
    room.report(fire(room, 6.0))
    room.tick()
    check()


@pytest.fixture
def incident(room: Any) -> Any:
    room.open(CentreSettings(checkpoint_s=10_000.0))
    room.report(fire(room), fire(room, 5.0))
    [made] = room.tick().incidents
    return made


def last(room: Any, key: str) -> tuple[str, str]:
    change = room.one(key).history[-1]
    return change.change, change.actor


def test_a_change_of_kind(room: Any, incident: Any) -> None:
    assert room.do("set_kind", incident.key, kind="facility", text="보일러 수증기").ok
    room.tick()
    holds(room, lambda: pytest.fail("flipped") if room.one(incident.key).kind != "facility" else None)
    assert room.one(incident.key).reports > 2, "reports go on joining"
    assert room.one(incident.key).title.startswith("시설")
    assert room.do("undo", incident.key).ok
    room.tick()
    assert room.one(incident.key).kind == "fire"
    assert last(room, incident.key) == ("undone", "kim")


def test_a_change_of_priority(room: Any, incident: Any) -> None:
    assert room.do("set_priority", incident.key, priority=3, text="수증기").ok
    room.tick()
    holds(room, lambda: pytest.fail("rose") if room.one(incident.key).priority != 3 else None)
    assert room.do("undo", incident.key).ok
    room.tick()
    assert room.one(incident.key).priority < 3, "what the engine has come to since"


def test_a_merge(room: Any, incident: Any) -> None:
    room.report(fire(room, 300.0), fire(room, 305.0))
    [other] = [one for one in room.tick().incidents if one.key != incident.key]
    assert room.do("merge", other.key, other=incident.key).ok
    room.tick()

    def check() -> None:
        assert (room.one(other.key).state, room.one(other.key).event_ids) == ("merged", [])
        assert set(other.event_ids) <= set(room.one(incident.key).event_ids)

    holds(room, check)
    assert room.do("undo", incident.key).ok
    room.tick()

    def apart() -> None:
        assert set(other.event_ids) <= set(room.one(other.key).event_ids)
        assert not set(other.event_ids) & set(room.one(incident.key).event_ids)
        assert room.one(other.key).state == "acknowledged"

    holds(room, apart)
    assert room.do("undo", incident.key).error == "wrong_state", "there is nothing more to take back"


@pytest.mark.parametrize("action", ["split", "unlink"])
def test_a_split(room: Any, incident: Any, action: str) -> None:
    leaving = incident.members[1]
    assert room.do(action, incident.key, events=[leaving.id]).ok
    room.tick()
    out = f"{leaving.source}\x1f{leaving.id}"

    def check() -> None:
        assert leaving.id in room.one(out).event_ids
        assert leaving.id not in room.one(incident.key).event_ids

    holds(room, check)
    explained = room.centre.query("explain", {"incident": incident.key, "other": f"{leaving.source}:{leaving.id}"})
    assert (explained.against[0].code, explained.against[0].detail) == ("operator", "split")
    assert room.do("undo", incident.key).ok
    room.tick()
    assert room.one(out).state == "merged"
    assert leaving.id in room.one(incident.key).event_ids
    room.crash()
    assert leaving.id in room.one(incident.key).event_ids


def test_a_place(room: Any) -> None:
    spots = [Candidate("시청역 1번", 37.6, 127.1), Candidate("시청역 2번", 37.63, 127.1)]
    room.open(CentreSettings(checkpoint_s=10_000.0))
    room.report(fire(room, lat=None, lon=None, place="시청역", candidates=spots))
    [made] = room.tick().incidents
    assert [spot.place for spot in made.candidates] == ["시청역 1번", "시청역 2번"]
    assert room.do("settle_place", made.key, place=spots[1]).ok
    room.tick()

    def check() -> None:
        shown = room.one(made.key)
        assert (shown.candidates, shown.lat) == ([], pytest.approx(37.63, abs=1e-5))
        assert shown.reports == 1, "what is reported at the other place is no part of it"

    holds(room, check)
    assert last(room, made.key) == ("place_settled", "kim")
    assert room.do("undo", made.key).ok
    room.tick()
    assert len(room.one(made.key).candidates) == 2
    for wrong in (None, Candidate("x", 100.0, 0.0)):
        assert room.do("settle_place", made.key, place=wrong).error == "bad_argument"


def test_a_closing(room: Any, incident: Any) -> None:
    assert room.do("close", incident.key, disposition="handled").ok
    room.tick()
    assert room.do("reopen", incident.key).ok
    room.tick()
    room.report(more := fire(room, 3.0))
    room.tick()
    assert more.id in room.one(incident.key).event_ids, "reopened, it takes reports again"


def test_all_of_it_is_written_down(room: Any, incident: Any) -> None:
    room.do("set_kind", incident.key, kind="facility", text="수증기", id="k")
    room.do("undo", incident.key, id="u")
    connection = sqlite3.connect(room.path)
    bodies = [msgspec.json.decode(body) for (body,) in connection.execute("SELECT body FROM entry WHERE kind = 'command'")]
    connection.close()
    said = [(body["command"]["action"], body["after"]["kind"]) for body in bodies]
    assert said == [("set_kind", "facility"), ("undo", "")]
    assert verify(room.path).actions == 2


def test_it_outlives_a_checkpoint_too(room: Any, incident: Any) -> None:
    room.do("set_kind", incident.key, kind="facility", text="수증기")
    room.do("unlink", incident.key, events=[incident.members[1].id])
    room.tick()
    room.centre.commit(room.now, durable=True, point=room.centre.checkpoints.whole(room.now))
    room.crash()
    room.report(fire(room, 2.0))
    room.tick()
    assert room.one(incident.key).kind == "facility"
    assert room.do("undo", incident.key).ok
    assert room.do("undo", incident.key).ok
    room.tick()
    assert room.one(incident.key).kind == "fire"
    assert incident.members[1].id in room.one(incident.key).event_ids
