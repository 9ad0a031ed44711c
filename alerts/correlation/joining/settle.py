"""Decides, report by report and in order, which incident each joins.

A run of reports is scored at once against the incidents as they stood before it; then each is settled in turn. Where an
earlier report of the same run has changed, opened or closed an incident near a later one, the later one is scored against
that incident again, with the same figures and the same operations as if the runs had been cut there. So the cut does not
matter.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Final

import numpy as np

from alerts.correlation.background import Background
from alerts.correlation.book.book import Repeat
from alerts.correlation.book.record import MAX_REASONS, Record
from alerts.correlation.figures import Figures
from alerts.correlation.joining import bursts
from alerts.correlation.joining.changes import Changes
from alerts.correlation.joining.lone import Alone, Finder
from alerts.correlation.joining.means import Match, Means, others
from alerts.correlation.joining.ranking import Ranker, rank
from alerts.correlation.joining.run import Reach, Run
from alerts.correlation.joining.score import Scorer
from alerts.correlation.joining.unplaced import Unplaced
from alerts.correlation.projection import to_degrees
from alerts.correlation.reading.headings import Headings
from alerts.correlation.reading.lexicon import Lexicon
from alerts.correlation.reading.report import ATTACH_ONLY, Report, continues, is_end
from alerts.correlation.reading.shared import Shared
from alerts.events import EventRef
from alerts.incidents import Reason
from alerts.places.asked import Places
from alerts.rules import Rules

MOST_BURST: Final = 4.0
"""Nats that a burst counts for at most: it says that the calls belong together, not that they are grave."""
_NO_MATCHES: Final[list[Match]] = []


class Settler:
    """Settles runs of reports between two ticks."""

    def __init__(
        self, changes: Changes, figures: Figures, background: Background, rules: Rules, places: Places, lexicon: Lexicon
    ) -> None:
        self._lexicon = lexicon
        self._changes = changes
        self._book = book = changes.book
        self._linger = rules.engine.linger_s
        self._chatter = rules.chatter
        self._f = figures
        self._background = background
        self._scorer = Scorer(figures, book.rows)
        self._join, self._needed = rules.engine.join_nats, rules.engine.needed
        self._related = rules.engine.related_nats
        floor, headings = min(self._needed("cctv"), self._related), Headings(rules.words)
        means = Means(book, figures, background, self._scorer, lexicon, headings, rules.words, floor)
        self._unplaced = Unplaced(means, places)
        self._ranker = Ranker(means)
        self._reach = Reach(figures)
        self._finder = Finder(book, figures, changes.real, changes.holding.may_hold)

    def settle(self, reports: list[Report], tick: float) -> None:
        """Settle this run, which lies between ``tick`` and the next."""
        if self._book.areas:
            self._look_up_areas(reports)
        chosen = self._placed(reports, tick)
        run = self._prepare(reports, chosen, tick)
        changes = self._changes
        areas, entities, repeats = self._book.areas, self._book.entities, self._book.repeats
        first, began, founds = run.first, self._book.serial, self._founds
        alone = self._finder.find(run, reports, chosen, [self._ranker.floor_of(reports[index]) for index in chosen])
        ready = alone.rows
        for index, report in enumerate(reports):
            placed = first[index] >= 0
            # else nothing named it when the run began, and nothing of the run does
            if not placed or report.repeat in repeats or (report.repeat and report.entity in entities):
                record = self._certain(report, tick)
                if record is not None:
                    alone.leave(index)
                    if record.serial >= began:  # it may be one of those that are in no index yet
                        alone.put()
                    changes.attach(record, report, "entity")
                    if self._book.areas is not areas:
                        areas = self._book.areas
                        self._look_up_areas(reports[index + 1 :])
                    continue
            if ready[index] >= 0 and founds(run, alone, index, report):
                continue
            report.record = None
            report.how = ""
            if report.rule == ATTACH_ONLY:
                continue
            if placed:
                if report.vague or len(report.spots) > 1:
                    alone.put()
                self._settle(run, index, report, tick)
            elif report.channel == "disaster":
                changes.open(report)
                areas = self._book.areas
                self._look_up_areas(reports[index + 1 :])
            else:
                alone.put()
                self._by_itself(report, tick)
        alone.put()
        self._background.push(
            [report for report in reports if report.how and report.how != "entity"],
            [report for report in reports if report.repeat and not (report.how == "entity" and is_end(report.event))],
        )

    def _founds(self, run: Run, alone: Alone, index: int, report: Report) -> bool:
        """Let a report found an incident that nothing explained when the run began, unless the run has changed that."""
        point, book = run.first[index], self._book
        if (
            report.areas
            or ((changed := book.touched.get(run.cells[point])) is not None and self._explained(run, point, report, changed))
            or (book.cells.nowhere.live and self._unplaced.incidents(report, run.tick))
        ):
            alone.leave(index)
            return False
        report.density = run.density[point]
        report.nats = report.word_nats = report.heading_nats = 0.0
        row = alone.rows[index]
        record = self._changes.found(report, row, alone.kinds[index])
        if alone.near[point]:
            book.add_row(record, row, *book.rows.anchor(row))
        else:
            alone.waiting.append(row)
        return True

    def _explained(self, run: Run, point: int, report: Report, changed: Collection[int]) -> bool:
        """Whether one of these incidents, which the run has changed, may explain a report after all."""
        spot = report.spots[0]
        near = self._ranker.within(report, spot, changed)
        if not near:
            return False
        rows, x, y = self._book.rows, spot[0], spot[1]
        return any(rows.anchor(row)[:2] == (x, y) for row in near) or bool(
            self._ranker.scored(run, report, point, spot, near, self._ranker.floor_of(report))
        )

    def _by_itself(self, report: Report, tick: float) -> None:
        """A report that was not scored with its run: it has no place, or its entity's incident was there when the run began
        and has been closed to it since.
        """
        if report.spots:
            self._settle(self._prepare([report], [0], tick), 0, report, tick)
            return
        report.density = 0.0
        if not self._nowhere(report, tick):
            report.nats = report.word_nats = report.heading_nats = 0.0
            report.shared = ()
            self._changes.open(report)

    def _look_up_areas(self, reports: list[Report]) -> None:
        located = [report for report in reports if len(report.spots) == 1]
        if located:
            degrees = np.array([to_degrees(*report.spots[0][:2]) for report in located])
            time = np.array([report.time for report in located])
            for report, areas in zip(located, self._book.areas.around(time, degrees[:, 0], degrees[:, 1]), strict=True):
                report.areas = areas

    def _prepare(self, reports: list[Report], placed: list[int], tick: float) -> Run:
        return Run(reports, placed, tick, self._f, self._background, self._book.cells, self._scorer, self._reach)

    def _placed(self, reports: list[Report], tick: float) -> list[int]:
        """Which of them may join by evidence: they have a place, and nothing says for certain where they belong."""
        placed: list[int] = []
        coming: set[str] = set()
        entities, repeats = self._book.entities, self._book.repeats
        for index, report in enumerate(reports):
            if report.rule < 0 or report.channel == "disaster":
                continue
            entity = report.entity
            if entity:
                if entity in coming:
                    continue
                coming.add(entity)  # also by a report without a place: it may open what this entity's next one belongs to
            named = entity in entities or report.repeat in repeats
            if report.spots and (not named or self._certain(report, tick) is None):
                placed.append(index)
        return placed

    def about(self, entity: str, effect: float) -> Record | None:
        """The incident about this entity that still takes what takes effect then (seconds since the epoch)."""
        record = self._book.entities.get(entity)
        if record is not None:
            record = record.standing()
            if record.takes(effect) and effect <= record.last.order[0] + self._linger:
                return record
        return None

    def _certain(self, report: Report, tick: float) -> Record | None:
        """The incident that this report belongs to because of what it is about."""
        book = self._book
        effect = report.order[0]
        if report.entity:
            record = self.about(report.entity, effect)
            if record is not None:
                return record
        if report.repeat:
            seen = book.repeats.get(report.repeat)
            if seen is not None and self._repeats(report, seen, effect, tick):
                record = seen[0].standing()
                if record.takes(effect):
                    return record
        if report.channel == "disaster":
            for entity in continues(report):
                record = book.entities.get(entity)
                if record is not None and record.standing().takes(effect):
                    return record.standing()
        return None

    def _repeats(self, report: Report, seen: Repeat, effect: float, tick: float) -> bool:
        """Whether a camera says again what it said before: soon after where it tells no tracks apart, else if it chatters."""
        chatter, times = self._chatter, seen[1]
        if not report.entity:
            return effect <= times[0] + chatter.off_delay_s
        if len(times) < chatter.many - 1 or effect > times[chatter.many - 2] + chatter.within_s:
            return False
        expected = self._background.of_device(tick, report.repeat, self._f.group[report.rule]) * chatter.within_s
        return at_least(chatter.many - 1, expected) < chatter.by_chance

    def _nowhere(self, report: Report, tick: float, density: float = 0.0) -> bool:
        """A report without a place (or with a vague one) joins an incident of its district, if one explains it."""
        best = self._unplaced.best(report, tick, density)
        if best is None or best.nats < self._join:
            return False
        self._join_nowhere(best, report)
        return True

    def _join_nowhere(self, best: Match, report: Report) -> None:
        report.nats, report.word_nats, report.shared = best.nats, best.words, self._told(report, best.shared)
        report.heading_nats = best.headed
        if len(best.record.members) < MAX_REASONS:
            report.basis = self._book.rows.basis(best.row, best.rate, 0.0)
        self._changes.join_nowhere(best.record, report)

    def _told(self, report: Report, shared: list[str]) -> Sequence[str]:
        """The words that a report has in common with its incident, as a person reads them."""
        return Shared(self._lexicon, shared, report.event) if shared else ()

    def _settle(self, run: Run, index: int, report: Report, tick: float) -> None:
        """Let one report join the incident that explains it best, or open one."""
        book = self._book
        first = run.first[index]
        last = first + len(report.spots)
        floor = self._ranker.floor_of(report)
        changed = self._ranker.changed(run, first, last)
        somewhere = self._unplaced.incidents(report, tick) if book.cells.nowhere.live and not report.vague else _NO_MATCHES
        best_there = run.best[first] if last == first + 1 else max(run.best[first:last])
        if not changed and not somewhere and not report.vague and best_there < floor:
            report.density = run.density[first]
            if not self._bursts(run, report, first, changed):
                report.nats = report.word_nats = report.heading_nats = 0.0
                self._changes.open(report)
            return
        ranked = self._ranker.ranked(run, report, first, last, changed, floor)
        if somewhere:
            ranked = sorted([*ranked, *[match._replace(point=first) for match in somewhere]], key=rank)
        needed = self._needed(report.channel)
        best = ranked[0] if ranked else None
        refused = None
        if best is not None and best.nats >= needed and not self._fits(best, report, first):
            refused = best  # too wide with it: the next best that is not
            ranked = [one for one in ranked if one.nats < needed or self._fits(one, report, first)]
            best = ranked[0] if ranked else None
        report.density = run.density[best.point if best else first]
        if best is not None and best.nats >= needed:
            if best.rate and len(report.spots) > 1:
                self._join_nowhere(best, report)
            else:
                report.nats, report.word_nats, report.shared = best.nats, best.words, self._told(report, best.shared)
                report.heading_nats = best.headed
                if len(best.record.members) < MAX_REASONS:
                    report.basis = book.rows.basis(best.row, best.rate or run.same[best.point], run.busy)
                self._changes.join(best.record, best.row, report, report.spots[best.point - first])
            for other in [refused, *ranked[1:]] if refused else ranked[1:]:
                if other.nats >= needed and other.record is not best.record:
                    self._relate(best.record, other.record, report, other.nats)
                    break
            return
        if (report.vague and self._nowhere(report, tick, run.density[first])) or self._bursts(run, report, first, changed):
            return
        report.nats = report.word_nats = report.heading_nats = 0.0
        report.shared = ()
        record = self._changes.open(report)
        best = refused or best
        if best is not None and best.nats >= self._related:
            self._relate(record, best.record, report, best.nats)

    def _fits(self, match: Match, report: Report, first: int) -> bool:
        """Whether an incident stays within its kind's width with this report."""
        return bool(match.rate) or self._changes.width.takes(match.record, match.row, report, report.spots[match.point - first])

    def _bursts(self, run: Run, report: Report, first: int, changed: Collection[int]) -> bool:
        """Whether a report that nothing explains is one too many for its address; it joins the others then."""
        at, end = run.start[first], run.start[first + 1]
        if end == at and not changed:
            return False
        rows = self._book.rows
        found = bursts.burst(report, rows, (*run.rows[at:end], *changed), run.same[first], run.busy)
        if found is None or others(report, found[0]):
            return False
        record, row, chance = found
        if not self._changes.width.takes(record, row, report, report.spots[0]):
            return False
        report.nats, report.word_nats, report.shared, report.basis = min(-chance, MOST_BURST), 0.0, (), b""
        report.heading_nats = 0.0
        self._changes.join(record, row, report, report.spots[0])
        return True

    def _relate(self, record: Record, other: Record, report: Report, nats: float) -> None:
        reason = Reason(
            "join", report.event.time, [EventRef(report.order[1], report.order[2])], nats=round(nats, 3),
            words=list(report.shared),
        )  # fmt: skip
        self._changes.notes.relate(record, other, reason)


def at_least(many: int, expected: float) -> float:
    """The chance that as many or more come where ``expected`` do on average (Poisson)."""
    term = total = math.exp(-expected)
    for count in range(1, many):
        term *= expected / count
        total += term
    return 1.0 - total if many > 0 else 1.0
