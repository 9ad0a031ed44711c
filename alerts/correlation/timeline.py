"""Reports in order: settled at once, taken back and settled again when an earlier one comes in, final behind the watermark.

Followers are told of events in that order too (:mod:`alerts.correlation.telling`), and their deadlines take their place among
the events: so what they find depends on the order of events alone as well.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from datetime import UTC
from operator import attrgetter
from typing import Final

import numpy as np

from alerts.correlation.background import TICK_S, Background
from alerts.correlation.background.prior import prior_of
from alerts.correlation.book.book import Book
from alerts.correlation.book.record import Record
from alerts.correlation.book.undo import Chunk, Operation
from alerts.correlation.figures import Figures
from alerts.correlation.gathering.gather import Gathering
from alerts.correlation.joining.changes import Changes
from alerts.correlation.joining.settle import Settler
from alerts.correlation.operations import operate
from alerts.correlation.reading.report import WATCHED, Order, Reader, Report
from alerts.correlation.reading.words import common_words
from alerts.correlation.telling import Telling
from alerts.following.follower import Follower
from alerts.following.streams import Due, Streams
from alerts.places.asked import Places
from alerts.rules import Rules
from alerts.rules.urgency import Urgency

RUN: Final = 512
"""Reports settled at once, at most."""
STEP_CREDIT: Final = 50
MOST_CREDIT: Final = 20_000
"""Reports that may be settled again because an earlier one came in: as many as come new, some more for each step, and so
many saved up at most. So disorder among sources costs at most as much again as the reports themselves."""
_order = attrgetter("order")
_BEFORE_ALL: Final[Order] = (-math.inf, "", "")


class Timeline:
    """The order of things. Results depend on the order of events alone, not on when they came or how they were cut."""

    def __init__(self, rules: Rules, places: Places, urgency: Urgency, eager: bool, followers: Sequence[Follower] = ()) -> None:
        figures = Figures(rules)
        self.eager = eager
        self.book = Book(figures)
        self.streams = Streams(followers)
        self.reader = Reader(rules, places, urgency, self.streams.watchers)
        lexicon = self.reader.lexicon
        self.background = Background(
            figures,
            rules.engine.lateness_s,
            common_words(rules.words.common),
            lexicon.rates,
            prior_of(places),
            rules.surge,
        )
        self._changes = Changes(self.book, rules, figures, places, urgency, self.background.real)
        self._hold_s = rules.escalation.hold_s if rules.escalation is not None else 0.0
        self.settler = Settler(self._changes, figures, self.background, rules, places, lexicon)
        self.gathering = Gathering(self._changes, figures, self.background, rules)
        self.telling = Telling(rules, self.streams, self.reader, self._changes, self.settler)
        self._watches = bool(self.streams.watchers)
        self.chunks: deque[Chunk] = deque()
        self.last: Order = _BEFORE_ALL
        """Where the newest report or operation that has been settled stands."""
        self.tick = -math.inf
        self.waiting: list[Report | Operation] = []
        """Reports that have not been settled yet, ascending."""
        self._credit = MOST_CREDIT
        self.left: list[Record] = []
        """What a person closed, now for good; for who empties it."""

    # -- in

    def take(self, new: list[Report], watermark: float, now: float) -> None:
        """Take reports in, in any order; none takes effect before the watermark. ``now``: the newest time that can be
        trusted, up to which followers' deadlines have come.
        """
        self._take(new, watermark, now)
        if self.eager:
            self._ripen()

    def _take(self, new: list[Report], watermark: float, now: float) -> None:
        new.sort(key=_order)
        if not self.eager:
            self._wait(new)
            ready = bisect_left(self.waiting, watermark, key=lambda report: report.order[0])
            if ready >= RUN or (ready and watermark == math.inf):
                run, self.waiting = self.waiting[:ready], self.waiting[ready:]
                self.telling.now = min(now, watermark)
                self._run(run)
            if watermark == math.inf:
                self.telling.now = now
                self._ripen()
            return
        behind, self.telling.now = self.telling.now, now
        items: list[Report | Operation] = list(new)
        if behind < now and behind < self.last[0]:
            # settled when its time was not trusted yet: deadlines before it had not come, and it may have ended them
            items += self._take_back((math.nextafter(behind, math.inf), "", ""))
            items.sort(key=_order)
        while (overtaken := self._overtaken()) is not None:
            self._run(self._take_back(overtaken.order))
        self._credit = min(self._credit + len(new) + STEP_CREDIT, MOST_CREDIT)
        if self.waiting:
            items += self.waiting
            items.sort(key=_order)
            self.waiting = []
        if not items:
            return
        if items[0].order < self.last and items[0].order[0] >= watermark:
            cost = self._reports_after(items[0].order)
            if cost > self._credit:
                # too dear now: what comes in order goes on, the rest waits until it is worth it or must be
                split = bisect_left(items, self.last, key=_order)
                self.waiting, items = items[:split], items[split:]
            else:
                self._credit -= cost
        self._insert(items)

    def _wait(self, new: list[Report]) -> None:
        """Put these (ascending) among what waits: as good as always at its end, of which only so much is sorted again."""
        waiting = self.waiting
        if new and waiting and new[0].order < waiting[-1].order:
            at = bisect_left(waiting, new[0].order, key=_order)
            waiting[at:] = sorted([*waiting[at:], *new], key=_order)
        else:
            waiting += new

    def _reports_after(self, place: Order) -> int:
        """How many reports would have to be settled again for one that belongs here."""
        many = 0
        for chunk in reversed(self.chunks):
            if chunk.reports:
                if chunk.reports[-1].order < place:
                    break
                many += len(chunk.reports)
        return many

    def operate(self, operation: Operation) -> None:
        """A person did something; it takes effect in its place in the order, at once."""
        waiting, self.waiting = self.waiting, []
        self._insert(waiting)
        self._insert([operation])

    def _ripen(self) -> None:
        """Deadlines that have come, though no event after them has been settled."""
        while (due := self.streams.soonest()) is not None and due.order[0] <= self.telling.now:
            self._come(due)

    def _overtaken(self) -> Due | None:
        """A deadline that has come only now, though events after it have been settled: their time was not trusted then."""
        if self.streams.first > self.telling.now:
            return None
        due = self.streams.soonest()
        return due if due is not None and due.order[0] <= self.telling.now and due.order < self.last else None

    def _insert(self, items: list[Report | Operation]) -> None:
        if not items:
            return
        first = items[0].order
        again: list[Report | Operation] = []
        if first < self.last:
            again = self._take_back(first)
        if again:
            items = again + items
            items.sort(key=_order)
        self._run(items)

    def _take_back(self, before: Order) -> list[Report | Operation]:
        """Undo every run that reaches beyond this place in the order; what was in them, ascending."""
        taken: list[list[Report | Operation]] = []
        chunks = self.chunks
        while chunks:
            chunk = chunks[-1]
            if chunk.tick is not None:
                if chunk.at <= before[0]:
                    break
                self.background.undo(chunk.tick)
            elif chunk.deadline is not None:
                if chunk.deadline < before:
                    break
            elif chunk.operation is not None:
                if chunk.operation.order < before:
                    break
                taken.append([chunk.operation])
            else:
                if chunk.reports[-1].order < before:
                    break
                for report in chunk.reports:
                    report.areas = ()
                taken.append(list(chunk.reports))
            chunks.pop()
            self.book.undo(chunk)
            self.background.rewind(chunk.mark)
            self.tick = chunk.tick_before
            self.telling.undo(chunk)
        self.last = _last_of(chunks)
        return [item for part in reversed(taken) for item in part]

    def _run(self, items: list[Report | Operation]) -> None:
        telling = self.telling
        at, end = 0, len(items)
        while at < end:
            item = items[at]
            tick = self._reach(item.order)
            if isinstance(item, Operation):
                chunk = self._begin()
                chunk.operation = item
                operate(self._changes, item)
                self.chunks.append(chunk)
                self.last = item.order
                at += 1
                continue
            until = tick + TICK_S
            stop = at + 1
            limit = min(end, at + RUN)
            while stop < limit and items[stop].order[0] < until and not isinstance(items[stop], Operation):
                stop += 1
            chunk = self._begin()
            said = telling.follow(chunk, items[at:stop])  # type: ignore[arg-type]
            reports = chunk.reports
            settled = reports
            if self._watches:
                settled = [report for report in reports if report.rule != WATCHED]
            if settled:
                self.settler.settle(settled, tick)
            if self.streams.beating:
                telling.count(reports)
            telling.zone = reports[-1].event.time.tzinfo or UTC
            self.chunks.append(chunk)
            self.last = reports[-1].order
            telling.mark(said)
            at += len(reports)

    def _reach(self, order: Order) -> float:
        """Everything that comes before this place by itself: deadlines and the tick, whose time it gives."""
        tick = order[0] - order[0] % TICK_S
        while True:
            due = self.streams.before(order)
            if due is not None and due.order[0] <= self.telling.now:
                self._come(due)
            elif tick > self.tick:
                self._tick(tick)
            else:
                return tick

    def _begin(self) -> Chunk:
        chunk = Chunk(
            kept=self.eager, tick_before=self.tick, mark=self.background.mark() if self.eager else [], tally=self.telling.tally,
            zone=self.telling.zone,
        )  # fmt: skip
        self.book.begin(chunk)
        self._changes.notes.held = self.tick < self.background.start + self._hold_s
        return chunk

    # -- followers

    def _come(self, due: Due) -> None:
        """A deadline in its place."""
        time = due.order[0]
        tick = time - time % TICK_S
        if tick > self.tick:
            self._tick(tick)
            return  # the tick may have moved it
        chunk = self._begin()
        chunk.deadline = due.order
        step = self.streams.ask(due)
        self.streams.pass_by(due, step, chunk.states)
        self.telling.note(chunk, due.order, step)
        self.chunks.append(chunk)
        self.last = due.order

    def _tick(self, tick: float) -> None:
        chunk = self._begin()
        chunk.at = tick
        self._retire(tick)
        self._changes.holding.tick(tick)
        chunk.tick = self.background.advance(tick)
        before, self.tick = self.tick, tick
        self.gathering.look(tick, before)
        self.chunks.append(chunk)
        if self.streams.beating:
            self.telling.beat(chunk, tick, before, self.background.start)

    def _retire(self, tick: float) -> None:
        """Take out of the index what nothing can join any more."""
        limit = self.book.rows.limits
        self.book.expire(np.flatnonzero((limit < tick) & (limit > -math.inf)).tolist())

    # -- out

    def finish(self, watermark: float) -> list[Report]:
        """Reports that have become final, in order: nothing can come before them any more."""
        final: list[Report] = []
        chunks = self.chunks
        while chunks:
            chunk = chunks[0]
            if chunk.tick is not None:
                if chunk.at > watermark:
                    break
            elif chunk.deadline is not None:
                if chunk.deadline[0] >= watermark:
                    break
            elif chunk.operation is not None:
                if chunk.operation.order[0] >= watermark:
                    break
            else:
                reports = chunk.reports
                done = len(reports)
                if reports[-1].order[0] >= watermark:
                    done = bisect_left(reports, watermark, key=lambda report: report.order[0])
                for report in reports[:done]:
                    if not report.final:
                        report.final = True
                        final.append(report)
                if done < len(reports):
                    break
            chunks.popleft()
            self.book.commit(chunk)
            self.left += chunk.left
            for report in chunk.found:
                report.final = True
            final += chunk.found
        if final:
            self.background.forget(next((chunk.tick for chunk in chunks if chunk.tick is not None), None))
        return final

    def complete(self, watermark: float) -> float:
        """Up to when everything has been settled and is final."""
        return min(watermark, self.waiting[0].order[0]) if self.waiting else watermark

    def fixed(self, watermark: float) -> float:
        """Up to when nothing can be taken back any more: a run of which a part is final may be, and then all of it is."""
        first = self.chunks[0].reports if self.chunks else None
        return min(self.complete(watermark), first[0].order[0]) if first else self.complete(watermark)

    # -- keeping

    def rewind_all(self) -> list[Report | Operation]:
        """Take back everything that may still change; what it was, ascending. To be followed by :meth:`run_again`."""
        return self._take_back(_BEFORE_ALL)

    def refilled(self) -> None:
        """The book was filled from a saved state."""
        self._changes.holding.suppression.note_all()

    def run_again(self, items: list[Report | Operation], now: float) -> None:
        """Settle what :meth:`rewind_all` gave; ``now`` as for :meth:`take`."""
        if self.eager:
            self.telling.now = now
        self._run(items)
        if self.eager:
            self._ripen()


def _last_of(chunks: deque[Chunk]) -> Order:
    for chunk in reversed(chunks):
        if chunk.deadline is not None:
            return chunk.deadline
        if chunk.operation is not None:
            return chunk.operation.order
        if chunk.reports:
            return chunk.reports[-1].order
    return _BEFORE_ALL


__all__ = ["Timeline"]
