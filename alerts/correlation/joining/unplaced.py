"""What has no place: reports that give none look for their incident in its district, and so do placed ones for incidents of
which nobody has said yet where they are.

Such a pair has no distance. An incident that may be anywhere in its district would have brought a report anywhere in it, and
so would coincidence: what is left is how often such reports come from the whole district (of the whole city where that is not
known), as if N were 1 / area on both sides. Callers who name the same street have more in common: the words of a place count.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from alerts.correlation.book import rows as r
from alerts.correlation.book.districts import NOWHERE, district_of
from alerts.correlation.figures import Floats, Ints
from alerts.correlation.joining.means import NO_WORDS, Match, Means, others
from alerts.correlation.projection import to_degrees
from alerts.correlation.reading.report import all_words
from alerts.correlation.reading.words import evidence
from alerts.places.asked import Places

if TYPE_CHECKING:
    from alerts.correlation.reading.report import Report

VAGUE_REACH: Final = 3.0
"""A caller who only names the quarter is within this many sigma of his coordinates."""


class Unplaced:
    """Weighs reports against incidents without a distance. Everything is as it stands at that moment."""

    def __init__(self, means: Means, places: Places) -> None:
        self._means = means
        self._book = means.book
        self._f = figures = means.figures
        self._background = means.background
        self._scorer = means.scorer
        self._places = places
        self._lexicon = means.lexicon
        self._headings = means.headings
        self._words_most = means.words.most_nats
        self._floor = means.floor
        self._speaks = [frozenset(np.flatnonzero(share > 0.0).tolist()) for share in figures.share]
        """By report rule, the kinds it may speak of."""

    def best(self, report: Report, tick: float, density: float = 0.0) -> Match | None:
        """The incident that explains best a report without a place, with a vague one, or with several possible ones.

        ``density``: ordinary reports of its group around a vague place, per second and square metre.
        """
        return min(self._matches(report, tick, density), key=lambda m: (-m.nats, m.record.serial, m.row), default=None)

    def _matches(self, report: Report, tick: float, density: float) -> list[Match]:
        book = self._book
        rows = book.rows
        district = district_of(report.region)
        near = np.array(book.districts.around(district), dtype=np.int64)
        near = near[rows.limits.take(near) >= report.time]
        if not near.size:
            return []
        here = rows.districts.take(near) == district
        if district == NOWHERE:
            here[:] = False
        start = near * rows.width
        flat = rows.flat
        nowhere = flat.take(start + r.REACH) == 0.0
        # a lone report that has a place is only worth a thought in the same district
        fits = here | nowhere | (flat.take(start + r.COUNT) >= 2.0)
        fits &= (flat.take(start + r.STATUS) == report.status) & (flat.take(start + r.DOUBT) <= 1.0)
        if report.spots:
            fits &= nowhere | self._around(report, start)
        row, same = near[fits], here[fits]
        around = self._around_rate(report, row, density) if density else None
        return self._weighed(report, tick, row, same, 1.0, around=around)

    def incidents(self, report: Report, tick: float) -> list[Match]:
        """The incidents without a place that may explain a report with one."""
        rows = self._book.rows
        region = report.region or self._places.region_of(*to_degrees(*report.spots[0][:2]))
        district = district_of(region)
        nowhere = self._book.cells.nowhere
        found = nowhere.rows(district, 0.0)
        if district != NOWHERE:
            found += nowhere.rows(NOWHERE, 0.0)
        speaks = self._speaks[report.rule]
        chosen = []
        for row in found:
            record = rows.record[row]
            assert record is not None
            same = rows.view[row * rows.width + r.STATUS] == report.status
            if same and record.kind in speaks and rows.limit[row] >= report.time:
                chosen.append(row)
        if not chosen:
            return []
        some = np.array(chosen, dtype=np.int64)
        here = (rows.districts.take(some) == district) & (district != NOWHERE)
        return self._weighed(report, tick, some, here, len(report.spots) / report.trust, region)

    def _weighed(
        self, report: Report, tick: float, row: Ints, here: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], doubt: float,
        region: str | None = None, around: Floats | None = None,
    ) -> list[Match]:  # fmt: skip
        if not row.size:
            return []
        rows, background, group = self._book.rows, self._background, self._f.group[report.rule]
        region = report.region if region is None else region
        local = background.in_region(tick, region, group) if here.any() else 0.0
        rate = np.where(here, local, background.in_region(tick, "", group)) * doubt
        if around is not None:
            rate = np.where(rows.flat.take(row * rows.width + r.REACH) > 0.0, around, rate)
        scores = self._scorer.somewhere(row, report.time, report.rule, rate)
        # the words of a place are its only place here; one who is looked for around his own coordinates has said enough
        said = report.words if report.vague else all_words(report)
        heading = report.heading
        floor = self._floor - (self._words_most if said else 0.0) - (self._headings.most if heading else 0.0)
        usual = self._means.usual(report) if heading else 1.0
        frequency: dict[str, float] | None = None
        found: list[Match] = []
        for one, score, same, odds in zip(row.tolist(), scores.tolist(), here.tolist(), rate.tolist(), strict=True):
            if score < floor:
                continue
            record = rows.record[one]
            assert record is not None
            if report.origin == record.founder.origin or others(report, record):
                continue
            words, shared = 0.0, NO_WORDS
            headed = self._headings.evidence(record, heading, usual) if heading else 0.0
            if not same:
                headed = min(headed, 0.0)  # what it is about says nothing of where in a whole city it is
            if said:
                if frequency is None:
                    frequency = self._means.frequency(report, said)
                part = background.part_of(region) if same else 1.0
                kinds = self._means.kinds(report, one)
                words, shared = evidence(
                    report, record, frequency, self._lexicon.rates, kinds, self._words_most, part,
                    None if report.vague else said,
                )  # fmt: skip
            if not shared and record.sources_count == 1 and (not same or (report.spots and around is None)):
                continue  # one caller somewhere in the city and another one: something must tie them
            found.append(Match(score + words + headed, record, one, 0, words, shared, odds, headed))
        return found

    def _around_rate(self, report: Report, row: Ints, density: float) -> Floats:
        """What coincidence would bring (1/s) as near to each incident as a vague place is, as if there were no distance:
        density / N, where N is the normal about the incident's centre with the errors of both.
        """
        flat, start = self._book.rows.flat, row * self._book.rows.width
        x, y, cosine = report.spots[0]
        dx, dy = (flat.take(start + r.X) - x) * cosine, (flat.take(start + r.Y) - y) * cosine
        kind = flat.take(start[:, None] + np.arange(r.BELIEF, r.FAST)).argmax(axis=1)
        spread = self._f.sigma2.take(kind) + report.error + 1.0 / flat.take(start + r.WEIGHT)
        rates: Floats = density * 2.0 * math.pi * spread * np.exp(np.minimum((dx * dx + dy * dy) / (2.0 * spread), 100.0))
        return rates

    def _around(self, report: Report, start: Ints) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """Which incidents (their rows' first places) are within what a vague place may be off."""
        flat = self._book.rows.flat
        x, y, cosine = report.spots[0]
        far = VAGUE_REACH * math.sqrt(report.error)
        near: np.ndarray[tuple[int, ...], np.dtype[np.bool_]] = (
            np.hypot(flat.take(start + r.X) - x, flat.take(start + r.Y) - y) * cosine <= far
        )
        return near
