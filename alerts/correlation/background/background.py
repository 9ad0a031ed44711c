"""What is ordinary here and now: the rate at which unrelated reports of a group turn up, learned behind the watermark.

    lambda(x, t) = R(t) s(x) b(x, t)      reports per second and square metre

R is the group's rate with two hours of memory, s the learned density (:mod:`density`), b a factor of one or more that
follows a region-wide rise (:mod:`surge`). Everything changes at ticks of event time only, so a run of reports between two
ticks meets one background, and a tick can be undone when an earlier report comes in.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import chain
from typing import Final

import numpy as np

from alerts.correlation.background.atoms import SAME_SHARE, Atoms
from alerts.correlation.background.density import Density, depth_of
from alerts.correlation.background.prior import Prior
from alerts.correlation.background.surge import Surge
from alerts.correlation.background.vocabulary import UNIT, Vocabulary
from alerts.correlation.background.waiting import Lane, Tick
from alerts.correlation.figures import N_KINDS, Figures, Floats, Ints
from alerts.correlation.reading.report import Report, heard_words
from alerts.rules.rules import SurgeRule

TICK_S: Final = 60.0
SLOW_TICK_S: Final = 300.0
REAL_TRUST: Final = 50.0
"""Openings by devices that the rules' ``real`` counts for, while it is learned how many of them are ever corroborated."""
REAL_LEAST: Final = 0.1
"""It falls to no less than this part of the rules' figure: what is never joined could else never prove itself."""
REAL_MEMORY: Final = 4000.0
"""Openings remembered of one report rule: from there on older ones weigh half."""
BUSY_NEW: Final = 0.05
BUSY_KNOWN: Final = 1e-4
BUSY_S: Final = 1800.0
"""Odds of a busy address at first, at last, and how fast they fall (s). They never fall to nothing: the last hour has not been
learned yet. At five times as much, ordinary days gain as often as they lose, and a crush loses a tenth of its calls."""
DEVICE_PRIOR: Final = 0.1
"""Alarms that what is usual of all devices counts for, in judging one of them: few are like the mean."""
SAID_MEMORY_S: Final = 600.0
"""How long it is remembered how much all devices say just now."""
ADDRESS_PRIOR: Final = 0.1
ADDRESS_TRUST: Final = 3.0
"""The part of the reports around a spot that name it by exactly the same words, before any has been counted there (one in
ten: a handful of houses, some called by several names), and how many reports that counts for."""
_REGION_PRIOR: Final = 2.0
"""Reports that the even share of a city's districts counts for, before reports say which there are."""


_NEVER: Final = (-math.inf, -math.inf, -math.inf)


