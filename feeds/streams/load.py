"""Keeps one stream from taking the machine: what is too much to decode is thinned out."""

from __future__ import annotations

from typing import Final

from av.codec.context import CodecContext

SHARE: Final = 0.35
"""Of one core, in one stream's thread: a usual camera takes 0.03, one of 4K at 30 pictures a second a whole one."""
EVERY_S: Final = 2.0
_STEPS: Final = ("DEFAULT", "NONREF", "NONKEY")


class Load:
    """Measures a thread's work and has the decoder pass over first what no other picture needs, then all but whole ones."""

    def __init__(self, cpu: float, wall: float) -> None:
        """``cpu`` and ``wall``: the thread's clock and a monotonic one, seconds."""
        self._cpu, self._wall = cpu, wall
        self._step = 0

    @property
    def thinned(self) -> bool:
        """Whether anything is passed over."""
        return self._step > 0

    def look(self, codec: CodecContext, cpu: float, wall: float) -> None:
        """Look at the clocks; does something every two seconds at most."""
        passed = wall - self._wall
        if passed < EVERY_S:
            return
        share = (cpu - self._cpu) / passed
        self._cpu, self._wall = cpu, wall
        if share > SHARE and self._step < len(_STEPS) - 1:
            self._step += 1
            codec.skip_frame = _STEPS[self._step]
