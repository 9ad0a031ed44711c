from __future__ import annotations

from typing import get_args

import pytest

from alerts.events import DispatchStage, JourneyStage, Label, TrackerAlert, Watchlist
from alerts.wording import LANGUAGES, Wording
from widgets.reports import report_text
from widgets.titles import plain_title


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "codes"), [("cctv", Label), ("journey", JourneyStage), ("tracker", TrackerAlert)])
def test_every_code_of_the_wire_has_a_word(language, kind, codes):
    wording = Wording(language)
    assert [code for code in get_args(codes) if report_text(kind, code, wording) == code] == []


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("dispatch", "화재 연기가 나요", "화재 연기가 나요"),
        ("dispatch", "arrived 강남구급1", "현장 도착 강남구급1"),
        ("vehicle", "12가 3456 wanted", "12가 3456 · 수배"),
        ("sensor", "water_depth 14 cm", "침수 깊이 14 cm"),
        ("sensor", "pm2.5 80 ug/m3", "초미세먼지 80 ㎍/㎥"),
        ("sensor", "lux_level 3 lx", "lux level 3 lx"),
        ("sensor", "emergency_bell 1 ", "비상벨"),
        ("cctv", "something new", "something new"),
        ("disaster", "호우경보", "호우경보"),
        ("cctv", "", ""),
    ],
)
def test_words_of_people_stay_and_codes_are_put_into_words(wording, kind, text, said):
    assert report_text(kind, text, wording) == said


def test_stages_and_lists_are_all_known(wording):
    assert all(wording.has(f"report-dispatch-{stage}") for stage in get_args(DispatchStage) if stage != "received")
    assert all(wording.has(f"report-vehicle-{name}") for name in get_args(Watchlist))


def test_a_title_does_not_repeat_the_place_beside_it():
    assert plain_title("건물 화재 · 역삼1동 · 테헤란로", "역삼1동 · 테헤란로") == "건물 화재"
    assert plain_title("건물 화재 · 역삼1동", "") == "건물 화재 · 역삼1동"
    assert plain_title("역삼1동", "역삼1동") == "역삼1동"
