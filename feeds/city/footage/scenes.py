"""What happens in a made-up picture, by the second; ``since`` is how long it has been going on (negative: not yet)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

import numpy as np

from feeds.city.footage.canvas import HEIGHT, WIDTH, Canvas, Colour, box, car, disc, person

Scene: TypeAlias = Callable[[Canvas, float, float, int], None]
"""(picture, second, since, variant) -> draws into the picture."""

_COATS: Final[tuple[Colour, ...]] = (
    (92, 110, 150),
    (150, 92, 92),
    (96, 140, 104),
    (150, 140, 96),
    (120, 96, 150),
    (88, 88, 96),
)


def ordinary(canvas: Canvas, second: float, _since: float, variant: int) -> None:
    """Some cars, some people who walk."""
    for number in range(2):
        speed, lane = 90.0 + 35.0 * number, 268 + 62 * number
        right = number == 1
        way = (second * speed + 310 * number + 97 * variant) % (WIDTH + 260) - 130
        car(canvas, way if right else WIDTH - way - 96, lane, _COATS[(number + variant) % 6], right)
    for number in range(3):
        way = (second * (18 + 5 * number) + 190 * number + 61 * variant) % (WIDTH + 60) - 30
        person(canvas, way if number % 2 else WIDTH - way, 190 + 8 * number, _COATS[(number + variant + 2) % 6])


def fire(canvas: Canvas, second: float, since: float, variant: int) -> None:
    """Flames out of a house, and smoke that rises."""
    ordinary(canvas, second, since, variant)
    if since < 0.0:
        return
    rng, at = np.random.default_rng(int(second * 15) + variant), 250.0 + 70.0 * (variant % 3)
    grown = min(1.0, 0.3 + since / 6.0)
    for number in range(14):
        rise = (second * 26 + number * 23) % 150
        disc(canvas, at + 12 * math.sin(rise / 22 + number) - rise * 0.25, 132 - rise, 10 + rise * 0.22, (70, 70, 74), 0.45)
    for _ in range(round(34 * grown)):
        height = rng.random() ** 1.5 * 64 * grown
        colour = (255, 90 + int(rng.integers(0, 120)), 30)
        disc(canvas, at + rng.normal() * 22 * (1 - height / 90), 158 - height, rng.uniform(4, 11) * grown, colour, 0.8)


def crowd(canvas: Canvas, second: float, since: float, variant: int) -> None:
    """People who come from both sides and stand ever closer."""
    many = 6 if since < 0.0 else min(90, 20 + round(since * 12))
    rng = np.random.default_rng(variant)
    spots = rng.random((90, 3))
    for number in np.argsort(spots[:many, 1]).tolist():
        x, y, phase = spots[number].tolist()
        sway = 5.0 * math.sin(second * 1.7 + phase * 6.3)
        person(canvas, 60 + x * (WIDTH - 120) + sway, 178 + y * 150, _COATS[int(phase * 6) % 6])


def fight(canvas: Canvas, second: float, since: float, variant: int) -> None:
    """Two who go at each other, one who stands by."""
    ordinary(canvas, second, since, variant)
    apart = 26.0 if since < 0.0 else 10.0 + 9.0 * math.sin(second * 9.0)
    middle = 320.0 + 40.0 * (variant % 3 - 1) + (6.0 * math.sin(second * 7.0) if since >= 0.0 else 0.0)
    person(canvas, middle - apart, 244, (160, 70, 70))
    person(canvas, middle + apart, 246, (70, 90, 160))
    person(canvas, middle + 120, 236, (110, 110, 110))


def fall(canvas: Canvas, second: float, since: float, variant: int) -> None:
    """Somebody who walks, falls, and does not get up."""
    ordinary(canvas, second, since, variant)
    spot = 300.0 + 60.0 * (variant % 3 - 1)
    if since < 0.0:
        person(canvas, spot + since * 22.0, 250, (180, 150, 90))
    else:
        person(canvas, spot, 250, (180, 150, 90), lying=True)


def stopped(canvas: Canvas, second: float, since: float, variant: int) -> None:
    """A car that stands across the lanes, its lights flashing."""
    ordinary(canvas, second, since, variant)
    x = 250.0 + 40.0 * (variant % 3) + min(since, 0.0) * 80.0
    car(canvas, x, 300, (170, 120, 60))
    if since >= 0.0 and int(second * 2) % 2:
        for side in (-4, 94):
            box(canvas, x + side, 278, 8, 8, (255, 170, 40))


def flood(canvas: Canvas, second: float, since: float, variant: int) -> None:
    """Water that rises over the road."""
    ordinary(canvas, second, since, variant)
    level = HEIGHT - round(20 + min(max(since, 0.0) * 14.0, 120.0))
    ys = np.arange(HEIGHT - level)[:, None]
    xs = np.arange(WIDTH)[None, :]
    wave = 10.0 * np.sin(xs / 26.0 + second * 2.2 + ys / 9.0) + 6.0 * np.sin(xs / 11.0 - second * 3.0)
    water = np.stack((42 + wave * 0.5, 74 + wave, 104 + wave), axis=-1)
    canvas[level:] = (canvas[level:] * 0.35 + water * 0.65).clip(0, 255).astype(np.uint8)
    rng = np.random.default_rng(int(second * 15))
    for _ in range(70):
        x, y = int(rng.integers(0, WIDTH - 2)), int(rng.integers(0, HEIGHT - 10))
        canvas[y : y + 9, x] = (150, 160, 176)


def alone(canvas: Canvas, second: float, since: float, variant: int) -> None:
    """One person who goes up and down where nobody should."""
    x = 320.0 + 150.0 * math.sin(second * 0.5 + variant) if since >= 0.0 else 620.0 + since * 30.0
    person(canvas, x, 232, (40, 44, 60))


SCENES: Final[Mapping[str, Scene]] = {
    "street": ordinary, "fire": fire, "crowd": crowd, "fight": fight, "fall": fall, "stopped": stopped, "flood": flood,
    "alone": alone,
}  # fmt: skip