class Background:
    """Learns from reports that took effect, in order, and says how ordinary a report is.

    Times are seconds since the epoch. Points are given as ``x`` and ``y`` (float64, metres of the plane), ``cosine`` (true
    metres a metre of the plane), ``error`` (variance, m2) and ``groups`` (int64), shape (n,) each, as what comes back.
    """

    def __init__(
        self,
        figures: Figures,
        lateness: float,
        common: frozenset[str],
        terms: Mapping[str, Floats] | None = None,
        prior: Prior | None = None,
        surge: SurgeRule | None = None,
    ) -> None:
        self._prior = prior
        self._figures = figures
        self._lateness = lateness
        self._learning = learning = figures.background
        self._device_least = DEVICE_PRIOR / learning.prior_s
        """What a device says of one thing, per second, in a city not yet known."""
        self._delay_of_group = np.concatenate([figures.learn_after, np.minimum(figures.learn_after, learning.device_delay_s)])
        delays = sorted(set(self._delay_of_group.tolist()))
        self.lanes = [Lane(0.0), *[Lane(delay) for delay in delays], Lane(learning.habit_delay_s), Lane(0.0)]
        self._lane_of = [1 + delays.index(self._delay_of_group[group]) for group in figures.group]
        self._typical: list[float] = figures.typical[figures.lead].tolist()
        self.density = Density()
        self.atoms = Atoms()
        self.surge = Surge(figures.n_groups, surge or SurgeRule())
        self.vocabulary = Vocabulary(common, terms, figures.prior_rate[:N_KINDS] / figures.prior_rate[:N_KINDS].sum())
        self.regions: dict[str, float] = {}
        self.trials: dict[str, tuple[float, float]] = {}
        """By report rule of devices: incidents they opened, and how many of these somebody else corroborated."""
        self.devices: dict[int, int] = {}
        """By background group: devices heard so far, each for one thing it says."""
        self.said: Floats = np.zeros(figures.n_groups)
        self.said_time = 0.0
        """All that devices said in the last minutes, by background group, also what was no new report."""
        self.real = list(figures.real)
        """By report rule: how likely an incident that it opens is one at all."""
        self.sums: Floats = np.zeros(figures.n_groups)
        self.sums_time = 0.0
        self.start = math.inf
        self.last = -math.inf
        self._everywhere: tuple[tuple[float, float, float], Floats, Floats, list[float]] = (_NEVER, self.sums, self.sums, [])
        """Rates in the whole city by group, and what they were made of: many ask between two ticks, and nothing changes."""

    # -- in: reports that took effect, in order

    def mark(self) -> list[int]:
        """Where the lanes end now, to take back what is pushed after."""
        return [lane.base + len(lane.items) for lane in self.lanes]

    def rewind(self, mark: list[int]) -> None:
        """Take back what was pushed since the mark."""
        for lane, end in zip(self.lanes, mark, strict=True):
            del lane.items[end - lane.base :]

    def push(self, reports: list[Report], heard: list[Report]) -> None:
        """Reports of a run that took effect, in order; they count once they are old enough.

        ``heard``: all that devices said in the run. It counts for what they usually say, also where it is no new report.
        """
        lanes, lane_of = self.lanes, self._lane_of
        lanes[0].items += [report for report in reports if report.spots]
        for report in reports:
            lanes[lane_of[report.rule]].items.append(report)
        lanes[-1].items += heard
        lanes[-2].items += heard

    # -- ticks

    def advance(self, time: float) -> Tick | None:
        """Learn at this tick (a multiple of TICK_S); what changed, None where nothing was due."""
        tick = Tick(self.last, [lane.head for lane in self.lanes])
        if not math.isfinite(self.start):
            self.start = time
            self.surge.start = time
            if self._prior is not None:
                x, y, depth, weights = self._prior
                self.density.expect(x, y, depth, weights * self.density.scale(time))
        self.last = time
        tick.surge = self.surge.add(time, *self._points(self.lanes[0].due(time, time - 1800.0)))
        tick.surge_pruned = self.surge.prune(time)
        said = self.lanes[-1].due(time)
        if said:
            tick.said = self.said, self.said_time
            self.said = self.said * math.exp(-max(time - self.said_time, 0.0) / SAID_MEMORY_S)
            np.add.at(self.said, np.array([self._figures.group[report.rule] for report in said]), 1.0)
            self.said_time = time
        slow = time - time % SLOW_TICK_S
        if slow > tick.last:
            due: list[Report] = []
            until = slow - self._lateness
            habits = self.lanes[-2].due(until - self._learning.habit_delay_s)
            heard = {report.repeat: report for report in habits}
            if heard:
                tick.devices, self.devices = self.devices, dict(self.devices)
                for known, report in zip(self.atoms.known(list(heard)), heard.values(), strict=True):
                    if not known:
                        group = self._figures.group[report.rule]
                        self.devices[group] = self.devices.get(group, 0) + 1
                tick.heard = self.atoms.hear(
                    [report.repeat for report in habits], np.full(len(habits), self.density.scale(time))
                )
            for lane in self.lanes[1:-2]:
                due += lane.due(until - lane.delay)
            if due:
                self._learn(tick, time, due)
        self.surge.look(time, self.rates(time), lambda x, y, groups: self._expected(time, x, y, groups))
        return tick

    def undo(self, tick: Tick) -> None:
        """Take back a tick; later ones must have been taken back before."""
        self._unlearn(tick)
        if tick.said is not None:
            self.said, self.said_time = tick.said
        if tick.surge_pruned is not None:
            self.surge.table = tick.surge_pruned
        if tick.surge is not None:
            self.surge.undo(tick.surge)
        for lane, head in zip(self.lanes, tick.heads, strict=True):
            lane.head = head
        self.last = tick.last
        if not math.isfinite(tick.last):
            self.start = math.inf
            self.surge.start = math.inf
            if self._prior is not None:
                self.density.empty()

    def _unlearn(self, tick: Tick) -> None:
        if tick.regions is not None:
            self.regions = tick.regions
        if tick.trials is not None:
            self.trials = tick.trials
            self.judge()
        if tick.rates is not None:
            self.sums, self.sums_time = tick.rates
        if tick.vocabulary is not None:
            self.vocabulary.put_back(tick.vocabulary)
        for group, said, weight in tick.words or ():
            self.vocabulary.add(group, said, -weight)
        if tick.pruned is not None:
            self.density.table = tick.pruned
        if tick.density is not None:
            self.density.undo(tick.density)
        if tick.atoms_pruned is not None:
            self.atoms.table = tick.atoms_pruned
        if tick.named is not None:
            self.atoms.table.put_back(tick.named)
        if tick.heard is not None:
            self.atoms.table.put_back(tick.heard)
        if tick.devices is not None:
            self.devices = tick.devices
        if tick.atoms is not None:
            self.atoms.undo(tick.atoms)

    def forget(self, oldest: Tick | None) -> None:
        """Drop reports that have counted and that no undo can ask for again."""
        for index, lane in enumerate(self.lanes):
            head = oldest.heads[index] if oldest is not None else lane.head
            if head - lane.base > 1024:
                del lane.items[: head - lane.base]
                lane.base = head

    def _points(self, reports: list[Report]) -> tuple[Floats, Floats, Ints]:
        figures = chain.from_iterable([report.spots[0] for report in reports])
        spots = np.fromiter(figures, np.float64, 3 * len(reports)).reshape(-1, 3)
        rules = np.array([report.rule for report in reports], dtype=np.int64)
        return spots[:, 0].copy(), spots[:, 1].copy(), self._figures.groups.take(rules)

    def _learn(self, tick: Tick, time: float, due: list[Report]) -> None:
        figures = self._figures
        group_of = figures.group
        weights = []
        heard: list[tuple[int, tuple[str, ...], int]] = []
        regions = dict(self.regions)
        trials = dict(self.trials)
        for report in due:
            rule = report.rule
            record = report.record
            count = record.sources_count if record is not None else 1
            weight = 1.0 if count <= 1 else 1.0 / min(count, self._typical[rule])
            weights.append(weight)
            if report.how in ("open", "surge") and figures.real[rule] < 1.0:
                name = figures.names[rule]
                opened, proved = trials.get(name, (0.0, 0.0))
                fade = 1.0 if opened < REAL_MEMORY else 0.5
                trials[name] = opened * fade + 1.0, proved * fade + (count > 1)
            said = heard_words(report)
            if said:
                heard.append((group_of[rule], said, max(1, int(weight * UNIT))))
            region = report.region
            if region:
                regions[region] = regions.get(region, 0.0) + weight
                regions[""] = regions.get("", 0.0) + weight
        tick.words = heard
        for group, said, units in heard:
            self.vocabulary.add(group, said, units)
        tick.regions, self.regions = self.regions, regions
        tick.trials, self.trials = self.trials, trials
        self.judge()
        tick.vocabulary = self.vocabulary.prune()
        groups = np.array([group_of[report.rule] for report in due], dtype=np.int64)
        values = np.array(weights)
        tick.rates = self.sums, self.sums_time
        self.sums = self.sums * math.exp(-max(time - self.sums_time, 0.0) / self._learning.memory_s)
        np.add.at(self.sums, groups, values)
        self.sums_time = time
        placed = [i for i, report in enumerate(due) if len(report.spots) == 1]
        if placed:
            x, y, groups = self._points([due[i] for i in placed])
            depth = depth_of(np.array([due[i].error for i in placed]))
            weight_now = values[placed] * self.density.scale(time)
            tick.density = self.density.add(x, y, groups, depth, weight_now)
            tick.pruned = self.density.prune()
            tick.atoms = self.atoms.add(x, y, groups, weight_now)
            named = [at for at, i in enumerate(placed) if due[i].address]
            if named:
                tick.named = self.atoms.hear([due[placed[at]].address for at in named], weight_now[named])
            tick.atoms_pruned = self.atoms.prune()

    def _expected(self, time: float, x: Floats, y: Floats, groups: Ints) -> tuple[Floats, list[Floats]]:
        """The learned reports a second in these points' square miles, and in their squares of 4 and of 16 km."""
        rate = self.rates(time)[groups]
        mile, *wider = self.density.regions(x, y, groups, 1.0 / self.density.scale(time))
        return rate * mile, [rate * part for part in wider]

    def judge(self) -> None:
        """Bring ``real`` up to what the trials say."""
        for rule, given in enumerate(self._figures.real):
            opened, proved = self.trials.get(self._figures.names[rule], (0.0, 0.0))
            self.real[rule] = max((REAL_TRUST * given + proved) / (REAL_TRUST + opened), REAL_LEAST * given)

    # -- out

    def rates(self, time: float) -> Floats:
        """Ordinary reports a second by group, everywhere together."""
        exposure = np.maximum(time - self.start - self._delay_of_group - self._lateness, 0.0) if time > self.start else 0.0
        memory, prior = self._learning.memory_s, self._learning.prior_s
        seen = memory * (1.0 - np.exp(-exposure / memory))
        now = self.sums * math.exp(-max(time - self.sums_time, 0.0) / memory)
        rates: Floats = (self._figures.prior_rate * prior + now) / (prior + seen)
        return rates

    def local(self, time: float, x: Floats, y: Floats, cosine: Floats, error: Floats, groups: Ints) -> tuple[Floats, Floats]:
        """Lambda at this tick: ordinary reports of each point's group per second and true square metre; and per second with
        exactly its coordinates, over the part of an incident's reports that give the same ones.
        """
        rate = self.rates(time)[groups]
        now = 1.0 / self.density.scale(time)
        error = np.where(groups >= N_KINDS, np.maximum(error, self._learning.device_ground_m**2), error)
        density = self.density.shares(x, y, groups, depth_of(error), now)
        rate = rate * self.surge.boost(x, y, groups)
        same = rate * self.atoms.shares(x, y, groups, now) / SAME_SHARE
        return rate * density / (cosine * cosine), same

    def busy(self, time: float) -> float:
        """The odds that a spot with several reports is a busy address nobody has told of: falls as the map becomes known."""
        watched = time - self.start if time > self.start else 0.0
        return BUSY_NEW * math.exp(-watched / BUSY_S) + BUSY_KNOWN

    def of_device(self, time: float, name: str, group: int) -> float:
        """How often a device usually says this (``Report.repeat``), per second: its false alarms, told from its chatter.

        Its own habit, and what all devices that speak of this do now: in a storm each is louder than it ever was.
        """
        seen = max(time - self.start - self._learning.habit_delay_s - self._lateness, 0.0) if time > self.start else 0.0
        memory = self.density.memory
        seen = memory * (1.0 - math.exp(-seen / memory))
        window = (
            SAID_MEMORY_S * (1.0 - math.exp(-max(time - self.start, TICK_S) / SAID_MEMORY_S)) if time > self.start else TICK_S
        )
        now = self.said.item(group) * math.exp(-max(time - self.said_time, 0.0) / SAID_MEMORY_S) / window
        usual = max(now / max(float(self.devices.get(group, 0)), self._figures.devices), self._device_least)
        own = (DEVICE_PRIOR + self.atoms.heard(name) / self.density.scale(time)) / (DEVICE_PRIOR / usual + seen)
        return max(own, usual)

    def naming(self, time: float, address: str, x: float, y: float) -> float:
        """The part of callers' ordinary reports around a spot (plane metres) that name it by exactly these words."""
        now = 1.0 / self.density.scale(time)
        here = self.density.callers_around(x, y) * now
        found = (self.atoms.heard(address) * now + ADDRESS_TRUST * ADDRESS_PRIOR) / (here + ADDRESS_TRUST)
        return min(found, 1.0)

    def part_of(self, region: str) -> float:
        """The part of all reports that come from this district (1 for an empty name)."""
        if not region:
            return 1.0
        even = _REGION_PRIOR / self._figures.districts
        return (self.regions.get(region, 0.0) + even) / (self.regions.get("", 0.0) + _REGION_PRIOR)

    def in_region(self, time: float, region: str, group: int) -> float:
        """Ordinary reports of this group per second in a whole district (the whole city for an empty name)."""
        share = self.part_of(region)
        asked = time, self.start, self.surge.start
        known, sums, world, everywhere = self._everywhere
        if known != asked or sums is not self.sums or world is not self.surge.world:
            everywhere = (self.rates(time) * self.surge.world).tolist()
            self._everywhere = asked, self.sums, self.surge.world, everywhere
        return everywhere[group] * share


__all__ = ["TICK_S", "Background", "Tick"]
