"""Alarm sounds, computed: no licence, no file.

The shapes follow the idea of IEC 60601-1-8, which keeps priorities apart by rhythm rather than by loudness alone: many quick
pulses for the most urgent, three for the next, two slow ones for the least. The tones are our own.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

RATE: Final = 44_100
"""Samples a second."""
_PATTERNS: Final[dict[int, tuple[tuple[float, float, float], ...]]] = {
    1: ((988.0, 0.14, 0.06),) * 3 + ((988.0, 0.14, 0.22),) + ((988.0, 0.14, 0.06),) * 3,
    2: ((784.0, 0.18, 0.10), (784.0, 0.18, 0.10), (659.0, 0.18, 0.10)),
    3: ((587.0, 0.22, 0.16), (587.0, 0.22, 0.10)),
}
"""Priority -> (frequency in hertz, length in seconds, pause after it in seconds)."""
_EDGE_S: Final = 0.012
"""Each pulse swells and fades for so long, so that it does not click."""


def tone(priority: int, volume: float) -> NDArray[np.int16]:
    """The sound of this priority (1 to 3) as mono samples at :data:`RATE`; ``volume`` from 0 to 1."""
    parts = []
    for hertz, length, pause in _PATTERNS[min(max(priority, 1), 3)]:
        at = np.arange(int(length * RATE)) / RATE
        # two overtones: a pure sine is hard to place in a room
        wave = np.sin(2 * np.pi * hertz * at) + 0.35 * np.sin(4 * np.pi * hertz * at) + 0.15 * np.sin(6 * np.pi * hertz * at)
        edge = np.minimum(1.0, np.minimum(at, length - at) / _EDGE_S)
        parts += [wave * edge / 1.5, np.zeros(int(pause * RATE))]
    samples = np.concatenate(parts) * min(max(volume, 0.0), 1.0) * 0.8
    return np.asarray(samples * 32767, np.int16)
