"""Weighs one report against one incident, and keeps every figure on the way."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from alerts.correlation.background import TICK_S, Background
from alerts.correlation.book import rows as r
from alerts.correlation.book.districts import NOWHERE, district_of
from alerts.correlation.book.record import Record
from alerts.correlation.book.rows import Rows
from alerts.correlation.figures import WANDER, Figures
from alerts.correlation.joining.kept import ordinary
from alerts.correlation.joining.means import kinds_of
from alerts.correlation.joining.ranking import word_cap
from alerts.correlation.joining.score import NOTHING, Scorer
from alerts.correlation.joining.terms import Setting, split
from alerts.correlation.joining.width import Width
from alerts.correlation.projection import to_degrees
from alerts.correlation.reading.headings import Headings
from alerts.correlation.reading.lexicon import Lexicon
from alerts.correlation.reading.report import Report, Spot, all_words
from alerts.correlation.reading.words import SAME_PLACE, address_evidence, evidence
from alerts.events import Dispatch
from alerts.places.asked import Places


@dataclass(slots=True)
class Weighing:
    """``metres`` from the incident's centre, ``apart`` from where it began; it takes reports up to ``reach`` and ``wander`` m.

    ``wait`` and ``age``: seconds since its last and its first report; ``limit`` the moment (s since the epoch) after which it
    takes nothing. ``nats``: the score, None where it was out of reach, too late, or of another status. ``terms`` would be
    those of the score without these bounds. ``rate``: ordinary reports a second and square metre, None where not known.
    """

    metres: float | None = None
    apart: float | None = None
    reach: float = 0.0
    wander: float = 0.0
    wait: float = 0.0
    age: float = 0.0
    limit: float = math.inf
    nats: float | None = None
    terms: dict[str, float] = field(default_factory=dict)
    rate: float | None = None
    words: list[str] = field(default_factory=list)
    too_wide: bool = False
    """Whether the incident would have become wider with it than its kind reaches."""


class Scales:
    """Weighs with an engine's own figures and background."""

    def __init__(self, figures: Figures, background: Background, places: Places, lexicon: Lexicon, headings: Headings) -> None:
        self._lexicon = lexicon
        self._headings = headings
        self.figures, self._places = figures, places
        self._background = background

    def weigh(self, report: Report, record: Record, rows: Rows, rate: float | None = None) -> Weighing:
        """``report`` against ``record``, whose rows are in ``rows``; it must have one.

        ``rate``: the ordinary rate kept of the report, where the background has gone on since; else it is looked up.
        """
        if not report.spots or not rows.anchor(record.rows[0])[2]:
            return self._somewhere(report, record, rows)
        best: Weighing | None = None
        for row in record.rows:
            for spot in report.spots:
                weighing = self._at(report, rows, row, spot, rate)
                headed = self._heading(report, record)
                if weighing.nats is not None:
                    weighing.nats += headed
                if headed:
                    weighing.terms["heading"] = headed
                words, shared = self._words(report, record, rows.table[row].tolist(), weighing.nats, spot)
                if weighing.nats is not None:
                    weighing.nats += words
                if words:
                    weighing.terms["words"] = words
                weighing.words = self._told(report, shared)
                weighing.too_wide = not Width(rows, self.figures).takes(record, row, report, spot)
                if best is None or _rank(weighing) > _rank(best):
                    best = weighing
        assert best is not None
        return best

    def local(self, report: Report, spot: Spot) -> tuple[float, float]:
        """Ordinary reports like this one per second and square metre at this spot, and per second with its coordinates."""
        tick = report.order[0] - report.order[0] % TICK_S
        x, y, cosine, error = (np.array([value]) for value in (*spot, report.error))
        group = np.array([self.figures.group[report.rule]], dtype=np.int64)
        density, same = self._background.local(tick, x, y, cosine, error, group)
        return float(density[0]), float(same[0])

    def _at(self, report: Report, rows: Rows, row: int, spot: Spot, kept: float | None) -> Weighing:
        figures = self.figures
        view = rows.table[row].tolist()
        x, y, cosine = spot
        apart = math.hypot(view[r.ANCHOR_X] - x, view[r.ANCHOR_Y] - y) * cosine
        metres = math.hypot(view[r.X] - x, view[r.Y] - y) * cosine
        rate, same = self.local(report, spot)
        rate = kept or rate
        places, busy = len(report.spots), self._background.busy(report.order[0] - report.order[0] % TICK_S)
        doubt = places / report.trust
        nats = None
        if view[r.STATUS] == report.status:
            args = (report.time, spot, report.error, report.rule, rate * doubt, same * doubt, busy)
            score = Scorer(figures, rows).one(row, *args)
            nats = score if score > NOTHING else None
        setting = Setting(
            report.time, report.rule, metres * metres, report.error, rate, same * doubt if apart == 0.0 else math.inf,
            busy, places, report.trust,
        )  # fmt: skip
        return Weighing(
            metres, apart, view[r.REACH] / WANDER, view[r.REACH], report.time - view[r.LAST], report.time - view[r.OPENED],
            rows.limit[row], nats, split(figures, view, setting), rate,
        )  # fmt: skip

    def _somewhere(self, report: Report, record: Record, rows: Rows) -> Weighing:
        """A report or an incident without a place: within a district, where they say the same one."""
        row = record.rows[0]
        view = rows.table[row].tolist()
        group, tick = self.figures.group[report.rule], report.order[0] - report.order[0] % TICK_S
        region = self._region(report)
        mine, here = district_of(region), rows.district[row]
        nowhere = not view[r.REACH]
        weighing = Weighing(
            wait=report.time - view[r.LAST], age=report.time - view[r.OPENED], limit=rows.limit[row],
        )  # fmt: skip
        rate = self._background.in_region(tick, region if here == mine and mine else "", group)
        if nowhere:
            rate *= max(len(report.spots), 1) / report.trust
        terms = split(self.figures, view, Setting(report.time, report.rule, None, report.error, rate, math.inf, 0.0))
        words, shared = self._words_anywhere(report, record, view, region)
        weighing.words = self._told(report, shared)
        headed = self._heading(report, record)
        if not (here == mine and mine):
            headed = min(headed, 0.0)
        weighing.terms = terms | ({"heading": headed} if headed else {}) | ({"words": words} if words else {})
        several = view[r.COUNT] >= 2.0
        fits = (here == mine and mine > 0.0) or ((several or nowhere) and NOWHERE in (here, mine))
        if nowhere and not several and not shared and (report.spots or NOWHERE in (here, mine)):
            fits = False
        if fits and view[r.STATUS] == report.status and report.time <= weighing.limit:
            weighing.nats = sum(weighing.terms.values())
        return weighing

    def _heading(self, report: Report, record: Record) -> float:
        if not report.heading:
            return 0.0
        usual = self._background.vocabulary.frequency(self.figures.group[report.rule], (report.heading,))
        return self._headings.evidence(record, report.heading, usual[report.heading])

    def _words(
        self, report: Report, record: Record, row: list[float], score: float | None, spot: Spot
    ) -> tuple[float, list[str]]:
        named, names = 0.0, list[str]()
        if report.address and record.places:
            part = self._background.naming(report.order[0] - report.order[0] % TICK_S, report.address, spot[0], spot[1])
            named = address_evidence(record, report.address, part)
            if report.address in record.places:
                names = [report.address.removeprefix(SAME_PLACE)]
            score = None if score is None else score + named
        if not report.words or not record.texts:
            return named, names
        frequency = self._background.vocabulary.frequency(self.figures.group[report.rule], report.words)
        kinds, cap = kinds_of(self.figures, report, row), word_cap(NOTHING if score is None else score, self._headings.rule)
        said, also = evidence(report, record, frequency, self._lexicon.rates, kinds, cap)
        return named + said, names + also

    def _told(self, report: Report, shared: list[str]) -> list[str]:
        event = report.event
        return self._lexicon.told(shared, (event.text if isinstance(event, Dispatch) else None, event.place))

    def _words_anywhere(self, report: Report, record: Record, row: list[float], region: str) -> tuple[float, list[str]]:
        said = report.words if report.vague else all_words(report)
        if not said:
            return 0.0, []
        frequency = self._background.vocabulary.frequency(self.figures.group[report.rule], said)
        part = self._background.part_of(region) if region and region == record.region else 1.0
        kinds = kinds_of(self.figures, report, row)
        return evidence(
            report,
            record,
            frequency,
            self._lexicon.rates,
            kinds,
            self._headings.rule.most_nats,
            part,
            None if report.vague else said,
        )

    def _region(self, report: Report) -> str:
        if report.region or len(report.spots) != 1:
            return report.region
        return self._places.region_of(*to_degrees(*report.spots[0][:2]))


def kept_rate(report: Report) -> float | None:
    """The ordinary rate that a report keeps of when it was decided about, if it does."""
    return ordinary(report) or None


def _rank(weighing: Weighing) -> tuple[float, float]:
    """The best score first; of those without one the nearest."""
    return (-math.inf if weighing.nats is None else weighing.nats, -(weighing.metres or 0.0))
