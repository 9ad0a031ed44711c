"""Every obstacle is a sentence in each language, with its figures in it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from alerts.correlation.joining.terms import TERMS
from alerts.explaining import Better, Comparison, Obstacle, Side
from alerts.incidents import Reason
from alerts.wording import LANGUAGES, Wording
from widgets.explanations import Explanations, times
from widgets.moments import korean_time

CODES = re.findall(r"^    ``(\w+)``  ", Obstacle.__doc__ or "", re.MULTILINE)
DETAILS = {
    "operator": ["split", "merge", "release"], "no_place": ["first", "second"], "unsure": ["first", "second"],
    "in_doubt": ["first", "second"], "too_late": ["quiet", "life"], "status": ["actual/test"],
    "kinds": ["fire/medical", "partly"],
    "district": ["11140/", "/"], "too_far": ["fire"], "too_wide": ["fire"], "entity": ["call_id", ""], "ordinary": ["", "busy"],
}  # fmt: skip


@pytest.fixture
def two(crush: Any) -> Comparison:
    opened = crush().opened
    first = Side("112", "c1", "dispatch", "112", opened, "불이야", incident="INC-20261121-0007", key="112\x1fc1")
    second = Side("cctv", "v1", "cctv", "cctv", opened + timedelta(seconds=40), incident="INC-20261121-0009", key="cctv\x1fv1")
    return Comparison(first, second, False, needed=1.6)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_obstacle_has_its_own_words(language: str, code: str, two: Comparison) -> None:
    say = Explanations(Wording(language), korean_time())
    two.better = Better("INC-20261121-0009", "cctv\x1fv1", 5.0)
    for detail in DETAILS.get(code, [""]):
        for limit in (None, 1950.0):
            text = say.obstacle(Obstacle(code, 395.2, limit, detail), two).text
            assert text
            assert not text.startswith(code), "a code is no sentence"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_its_own_words(language: str) -> None:
    assert [name for name in TERMS if not Wording(language).has(f"explain-term-{name}")] == []


def test_the_codes_are_those_that_are_told() -> None:
    assert len(CODES) > 20


def test_the_decisive_reason_comes_first_and_the_evidence_last(two: Comparison, wording: Wording) -> None:
    two.against = [Obstacle("too_far", 395.2, 240.0, "fire")]
    two.metres, two.seconds, two.nats = 395.2, 40.0, 0.4
    two.terms = {"background": 9.5, "place": -8.1, "kind": 0.01}
    said = [sentence.text for sentence in Explanations(wording, korean_time()).reasons(two)]
    assert said[0] == "395 m 떨어져 있습니다. 화재 사건은 240 m까지 봅니다."
    assert said[1] == "395 m 떨어짐 · 앞 사건의 마지막 보고 뒤 40초"
    assert said[2] == "합칠 근거: 우연의 1.5배, 합치려면 5배"
    assert said[3] == "근거의 구성(자연로그): 평소와 견줌 +9.5 · 거리 -8.1"


def test_together_says_how(two: Comparison, wording: Wording) -> None:
    two.together = True
    two.second.how = Reason("join", two.second.time, channel="cctv", distance_m=12.0, seconds=40.0, nats=3.0)
    say = Explanations(wording, korean_time())
    assert say.verdict(two) == "한 사건입니다: INC-20261121-0007"
    assert say.reasons(two)[0].text == "CCTV 보고 합류: 12 m · 40초"


@pytest.mark.parametrize(
    ("nats", "said"),
    [(0.0, "1"), (1.6, "5"), (5.0, "150"), (12.0, "200,000"), (-2.0, "0.14"), (-9.0, "1/8,000"), (99.0, "10,000,000,000,000")],
)
def test_odds_as_people_read_them(nats: float, said: str) -> None:
    assert times(nats) == said
