"""So many calls from one address in so short a time that they are one thing, whatever is ordinary there.

What an incident of a kind usually brings, and how often an address calls, decide between two calls. Twelve fire engines sent to
one alarm, or thirty callers from one hotel, are told by their number alone: a Poisson process of that address's rate makes so
many with a probability of at most exp(n - m + n ln(m / n)) where it makes m on average (Chernoff's bound). Looked at over each
of the spans from one of the open incidents there until now, as in a scan statistic. So are several devices of one pole that say
the same; of one device alone what it says again is no burst.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log
from typing import TYPE_CHECKING, Final

from alerts.correlation.background.background import BUSY_NEW
from alerts.correlation.book import rows as r
from alerts.correlation.figures import WANDER

if TYPE_CHECKING:
    from alerts.correlation.book.record import Record
    from alerts.correlation.book.rows import Rows
    from alerts.correlation.reading.report import Report

LEAST: Final = 4
"""Sources, this one included, from which on it may be a burst."""
SURE: Final = -12.0
"""The logarithm of the probability below which no address calls so often by chance: one false burst in 160,000 looks."""
BUSIEST: Final = 0.03
"""Calls a second of the busiest addresses there are (an emergency department's hundred an hour): in a city not yet known any
address may be one of them."""
_MAY: Final = frozenset({"112", "119", "120", "cctv", "sensor"})
_DEVICES: Final = frozenset({"cctv", "sensor"})


def burst(report: Report, rows: Rows, near: Iterable[int], same: float, busy: float) -> tuple[Record, int, float] | None:
    """The incident that a burst belongs to, its row, and the logarithm of how likely chance would make it; None for none.

    ``near`` are the rows that may take the report; ``same`` is the ordinary rate (1/s) of its kind at exactly its
    coordinates, ``busy`` the odds of an address that is busier than is known.
    """
    if len(report.spots) != 1 or report.vague or report.channel not in _MAY:
        return None
    x, y, cosine = report.spots[0]
    view, time = rows.view, report.time
    here: list[tuple[float, Record, int, float]] = []
    for row in set(near):
        start = row * rows.width
        if view[start + r.ANCHOR_X] != x or view[start + r.ANCHOR_Y] != y or rows.limit[row] < time:
            continue
        record = rows.record[row]
        if record is None or record.founder.rule != report.rule or view[start + r.STATUS] != report.status:
            continue
        east, north = (view[start + r.X] - x) * cosine, (view[start + r.Y] - y) * cosine
        if (east * east + north * north) * WANDER * WANDER <= view[start + r.REACH] ** 2:
            here.append((view[start + r.OPENED], record, row, view[start + r.COUNT]))
    here.sort(key=lambda one: (-one[0], one[1].serial))
    if report.channel in _DEVICES:
        here = _each_once(report, here)
    rate = same + BUSIEST * busy / BUSY_NEW
    many, surest = 1.0, SURE
    found = None
    for index, (opened, _, _, count) in enumerate(here):
        many += count
        usual = rate * max(time - opened, 1.0)
        if many >= LEAST and usual < many:
            chance = many - usual + many * log(usual / many)
            if chance < surest:
                surest, found = chance, index
    if found is None:
        return None
    _, record, row, _ = max(here[: found + 1], key=lambda one: (one[3], -one[1].serial))
    return record, row, surest


def _each_once(report: Report, here: list[tuple[float, Record, int, float]]) -> list[tuple[float, Record, int, float]]:
    """Without what this device, or one that is counted already, said before."""
    known = {report.origin}
    kept = []
    for one in here:
        record = one[1]
        if record.sources_count == 1:
            if record.founder.origin in known:
                continue
            known.add(record.founder.origin)
        kept.append(one)
    return kept
