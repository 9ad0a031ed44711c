"""Thousands of points as one picture: NumPy writes the pixels, the painter draws one image.

Drawing 100,000 points one by one costs a third of a second; written into pixels they cost a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

_KERNEL: Final = np.array([1.0, 4.0, 6.0, 4.0, 1.0], dtype=np.float32) / np.float32(16.0)


def count_cells(pixels: NDArray[np.float64], width: int, height: int, cell: int = 1) -> NDArray[np.int64]:
    """How many points, shape (n, 2) in pixels, fall on each cell of ``cell`` by ``cell`` pixels of a window.

    Shape (height / cell, width / cell), rounded up; points outside these cells are left out.
    """
    columns, rows = -(-width // cell), -(-height // cell)
    column, row = _cells(pixels, cell)
    inside = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
    flat = row[inside] * columns + column[inside]
    return np.bincount(flat, minlength=columns * rows).reshape(rows, columns)


def blur(values: NDArray[np.float32], passes: int = 1) -> NDArray[np.float32]:
    """Smoothed, shape (height, width), with a 5 by 5 binomial kernel, ``passes`` times; nothing comes in over the border."""
    for _ in range(passes):
        for _axis in (0, 1):
            padded = np.pad(values, ((2, 2), (0, 0)))
            size = values.shape[0]
            out = np.zeros_like(values)
            for k, weight in enumerate(_KERNEL):
                out += weight * padded[k : k + size]
            values = out.T
    return values


def tinted(cover: NDArray[np.float32], colour: QColor) -> QImage:
    """A picture in one colour whose opacity is ``cover`` (0 to 1), shape (height, width). It owns its pixels."""
    level = np.clip(cover * 255.0, 0.0, 255.0).astype(np.uint8)
    return _image(_shades(colour).take(level))


def dots(
    pixels: NDArray[np.float64],
    width: int,
    height: int,
    side: int,
    colour: QColor | Sequence[QColor],
    kinds: NDArray[np.int64] | None = None,
) -> QImage:
    """Each point, shape (n, 2) in pixels, as a square of ``side`` pixels on a transparent ground.

    With several colours ``kinds``, shape (n,), says which is whose; where squares meet, the later point is on top.
    """
    column, row = _cells(pixels - (side - 1) / 2, 1)
    inside = (column > -side) & (column < width) & (row > -side) & (row < height)
    # a border as wide as a square: one row of indexes serves every pixel of the squares, and none has to be tested again
    wide = width + 2 * side
    out = np.zeros((height + 2 * side, wide), dtype=np.uint32)
    flat, first = out.ravel(), (row[inside] + side) * wide + column[inside] + side
    if isinstance(colour, QColor):
        shade: np.uint32 | NDArray[np.uint32] = _shades(colour)[255]
    else:
        assert kinds is not None
        shade = np.array([_shades(one)[255] for one in colour], dtype=np.uint32)[kinds[inside]]
    for down in range(side):
        for right in range(side):
            flat[first + (down * wide + right)] = shade
    return _image(out[side : side + height, side : side + width])


def grains(pixels: NDArray[np.float64], width: int, height: int, strength: float, colour: QColor) -> QImage:
    """Each point, shape (n, 2) in pixels, as one pixel of opacity ``strength`` (0 to 1) that adds up where they meet."""
    column, row = _cells(pixels, 1)
    inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
    flat, counts = np.unique(row[inside] * width + column[inside], return_counts=True)
    level = np.round(255.0 * (1.0 - (1.0 - strength) ** counts)).astype(np.intp)
    out = np.zeros(height * width, dtype=np.uint32)
    out[flat] = _shades(colour)[level]
    return _image(out.reshape(height, width))


def _cells(pixels: NDArray[np.float64], cell: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    # bounded before the conversion, which is undefined for what no integer holds
    whole = np.floor(np.clip(pixels, -1e6, 1e6) / cell).astype(np.int64)
    return whole[:, 0], whole[:, 1]


def _shades(colour: QColor) -> NDArray[np.uint32]:
    """The premultiplied ARGB values of ``colour`` at opacities 0 to 255 of its own: shape (256,), uint32."""
    alpha = np.arange(256, dtype=np.float64) * colour.alphaF()
    parts = [np.round(alpha * channel / 255.0).astype(np.uint32) for channel in (colour.red(), colour.green(), colour.blue())]
    whole = np.round(alpha).astype(np.uint32)
    return np.asarray((whole << 24) | (parts[0] << 16) | (parts[1] << 8) | parts[2], dtype=np.uint32)


def _image(argb: NDArray[np.uint32]) -> QImage:
    height, width = argb.shape
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    rows = np.frombuffer(image.bits(), dtype=np.uint32).reshape(height, image.bytesPerLine() // 4)
    rows[:, :width] = argb
    return image
