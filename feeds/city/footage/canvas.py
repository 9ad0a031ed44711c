"""A picture as an array, and the few shapes that a made-up street needs."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np

Canvas: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]
"""(height, width, 3) uint8: red, green, blue."""
Mask: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
Colour: TypeAlias = tuple[int, int, int]

WIDTH: Final = 640
HEIGHT: Final = 360
HORIZON: Final = 120
ROAD: Final = 210
"""Where the pavement ends and the road begins, pixels from the top."""


def street(rng: np.random.Generator) -> Canvas:
    """An evening street: sky, a row of houses with some lit windows, pavement, a road with its lines."""
    canvas = np.zeros((HEIGHT, WIDTH, 3), dtype=np.uint8)
    tint = rng.uniform(0.8, 1.15)
    canvas[:HORIZON] = np.linspace((22, 28, 44), (52, 58, 78), HORIZON)[:, None] * tint
    left = 0
    while left < WIDTH:
        width, top = int(rng.integers(48, 110)), int(rng.integers(18, 80))
        shade = rng.integers(46, 78)
        canvas[top : ROAD - 40, left : left + width] = (shade, shade + 2, shade + 8)
        for y in range(top + 10, ROAD - 60, 18):
            for x in range(left + 8, min(left + width, WIDTH) - 12, 16):
                if rng.random() < 0.3:
                    canvas[y : y + 8, x : x + 8] = (186, 170, 118)
        left += width + 3
    canvas[ROAD - 40 : ROAD] = (96, 98, 104)
    canvas[ROAD:] = (58, 60, 66)
    canvas[ROAD : ROAD + 3] = (150, 150, 150)
    for x in range(0, WIDTH, 80):
        canvas[284:289, x : x + 44] = (190, 186, 160)
    return canvas


def box(canvas: Canvas, x: float, y: float, width: float, height: float, colour: Colour) -> None:
    """A filled rectangle; what is outside the picture is cut off."""
    left, top = max(round(x), 0), max(round(y), 0)
    right, bottom = min(round(x + width), WIDTH), min(round(y + height), HEIGHT)
    if left < right and top < bottom:
        canvas[top:bottom, left:right] = colour


def disc(canvas: Canvas, x: float, y: float, radius: float, colour: Colour, alpha: float = 1.0) -> None:
    """A filled circle, mixed over what is there."""
    left, right = max(int(x - radius), 0), min(int(x + radius) + 1, WIDTH)
    top, bottom = max(int(y - radius), 0), min(int(y + radius) + 1, HEIGHT)
    if left >= right or top >= bottom:
        return
    ys, xs = np.ogrid[top:bottom, left:right]
    inside = (xs - x) ** 2 + (ys - y) ** 2 <= radius * radius
    part = canvas[top:bottom, left:right]
    part[inside] = (part[inside] * (1.0 - alpha) + np.array(colour) * alpha).astype(np.uint8)


def person(canvas: Canvas, x: float, foot: float, colour: Colour, lying: bool = False) -> None:
    """A figure with its feet at (x, foot), larger towards the lower edge, as perspective has it."""
    size = 10.0 + (foot - HORIZON) * 0.16
    if lying:
        box(canvas, x - size, foot - size * 0.4, size * 1.6, size * 0.4, colour)
        disc(canvas, x + size * 0.8, foot - size * 0.25, size * 0.25, (214, 178, 150))
        return
    box(canvas, x - size * 0.25, foot - size * 1.3, size * 0.5, size * 1.3, colour)
    disc(canvas, x, foot - size * 1.55, size * 0.27, (214, 178, 150))


def car(canvas: Canvas, x: float, y: float, colour: Colour, right: bool = True) -> None:
    """A car whose lower left corner stands at (x, y), its lights at the front."""
    box(canvas, x, y - 30, 96, 22, colour)
    box(canvas, x + 20, y - 46, 54, 18, (70, 80, 92))
    for wheel in (20, 76):
        disc(canvas, x + wheel, y - 7, 8, (20, 20, 22))
    box(canvas, x + (90 if right else 0), y - 26, 6, 7, (255, 240, 190))
    box(canvas, x + (0 if right else 90), y - 26, 6, 7, (210, 40, 40))
