from __future__ import annotations

import pytest

from alerts.incidents import Fact, Reason
from alerts.rules.analysts import FINDINGS
from alerts.wording import LANGUAGES, Wording
from widgets.card.account import Account
from widgets.findings import fact_text, finding_name, finding_text
from widgets.moments import korean_time
from widgets.reports import report_text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_a_sentence_and_a_name(language, crush):
    wording = Wording(language)
    for name in FINDINGS:
        assert wording.has(f"finding-{name}"), name
        assert finding_name(wording, name)
        assert finding_text(wording, Reason("finding", crush().opened, detail=name, value=7.0, unit="min", text="en_route"))


def test_a_finding_says_its_figures_in_the_screens_words(crush):
    reason = Reason("finding", crush().opened, detail="dispatch_not_arrived", value=7.0, unit="min", text="en_route")
    assert finding_text(Wording("en"), reason) == "Nobody there 7 min after the call (on the way)"
    assert finding_text(Wording("ko"), reason) == "접수 후 7분이 지나도록 아무도 도착하지 않음 (이동 중)"


def test_a_finding_of_a_citys_own_is_said_as_data(crush):
    reason = Reason("finding", crush().opened, detail="own", value=0.351, unit="x", text="y")
    assert finding_text(Wording("en"), reason) == "own 0.351 x y"


def test_facts_are_lines_with_the_time_they_hold_for(wording, crush):
    at = crush().opened
    facts = [Fact("speed", 42.0, "km/h", time=at), Fact("next_cameras", 0.0)]
    lines = Account(wording, korean_time()).facts(facts)
    assert lines[0].time == at.astimezone(korean_time()).strftime("%H:%M")
    assert "42 km/h" in lines[0].text
    assert lines[1].time == ""
    assert lines[1].text.endswith("없음")
    assert fact_text(wording, Fact("own", 3.0, "x")).startswith("own: 3 x")


def test_a_rate_is_so_much_an_hour_in_units_that_people_say(wording):
    assert fact_text(wording, Fact("rate", -212.0, "1/m2/h")) == "변화: 시간당 -212 명/㎡"
    assert fact_text(Wording("en"), Fact("rate", 12.0, "mm/h/h")) == "Change: +12 mm/h an hour"
    assert report_text("sensor", "people_density 3.54 1/m2", wording) == "밀집도 3.54 명/㎡"
    assert report_text("sensor", "water_level 2.1 m", wording) == "수위 2.1 m"
