"""Two feeds that publish under one name at the same time, by mistake: nothing is lost by it, and everybody is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from alerts.events import Cctv
from alerts.picture import Concern, Snapshot, Update
from feeds.client import ConsoleClient
from feeds.publisher import Publisher


def fight(name: str) -> Cctv:
    return Cctv(id=name, source="cctv", time=datetime.now(UTC), camera_id=name, label="fight", lat=37.5, lon=127.0)


@pytest.mark.parametrize("apart", [True, False])
def test_both_are_taken_in_and_told(
    running_hub, until: Callable[..., None], expected_log: Callable[[str], None], apart: bool
) -> None:
    expected_log("2 feeds publish as 'cctv' at the same time")
    assert running_hub.ready is not None
    door, keys = running_hub.ready.feeds, running_hub.ring.client("feed")
    concerns: list[Concern] = []
    with (
        Publisher("cctv", door, keys) as one,
        Publisher("cctv", door, keys) as other,
        ConsoleClient(running_hub.ready.consoles, running_hub.ring.client("console")) as console,
    ):

        def told() -> list[str]:
            for message in console.poll():
                if isinstance(message, Snapshot | Update) and message.concerns is not None:
                    concerns[:] = message.concerns
            return [concern.subject for concern in concerns if concern.code == "same_name"]

        one.send([fight(f"a{at}") for at in range(10)])
        other.send([fight(f"b{at}") for at in range(10)])
        until(lambda: one.status().spooled == other.status().spooled == 0 and one.status().sent and other.status().sent)
        until(lambda: told() == ["cctv"])
        until(lambda: all("another feed publishes as 'cctv' too" in line.status().trouble for line in (one, other)))
        if apart:  # what each sends while the hub is away, each is asked for
            running_hub.stop()
            for at in range(10, 40):
                one.send([fight(f"a{at}")])
                other.send([fight(f"b{at}")])
            running_hub.start()
        until(lambda: one.status().spooled == other.status().spooled == 0)
        last = 40 if apart else 10
        members = {name for key in running_hub.centre.engine.core.open_keys() for name in _ids(running_hub, key)}
        assert members == {f"{side}{at}" for side in "ab" for at in range(last)}
        assert running_hub.hub.counts().lost == 0
        other.close()
        until(lambda: told() == [])
        until(lambda: one.status().trouble == "")


def _ids(running_hub, key: str) -> list[str]:
    return [name.rpartition("/")[2] for name in running_hub.centre.engine.incident(key).event_ids]
