from __future__ import annotations

import tomllib
from datetime import timedelta

import pytest

from alerts.incidents import Reason, Related
from alerts.wording import LANGUAGES, TRANSLATIONS, Wording
from widgets.moments import korean_time
from widgets.reasons import Reasons


@pytest.fixture
def reasons(wording):
    return Reasons(wording, korean_time())


def test_summary_says_how_many_how_near_how_long_and_beside_what(reasons, crush):
    said = reasons.summary(crush())
    assert said[0].text == "서로 다른 출처 4곳, 54분 동안 35 m 안"
    assert said[0].aside == "우연보다 150배 그럴듯함"
    assert said[1].text == "같은 뜻의 말: “압사”, “밀려요”"
    assert said[2].text == "CCTV 2건이 40분 안에 일치"


def test_one_device_alone_is_not_said_to_be_different_sources(reasons, crush):
    assert reasons.summary(crush(sources=1))[0].text == "출처 1곳, 54분 동안 35 m 안"


def test_each_finding_is_told_once_by_its_latest(reasons, crush):
    minutes = [timedelta(minutes=n) for n in range(3)]
    opened = crush().opened
    why = [
        Reason("finding", opened + minutes[0], detail="journey_overdue", value=10.0),
        Reason("finding", opened + minutes[1], detail="journey_sos_cancelled"),
        Reason("finding", opened + minutes[2], detail="journey_overdue", value=20.0),
    ]
    said = [each.text for each in reasons.summary(crush(why=why, sources=1, reports=1, members=crush().members[:1]))]
    assert said == ["이용자가 SOS를 취소함 (본인 확인 필요)", "도착 예정 시각이 20분 지남"]


def test_priority_names_the_rule_and_the_time(reasons, crush):
    said = reasons.priority(crush())
    assert said is not None
    assert said.text == "인파를 여러 채널의 출처 4곳 이상이 보고 → 우선순위 1"
    assert said.aside == "13:58"


def test_a_single_report_is_said_to_be_single(reasons, crush):
    incident = crush(why=crush().why[:1], members=crush().members[:1], sources=1, reports=1)
    assert [each.text for each in reasons.summary(incident)] == ["아직 보고가 하나뿐입니다"]
    assert reasons.priority(incident) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_sentence_even_with_nothing_in_it(language, crush):
    reasons = Reasons(Wording(language), korean_time())
    for rule in ("open", "join", "entity", "priority", "sources", "area", "pattern", "late", "place", "operator", "new"):
        bare = Reason(rule, crush().opened)
        full = Reason(
            rule, crush().opened, channel="119", entity="call_id", distance_m=3.0, seconds=9.0, words=["연기"], nats=20.0,
            detail="x", value=2.0,
        )  # fmt: skip
        assert all(reasons.sentence(reason).text for reason in (bare, full)), rule
        assert reasons.every(crush(why=[bare, full]))
        assert reasons.summary(crush(why=[bare, full]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_that_is_delivered_has_its_own_words(language):
    rules = tomllib.loads((TRANSLATIONS.parent / "rules.toml").read_text(encoding="utf-8"))
    wording = Wording(language)
    assert [rule["name"] for rule in rules["priority"] if not wording.has(f"reason-rule-{rule['name']}")] == []


def test_what_is_usual_here_stands_beside_a_join(reasons, crush):
    reason = Reason("join", crush().opened, channel="112", distance_m=22.0, seconds=60.0, background=3.217, nats=2.2)
    assert reasons.sentence(reason).text == "112 보고 합류: 22 m · 1분"
    assert reasons.sentence(reason).aside == "우연보다 9배 그럴듯함 · 부근 평소 km²당 시간당 3.2건 · 13:06"


def test_the_name_of_the_place_is_no_word(reasons, crush):
    why = [Reason("join", crush().opened, distance_m=5.0, seconds=9.0, words=["연무장길", "밀려"], nats=3.0)]
    assert [each.text for each in reasons.summary(crush(why=why, members=[]))][1:] == ["같은 뜻의 말: “밀려”"]


def test_a_rule_that_a_city_has_added_is_named(reasons, crush):
    incident = crush(why=[Reason("priority", crush().opened, detail="festival_night")])
    assert reasons.priority(incident).text == "규칙 ‘festival_night’에 해당 → 우선순위 1"


def test_related_says_how_far_apart(reasons, crush):
    related = Related("INC-20261121-0003", Reason("join", crush().opened + timedelta(hours=1), distance_m=240.0, seconds=300.0))
    assert reasons.related(related).text == "240 m · 5분"
    assert reasons.related(related).aside == "INC-20261121-0003"
    related.id = "cctv-11200\x1f4fp6hv17"
    assert reasons.related(related).aside == "번호를 받기 전인 사건"


def test_the_terms_that_are_told_add_up_to_the_score(reasons: Reasons) -> None:
    terms = {
        "background": 9.0,
        "time": -3.0,
        "kind": -2.0,
        "follow_ups": -1.0,
        "place": 1.5,
        "doubt": -0.8,
        "words": 0.6,
        "busy": 0.5,
    }
    said = reasons.terms(terms)
    assert said.endswith("그 밖 +1.1")
    told = [float(part.rsplit(" ", 1)[1]) for part in said.split(" · ")]
    assert sum(told) == pytest.approx(sum(terms.values()))
    assert "그 밖" not in reasons.terms({"background": 2.0, "time": -1.0})
