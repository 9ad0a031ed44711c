"""Publisher, hub and console over real sockets: what goes in comes out, and only from those who are let in."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import zmq

from alerts.commands import Answer, Command
from alerts.errors import WireError
from alerts.events import Cctv, Dispatch
from alerts.picture import Snapshot, SourceHealth, Update
from feeds.client import ConsoleClient, Link, Reply
from feeds.hub.doors import Bind
from feeds.hub.hub import Hub
from feeds.hub.processes.parent import end_with_parent
from feeds.hub.quarantine import Quarantine
from feeds.keys import ClientKeys, KeyRing
from feeds.publisher import Publisher
from feeds.wire.sockets import client as connect

Until = Callable[..., None]
Report = Callable[[int], Cctv]


@pytest.fixture
def context() -> Iterator[zmq.Context[Any]]:
    with zmq.Context() as made:
        yield made


class Console:
    """A console that remembers what it heard."""

    def __init__(self, hub: Any, keys: ClientKeys | None = None) -> None:
        self.urgent = threading.Event()
        self.client = ConsoleClient(hub.ready.consoles, keys or hub.ring.client("console"), urgent=self.urgent.set)
        self.messages: list[Any] = []

    def of(self, kind: type) -> list[Any]:
        self.messages += self.client.poll()
        return [message for message in self.messages if isinstance(message, kind)]

    @property
    def state(self) -> str:
        return str(self.of(Link)[-1].state)

    def follows(self, until: Until) -> int:
        """The snapshots taken until updates come: from then on they are heard, and no further one is needed."""
        until(lambda: self.of(Update))
        return self.client.snapshots

    def incidents(self) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        self.of(Link)
        for message in self.messages:
            if isinstance(message, Snapshot):
                shown = {}
            if isinstance(message, Snapshot | Update):
                shown.update((incident.key, incident) for incident in message.incidents)
        return shown

    def source(self, name: str) -> SourceHealth | None:
        self.of(Link)
        rows = [row for m in self.messages if isinstance(m, Snapshot | Update) for row in m.sources if row.source == name]
        return rows[-1] if rows else None

    def __enter__(self) -> Console:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()


def test_a_critical_alarm_and_an_answer_do_not_wait_for_a_poll(running_hub: Any, report_of: Report, until: Until) -> None:
    with Console(running_hub) as console:
        until(lambda: console.of(Snapshot))
        with Publisher("cctv/1", running_hub.ready.feeds, running_hub.ring.client("feed")) as line:
            line.send([report_of(1)])
            until(console.incidents)
            (key,) = console.incidents()
            assert console.incidents()[key].priority > 1
            assert not console.urgent.is_set()
            console.client.send(Command("c1", "kim", "acknowledge", key))
            assert console.urgent.wait(180)
            assert console.of(Answer)
            console.urgent.clear()
        with Publisher("cad", running_hub.ready.feeds, running_hub.ring.client("feed")) as line:
            line.send([_urgent_call(f"u{number}") for number in range(3)])
            assert console.urgent.wait(180)
            assert any(one.priority == 1 and one.state == "new" for one in console.incidents().values())


def _urgent_call(name: str) -> Dispatch:
    return Dispatch(
        id=name, source="cad", time=datetime.now(UTC), service="112", call_id=name, code="0", stage="received", category="폭력",
        text="칼을 들고 있어요", lat=37.6, lon=126.9, place="",
    )  # fmt: skip


def test_from_a_feed_to_a_console_and_back(running_hub: Any, report_of: Report, until: Until) -> None:
    with Console(running_hub) as console:
        taken = console.follows(until)
        with Publisher("cctv/1", running_hub.ready.feeds, running_hub.ring.client("feed")) as line:
            line.send([report_of(1)])
            until(console.incidents)
            until(lambda: line.status().spooled == 0)
            assert line.status().connected
        (key,) = console.incidents()
        console.client.send(Command("c1", "kim", "acknowledge", key))
        console.client.query("explain", {"incident": key}, "q1")
        console.client.query("nothing", {}, "q2")
        until(lambda: console.of(Answer) and len(console.of(Reply)) == 2)
        assert console.of(Answer)[0].ok
        until(lambda: console.incidents()[key].state == "acknowledged")
        replies = {reply.id: reply for reply in console.of(Reply)}
        assert replies["q1"].result["incident"]["key"] == key
        assert replies["q2"].error == "unknown_query"
        until(lambda: console.state == "up")
        assert console.client.snapshots == taken


def test_events_before_the_hub_is_there_are_not_lost(running_hub: Any, report_of: Report, until: Until) -> None:
    """The publisher starts first, and the hub goes and comes back: nothing is lost, nothing comes twice."""
    running_hub.stop()
    total = 600
    with Publisher("cctv/1", running_hub.ready.feeds, running_hub.ring.client("feed"), batch=4) as line:
        line.send(report_of(number) for number in range(200))
        running_hub.start()
        until(lambda: line.status().spooled == 0)
        for number in range(200, 400):
            line.send([report_of(number)])
        running_hub.stop()
        for number in range(400, total):
            line.send([report_of(number)])
        running_hub.start()
        until(lambda: line.status().spooled == 0)
        with Console(running_hub) as console:
            until(lambda: console.of(Snapshot))
            until(lambda: sum(one.reports for one in console.incidents().values()) == total)
            row = console.source("cctv/1")
            assert row is not None
            assert row.lost == 0
            cctv = console.of(Snapshot)[0].feeds[0]
            assert (cctv.total, cctv.duplicates, cctv.lost) == (total, 0, 0)


def test_a_publisher_with_a_spool_folder_survives_its_restart(
    running_hub: Any, report_of: Report, until: Until, tmp_path: Path
) -> None:
    running_hub.stop()
    keys = running_hub.ring.client("feed")
    first = Publisher("cctv/1", running_hub.ready.feeds, keys, spool=tmp_path / "spool", batch=4)
    first.send([report_of(number) for number in range(50)])
    assert first.close(0.2) == 13
    running_hub.start()
    with Publisher("cctv/1", running_hub.ready.feeds, keys, spool=tmp_path / "spool", batch=4) as second:
        second.send([report_of(number) for number in range(50, 60)])
        until(lambda: second.status().spooled == 0)
    with Console(running_hub) as console:
        until(lambda: sum(one.reports for one in console.incidents().values()) == 60)


def test_what_a_full_spool_gave_up_is_counted_as_lost(running_hub: Any, report_of: Report, until: Until) -> None:
    running_hub.stop()
    keys = running_hub.ring.client("feed")
    with Publisher("cctv/1", running_hub.ready.feeds, keys, spool_bytes=20_000, batch=1) as line:
        line.send([report_of(number) for number in range(200)])
        until(lambda: line.status().dropped > 0 and line.status().dropped + line.status().spooled == 200)
        dropped = line.status().dropped
        running_hub.start()
        until(lambda: line.status().spooled == 0)
        with Console(running_hub) as console:
            until(lambda: (row := console.source("cctv/1")) is not None and row.lost == dropped)
            row = console.source("cctv/1")
            assert row is not None
            assert row.dropped == dropped
            assert sum(one.reports for one in console.incidents().values()) == 200 - dropped


def test_who_is_not_let_in_gets_nothing_and_is_logged_once(
    running_hub: Any, report_of: Report, until: Until, tmp_path: Path, caplog: pytest.LogCaptureFixture,
    expected_log: Callable[[str], None],
) -> None:  # fmt: skip
    expected_log("turned away")
    stranger = KeyRing(tmp_path / "stranger")
    hub_file = running_hub.ring.hub_file
    feed_keys = stranger.client("feed", hub_file)
    with (
        Console(running_hub, stranger.client("console", hub_file)) as outside,
        Console(running_hub, ClientKeys(running_hub.ring.client("feed").own, running_hub.ring.hub().public)) as wrong_door,
        Console(running_hub) as inside,
        Publisher("stranger", running_hub.ready.feeds, feed_keys) as line,
    ):
        line.send([report_of(1)])
        outside.client.send(Command("c1", "mallory", "note", "x", "hello"))
        until(lambda: line.status().trouble and outside.of(Link)[-1].trouble == "refused")
        until(lambda: inside.state == "up")
        assert not inside.incidents()
        for console in (outside, wrong_door):
            until(lambda console=console: console.state == "down")
            assert all(isinstance(message, Link) for message in console.messages)
        assert line.status().sent == 0

        def said() -> list[str]:
            return [record.getMessage() for record in caplog.records if "turned away" in record.getMessage()]

        until(lambda: len(said()) >= 3)
        assert len(said()) == 3
        assert feed_keys.own.public.decode() in " ".join(said())
        running_hub.ring.authorise("feed", stranger.folder / "feed.key")
        until(inside.incidents)


def test_a_hub_that_is_another_is_not_trusted(running_hub: Any, until: Until, tmp_path: Path) -> None:
    other = KeyRing(tmp_path / "other").hub()
    keys = running_hub.ring.client("console")
    with Console(running_hub, ClientKeys(keys.own, other.public)) as console:
        until(lambda: console.of(Link)[-1].trouble == "wrong_key")
        assert not console.of(Snapshot)


def test_nothing_is_said_without_encryption(running_hub: Any, context: zmq.Context[Any]) -> None:
    with context.socket(zmq.SUB) as socket:
        socket.setsockopt(zmq.LINGER, 0)
        socket.subscribe(b"")
        socket.connect(running_hub.ready.updates)
        assert socket.poll(700) == 0


def test_bad_events_stay_behind_and_their_neighbours_go_on(
    running_hub: Any, report_of: Report, until: Until, context: zmq.Context[Any]
) -> None:
    good = [json.loads(json.dumps(_plain(report_of(number)))) for number in range(3)]
    bodies = [
        json.dumps({"v": 1, "source": "third", "events": [good[0], {**good[1], "lat": 99}, good[2]]}).encode(),
        json.dumps({**good[1], "label": "ghost"}).encode(),
        b"not json",
        b"",
        json.dumps({"v": 2, "source": "third", "events": [good[1]]}).encode(),
    ]
    with connect(context, zmq.XPUB, running_hub.ring.client("feed"), 100) as socket:
        socket.connect(running_hub.ready.feed)
        assert socket.poll(180_000)
        assert socket.recv() == b"\x01"
        for body in bodies:
            socket.send_multipart([b"cctv", body])
        socket.send(b"one frame only")
        socket.send_multipart([b"too", b"many", b"frames"])
        with Console(running_hub) as console:
            until(lambda: sum(one.reports for one in console.incidents().values()) == 2)
            until(lambda: running_hub.hub.counts().rejected == 7)
            console.client.query("rejected", {"source": "cctv/1"}, "q")
            until(lambda: console.of(Reply))
            assert [row["field"] for row in console.of(Reply)[0].result] == ["label", "lat"]
    lines = [json.loads(line) for line in (running_hub.folder / "rejected.ndjson").read_bytes().splitlines()]
    assert {(line["id"], line["field"]) for line in lines} >= {("e1", "lat"), ("e1", "label")}


def _plain(event: Cctv) -> dict[str, Any]:
    return {
        "type": "cctv", "id": event.id, "source": event.source, "time": event.time.isoformat(), "camera_id": event.camera_id,
        "label": event.label, "lat": event.lat, "lon": event.lon,
    }  # fmt: skip


def test_a_missed_update_means_a_new_snapshot(running_hub: Any, report_of: Report, until: Until) -> None:
    with Console(running_hub) as console:
        taken = console.follows(until)

        def jump() -> None:
            running_hub.centre.n += 5

        # what a line that lost something looks like from here: the numbers jump
        running_hub.in_turn(jump)
        until(lambda: console.client.snapshots == taken + 1)
        until(lambda: len(console.of(Snapshot)) == taken + 1 and isinstance(console.messages[-1], Update))
        after = console.messages[console.messages.index(console.of(Snapshot)[-1]) :]
        numbers = [message.n for message in after if isinstance(message, Snapshot | Update)]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_a_slow_console_holds_nobody_up(running_hub: Any, report_of: Report, until: Until, context: zmq.Context[Any]) -> None:
    """One console never reads; the other gets everything, and the hub goes on taking events."""
    keys = running_hub.ring.client("console")
    with (
        connect(context, zmq.SUB, keys, 1) as deaf,
        Console(running_hub) as console,
        Publisher("a", running_hub.ready.feeds, running_hub.ring.client("feed")) as line,
    ):
        deaf.setsockopt(zmq.SUBSCRIBE, b"")
        deaf.setsockopt(zmq.RCVBUF, 4096)
        deaf.connect(running_hub.ready.updates)
        taken = console.follows(until)
        for number in range(60):
            line.send([report_of(number * 50 + index) for index in range(50)])
            time.sleep(0.01)
        until(lambda: sum(one.reports for one in console.incidents().values()) == 3000)
        assert console.client.snapshots == taken


def test_silence_is_said_and_over_when_the_hub_is_back(running_hub: Any, report_of: Report, until: Until) -> None:
    with Console(running_hub) as console:
        until(lambda: console.state == "up")
        before = console.of(Snapshot)[-1].epoch
        running_hub.stop()
        until(lambda: any(link.state in ("stale", "down") for link in console.of(Link)))
        running_hub.start()
        until(lambda: console.state == "up" and console.of(Snapshot)[-1].epoch != before)
        assert console.of(Link)[0].state == "connecting"


def test_a_taken_port_is_told(running_hub: Any, make_centre: Callable[..., Any], tmp_path: Path) -> None:
    port = int(running_hub.ready.feed.rpartition(":")[2])
    centre = make_centre(tmp_path / "other.db")
    try:
        for feeds, consoles in (
            (Bind("127.0.0.1", port), Bind()),
            (Bind("127.0.0.1", port - 1), Bind()),
            (Bind("10.255.255.1"), Bind()),
        ):
            with pytest.raises(WireError, match="--feed-port"):
                Hub(centre, running_hub.ring, feeds, consoles, Quarantine(None))
    finally:
        centre.close(time.time())


def test_it_ends_with_its_parent(tmp_path: Path, make_centre: Callable[..., Any]) -> None:
    centre = make_centre(tmp_path / "incidents.db")
    stop = threading.Event()
    end, other = os.pipe()
    end_with_parent(stop.set, end)
    hub = Hub(centre, KeyRing(tmp_path / "keys"), Bind(), Bind(), Quarantine(None))
    closer = threading.Timer(0.2, os.close, [other])
    closer.start()
    hub.run(stop.is_set)
    closer.join()
    centre.close(time.time())
    os.close(end)
