"""Messages in, incidents out, in numbered updates that say the same as a snapshot."""

from __future__ import annotations

import random
import sqlite3
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from alerts.centre import CentreSettings, showing
from alerts.events import Unit
from alerts.log.audit.verify import verify
from alerts.log.troubles import LogTrouble
from alerts.picture import Snapshot, SourceHealth, Update


def test_a_report_is_an_incident_in_the_next_update_and_on_disk(room: Any) -> None:
    room.report(room.call("압사 위험"))
    assert room.centre.positions() == {}, "taken in, but not on disk"
    update = room.tick()
    [incident] = update.incidents
    assert (incident.state, incident.reports, incident.place) == ("new", 1, "성수역")
    assert room.centre.positions() == {("cad", 7): 1}
    assert update.n == room.centre.snapshot(room.now).n == 1
    assert room.tick().n == 2
    assert room.centre.query("incidents", {"text": "압사"}).rows[0].key == incident.key


def test_of_a_storms_ordinary_reports_a_snapshot_has_the_newest_and_every_alarm(
    room: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(showing, "MOST_ORDINARY", 3)
    for number in range(6):
        room.report(room.call("사람이 쓰러졌어요", code="3", lat=37.50 + number / 50))
        room.tick(1.0)
    room.report(room.call("압사 위험", lat=37.68))
    room.tick(1.0)
    room.do("take", (first := room.centre.snapshot(room.now).incidents[-1].key))
    room.tick(1.0)
    snapshot = room.centre.snapshot(room.now)
    ordinary = [incident for incident in snapshot.incidents if incident.is_ordinary]
    assert snapshot.held_back == len(room.centre.shown()) - len(snapshot.incidents) > 0
    assert len(ordinary) == 3
    assert {incident.key for incident in snapshot.incidents} > {first}, "what somebody has in hand"
    assert any(incident.is_alarm for incident in snapshot.incidents)
    left = set(room.centre.shown()) - {incident.key for incident in snapshot.incidents}
    oldest = min(incident.updated for incident in ordinary)
    assert all(room.centre.showing.glance(key).updated <= oldest for key in left)


@pytest.mark.parametrize("seed", range(4))
def test_updates_applied_to_a_snapshot_give_the_next_snapshot(room: Any, seed: int) -> None:
    """Whatever comes, in whatever order: a console that follows is never wrong."""
    rng = random.Random(seed)
    room.open(CentreSettings(keep_closed_s=60.0, refresh_s=5.0))
    seen = apply(room.centre.snapshot(room.now), {})
    for _ in range(60):
        for _ in range(rng.randrange(4)):
            text = rng.choice(["화재", "연기가 나요", "싸움"])
            late = moment(room.now - rng.random() * 60)
            room.report(room.call(text, lat=37.5 + rng.randrange(4) / 100, time=late))
        room.report(unit(room))
        if seen["incidents"] and rng.random() < 0.4:
            key = rng.choice(sorted(seen["incidents"]))
            action = rng.choice(["acknowledge", "start", "note", "close", "take", "merge", "reopen"])
            room.do(action, key, text="메모", disposition="handled", other=rng.choice(sorted(seen["incidents"])))
        seen = apply(room.tick(0.05 + rng.random() * 10), seen)
    # by now nothing may wait for its turn any more
    for _ in range(3):
        seen = apply(room.tick(5.0), seen)
    whole = apply(room.centre.snapshot(room.now), {})
    assert seen["incidents"] == whole["incidents"]
    assert seen["units"] == whole["units"]
    assert seen["n"] == whole["n"]
    assert verify(room.path).broken == 0


def apply(news: Snapshot | Update, seen: dict[str, Any]) -> dict[str, Any]:
    """What a console does with what it is sent."""
    news = msgspec.msgpack.decode(msgspec.msgpack.encode(news), type=type(news))
    incidents = dict(seen.get("incidents", {}))
    if isinstance(news, Update):
        assert news.n == seen["n"] + 1
        for old, new in news.moved.items():
            if old in incidents:
                incidents[new] = incidents.pop(old)
        for key in news.removed:
            incidents.pop(key, None)
    incidents.update({incident.key: incident for incident in news.incidents})
    units = seen.get("units", {}) | {spot.unit_id: spot for spot in news.units}
    return {"n": news.n, "incidents": incidents, "units": units}


def unit(room: Any) -> Unit:
    return Unit(id=f"u{room.seq}", source="cad", time=moment(room.now), service="112", unit_id="p", lat=37.5, lon=127.0)


def moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def test_messages_of_one_moment_are_one_step_and_refused_events_are_counted(room: Any) -> None:
    bad = room.decoder.frame(
        b"", b'{"v":1,"source":"cad","epoch":7,"seq":0,"events":[{"type":"cctv","id":"x","source":"cad"}]}'
    )
    room.seq = 1
    frames = [bad, room.frame(room.call(), room.call()), room.frame(room.call())]
    room.centre.ingest(frames, room.now)
    room.centre.ingest([], room.now)
    update = room.tick()
    assert sum(incident.reports for incident in update.incidents) == 3
    assert {feed.channel: feed.rejected for feed in update.feeds if feed.rejected} == {"cctv": 1}
    assert room.centre.positions() == {("cad", 7): 3}
    assert update.published == [room.now - 1.0, room.now - 1.0]


def test_what_is_refreshed_often_is_shown_now_and_then_but_urgent_ones_at_once(room: Any) -> None:
    room.open(CentreSettings(refresh_s=10.0))
    calm = room.opened(code="4", text="소음")
    while calm.priority <= 2:
        calm = room.opened(code="4", text="소음")
    room.do("set_priority", calm.key, priority=3, text="r")
    room.tick(20.0)
    assert room.one(calm.key).priority == 3
    room.do("note", calm.key, text="하나")
    assert [one.notes for one in room.tick(0.1).incidents] == [1], "what a person did is shown at once"
    room.do("set_priority", calm.key, priority=1, text="r")
    assert [one.priority for one in room.tick(0.1).incidents] == [1]


def test_a_closed_incident_leaves_after_its_time_and_is_found_in_the_log(room: Any) -> None:
    room.open(CentreSettings(keep_closed_s=900.0))
    incident = room.opened()
    room.do("close", incident.key, disposition="handled")
    assert [one.state for one in room.tick().incidents] == ["closed"]
    assert room.tick(898.0).removed == []
    assert room.tick(5.0).removed == [incident.key]
    assert room.shown() == []
    row = room.centre.query("incidents", {"states": ["closed"]}).rows[0]
    assert (row.key, row.disposition) == (incident.key, "handled")
    # a supervisor takes it up again: it is back
    assert room.do("reopen", incident.key, "lee").ok
    [back] = room.tick().incidents
    assert (back.state, back.owner) == ("acknowledged", "lee")
    assert [change.change for change in back.history if change.actor != "engine"] == ["closed", "reopened"]
    assert back.event_ids == incident.event_ids


def test_losses_are_written_down_at_once_and_gaps_that_closed_now_and_then(room: Any) -> None:
    row = SourceHealth("cad", 1.0, 9, 0, 0, 0, 0, room.now, 3, 0)
    room.report(room.call())
    for second in range(1, 122):  # a gap a second, each closed again
        room.centre.report([msgspec.structs.replace(row, gaps=second)], room.now + second)
    lost = msgspec.structs.replace(row, gaps=121, lost=4)
    for _ in range(3):
        room.centre.report([lost], room.now + 122.0)
    update = room.tick()
    assert [(source.gaps, source.lost, source.spool) for source in update.sources if source.source == "cad"] == [(121, 4, 3)]
    connection = sqlite3.connect(room.path)
    entries = connection.execute("SELECT kind, body FROM entry WHERE kind IN ('gap', 'loss')").fetchall()
    connection.close()
    said = [(kind, msgspec.json.decode(body)) for kind, body in entries]
    assert [(kind, body["gaps"], body["lost"]) for kind, body in said] == [
        ("gap", 1, 0), ("gap", 60, 0), ("gap", 60, 0), ("loss", 0, 4),
    ]  # fmt: skip


def test_new_alarms_are_the_load(room: Any) -> None:
    for _ in range(3):
        room.opened(code="0")
    load = room.centre.snapshot(room.now).load
    assert load.last_10_min == sum(load.bins) == sum(incident.priority <= 3 for incident in room.shown()) > 0


def test_a_replay_has_a_log_of_its_own_kind_and_keeps_no_journal(room: Any) -> None:
    centre = room.open(mode="replay")
    room.opened()
    assert centre.snapshot(room.now).mode == "replay"
    assert centre.log.recovered().journal == []
    assert room.do("play").error == "bad_argument", "for the player, not for the centre"
    room.crash()
    with pytest.raises(LogTrouble) as refused:
        room.open(mode="live")
    assert refused.value.code == "wrong_mode"
    room.open(mode="replay")


def test_questions(room: Any) -> None:
    incident = room.opened(text="불이야")
    for name in (incident.key, incident.id):
        if not name:
            continue
        line = room.centre.query("timeline", {"incident": name})
        assert line.incident.key == incident.key
        explained = room.centre.query("explain", {"incident": name})
        assert explained.why == incident.why != []
    [member] = incident.members
    by_event = room.centre.query("explain", {"incident": incident.key, "event": f"{member.source}\x1f{member.id}"})
    assert any(reason.rule == "open" for reason in by_event.why)
    assert room.centre.query("explain", {"incident": incident.key, "event": "nothing"}).why != incident.why
    assert room.centre.query("facets", {"text": "불이야"}).total == 1
    assert room.centre.query("timeline", {"incident": "INC-19990101-0001"}) is None
    assert room.centre.query("explain", {"incident": "INC-19990101-0001"}).name == "INC-19990101-0001"
    with pytest.raises(LookupError):
        room.centre.query("passwords", {})
    for args in ({"limit": 0}, {"limit": "many"}, {"colour": "red"}, {"text": 7}):
        with pytest.raises(ValueError):
            room.centre.query("incidents", args)
    msgspec.msgpack.encode(line)


def test_what_nobody_takes_up_is_closed_after_its_time_and_what_somebody_has_is_not(room: Any) -> None:
    room.open(CentreSettings(unattended_s=3_600.0))
    left, taken = room.opened(), room.opened()
    room.do("acknowledge", taken.key)
    room.tick(3_500.0)
    assert {one.state for one in room.shown()} == {"new", "acknowledged"}
    room.tick(200.0)
    closed = room.one(left.key)
    assert (closed.state, closed.disposition, closed.history[-1].change) == ("closed", "expired", "expired")
    assert room.one(taken.key).state == "acknowledged"
    room.crash()
    assert room.one(left.key).state == "closed"
    assert verify(room.path).broken == 0


def test_an_ordinary_report_that_nobody_confirms_leaves_by_itself(room: Any) -> None:
    room.report(room.call("소음", code="4", service="120"))
    room.let_final()
    [incident] = room.shown()
    assert incident.priority == 4, "an ordinary report"
    alarm = room.opened(code="0")
    for _ in range(100):
        room.let_final()
        if len(room.shown()) == 1:
            break
    assert [one.key for one in room.shown()] == [alarm.key], "an alarm waits for a person"
    [row] = room.centre.query("incidents", {"states": ["closed"]}).rows
    assert (row.key, row.disposition) == (incident.key, "expired")
    assert room.do("note", incident.key, text="늦은 메모").ok
    [back] = room.tick().incidents
    assert (back.state, back.notes) == ("closed", 1)


def test_a_clock_that_is_set_back_stops_nothing(room: Any) -> None:
    incident = room.opened(code="3")
    room.now -= 7_200.0
    room.do("note", incident.key, text="x")
    assert [one.notes for one in room.tick(0.1).incidents] == [1]
    room.report(room.call(lat=37.6))
    assert len(room.tick(0.1).incidents) == 1
    assert room.centre.positions() == {("cad", 7): room.seq}


def test_a_storm_after_a_silence_is_shown_the_most_urgent_first(room: Any) -> None:
    room.open(CentreSettings(shown_at_once=10))
    spots = [(37.4 + 0.01 * (at % 25), 126.7 + 0.02 * (at // 25)) for at in range(100)]
    room.report(*(room.call(lat=lat, lon=lon, code="0" if at % 2 else "4") for at, (lat, lon) in enumerate(spots)))
    first = room.tick(0.1).incidents
    assert 0 < len(first) <= 20
    seen = {incident.key for incident in first}
    while update := room.centre.tick(room.now + 0.1):
        assert len(update.incidents) <= 20
        seen |= {incident.key for incident in update.incidents}
        room.now += 0.1
    assert len(seen) == len(room.shown()) >= 90
