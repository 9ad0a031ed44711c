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
_PATTERNS: Final[dict[int | str, tuple[tuple[float, float, float], ...]]] = {
    1: ((988.0, 0.14, 0.06),) * 3 + ((988.0, 0.14, 0.22),) + ((988.0, 0.14, 0.06),) * 3,
    2: ((784.0, 0.18, 0.10), (784.0, 0.18, 0.10), (659.0, 0.18, 0.10)),
    3: ((587.0, 0.22, 0.16), (587.0, 0.22, 0.10)),
    "reminded": ((440.0, 0.34, 0.08), (523.0, 0.42, 0.10)),
    "escalated": ((523.0, 0.24, 0.06), (440.0, 0.24, 0.06), (349.0, 0.44, 0.10)),
}
"""Priority, or what is reminded of -> (frequency in hertz, length in seconds, pause after it in seconds). Reminders rise and
fall slowly and lie lower than any alarm: nothing new has happened."""
_GENTLE: Final = {"reminded": 0.55, "escalated": 0.75}
"""Reminders are softer than alarms at the same volume."""
_GENTLE_EDGE_S: Final = 0.08
_EDGE_S: Final = 0.012
"""Each pulse swells and fades for so long, so that it does not click."""


def tone(sound: int | str, volume: float) -> NDArray[np.int16]:
    """The sound of this priority (1 to 3), or of ``reminded`` or ``escalated``, as mono samples at :data:`RATE`; ``volume``
    from 0 to 1.
    """
    parts = []
    swell = _GENTLE_EDGE_S if isinstance(sound, str) else _EDGE_S
    for hertz, length, pause in _PATTERNS[sound if isinstance(sound, str) else min(max(sound, 1), 3)]:
        at = np.arange(int(length * RATE)) / RATE
        # two overtones: a pure sine is hard to place in a room
        wave = np.sin(2 * np.pi * hertz * at) + 0.35 * np.sin(4 * np.pi * hertz * at) + 0.15 * np.sin(6 * np.pi * hertz * at)
        edge = np.minimum(1.0, np.minimum(at, length - at) / swell)
        parts += [wave * edge / 1.5, np.zeros(int(pause * RATE))]
    share = _GENTLE[sound] if isinstance(sound, str) else 1.0
    samples = np.concatenate(parts) * min(max(volume, 0.0), 1.0) * 0.8 * share
    return np.asarray(samples * 32767, np.int16)
