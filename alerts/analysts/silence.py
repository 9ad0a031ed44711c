"""Silence: a district's cameras, or a feed, that say nothing for much longer than they ever do."""

from __future__ import annotations

import math
from typing import Final, Literal

from msgspec import Struct

from alerts.events import Event
from alerts.following.finding import Beat, Finding, Step
from alerts.following.follower import Seen, States
from alerts.places.asked import Places
from alerts.rules import Rules
from alerts.rules.analysts import SilenceFigures

CAMERAS, FEED, HEARD = "silence_cameras", "silence_feed", "silence_over"
_STATUS: Final[tuple[Literal["actual", "exercise", "test"], ...]] = ("actual", "exercise", "test")


class Voice(Struct, frozen=True, array_like=True, gc=False):
    """How much a group says: ``count`` in ``span`` seconds, both fading; all times in seconds since the epoch."""

    since: float
    heard: float
    updated: float
    count: float
    span: float
    total: int
    silent: bool = False


class SilenceAnalyst:
    """Learns how often each group speaks, and tells when it has stopped."""

    name = "silence"
    state = Voice
    types: tuple[type, ...] = ()
    watches: tuple[type, ...] = ()
    beats = True

    def __init__(self, figures: SilenceFigures, rules: Rules, places: Places) -> None:
        self._f = figures
        self._places = places
        self._cctv = frozenset(index for index, report in enumerate(rules.reports) if report.type == "cctv")

    def wants(self, event: Event) -> bool:
        """It watches nothing else."""
        return False

    def keys(self, seen: Seen) -> tuple[str, ...]:
        """Districts whose cameras spoke, and the other feeds that did."""
        assert isinstance(seen, Beat)
        return tuple(sorted(seen.grouped(self.name, self._group)))

    def _group(self, rule: int, region: str, source: str, status: int, _: str) -> str:
        if rule in self._cctv and region:
            return f"cameras:{_STATUS[status]}:{region}"
        return f"feed:{_STATUS[status]}:{source}"

    def follow(self, key: str, state: Voice | None, seen: Seen, states: States) -> Step:
        """It has spoken since the last tick."""
        assert isinstance(seen, Beat)
        now, many = seen.time, seen.grouped(self.name, self._group)[key]
        if state is None:
            voice = Voice(seen.since, now, now, float(many), now - seen.since, many)
            return Step(voice, self._due(voice, now))
        passed = now - state.updated
        fade = math.exp(-passed / self._f.memory_s)
        if state.silent:  # the pause says nothing about how it usually speaks
            voice = Voice(state.since, now, now, state.count, state.span, state.total)
            over = Finding(name=HEARD, value=round((now - state.heard) / 60.0), unit="min", opens=False, raises=False)
            return Step(voice, self._due(voice, now), (over,))
        voice = Voice(
            state.since, now, now, state.count * fade + many, state.span * fade + passed, state.total + many
        )  # fmt: skip
        return Step(voice, self._due(voice, now))

    def due(self, key: str, state: Voice, time: float, states: States) -> Step:
        """It has not spoken for as long as it never is silent."""
        f = self._f
        if state.silent or not self._known(state):
            return Step(None)
        sort, status, name = key.split(":", 2)
        rate = state.count / state.span * 60.0
        voice = Voice(state.since, state.heard, state.updated, state.count, state.span, state.total, True)
        region = name if sort == "cameras" else ""
        found = Finding(
            name=CAMERAS if region else FEED, value=round((time - state.heard) / 60.0), unit="min",
            detail=f"{rate:.1f}", place=self._name(region) if region else name, region=region,
            status=status, channel="cctv" if region else "",  # type: ignore[arg-type]
        )  # fmt: skip
        return Step(voice, time + f.forget_s, (found,))

    def _known(self, voice: Voice) -> bool:
        return voice.updated - voice.since >= self._f.learn_s and voice.total >= self._f.learn_reports

    def _due(self, voice: Voice, now: float) -> float:
        """When its silence would be one; before enough is known, when to forget it."""
        if not self._known(voice):
            return now + self._f.forget_s
        return now + max(self._f.quiet_s, self._f.expected * voice.span / voice.count)

    def _name(self, region: str) -> str:
        """The district's name, its code where it is not known."""
        centre = self._places.region_centre(region)
        return (self._places.name_of(*centre).split(" ")[0] if centre else "") or region
