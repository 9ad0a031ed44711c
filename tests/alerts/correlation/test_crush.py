"""A crowd crush told of in many words over two hours, in a quarter where much happens on any evening."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest

from alerts.incidents import KEY_SEPARATOR, Incident

ALLEY = (60.0, -40.0)
WATCHED_S = 7200.0
LASTS_S = 7200.0
CALLS = 60
_Said = tuple[str, str | None, str, str | None]
"""Service, category, words, code."""
ORDINARY: tuple[_Said, ...] = (
    ("112", "시비", "취객끼리 시비가 붙었어요", "2"),
    ("112", "시비", "술 취한 사람이 행패를 부려요", "2"),
    ("112", "소음", "노래방 소리가 너무 커요", "3"),
    ("112", "교통불편", "불법 주차 때문에 차가 못 나가요", "3"),
    ("112", None, "지갑을 잃어버렸어요", "3"),
    ("112", None, "길을 막고 공연을 해요", "3"),
    ("119", "구급", "술에 취해 쓰러져 있어요", "ems"),
    ("119", "구급", "계단에서 넘어져 다쳤어요", "ems"),
    ("112", "절도", "휴대폰을 도난당했어요", "2"),
)
CRUSH: tuple[_Said, ...] = (
    ("112", None, "골목에 사람이 너무 많아요", "2"),
    ("112", None, "사람들이 밀려서 넘어질 것 같아요", "2"),
    ("112", None, "여기 통제 좀 해주세요 사람이 엄청 많아요", "2"),
    ("112", "위험방지", "압사당할 것 같아요", "1"),
    ("112", "위험방지", "사람들이 계속 밀고 내려와요", "1"),
    ("112", "시비", "사람들이 밀치고 난리예요", "2"),
    ("119", "구급", "사람이 깔렸어요 숨을 못 쉬어요", "ems"),
    ("119", "구급", "사람들 사이에 끼여서 숨을 못 쉬겠대요", "ems"),
    ("120", "인파", "사람이 많아 지나갈 수가 없어요", None),
)


def quarter(make: Any, chance: random.Random) -> list[Any]:
    """Four hours of a city's calls, a third of them from one entertainment quarter: forty an hour from a few streets."""
    streets = [(chance.gauss(0, 200), chance.gauss(0, 150)) for _ in range(80)]
    calls: list[Any] = []
    at = 0.0
    while at < WATCHED_S + LASTS_S:
        at += chance.expovariate(120 / 3600.0)
        if chance.random() < 1 / 3:
            x, y = chance.choice(streets)
            where = (x + chance.gauss(0, 25), y + chance.gauss(0, 25))
        else:
            where = (chance.uniform(-9000, 9000), chance.uniform(-9000, 9000))
        calls.append(say(make, chance.choice(ORDINARY), at, where))
    return calls


def crush(make: Any, chance: random.Random) -> list[Any]:
    """Calls about the alley, more and more of them, from callers who know no address."""
    calls = []
    for number in range(CALLS):
        at = WATCHED_S + LASTS_S * ((number + chance.random()) / CALLS) ** 0.5
        where = (ALLEY[0] + chance.gauss(0, 60), ALLEY[1] + chance.gauss(0, 60))
        calls.append(say(make, chance.choice(CRUSH), at, where))
    return calls


def say(make: Any, said: _Said, at: float, where: tuple[float, float]) -> Any:
    service, category, text, code = said
    return make.call(at, where, service=service, source=f"call-{service}", category=category, text=text, code=code)


@dataclass
class Evening:
    """What became of it: the calls of the crush by incident, and how many had come when it was raised and critical."""

    pieces: list[tuple[Incident, int]]
    raised: int | None = None
    critical: int | None = None
    others: list[Incident] = field(default_factory=list)


def evening(run: Any, make: Any, seed: int, crushed: bool) -> Evening:
    chance = random.Random(seed)
    ordinary = quarter(make, chance)
    calls = crush(make, chance) if crushed else []
    ours = {call.id for call in calls}
    found = Evening([])
    heard: list[Any] = []
    waiting: list[Any] = []
    for event in sorted(ordinary + calls, key=lambda event: event.time):
        waiting.append(event)
        if event.id not in ours:
            continue
        run.step(*waiting)
        waiting = []
        heard.append(event)
        for key in {key for key in run.keys(*heard) if key is not None}:
            incident = run.engine.incident(key)
            if 2 * sum(member.id in ours for member in incident.members) > len(incident.members):
                found.raised = found.raised or (len(heard) if incident.highest <= 3 else None)
                found.critical = found.critical or (len(heard) if incident.highest == 1 else None)
    run.step(*waiting)
    keys = Counter(key for key in run.keys(*calls) if key is not None)
    found.pieces = [(run.engine.incident(key), many) for key, many in keys.most_common()]
    found.others = [run.engine.incident(key) for key in run.engine.book.records if key not in keys]
    return found


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_a_crush_told_of_by_dozens_over_hours_is_one_alarm(run: Any, make: Any, seed: int) -> None:
    found = evening(run, make, seed, crushed=True)
    incident, many = found.pieces[0]
    assert incident.kind == "crowd"
    assert incident.priority == 1
    assert many >= 2 * CALLS / 3
    assert incident.reports - many <= 3, "nearly nothing of the ordinary evening is taken for it"
    assert all(calls == 1 for _, calls in found.pieces[1:]), "no second crowd beside it"
    assert found.raised in (1, 2, 3)
    assert found.critical in range(3, 13)
    assert any(reason.rule == "surge" for reason in incident.why)
    left = {other.id or other.key for other, _ in found.pieces[1:]}
    offered = {other.id for other in incident.related}
    assert len(left & offered) >= len(left) / 3, "what is not sure enough to be gathered is offered"
    assert len(left & offered) > len(offered - left), "and most of what is offered is of it"


@pytest.mark.parametrize("seed", [21, 22, 23])
def test_the_same_quarter_on_an_ordinary_evening_is_no_alarm(run: Any, make: Any, seed: int) -> None:
    found = evening(run, make, seed, crushed=False)
    assert found.others
    assert all(incident.highest > 2 for incident in found.others)
    assert max(incident.sources for incident in found.others) <= 3


def test_whoever_took_a_report_up_or_took_it_out_keeps_it(run: Any, make: Any) -> None:
    chance = random.Random(14)
    events = sorted(quarter(make, chance) + (calls := crush(make, chance)), key=lambda event: event.time)
    ours = {call.id for call in calls}
    waiting: list[Any] = []
    held = None
    for event in events:
        waiting.append(event)
        if held is None and event.id in ours:
            run.step(*waiting)
            waiting = []
            held = event  # the first call: an operator has it before anybody else speaks
            run.heard(run.engine.keep_open(run.of(event).key, event.time.timestamp()))
    run.step(*waiting)
    assert held is not None
    assert run.of(held).state == "new"
    assert run.engine.book.where[held.source, held.id].how == "open"
    gathered = [call for call in calls if run.engine.book.where[call.source, call.id].how == "surge"]
    assert gathered
    one = gathered[0]
    key = f"{one.source}{KEY_SEPARATOR}{one.id}"
    assert run.engine.incident(key).state == "merged"
    at = events[-1].time.timestamp()
    run.heard(run.engine.unmerge(key, at))
    again = [say(make, CRUSH[at % len(CRUSH)], WATCHED_S + LASTS_S + 20 * at, ALLEY) for at in range(30)]
    run.step(*again)
    assert run.of(one).key == key, "what a person took out stays out"
    assert run.of(one).state == "new"
