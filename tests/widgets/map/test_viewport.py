"""The plane and the window onto it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.earth import METRES_PER_DEGREE
from widgets.map.layers.legend import round_length
from widgets.map.projection import Projection
from widgets.map.viewport import FARTHEST, NEAREST, Viewport


def test_a_degree_is_as_long_as_it_is() -> None:
    plane = Projection(37.56, 126.98)
    assert plane.point(38.56, 126.98) == pytest.approx((0.0, METRES_PER_DEGREE))
    assert plane.point(37.56, 127.98)[0] == pytest.approx(METRES_PER_DEGREE * np.cos(np.radians(37.56)))
    assert plane.degrees(*plane.point(37.4, 127.1)) == pytest.approx((37.4, 127.1))
    both = plane.metres([37.4, 37.7], [127.1, 126.8])
    assert both[1] == pytest.approx(plane.point(37.7, 126.8))


def test_north_is_up_and_east_is_right() -> None:
    view = Viewport(800, 600, scale=10.0)
    assert view.pixel(0, 0) == (400, 300)
    assert view.pixel(100, 50) == (410, 295)
    assert view.metres(410, 295) == (100, 50)
    assert view.pixels(np.array([[100.0, 50.0], [0.0, 0.0]])).tolist() == [[410, 295], [400, 300]]


@given(
    px=st.floats(0, 800), py=st.floats(0, 600), factor=st.floats(0.6, 1.8),
    x=st.floats(-3000, 3000), y=st.floats(-3000, 3000), scale=st.floats(1, 50),
)  # fmt: skip
def test_zooming_keeps_what_is_under_the_cursor(px: float, py: float, factor: float, x: float, y: float, scale: float) -> None:
    view = Viewport(800, 600, x, y, scale, home=(-1e6, -1e6, 1e6, 1e6))
    held = view.metres(px, py)
    view.zoom(factor, px, py)
    assert view.metres(px, py) == pytest.approx(held, abs=1e-6)


def test_the_city_cannot_be_lost() -> None:
    view = Viewport(800, 600, home=(-1000, -2000, 1000, 2000))
    view.fit(margin=0.1)
    assert view.scale == pytest.approx(4000 / (600 * 0.8))
    view.pan(1e9, -1e9)
    assert (view.x, view.y) == (-1000, -2000)
    view.zoom(1e9)
    assert view.scale == NEAREST
    view.zoom(1e-9)
    assert view.scale == FARTHEST


@pytest.mark.parametrize(("longest", "length"), [(4999, 2000), (5000, 5000), (0.9, 0.5), (1.0, 1.0), (12_345, 10_000)])
def test_the_scale_bar_is_a_round_length(longest: float, length: float) -> None:
    assert round_length(longest) == length
