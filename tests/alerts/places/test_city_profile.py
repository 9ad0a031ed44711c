from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from alerts.errors import RulesError
from alerts.places import CityProfile, RegionIndex, city_names, load_city

KNOWN = [
    ("경복궁", 37.5796, 126.9770, "종로구"), ("홍대입구역", 37.5572, 126.9245, "마포구"),
    ("코엑스", 37.5118, 127.0592, "강남구"), ("잠실역", 37.5133, 127.1001, "송파구"),
    ("김포공항", 37.5586, 126.7990, "강서구"), ("도봉산역", 37.6890, 127.0461, "도봉구"),
    ("노원역", 37.6554, 127.0613, "노원구"), ("서울대학교", 37.4620, 126.9510, "관악구"),
    ("성수동", 37.5446, 127.0560, "성동구"),
]  # fmt: skip


def test_finds_the_district_of_known_points(seoul: CityProfile) -> None:
    index = RegionIndex(seoul.districts)
    codes = index.codes_of(np.array([row[1] for row in KNOWN]), np.array([row[2] for row in KNOWN]))
    assert [seoul.region_name(code, "ko") for code in codes] == [row[3] for row in KNOWN]
    for _, lat, lon, district in KNOWN:
        assert seoul.region_name(index.code_of(lat, lon), "ko") == district


def test_finds_nothing_outside_the_city(seoul: CityProfile) -> None:
    index = RegionIndex(seoul.districts)
    assert index.code_of(37.2636, 127.0286) == ""
    assert index.find(np.array([37.2636, 37.5665]), np.array([127.0286, 126.9780])).tolist()[0] == -1


def test_named_places_know_their_district(seoul: CityProfile) -> None:
    where = {place.name_ko: seoul.region_name(place.region, "ko") for place in seoul.places}
    assert where["서울역"] == "용산구"
    assert where["성수 연무장길"] == "성동구"
    assert where["오류지하차도"] == "구로구"
    assert where["은평성모병원"] == "은평구"
    assert len(seoul.places) > 200


def test_cameras_are_the_same_each_time_and_denser_in_the_city_s_streets(seoul: CityProfile) -> None:
    cameras, again = seoul.cameras, load_city("seoul").cameras
    assert len(cameras) == 3000
    assert cameras.ids == again.ids
    assert np.array_equal(cameras.lat, again.lat)
    assert len(set(cameras.ids)) == 3000
    assert RegionIndex(seoul.districts).codes_of(cameras.lat, cameras.lon) == list(cameras.regions)

    def near(lat: float, lon: float) -> int:
        return int((np.hypot((cameras.lat - lat) * 111_195, (cameras.lon - lon) * 88_100) < 600).sum())

    assert near(37.5558, 126.9236) > 5 * near(37.4450, 126.9640)  # 홍대 거리, 관악산


def test_says_which_city_there_is(tmp_path: Path) -> None:
    assert city_names() == ["seoul"]
    with pytest.raises(RulesError, match="no city profile 'busan'; there is: seoul"):
        load_city("busan")


def test_a_mistake_in_a_profile_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "cities").mkdir()
    (tmp_path / "cities" / "broken.toml").write_text('name = "broken"\nname_ko = 5\n', encoding="utf-8")
    with pytest.raises(RulesError, match=r"broken\.toml cannot be read: .*name_ko"):
        load_city("broken", tmp_path)
