"""Events of the greatest size: read, joined and shown like short ones, and no more of them kept than there is use for."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from alerts.events import Candidate

LONG: Any = {
    "one word": {"text": "불이 " * 20_000},
    "no space": {"text": "가" * 60_000},
    "control characters": {"text": "\u202e\x00\x07" * 20_000},
    "category": {"category": "화재" * 20_000},
    "units": {"units": ["펌프차" * 30_000, *["u"] * 10_000]},
    "place": {"place": "중구 " * 15_000},
}


@pytest.mark.parametrize("what", LONG)
def test_a_flood_of_events_of_the_greatest_size_stays_small(run: Any, make: Any, what: str) -> None:
    calls = [make.call(at, **LONG[what]) for at in range(50)]
    run.step(*calls)
    incident = run.of(calls[-1])
    assert incident.reports > 1, "what they say beyond the bound keeps them apart from nobody"
    assert len(msgspec.json.encode(incident)) < 300_000
    run.flush()  # the bytes as they came are kept until then
    assert len(run.engine.save()) < 3_000_000


def test_thousands_of_possible_places_are_not_all_carried_along(run: Any, make: Any) -> None:
    spots = [Candidate(f"place {at}", 37.5 + at * 1e-4, 127.0) for at in range(2_000)]
    run.step(call := make.call(0, None, candidates=spots))
    assert 1 < len(run.of(call).candidates) <= 64


def test_an_ordinary_text_is_left_as_it_is(run: Any, make: Any) -> None:
    run.step(call := make.call(0, text="3층에서 연기가 나요", place="중앙시장 앞"))
    assert run.of(call).members[0].text == "건물 화재 3층에서 연기가 나요"
    assert run.of(call).place == "중앙시장 앞"
