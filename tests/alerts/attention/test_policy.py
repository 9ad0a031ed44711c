"""What is heard: together what comes together, critical ones again, a flood in one sentence."""

from __future__ import annotations

from datetime import UTC, datetime, time
from itertools import pairwise
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from alerts.attention import Attention, Cue, Quiet
from alerts.attention.policy import AGAIN_S, FLOOD_EVERY_S, GATHER_S
from alerts.incidents import Incident

NOW = datetime(2026, 11, 21, tzinfo=UTC)
NOON, NIGHT = time(12), time(23)
NEVER, NIGHTLY = Quiet(), Quiet(time(22), time(6), True)


def alarm(name: str, priority: int = 2, **fields: Any) -> Incident:
    values: dict[str, Any] = {"kind": "fire", "state": "new"} | fields
    return Incident(
        "", name, values["kind"], "화재", priority, values["state"], NOW, NOW, None, None, 0.0, [], [], [], [], [],  # type: ignore[arg-type]
        shelved_until=values.get("shelved_until"),
    )  # fmt: skip


def sounded(
    attention: Attention, until: float, since: float = 0.0, local: time = NOON, quiet: Quiet = NEVER
) -> list[tuple[float, Cue]]:
    steps = [since + 0.2 * n for n in range(int((until - since) / 0.2) + 1)]
    return [(at, cue) for at in steps if (cue := attention.next(at, local, quiet)) is not None]


def test_alarms_of_one_moment_are_one_sound_of_the_most_urgent() -> None:
    attention = Attention()
    attention.hear([alarm("a", 3), alarm("b", 2)], [], {}, 0.0)
    attention.hear([alarm("c", 2)], [], {}, 0.5)
    ((at, cue),) = sounded(attention, 20.0)
    assert GATHER_S <= at < GATHER_S + 0.5
    assert (cue.priority, cue.counts, cue.incident) == (2, {2: 2, 3: 1}, None)


def test_an_ordinary_report_a_known_alarm_and_a_shelved_one_are_silent() -> None:
    attention = Attention()
    attention.hear([alarm("a", 4), alarm("b", 2, shelved_until=NOW)], [], {}, 0.0)
    attention.hear([alarm("c", 3)], [], {}, 0.0)
    assert len(sounded(attention, 5.0)) == 1
    attention.hear([alarm("c", 3)], [], {}, 6.0)
    assert sounded(attention, 40.0, 6.0) == []
    attention.hear([alarm("c", 2)], [], {}, 41.0)
    assert [cue.priority for _, cue in sounded(attention, 50.0, 41.0)] == [2], "more urgent than before"


def test_a_critical_alarm_sounds_again_until_somebody_takes_it_up() -> None:
    attention = Attention()
    attention.hear([alarm("a", 1)], [], {}, 0.0)
    found = sounded(attention, 2 * AGAIN_S + 5)
    assert [cue.again for _, cue in found] == [False, True, True]
    assert found[1][1].incident is not None
    attention.hear([alarm("a", 1, state="acknowledged")], [], {}, 70.0)
    assert sounded(attention, 200.0, 70.0) == []


def test_a_flood_is_summed_up_and_critical_ones_come_through_sooner() -> None:
    attention = Attention(flood=True)
    attention.hear([alarm("a")], [], {}, 0.0)
    assert len(sounded(attention, 0.4)) == 1
    for n in range(10):
        attention.hear([alarm(f"b{n}", 3)], [], {}, 1.0 + n)
    ((at, cue),) = sounded(attention, FLOOD_EVERY_S + 5, 11.0)
    assert at >= FLOOD_EVERY_S
    assert (cue.flood, cue.counts) == (True, {3: 10})
    attention.hear([alarm("x", 3), alarm("p", 1)], [], {}, 30.0)
    found = sounded(attention, 36.0, 30.0)
    assert found[0][1].priority == 1
    assert found[0][0] < 31.0


def test_quiet_hours_never_mute_the_critical() -> None:
    for priority, heard in ((1, True), (2, False), (3, False)):
        attention = Attention()
        attention.hear([alarm("a", priority)], [], {}, 0.0)
        ((_, cue),) = sounded(attention, 3.0, local=NIGHT, quiet=NIGHTLY)
        assert cue.heard is heard
    assert [NIGHTLY.holds(time(hour)) for hour in (21, 22, 0, 5, 6)] == [False, True, True, True, False]
    assert not Quiet(time(22), time(6), False).holds(NIGHT)


def test_a_console_that_comes_up_tells_of_what_is_critical_and_nothing_else() -> None:
    attention = Attention()
    attention.begin([alarm("a", 1), alarm("b", 2), alarm("c", 1, state="acknowledged")])
    ((_, cue),) = sounded(attention, 5.0)
    assert cue.counts == {1: 1}
    attention.hear([alarm("b", 2)], [], {}, 6.0)
    assert sounded(attention, 10.0, 6.0) == []


