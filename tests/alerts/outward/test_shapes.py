"""Lines and areas that people draw."""

from __future__ import annotations

import pytest

from alerts.outward.forms import PublicWarning, Spot
from alerts.outward.lacking import lacking
from alerts.outward.load import load_directory
from alerts.outward.shapes import crosses_itself, crossings_of, length_m
from alerts.places import Road

SQUARE = [(37.50, 127.00), (37.50, 127.02), (37.52, 127.02), (37.52, 127.00)]
BOW = [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]]


def test_a_bow_tie_crosses_itself_and_a_square_does_not() -> None:
    assert not crosses_itself(SQUARE, closed=True)
    assert not crosses_itself([*SQUARE, SQUARE[0]], closed=True), "closed by its first point again"
    assert crosses_itself(BOW, closed=True)
    assert crosses_itself([*SQUARE, SQUARE[1]], closed=False), "the same corner twice"
    assert not crosses_itself(BOW[:3], closed=False)


def test_only_the_side_back_to_the_first_corner_crosses() -> None:
    corners = [(0.0, 0.0), (0.8, -0.4), (0.8, 0.4), (1.2, 0.0)]
    assert not crosses_itself(corners, closed=False)
    assert crosses_itself(corners, closed=True)


@pytest.mark.parametrize(("corners", "sound"), [(SQUARE, True), (BOW, False), (SQUARE[:2], False), ([], False)])
def test_the_hub_takes_no_area_whose_sides_cross(corners: list[tuple[float, float]], sound: bool) -> None:
    form = PublicWarning(
        event="화재", category="Fire", response="Evacuate", urgency="Immediate", severity="Severe", certainty="Observed",
        headline="화재", description="대피", area_name="역삼동", polygon=[Spot(lat, lon) for lat, lon in corners],
    )  # fmt: skip
    offered = load_directory().service("warning")
    assert offered is not None
    assert lacking(form, offered) == ([] if sound else ["area"])


def test_crossings_are_the_bends_and_the_main_roads_in_the_order_of_the_way() -> None:
    way = [(37.50, 127.00), (37.50, 127.02), (37.53, 127.02)]
    roads = [
        Road("남북로", "South-North-ro", [(37.49, 127.01), (37.51, 127.01)]),
        Road("동서로", "East-West-ro", [(37.515, 127.00), (37.515, 127.04)]),
        Road("먼길", "Far-ro", [(37.60, 127.00), (37.60, 127.04)]),
    ]
    found = crossings_of(way, roads)
    assert [ko for _, ko, _ in found] == ["남북로", "", "동서로"]
    assert found[0][0] == pytest.approx((37.50, 127.01), abs=1e-5)
    assert found[1][0] == pytest.approx((37.50, 127.02), abs=1e-5)
    assert crossings_of(way[:1], roads) == []
    assert length_m(way) == pytest.approx(1764 + 3336, rel=0.01)


def test_a_bend_at_a_known_road_is_one_crossing_with_its_name() -> None:
    way = [(37.50, 127.00), (37.50, 127.02), (37.53, 127.02)]
    road = Road("사거리로", "Sageori-ro", [(37.49, 127.0201), (37.4999, 127.0201), (37.501, 127.019)])
    [(_, name, _)] = crossings_of(way, [road])
    assert name == "사거리로"
