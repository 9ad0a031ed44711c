"""Surges: more incidents of one kind open in a district than ever do there at this hour."""

from __future__ import annotations

import math
from typing import Final, Literal

from msgspec import Struct

from alerts.events import Event
from alerts.following.finding import Beat, Finding, Step
from alerts.following.follower import Seen, States
from alerts.incidents import Fact
from alerts.places.asked import Places
from alerts.rules import Rules
from alerts.rules.analysts import SurgeFigures

SURGE: Final = "rate_surge"
_DAY: Final = 86_400.0
_HOUR: Final = 3_600.0
_STATUS: Final[tuple[Literal["actual", "exercise", "test"], ...]] = ("actual", "exercise", "test")


class Usual(Struct, frozen=True, array_like=True, gc=False):
    """What is usual of one kind in one district.

    ``counts`` and ``spans`` (seconds) by hour of the day (24 each), of what is older than the longest window; ``recent``:
    (tick, openings) within it. ``learned``: up to when it counts as usual. Times in seconds since the epoch.
    """

    learned: float
    counts: tuple[float, ...]
    spans: tuple[float, ...]
    recent: tuple[tuple[float, int], ...]
    surging: bool = False


class SurgeAnalyst:
    """Learns by hour of the day, tests the last minutes against it."""

    name = "surges"
    state = Usual
    types: tuple[type, ...] = ()
    watches: tuple[type, ...] = ()
    beats = True

    def __init__(self, figures: SurgeFigures, rules: Rules, places: Places) -> None:
        self._f = figures
        self._places = places
        self._kind = [max(report.kinds, key=lambda kind: (report.kinds[kind], kind)) for report in rules.reports]
        self._calls = frozenset(
            index for index, report in enumerate(rules.reports) if report.type == "dispatch" and not report.finding
        )
        self._windows = sorted(figures.windows_s)

    def wants(self, event: Event) -> bool:
        """It watches nothing else."""
        return False

    def keys(self, seen: Seen) -> tuple[str, ...]:
        """Kind and district of calls that opened an incident: one incident with forty callers is no surge."""
        assert isinstance(seen, Beat)
        return tuple(sorted(seen.grouped(self.name, self._group)))

    def _group(self, rule: int, region: str, _: str, status: int, how: str) -> str:
        if rule not in self._calls or not region or how != "open" or self._kind[rule] == "other":
            return ""
        return f"{_STATUS[status]}:{region}:{self._kind[rule]}"

    def follow(self, key: str, state: Usual | None, seen: Seen, states: States) -> Step:
        """Incidents of this kind have opened here since the last tick."""
        assert isinstance(seen, Beat)
        f, now = self._f, seen.time
        many = seen.grouped(self.name, self._group)[key]
        # a kind that a district has never had, or not for days, was watched all the same: that there was none is known
        known = state or Usual(min(seen.began, now), (0.0,) * 24, (0.0,) * 24, ())
        usual = _learn(known, now - self._windows[-1], seen.zone_s, f.memory_s)
        usual = Usual(usual.learned, usual.counts, usual.spans, (*usual.recent, (now, many)), usual.surging)
        if sum(usual.spans) < f.learn_s:
            return Step(usual, now + f.forget_s)
        hour = _hour(now, seen.zone_s)
        if usual.surging:
            rate, _ = _rate(usual, hour)
            window = self._windows[0]
            calm = _since(usual, now - window) <= max(1.0, 2.0 * rate * window)
            usual = Usual(usual.learned, usual.counts, usual.spans, usual.recent, not calm)
            return Step(usual, now + f.forget_s)
        for window in self._windows:
            count = _since(usual, now - window)
            rate, weight = _rate(usual, hour)
            if count >= f.least and count > rate * window and tail(count, rate * weight, weight, window) < f.chance:
                usual = Usual(usual.learned, usual.counts, usual.spans, usual.recent, True)
                return self._tell(usual, key, count, rate * window, window, now)
        return Step(usual, now + f.forget_s)

    def due(self, key: str, state: Usual, time: float, states: States) -> Step:
        """Nothing of this kind for very long."""
        return Step(None)

    def _tell(self, usual: Usual, key: str, count: int, expected: float, window: float, now: float) -> Step:
        status, region, kind = key.split(":")
        centre = self._places.region_centre(region)
        place = (self._places.name_of(*centre).split(" ")[0] if centre else "") or region
        found = Finding(
            name=SURGE, value=float(count), unit=f"{window / 60.0:.0f}", detail=f"{expected:.1f}", place=place, region=region,
            status=status, kind=kind,  # type: ignore[arg-type]
        )  # fmt: skip
        facts = (Fact("surge", float(count), f"/{window / 60.0:.0f} min"), Fact("usual", float(f"{expected:.2g}")))
        return Step(usual, now + self._f.forget_s, (found,), facts)


def tail(count: int, counted: float, span: float, window: float) -> float:
    """The chance of ``count`` or more in ``window`` seconds where ``counted`` were seen in ``span``.

    The rate is not known but learned, so the count is negative binomial (a Poisson count whose rate is a gamma variable with
    shape ``counted`` and ``span`` as its inverse scale), which for much learning is Poisson's.
    """
    shape = max(counted, 0.5)
    stay = math.log(span / (span + window))
    go = math.log(window / (span + window))
    below = 0.0
    for n in range(count):
        below += math.exp(math.lgamma(n + shape) - math.lgamma(shape) - math.lgamma(n + 1.0) + shape * stay + n * go)
    return max(0.0, 1.0 - below)


def _rate(usual: Usual, hour: int) -> tuple[float, float]:
    """Openings a second at this hour, and the seconds of watching that stand behind it.

    An hour hardly watched yet leans on the whole day: its own figures count from two hours of it on.
    """
    everything, watched = sum(usual.counts) + 0.5, sum(usual.spans)
    lean = min(watched, 2.0 * _HOUR)
    counted = usual.counts[hour] + everything / watched * lean
    span = usual.spans[hour] + lean
    return counted / span, span


def _since(usual: Usual, time: float) -> int:
    return sum(many for at, many in usual.recent if at > time)


def _learn(usual: Usual, until: float, zone_s: float, memory_s: float) -> Usual:
    """What has become old enough counts as usual."""
    if until <= usual.learned:
        return usual
    counts, spans = list(usual.counts), list(usual.spans)
    fade = math.exp(-(until - usual.learned) / memory_s)
    counts, spans = [count * fade for count in counts], [span * fade for span in spans]
    time = usual.learned
    stop = min(until, time + _DAY)
    while time < stop:
        end = min(stop, (math.floor((time + zone_s) / _HOUR) + 1) * _HOUR - zone_s)
        spans[_hour(time, zone_s)] += end - time
        time = end
    for at, many in usual.recent:
        if at <= until:
            counts[_hour(at, zone_s)] += many
    recent = tuple([one for one in usual.recent if one[0] > until])
    return Usual(until, tuple(counts), tuple(spans), recent, usual.surging)


def _hour(time: float, zone_s: float) -> int:
    return int((time + zone_s) % _DAY // _HOUR)