def test_some_kinds_are_always_spoken() -> None:
    attention = Attention(must_speak=lambda kind: kind == "fire")
    attention.hear([alarm("a", 2)], [], {}, 0.0)
    assert [cue.spoken for _, cue in sounded(attention, 3.0)] == [True]
    attention.hear([alarm("b", 2, kind="traffic")], [], {}, 4.0)
    assert [cue.spoken for _, cue in sounded(attention, 8.0, 4.0)] == [False]


@given(st.lists(st.tuples(st.floats(0, 120), st.integers(1, 4)), max_size=60), st.booleans())
def test_never_two_sounds_within_a_second_and_no_alarm_is_forgotten(come: list[tuple[float, int]], flood: bool) -> None:
    attention = Attention(flood=flood)
    found: list[tuple[float, Cue]] = []
    last = 0.0
    for n, (at, priority) in enumerate(sorted(come)):
        found += sounded(attention, at, last)
        last = at
        attention.hear([alarm(f"i{n}", priority)], [], {}, at)
    found += sounded(attention, 160.0, last)
    times = [at for at, _ in found]
    assert all(later - earlier >= GATHER_S - 0.21 for earlier, later in pairwise(times))
    assert bool(found) == any(priority <= 3 for _, priority in come)


def test_a_critical_alarm_is_shown_at_once_and_once_and_its_neighbours_with_it() -> None:
    attention = Attention()
    attention.hear([alarm("a", 2)], [], {}, 0.0)
    assert attention.sight(0.0) is None
    attention.hear([alarm("a", 1)], [], {}, 0.1)
    cue = attention.sight(0.1)
    assert cue is not None
    assert (cue.priority, cue.counts, cue.incident.key if cue.incident else "") == (1, {1: 1}, "a")
    attention.hear([alarm("a", 1)], [], {}, 0.2)
    assert attention.sight(0.2) is None, "more reports of it are no news"
    attention.hear([alarm("b", 1)], [], {}, 0.3)
    together = attention.sight(0.3)
    assert together is not None
    assert (together.counts, together.incident) == ({1: 2}, None)
    attention.hear([alarm("c", 1)], [], {}, 0.3 + 2 * GATHER_S)
    alone = attention.sight(0.3 + 2 * GATHER_S)
    assert alone is not None
    assert alone.counts == {1: 1}


def test_what_is_taken_up_or_renamed_before_it_was_shown_is_shown_as_it_is_then() -> None:
    attention = Attention()
    attention.hear([alarm("a", 1), alarm("b", 1)], [], {}, 0.0)
    attention.hear([alarm("a", 1, state="acknowledged")], ["b"], {}, 0.0)
    assert attention.sight(0.0) is None
    attention.hear([alarm("c", 1)], [], {}, 5.0)
    attention.hear([], [], {"c": "d"}, 5.0)
    attention.hear([alarm("d", 1)], [], {}, 5.0)
    cue = attention.sight(5.0)
    assert cue is not None
    assert cue.counts == {1: 1}


def test_a_flood_does_not_hold_up_what_is_seen() -> None:
    attention = Attention(flood=True)
    attention.hear([alarm("a", 1)], [], {}, 0.0)
    assert attention.sight(0.0) is not None
    attention.next(0.1, NOON, NEVER)
    attention.hear([alarm("b", 1)], [], {}, 2.0)
    assert attention.next(2.0, NOON, NEVER) is None, "its sound waits for others"
    assert attention.sight(2.0) is not None


def test_what_nobody_takes_up_has_sounds_of_its_own_once_and_together() -> None:
    attention = Attention()
    known = [alarm("a", 3), alarm("b", 2)]
    attention.begin([msgspec.structs.replace(known[0], reminded=NOW)])
    assert sounded(attention, 5.0) == [], "what was so before this console came is not told again"
    attention.hear([msgspec.structs.replace(one, reminded=NOW) for one in known], [], {}, 5.0)
    cues = [cue for _, cue in sounded(attention, 20.0, since=5.0)]
    assert [(cue.what, cue.counts) for cue in cues] == [("alarm", {2: 1}), ("reminded", {2: 1})]
    late = [msgspec.structs.replace(one, reminded=NOW, escalated=NOW) for one in known]
    attention.hear(late, [], {}, 20.0)
    ((_, cue),) = sounded(attention, 60.0, since=20.0)
    assert (cue.what, cue.priority, cue.counts, cue.heard) == ("escalated", 2, {2: 1, 3: 1}, True)
    attention.hear(late, [], {}, 60.0)
    assert sounded(attention, 90.0, since=60.0) == []


def test_a_reminder_is_quiet_in_quiet_hours_and_gone_once_somebody_has_it() -> None:
    attention = Attention()
    attention.begin([alarm("a", 2)])
    attention.hear([msgspec.structs.replace(alarm("a", 2), reminded=NOW)], [], {}, 0.0)
    ((_, cue),) = sounded(attention, 5.0, local=NIGHT, quiet=NIGHTLY)
    assert (cue.what, cue.heard) == ("reminded", False)
    attention.flood = True
    attention.hear([msgspec.structs.replace(alarm("a", 2), reminded=NOW, escalated=NOW)], [], {}, 6.0)
    attention.hear([alarm("a", 2, state="acknowledged")], [], {}, 7.0)
    assert sounded(attention, 60.0, since=7.0) == []
