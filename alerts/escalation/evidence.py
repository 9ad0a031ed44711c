"""What an incident shows that tells whether it is a major one: a few figures, each found in O(1) as reports come.

Every figure only grows as an incident does, and its coefficient is never negative: within its kind, one more report never
makes an incident less likely to be a major one.

``burst`` is Kulldorff's scan statistic ("A spatial scan statistic", 1997) for one cylinder: the incident's own place, from
its beginning until now. With n sources where the learned background lets mu be expected, ln(likelihood ratio) is
n ln(n / mu) - (n - mu) for n > mu, if everything else is far more than n. It takes the largest value so far, which is what
scanning over the cylinder's length does; so does ``pace``, where the background says nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final, Protocol

FEATURES: Final = ("sources", "many", "nats", "channels", "burst", "pace", "code_0", "code_1", "grave", "people")
"""Names of the figures, in order; those of ``[escalation]`` in a rules file."""
MANY: Final = 4
"""From so many sources on each one tells more than the logarithm of their number."""
PEOPLE: Final = ((1000, 4.0), (300, 3.0), (100, 2.0), (30, 1.0))
"""People counted by a camera, at least, and what that counts."""
LEAST_S: Final = 30.0
"""Sources that speak within this speak at once."""
WIDTH: Final = 2.0
"""The scanned place's radius, in spreads of its kind."""
LEAST_EXPECTED: Final = 1e-6
GRAVE_TAG: Final = "grave"
_CODE_0: Final = "code:0"
_CODE_1: Final = "code:1"
_PEOPLE_TAGS: Final = tuple((f"people:{most}", value) for most, value in PEOPLE)


class Founding(Protocol):
    """The report that founded an incident."""

    @property
    def time(self) -> float:
        """Seconds since the epoch."""

    @property
    def density(self) -> float:
        """Ordinary reports there, per second and square metre; 0 where it has no place."""

    @property
    def rule(self) -> int: ...


class Evidence(Protocol):
    """What of an incident is looked at."""

    @property
    def kind(self) -> int:
        """Index in KINDS."""

    @property
    def sources_count(self) -> int: ...

    @property
    def channels(self) -> dict[str, int]: ...

    @property
    def nats(self) -> float: ...

    @property
    def tags(self) -> frozenset[str]: ...

    @property
    def burst(self) -> float: ...

    @property
    def pace(self) -> float: ...


def people_tag(count: int) -> str | None:
    """The tag of a report in which so many people were counted."""
    return next((f"people:{most}" for most, _ in PEOPLE if count >= most), None)


def figures_of(incident: Evidence) -> tuple[float, ...]:
    """The figures in the order of :data:`FEATURES`."""
    count, tags = incident.sources_count, incident.tags
    people = 0.0
    grave = code_0 = code_1 = 0.0
    if tags:
        grave, code_0 = float(GRAVE_TAG in tags), float(_CODE_0 in tags)
        code_1 = max(code_0, float(_CODE_1 in tags))
        people = next((value for name, value in _PEOPLE_TAGS if name in tags), 0.0)
    return (
        math.log(count), float(max(0, min(count, 2 * MANY) - MANY)), math.log1p(max(incident.nats, 0.0)),
        float(min(len(incident.channels), 4) - 1), math.log1p(incident.burst), incident.pace, code_0, code_1, grave, people,
    )  # fmt: skip


class Measure:
    """Measures burst and pace when a source speaks. The kind of the founding report decides how wide and how long it looks."""

    def __init__(self, sigma2: list[float], tau: list[float]) -> None:
        """``sigma2`` (square metres) and ``tau`` (seconds): of the kind that each report rule speaks of first of all."""
        self._area = [math.pi * WIDTH * WIDTH * value for value in sigma2]
        self._tau = tau

    def __call__(self, founder: Founding, count: int, time: float) -> tuple[float, float]:
        """Burst and pace of ``count`` sources, the newest at ``time`` (seconds since the epoch)."""
        rule = founder.rule
        if rule < 0:
            return 0.0, 0.0
        elapsed = max(time - founder.time, 0.0)
        pace = math.log(count / (1.0 + elapsed / self._tau[rule]))
        burst = 0.0
        if founder.density > 0.0:
            expected = max(founder.density * self._area[rule] * max(elapsed, LEAST_S), LEAST_EXPECTED)
            if count > expected:
                burst = count * math.log(count / expected) - (count - expected)
        return burst, max(pace, 0.0)

    def again(self, founder: Founding, times: Iterable[float]) -> tuple[float, float]:
        """The largest of an incident whose sources spoke at these times, ascending."""
        burst = pace = 0.0
        for count, time in enumerate(times, 1):
            if count > 1:
                now = self(founder, count, time)
                burst, pace = max(burst, now[0]), max(pace, now[1])
        return burst, pace
