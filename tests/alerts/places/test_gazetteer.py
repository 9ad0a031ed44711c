from __future__ import annotations

import pytest

from alerts.correlation.places import Places
from alerts.places import CityProfile, Gazetteer


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
