"""Points written into pixels."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor

from widgets.map.splat import blur, count_cells, dots, grains, tinted


def test_points_are_counted_where_they_fall_and_nowhere_else() -> None:
    pixels = np.array([[0.0, 0.0], [0.9, 0.9], [9.99, 4.0], [10.0, 4.0], [-0.1, 2.0], [5.0, 5.0], [np.inf, 1.0]])
    counts = count_cells(pixels, 10, 5)
    assert counts.shape == (5, 10)
    assert counts.sum() == 3
    assert counts[0, 0] == 2
    assert counts[4, 9] == 1
    assert count_cells(pixels, 10, 5, cell=4).tolist() == [[2, 0, 0], [0, 1, 2]]  # the last cells reach over the edge


def test_blurring_keeps_the_sum_inside_and_spreads_evenly() -> None:
    one = np.zeros((21, 21), dtype=np.float32)
    one[10, 10] = 16.0
    out = blur(one, 2)
    assert np.isclose(out.sum(), 16.0, rtol=1e-5)
    assert out.argmax() == 10 * 21 + 10
    assert np.allclose(out, out.T)
    assert np.allclose(out, out[::-1])


def test_pictures_hold_the_colour_at_the_right_place() -> None:
    red = QColor(200, 40, 20)
    image = dots(np.array([[3.0, 2.0], [99.0, 99.0]]), 8, 6, 2, red)
    lit = {(x, y) for x in range(8) for y in range(6) if image.pixelColor(x, y).alpha()}
    assert lit == {(2, 1), (3, 1), (2, 2), (3, 2)}
    assert image.pixelColor(3, 2) == red
    grain = grains(np.array([[1.0, 1.0]] * 3 + [[4.0, 0.0]]), 6, 3, 0.5, red)
    assert grain.pixelColor(4, 0).alpha() == 128
    assert grain.pixelColor(1, 1).alpha() == round(255 * (1 - 0.5**3))
    cover = tinted(np.array([[0.0, 0.5, 2.0]], dtype=np.float32), red)
    assert [cover.pixelColor(x, 0).alpha() for x in range(3)] == [0, 127, 255]
