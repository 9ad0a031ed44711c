"""Which cameras see a place."""

from __future__ import annotations

import math

import numpy as np
import pytest

from alerts.cameras import SIGHTS, Camera, Register, View, views_of
from alerts.cameras.seeing import reach_m

LAT, LON = 37.55, 126.98
M = 1.0 / 111_195.0


def at(name: str, north: float, east: float, *views: View, pixels: int | None = 200) -> Camera:
    return Camera(name, LAT + north * M, LON + east * M / math.cos(math.radians(LAT)), views=views, pixels=pixels)


@pytest.mark.parametrize(
    ("words", "bearings"),
    [
        ("360도", [0.0]), ("360도 전방면", [0.0]), ("전방위", [0.0]), ("회전형", [0.0]), ("사방", [0.0]), ("동서남북", [0.0]),
        ("북동", [45.0]), ("북동쪽", [45.0]), ("동북 방향", [45.0]), ("남측", [180.0]), ("NW", [315.0]), ("north", [0.0]),
        ("135", [135.0]), ("135도", [135.0]), ("90.5°", [90.5]), ("동/서", [90.0, 270.0]), ("북, 남", [0.0, 180.0]),
        ("남북", [180.0, 0.0]), ("동서방향", [90.0, 270.0]),
        ("", []), ("정문", []), ("서문로 12", []), ("720", []), ("골목", []), ("남대문시장 방향", []),
    ],
)  # fmt: skip
def test_words_of_direction(words: str, bearings: list[float]) -> None:
    views = views_of(words)
    assert [view.bearing for view in views] == bearings
    all_around = bool(views) and views[0].width == 360.0
    assert all_around == (bearings == [0.0] and words not in ("north",))


def test_a_camera_that_looks_there_comes_before_a_nearer_one_that_does_not() -> None:
    south, north = View(180.0, 90.0), View(0.0, 90.0)
    register = Register([at("away", 40, 0, north), at("sees", 60, 0, south), at("nobody knows", 50, 0)])
    found = register.nearest(LAT, LON, 3)
    assert [(near.camera.id, near.sight) for near in found] == [
        ("sees", "sees"), ("nobody knows", "unknown"), ("away", "away"),
    ]  # fmt: skip
    assert found[0].distance_m == pytest.approx(60.0, abs=0.2)
    assert found[0].sector == 0


def test_one_of_several_views_is_enough_and_a_turning_one_sees_all_around() -> None:
    register = Register([at("two", 0, 60, View(0.0, 60.0), View(270.0, 60.0)), at("turns", 0, -150, View(0.0, 360.0))])
    assert [(near.camera.id, near.sight, near.sector) for near in register.nearest(LAT, LON, 2)] == [
        ("two", "sees", 2), ("turns", "sees", 6),
    ]  # fmt: skip


def test_more_pixels_and_a_narrower_field_reach_farther() -> None:
    wide, narrow = reach_m(np.array([1920.0, 1920.0]), np.array([90.0, 45.0]))
    assert wide == pytest.approx(1920 / (2 * 12.5 * math.tan(math.radians(45.0))))
    assert narrow > 2 * wide
    fine, coarse = at("fine", 100, 0, View(180.0, 90.0), pixels=800), at("coarse", 100, 0, View(180.0, 90.0), pixels=40)
    sights = {near.camera.id: near.sight for near in Register([fine, coarse]).nearest(LAT, LON, 2)}
    assert sights == {"fine": "sees", "coarse": "far"}


def test_beside_the_place_a_direction_means_nothing() -> None:
    assert Register([at("here", 3, 0, View(0.0, 60.0))]).nearest(LAT, LON, 1)[0].sight == "sees"


def test_a_place_in_doubt_is_seen_by_more() -> None:
    register = Register([at("edge", 60, 0, View(240.0, 90.0))])  # the place lies 15 degrees outside of its field
    assert register.nearest(LAT, LON, 1)[0].sight == "away"
    assert register.nearest(LAT, LON, 1, doubt_m=30.0)[0].sight == "sees"


def test_nobody_is_near() -> None:
    assert Register([]).nearest(LAT, LON, 9) == []
    assert Register([at("far off", 5000, 0, View(180.0, 90.0))]).nearest(LAT, LON, 9) == []
    with pytest.raises(ValueError, match="twice"):
        Register([at("same", 0, 0), at("same", 1, 0)])


def test_columns_say_the_same_as_one_by_one() -> None:
    rng = np.random.default_rng(4)
    cameras = []
    for number in range(400):
        views = tuple(
            View(float(rng.uniform(0, 360)), float(rng.choice([60, 90, 360]))) for _ in range(int(rng.integers(0, 3)))
        )
        cameras.append(at(str(number), rng.normal() * 300, rng.normal() * 300, *views, pixels=int(rng.choice([40, 200, 800]))))
    whole = Register(cameras).nearest(LAT, LON, 400)
    alone = {one.camera.id: one for camera in cameras for one in Register([camera]).nearest(LAT, LON, 1)}
    assert {near.camera.id: near.sight for near in whole} == {name: near.sight for name, near in alone.items()}
    ranks = [(SIGHTS.index(near.sight), near.distance_m) for near in whole]
    assert ranks == sorted(ranks)
    assert {near.sight for near in whole} == set(SIGHTS)
