"""What the lexicon changes: which calls are joined, what kind an incident is, and what a person is told of it."""

from __future__ import annotations

import unicodedata
from typing import Any

import msgspec
import pytest

from alerts.rules import LexiconRule, Rules


@pytest.fixture(scope="session")
def without(rules: Rules) -> Rules:
    return msgspec.structs.replace(rules, lexicon=LexiconRule())


def police(make: Any, at: float, where: tuple[float, float] | None, text: str, **fields: Any) -> Any:
    """A call of no category: what it is about stands in its words alone."""
    return make.call(at, where, service="112", code="2", category=None, source="call-112", text=text, **fields)


def told(run: Any, event: Any) -> list[str]:
    return [word for why in run.of(event).why if why.rule == "join" for word in why.words]


def test_the_crowd_pushes_is_not_the_door_pushes(run: Any, make: Any) -> None:
    run.step(
        crowd := police(make, 0, (0, 0), "뒤에서 사람들이 계속 밀어요 통제 좀 해주세요"),
        door := police(make, 1, (5000, 0), "옆집에서 문을 계속 밀어요 안 열려요"),
    )
    assert run.of(crowd).kind == "crowd"
    assert run.of(door).kind != "crowd"


def test_words_of_one_kind_in_two_languages_join_what_nothing_else_would(
    new_engine_run: Any, make: Any, rules: Rules, without: Rules
) -> None:
    calls = [
        police(make, 0, (0, 0), "골목에 사람이 너무 많아요 압사당할 것 같아요"),
        police(make, 400, (120, 60), "people are pushing, crowd crush, she can't breathe"),
    ]
    joined = {}
    for name, known in (("with", rules), ("without", without)):
        run = new_engine_run(known)
        run.step(*calls)
        joined[name] = len(set(run.keys(*calls))) == 1
    assert joined == {"with": True, "without": False}


def test_spacing_slips_and_endings_make_no_difference(new_run: Any, make: Any) -> None:
    first = police(make, 0, (0, 0), "지붕에서 사람이 쓰러졌어요")
    nats = set()
    for said in (
        "사람이 쓰러졌어요",
        "사람이 쓰러저 있어요",
        "사람이쓰러졌습니다",
        unicodedata.normalize("NFD", "사람이 쓰러졌어요"),
    ):
        run = new_run()
        run.step(first, second := police(make, 60, (30, 0), said, id="e2", call_id="c2"))
        (why,) = [why for why in run.of(second).why if why.rule == "join"]
        assert why.words == ["쓰러짐"]
        nats.add(why.nats)
    assert max(nats) - min(nats) < 0.5


def test_what_callers_always_say_is_never_a_reason(run: Any, make: Any) -> None:
    calls = [
        police(make, at * 20, (at * 5, 0), "간판가게 유리문이 깨졌어요 빨리 와주세요 확인 좀 해주세요 부탁드려요")
        for at in range(3)
    ]
    run.step(*calls)
    words = told(run, calls[-1])
    assert words, "nothing was told"
    assert all(not word.startswith(("해주", "와주", "부탁", "확인", "빨리")) for word in words)


@pytest.mark.parametrize("where", [(0.0, 3000.0), None])
def test_words_at_their_cap_do_not_join_strangers(run: Any, make: Any, where: tuple[float, float] | None) -> None:
    """Two kilometres apart, or two places nobody knows, an hour apart: the very same terms tell the kind, not the incident."""
    text = "불길 연기 폭발 화상 소방차 대피 불났어요"
    run.step(first := make.call(0, (0, 0), text=text))
    run.step(second := make.call(1800, where, text=text))
    assert len(set(run.keys(first, second))) == 2


def test_saved_and_restored_it_knows_what_was_said(run: Any, make: Any) -> None:
    run.step(first := police(make, 0, (0, 0), "사람들이 밀려요 압사당할 것 같아요"))
    run.restored()
    run.step(second := police(make, 60, (30, 0), "인파에 깔렸어요"))
    assert len(set(run.keys(first, second))) == 1
    assert run.of(second).kind == "crowd"


def test_an_operators_word_on_the_kind_goes_before_the_words(run: Any, make: Any) -> None:
    run.step(first := police(make, 0, None, "사람들이 밀려요 압사당할 것 같아요"))
    key = run.of(first).key
    run.heard(run.engine.set_kind(key, "fire", make.moment(10).timestamp()))
    assert run.of(first).kind == "fire"
    run.heard(run.engine.set_kind(key, None, make.moment(20).timestamp()))
    assert run.of(first).kind == "crowd"
