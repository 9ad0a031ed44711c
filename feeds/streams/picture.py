"""One picture out of a stream, as the screen takes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

Pixels: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


@dataclass(frozen=True, slots=True)
class Picture:
    """``pixels`` is (height, width, 4) uint8, blue, green, red, unused; contiguous, and nobody writes to it any more.

    ``number`` counts the stream's pictures; ``at`` is its place in a file, seconds from the beginning (0 for a live stream).
    """

    pixels: Pixels
    number: int
    at: float = 0.0
