"""No incident is wider than its kind reaches, however its centre moves; what is refused for that is shown as related."""

from __future__ import annotations

import math
import random
from typing import Any

import pytest

from alerts.correlation.projection import to_plane
from alerts.incidents import Incident
from alerts.rules import Rules


def widest(incident: Incident, calls: list[Any]) -> float:
    """How far (m) the farthest of these that are its members lies from an incident's centre."""
    assert incident.lat is not None
    assert incident.lon is not None
    x, y, cosine = to_plane(incident.lat, incident.lon)
    inside = [to_plane(call.lat, call.lon)[:2] for call in calls if call.id in incident.event_ids]
    return max(math.hypot(east - x, north - y) for east, north in inside) * cosine


def creeping(make: Any, seed: int) -> list[Any]:
    """Callers about a fire, each a little farther along a street than the last one."""
    chance = random.Random(seed)
    return [
        make.call(20.0 * at, (at * chance.uniform(12, 26) + chance.gauss(0, 45), chance.gauss(0, 45)), text="불이 나요")
        for at in range(24)
    ]


@pytest.mark.parametrize("seed", range(6))
def test_a_fire_that_is_called_along_a_street_stays_within_its_reach(run: Any, make: Any, rules: Rules, seed: int) -> None:
    calls = creeping(make, seed)
    for call in calls:
        run.step(call)
    found = {incident.key: incident for incident in map(run.of, calls)}
    assert max(incident.sources for incident in found.values()) >= 5
    assert len(found) > 1, "farther than one fire reaches"
    for incident in found.values():
        assert widest(incident, calls) <= rules.kind(incident.kind).reach_m + 0.5


def test_what_would_leave_a_member_behind_is_related(run: Any, make: Any) -> None:
    """Each is well within 240 m of the centre as it is, but the more of them, the farther it is from the first."""
    first = make.call(0)
    here = [make.call(10.0 * at, (200, at)) for at in range(1, 5)]
    there = [make.call(40 + 10.0 * at, (330, at)) for at in range(1, 11)]
    run.step(first, *here, *there)
    whole = run.of(first)
    assert {run.of(call).key for call in [*here, there[0]]} == {whole.key}
    refused = next(call for call in there if run.of(call).key != whole.key)
    assert whole.id in [other.id for other in run.of(refused).related]


def test_who_speaks_ten_times_draws_the_shown_middle_no_farther_than_once(run: Any, make: Any, rules: Rules) -> None:
    """Else the last caller would lie outside of what is shown, though well within the fire's reach."""
    first = make.call(0, call_id="one")
    stages = [make.call(5.0 * at, call_id="one", stage="en_route") for at in range(1, 10)]
    others = [make.call(50.0 + 10 * at, (200, at)) for at in range(4)]
    last = make.call(100, (330, 2))
    run.step(first, *stages, *others, last)
    whole = run.of(first)
    assert run.of(last).key == whole.key
    assert whole.sources == 6
    assert widest(whole, [first, *others, last]) <= whole.radius_m + 0.5 <= rules.kind("fire").reach_m


def test_the_bound_does_not_depend_on_how_reports_come(new_run: Any, new_make: Any) -> None:
    def labels(size: int, restart: bool) -> Any:
        run, events = new_run(), creeping(new_make(), 3)
        for start in range(0, len(events), size):
            run.step(*events[start : start + size])
            if restart:
                run.restored()
        run.flush()
        return run.labels, run.records()

    whole = labels(1000, restart=False)
    assert labels(1, restart=False) == whole
    assert labels(5, restart=True) == whole


def test_who_walks_on_is_followed_from_sighting_to_sighting(run: Any, make: Any) -> None:
    """Seen every six minutes, 330 m farther each time: more than the reach from where they were."""
    seen = [
        make.call(360.0 * at, (330.0 * at, 20.0), service="112", code="1", category="실종", text="치매 어르신이 혼자 걸어가요")
        for at in range(1, 5)
    ]
    run.step(*seen)
    assert len(set(run.keys(*seen))) == 1
    assert run.of(seen[0]).kind == "vulnerable"
