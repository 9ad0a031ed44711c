"""Files that a centre brings to its map: read as they are, or refused by name, place and reason."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.errors import InputError
from alerts.places.layers import load_layer, open_tiles
from alerts.places.layers.tiles import column_row, corner


def geojson(tmp_path: Path, *geometries: Any, name: str = "소화전") -> Path:
    features = [{"type": "Feature", "properties": {"이름": name}, "geometry": one} for one in geometries]
    path = tmp_path / "hydrants.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def test_every_geometry_is_read_with_its_name(tmp_path: Path) -> None:
    ring = [[127.0, 37.5], [127.1, 37.5], [127.1, 37.6], [127.0, 37.5]]
    layer = load_layer(
        geojson(
            tmp_path,
            {"type": "Point", "coordinates": [127.0, 37.5, 12.0]},
            {"type": "MultiPoint", "coordinates": [[127.1, 37.5], [127.2, 37.6]]},
            {"type": "LineString", "coordinates": ring},
            {"type": "MultiPolygon", "coordinates": [[ring], [ring, ring]]},
            {"type": "GeometryCollection", "geometries": [{"type": "Polygon", "coordinates": [ring]}]},
            None,
        )
    )
    assert layer.name == "hydrants"
    assert layer.point_names == ["소화전"] * 3
    assert layer.points.tolist() == [[127.0, 37.5], [127.1, 37.5], [127.2, 37.6]]
    assert [len(rings) for _, rings in layer.areas] == [1, 2, 1]
    assert (len(layer.lines), layer.skipped) == (1, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not json", "not valid JSON"),
        ("[]", "not GeoJSON"),
        ('{"type": "FeatureCollection", "features": []}', "no feature in it has a place"),
        ('{"type": "Point", "coordinates": [198056.2, 451234.1]}', "feature 0: 198056, 451234 is no longitude and latitude"),
        ('{"type": "Point", "coordinates": [1e999, 37]}', "layer.geojson"),
        ('{"type": "Point", "coordinates": "x"}', "feature 0: expected positions"),
        ('{"type": "Polygon", "coordinates": [[[127, 37], [127, 38]]]}', "at least 4 positions"),
        ('{"type": "Circle", "coordinates": []}', "'Circle' is no GeoJSON geometry"),
    ],
)
def test_what_is_no_layer_is_refused_with_its_reason(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "layer.geojson"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_layer(path)
    assert str(refused.value).startswith(str(path))
    assert said in str(refused.value)
    for other in (tmp_path, tmp_path / "none.geojson"):
        with pytest.raises(InputError, match=str(other)):
            load_layer(other)


def mbtiles(path: Path, form: str = "png", rows: tuple[tuple[int, int, int, bytes], ...] = ((10, 873, 627, b"x"),)) -> Path:
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        database.executemany(
            "INSERT INTO metadata VALUES (?, ?)", [("name", "배경"), ("format", form), ("attribution", "시청")]
        )
        database.execute("CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)")
        database.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", rows)
    database.close()
    return path


def test_tiles_are_found_by_column_and_row_from_the_north(tmp_path: Path) -> None:
    tiles = open_tiles(mbtiles(tmp_path / "a.mbtiles"))
    assert (tiles.name, tiles.attribution, tiles.least, tiles.most) == ("배경", "시청", 10, 10)
    assert tiles.tile(10, 873, 2**10 - 1 - 627) == b"x"
    assert tiles.tile(10, 873, 627) is None
    tiles.close()


def test_a_file_that_holds_no_raster_tiles_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.mbtiles").write_text("hello")
    for path, said in (
        (tmp_path / "none.mbtiles", "no such file"),
        (tmp_path / "text.mbtiles", "is no MBTiles file"),
        (mbtiles(tmp_path / "vector.mbtiles", "pbf"), "tiles of format 'pbf'"),
        (mbtiles(tmp_path / "empty.mbtiles", rows=()), "it holds no tile"),
    ):
        with pytest.raises(InputError, match=said):
            open_tiles(path)


@given(st.integers(0, 20), st.floats(-80, 80), st.floats(-179.9, 179.9))
def test_tile_coordinates_turn_back_into_degrees(zoom: int, lat: float, lon: float) -> None:
    column, row = column_row(zoom, lat, lon)
    assert np.allclose(corner(zoom, column, row), (lat, lon), atol=1e-7)


def test_seoul_lies_in_the_tile_that_the_standard_says() -> None:
    column, row = column_row(10, 37.5665, 126.9780)
    assert (int(column), int(row)) == (873, 396)
