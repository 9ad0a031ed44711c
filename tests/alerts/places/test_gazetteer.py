from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.places import CityProfile, Gazetteer
from alerts.places.asked import Places


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("서울역", "용산구 서울역"),
        ("서울역 앞에서", "용산구 서울역"),
        ("홍대입구역 9번 출구 근처", "마포구 홍대입구역"),
        ("홍대역인데요", "마포구 홍대입구역"),
        ("성수동2가 연무장길", "성동구 성수 연무장길"),
        ("강남구 신사동", "강남구 신사동"),
        ("은평구 신사동 쪽", "은평구 신사동"),
        ("중구 중앙시장", "중구 서울중앙시장"),
        ("서울시중구중앙시장", "중구 서울중앙시장"),
        ("서울특별시 마포구 홍대입구역9번출구", "마포구 홍대입구역"),
        ("서울 마포구홍대 입구역 9번 출구 앞", "마포구 홍대입구역"),
        ("홍대입구 3번출구", "마포구 홍대입구역"),
        ("Hongik University Station exit 9", "마포구 홍대입구역"),
        ("near SEOUL STATION", "용산구 서울역"),
        ("Jung-gu, Seoul Jungang Market", "중구 서울중앙시장"),
        ("서울시강남구신사동 512-3", "강남구 신사동"),
        ("Sinsa-dong, Eunpyeong-gu", "은평구 신사동"),
    ],
)
def test_knows_one_place(gazetteer: Gazetteer, said: str, meant: str) -> None:
    assert [candidate.place for candidate in gazetteer.candidates(said)] == [meant]


@pytest.mark.parametrize(
    ("said", "districts"),
    [
        ("중앙시장에서", {"중구", "영등포구", "관악구"}),
        ("신사동", {"강남구", "은평구", "관악구"}),
        ("신정동", {"양천구", "마포구"}),
        ("성모병원 응급실", {"서초구", "은평구"}),
        ("로데오거리", {"은평구", "강동구", "강남구"}),
        ("청소년문화센터 앞이요", {"성동구", "양천구", "영등포구"}),
    ],
)
def test_never_settles_a_name_that_fits_several_places(gazetteer: Gazetteer, said: str, districts: set[str]) -> None:
    found = gazetteer.candidates(said)
    assert {candidate.place.split()[0] for candidate in found} == districts
    assert len(found) == len(districts)


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("성수동", {"성수동1가", "성수동2가"}),
        ("성동구 성수동 쪽이요", {"성수동1가", "성수동2가"}),
        ("Seongsu-dong", {"성수동1가", "성수동2가"}),
        ("필동에서", {"필동1가", "필동2가", "필동3가"}),
        ("을지로", {f"을지로{number}가" for number in range(1, 8)}),
        ("성수동2가", {"성수동2가"}),
        ("성수동 연무장길", {"성수 연무장길"}),  # a place says more
        ("영등포동", {"영등포동"}),  # a dong of that name alone
        ("종로", set()),
    ],
)
def test_a_quarter_without_its_number_may_be_any_of_its_parts(gazetteer: Gazetteer, said: str, parts: set[str]) -> None:
    assert {candidate.place.partition(" ")[2] for candidate in gazetteer.candidates(said)} == parts
    assert gazetteer.district_named("성수동") == gazetteer.district_named("성동구")


def test_the_caller_s_district_settles_it(gazetteer: Gazetteer, seoul: CityProfile) -> None:
    gangnam = next(d.code for d in seoul.districts if d.name_ko == "강남구")
    jongno = next(d.code for d in seoul.districts if d.name_ko == "종로구")
    assert [c.place for c in gazetteer.candidates("신사동", gangnam)] == ["강남구 신사동"]
    assert len(gazetteer.candidates("신사동", jongno)) == 3


@pytest.mark.parametrize("said", ["", "몰라요 빨리 와주세요", "집 앞", "여기요"])
def test_knows_no_place(gazetteer: Gazetteer, said: str) -> None:
    assert gazetteer.candidates(said) == []


def test_answers_the_engine(gazetteer: Gazetteer, seoul: CityProfile) -> None:
    places: Places = gazetteer
    assert places.region_of(37.5118, 127.0592) == "11680"
    assert places.region_of(35.0, 129.0) == ""
    centre = places.region_centre("11680")
    assert centre is not None
    assert places.region_of(*centre) == "11680"
    assert places.region_area_m2("11680") == pytest.approx(39.5e6, rel=0.02)
    assert places.region_centre("99999") is None
    assert places.region_area_m2("99999") is None
    name = seoul.cameras.ids[7]
    assert places.camera(name) == (seoul.cameras.lat[7], seoul.cameras.lon[7], seoul.cameras.regions[7])
    assert places.camera("없음-1") is None


@pytest.mark.parametrize(
    ("said", "district"),
    [
        ("서울시도봉구", "도봉구"),
        ("서울특별시도봉구 어디쯤", "도봉구"),
        ("도봉구에서", "도봉구"),
        ("도봉구청 근처", "도봉구"),
        ("도봉구12-3", "도봉구"),
        ("서울 강남구 강남대로 396", "강남구"),
        ("강남대로396길 12, 서초구", "서초구"),
        ("상계동 14-15", "노원구"),
        ("Dobong-gu", "도봉구"),
        ("somewhere in Dobonggu", "도봉구"),
    ],
)
def test_a_text_names_a_district(gazetteer: Gazetteer, seoul: CityProfile, said: str, district: str) -> None:
    assert seoul.region_name(gazetteer.district_named(said), "ko") == district


@pytest.mark.parametrize("said", ["", "몰라요", "신사동", "중구난방이에요", "강남대로 396", "마포구나 서대문구 쪽"])
def test_a_text_that_names_no_one_district(gazetteer: Gazetteer, said: str) -> None:
    assert gazetteer.district_named(said) == ""


@settings(deadline=None)
@given(
    number=st.integers(0, 10_000),
    city=st.sampled_from(["", "서울", "서울시", "서울특별시", "서울 ", "서울시 "]),
    gap=st.sampled_from(["", " ", "  ", ", "]),
    after=st.sampled_from(["", " 앞", "에서", " 근처", " 2번 출구", "입니다"]),
)
def test_a_name_is_found_however_it_is_written(
    gazetteer: Gazetteer, seoul: CityProfile, number: int, city: str, gap: str, after: str
) -> None:
    place = seoul.places[number % len(seoul.places)]
    district = seoul.region_name(place.region, "ko")
    plain = {spot.place for spot in gazetteer.candidates(f"{district} {place.name_ko}")}
    said = f"{city}{district}{gap}{place.name_ko}{after}"
    assert {spot.place for spot in gazetteer.candidates(said)} == plain, said
    assert f"{district} {place.name_ko}" in plain
