"""What an incident's rows say: of what kind it is, how fresh, how far it reaches, until when it takes reports."""

from __future__ import annotations

from math import exp, inf, log
from struct import Struct
from typing import Final, cast

from alerts.correlation.book.book import Book
from alerts.correlation.book.record import Record
from alerts.correlation.book.rows import BELIEF, FAST, LAST, OPENED, RADIUS, RARITY, REACH, X, Y
from alerts.correlation.figures import LEAK, N_KINDS, Figures, Floats
from alerts.correlation.joining.bursts import BUSIEST
from alerts.correlation.joining.width import UNKNOWN, Width
from alerts.correlation.reading.report import Report
from alerts.incidents import KINDS, Change, Priority

_LEAST: Final = LEAK * LEAK / N_KINDS
MOST_RARITY: Final = log(1e12)
"""Beyond that nothing is told apart any more."""
LARGE: Final = 1e-4
LARGE_FOLLOW: Final = 0.95
"""How many incidents of any kind are large ones, and the follow-ups of those: a stuck lift seldom brings a second
call, and now and then two dozen."""

_REMEMBERED: Final = 10_000
_Told = tuple[Floats, int, Floats]
"""A belief, its likeliest kind, and the leaning it was made of: as long as that is kept, no other one has its identity."""


class Weights:
    """Changes of rows, by evidence and time. Their records must have been kept."""

    def __init__(self, book: Book, figures: Figures, width: Width) -> None:
        f = figures
        self._book = book
        self._width = width
        self._lead = f.lead
        self._sigma2: list[float] = f.sigma2.tolist()
        self._wander: list[float] = f.wander.tolist()
        self._vague_reach = f.vague_reach
        self._life: list[float] = f.life.tolist()
        self._quiet: list[float] = f.quiet.tolist()
        # what moves on is at no busy address
        self._rarity = [
            -inf if drift else -log(min(float(more), 0.99)) for more, drift in zip(f.follow_more, f.drift, strict=True)
        ]
        # a dozen figures of one row are sooner reckoned one by one than as arrays
        self._decay: list[float] = f.decay.tolist()
        self._sums = Struct(f"{2 * f.n_taus}d")
        self._beliefs = Struct(f"{N_KINDS}d")
        self._update: list[list[float]] = f.update.tolist()
        self._belief = f.belief
        self._beliefs_told: dict[tuple[int, int], _Told] = {}

    def lead(self, report: Report) -> int:
        """The kind that a report alone speaks of most."""
        return self._lead[report.rule] if report.leaning is None else self._told(report.rule, report.leaning)[1]

    def belief(self, report: Report) -> Floats:
        """What a report alone says of the kind: what its rule does, and its words. Not to be changed."""
        if report.leaning is None:
            belief: Floats = self._belief[report.rule]
            return belief
        return self._told(report.rule, report.leaning)[0]

    def _told(self, rule: int, leaning: Floats) -> _Told:
        """What words that lean so make of a rule's belief, and the likeliest kind then: reports share what their words make."""
        known = self._beliefs_told.get((rule, id(leaning)))
        if known is None:
            belief = self._belief[rule] * leaning
            belief /= belief.sum()
            if len(self._beliefs_told) >= _REMEMBERED:
                self._beliefs_told.clear()
            known = self._beliefs_told[rule, id(leaning)] = belief, int(belief.argmax()), leaning
        return known

    def sigma2(self, kind: int) -> float:
        """The variance (m2) of reports' places in an incident of this kind."""
        return self._sigma2[kind]

    def update_belief(self, row: int, report: Report) -> None:
        """Bayes: what kind a row is of, in the light of one more report."""
        rows = self._book.rows
        start = row * rows.width + BELIEF
        likely = zip(rows.view[start : start + N_KINDS].tolist(), self._update[report.rule], strict=True)
        if report.leaning is None:
            belief = [before * share + _LEAST for before, share in likely]
        else:
            told = zip(likely, report.leaning.tolist(), strict=True)
            belief = [before * share * words + _LEAST for (before, share), words in told]
        total = sum(belief)
        self._beliefs.pack_into(rows.bytes, start * 8, *[one / total for one in belief])

    def be_of_kind(self, record: Record, kind: int) -> None:
        """It is of this kind, and reaches as far."""
        record.kind = kind
        for row in record.rows:
            x, y, reach = self._book.rows.anchor(row)
            # what is nowhere stays so, and so does what is only known to be in a quarter
            if reach and reach not in (self._wander[kind], self._vague_reach):
                self._book.shift(row, x, y, self._wander[kind])
            if record.sources_count > 1:  # that kind weighs its reports otherwise
                self._book.rows.view[row * self._book.rows.width + RADIUS] = UNKNOWN

    def believe(self, record: Record, row: int, report: Report) -> None:
        """What kind it is, in the light of one more report; and what follows from the kind."""
        self.update_belief(row, report)
        self.settle_kind(record, row, report)

    def settle_kind(self, record: Record, row: int, report: Report) -> None:
        """It is of the kind that a person said, else of the most likely one."""
        kind = record.hand.kind
        if kind < 0:
            start = row * self._book.rows.width
            belief = self._book.rows.view[start + BELIEF : start + FAST].tolist()
            kind = belief.index(max(belief))
            if kind != record.kind and not self._width.holds(record, kind):
                kind = record.kind  # it is wider than those are
        if kind != record.kind:
            self.be_of_kind(record, kind)
            time = report.event.time
            record.changes += (Change(time, "kind", cast("Priority", record.priority), "engine", KINDS[kind]),)

    def add_effect(self, row: int, time: float) -> None:
        """Recursive sums: they fade since the last source, then there is one more."""
        self._keep(row, [one + 1.0 for one in self._faded(row, time)])

    def refresh(self, row: int, time: float) -> None:
        """The same source again: it goes on, and counts no more than a fresh report of one source."""
        self._keep(row, [max(one, 1.0) for one in self._faded(row, time)])
        self._book.touch(row, *self._book.rows.anchor(row))

    def _faded(self, row: int, time: float) -> list[float]:
        """The recursive sums as of ``time``, which is the row's last from now on where it is later."""
        rows = self._book.rows
        view, start = rows.view, row * rows.width
        sums: list[float] = view[start + FAST : start + rows.width].tolist()  # type: ignore[assignment]
        wait = time - view[start + LAST]
        if wait <= 0.0:
            return sums
        view[start + LAST] = time
        slow = [exp(-wait * rate) for rate in self._decay]
        fast = [(one * one) * (one * one) for one in slow]
        faded: list[float] = [one * fading for one, fading in zip(sums, fast + slow, strict=True)]
        return faded

    def _keep(self, row: int, sums: list[float]) -> None:
        self._sums.pack_into(self._book.rows.bytes, (row * self._book.rows.width + FAST) * 8, *sums)

    def move(self, row: int, report: Report) -> None:
        """Something that moves is where it was last."""
        rows = self._book.rows
        start = row * rows.width
        if report.time < rows.view[start + LAST]:
            return
        x, y, _ = report.spots[0]
        self._book.shift(row, x, y, rows.view[start + REACH])
        rows.view[start + X], rows.view[start + Y] = x, y

    def set_limits(self, record: Record) -> None:
        """How rare it is to bring so many reports, and until when its rows can be joined."""
        if not record.rows:
            return
        rows = self._book.rows
        kind = record.kind
        count = record.sources_count
        rarity = _rarity(self._rarity[kind], count - 1, record.last.time - record.founder.time)
        for row in record.rows:
            start = row * rows.width
            limit = min(rows.view[start + OPENED] + self._life[kind], rows.view[start + LAST] + self._quiet[kind])
            limit = min(limit, record.expires, record.released)
            if rows.view[start + RARITY] != rarity or rows.limit[row] != limit:
                rows.view[start + RARITY], rows.limit[row] = rarity, limit
                self._book.touch(row, *rows.anchor(row))  # also where none of its members is: it may be at several places


def _rarity(rare: float, more: int, elapsed: float) -> float:
    """How much likelier so many more reports within these seconds are of a busy address than of such an incident.

    ``rare``: how rare one more is of the incident, in nats. The busiest address there is must bring them too: more than it
    does in that time come with a probability of at most exp(n - m + n ln(m / n)) where it makes m on average (Chernoff).
    """
    total = rare * more if more else 0.0
    if total > 0.0:
        total = -log(exp(-total) + LARGE * LARGE_FOLLOW ** min(more, 1000))
    usual = BUSIEST * max(elapsed, 1.0)
    if more > usual:
        total += more - usual + more * log(usual / more)
    return exp(min(total, MOST_RARITY))
