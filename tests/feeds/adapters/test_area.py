import math

import pytest
import shapely
from shapely.geometry import shape

from feeds.adapters.area import CORNERS, MAX_KEPT, Outline, outline

SQUARE = "37,127 37,128 38,128 38,127 37,127"


def inside(found: Outline) -> bool:
    assert found.point is not None
    lat, lon = found.point
    return bool(shape(found.area).intersects(shapely.Point(lon, lat)))


def test_a_polygon_is_turned_and_wound_as_geojson_wants() -> None:
    for text in (SQUARE, " 37,127\n38,127 38,128\t37,128 37,127 "):
        found = outline([text], [])
        assert found.area is not None
        assert found.area["type"] == "Polygon"
        polygon = shape(found.area)
        assert polygon.bounds == (127.0, 37.0, 128.0, 38.0)
        assert polygon.exterior.is_ccw
        assert inside(found)
        assert not found.remarks


def test_an_open_ring_is_closed_and_that_is_said() -> None:
    found = outline([SQUARE.rsplit(" ", 1)[0]], [])
    assert found.area == outline([SQUARE], []).area
    assert "closed" in found.remarks[0]


def test_exchanged_coordinates_are_put_right_only_where_it_must_be_korea() -> None:
    exchanged = outline(["127,37 128,37 128,38 127,38 127,37"], [])
    assert exchanged.area is not None
    assert shape(exchanged.area).bounds == (127.0, 37.0, 128.0, 38.0)
    assert "exchanged" in exchanged.remarks[0]
    elsewhere = outline(["100,10 101,10 101,11 100,11"], [])
    assert elsewhere.area is None
    assert elsewhere.remarks


def test_an_area_over_the_antimeridian_is_cut_there() -> None:
    for text in ("10,179 10,-179 12,-179 12,179 10,179", "10,179 10,181 12,181 12,179 10,179"):
        found = outline([text], [])
        assert found.area is not None
        assert found.area["type"] == "MultiPolygon"
        area = shape(found.area)
        assert area.area == pytest.approx(4.0)
        assert area.bounds == (-180.0, 10.0, 180.0, 12.0)
        assert inside(found)


def test_an_outline_that_crosses_itself_is_mended_or_left_out() -> None:
    bow = outline(["0,0 1,1 0,1 1,0 0,0"], [])
    assert bow.area is not None
    assert shape(bow.area).is_valid
    assert shape(bow.area).area == pytest.approx(0.5)
    assert inside(bow)
    scribble = " ".join(f"{math.sin(n * n) * 50:.4f},{math.cos(n * 7.1) * 50:.4f}" for n in range(1400))
    found = outline([scribble, SQUARE], [])
    assert found.area == outline([SQUARE], []).area
    assert "crosses itself" in " ".join(found.remarks)


def test_a_circle_has_its_radius_on_the_sphere() -> None:
    found = outline([], ["37.5,127.0 5"])
    assert found.area is not None
    ring = found.area["coordinates"][0]
    assert len(ring) == CORNERS + 1
    for lon, lat in ring:
        a, b = math.radians(37.5), math.radians(lat)
        across = math.radians(lon - 127.0)
        angle = math.acos(math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(across))
        assert angle * 6371.0088 == pytest.approx(5.0, abs=0.001)
    assert inside(found)


def test_a_circle_without_radius_is_a_point() -> None:
    found = outline([], ["12.747,-88.783 0.0"])
    assert (found.area, found.point) == (None, (12.747, -88.783))


def test_circles_at_the_edges_of_the_map() -> None:
    over = outline([], ["37.5,179.99 50"])
    assert over.area is not None
    assert shape(over.area).is_valid
    assert over.area["type"] == "MultiPolygon"
    assert "pole" in outline([], ["89.9,0 50"]).remarks[0]


@pytest.mark.parametrize("text", ["", "hello", "37", "37,127", "37,127 37,127 37,127", "37,127 37,128 37,129", "91,0 91,1 92,1",
                                  "37;127 38;127 38;128", "1e9,1 2,2 3,3", "85,0 85,90 85,180 85,-90"])  # fmt: skip
def test_what_is_no_area_is_remarked_and_left_out(text: str) -> None:
    found = outline([text], [text])
    assert found.area is None
    assert len(found.remarks) >= 1


def test_overlapping_areas_become_one() -> None:
    found = outline([SQUARE, "37.5,127.5 37.5,128.5 38.5,128.5 38.5,127.5"], ["37,127 1"])
    assert found.area is not None
    assert found.area["type"] == "Polygon"
    assert shape(found.area).area > 1.75


def test_a_fine_outline_is_simplified() -> None:
    fine = " ".join(f"{math.sin(n / 9000) * 5:.6f},{math.cos(n / 9000) * 5:.6f}" for n in range(56_000))
    found = outline([fine], [])
    assert found.area is not None
    area = shape(found.area)
    assert shapely.get_num_coordinates(area) <= MAX_KEPT
    assert area.area == pytest.approx(math.pi * 25, rel=0.01)
    assert "left out" in outline([fine + " " + fine], []).remarks[0]


def _closed(*positions: tuple[float, float]) -> str:
    return " ".join(f"{lat:.6f},{lon:.6f}" for lat, lon in (*positions, positions[0]))


def _around(count: int, radius: float = 0.1) -> list[tuple[float, float]]:
    turns = [2 * math.pi * number / count for number in range(count)]
    return [(37.5 + radius * math.sin(turn), 127.0 + radius * math.cos(turn)) for turn in turns]


def test_one_crossing_in_a_hundred_thousand_corners_costs_no_area() -> None:
    corners = _around(99_000)
    corners[500], corners[504] = corners[504], corners[500]
    found = outline([_closed(*corners)], [])
    assert found.area is not None
    assert shape(found.area).area == pytest.approx(math.pi * 0.01, rel=0.01)
    assert "simplified" in found.remarks[0]
    assert inside(found)


def test_an_outline_of_a_hundred_thousand_spikes_is_left_out_at_once() -> None:
    """Whether it is valid at all would take a minute to find out, in which the feed says nothing."""
    spikes = [at for pair in zip(_around(49_000), _around(49_000, 0.02), strict=True) for at in pair]
    teeth = [(37.5 + 0.1 * (number % 4 in (1, 2)), 127.0 + number * 5e-6) for number in range(96_000)]
    for corners in (spikes, [*teeth, (37.4, 127.5), (37.4, 127.0)]):
        found = outline([_closed(*corners), SQUARE], [])
        assert found.area == outline([SQUARE], []).area
        assert "to and fro" in " ".join(found.remarks)
