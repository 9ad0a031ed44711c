"""The terms of a join that was made, from what its report keeps of it."""

from __future__ import annotations

import math

import numpy as np

from alerts.correlation.book import rows as r
from alerts.correlation.figures import Figures
from alerts.correlation.joining.terms import Setting, split
from alerts.correlation.reading.report import Report

_BEYOND = 2
"""Figures of a basis that follow those of the row."""


def joined(figures: Figures, report: Report) -> dict[str, float]:
    """The terms (nats) of the score by which this report joined its incident; they add up to ``report.nats``.

    Only ``words`` and ``rest`` where nothing was kept of the incident as it then was.
    """
    terms = _evidence(figures, report) if report.basis else {}
    if not terms:
        terms["rest"] = report.nats - report.word_nats - report.heading_nats
    if report.heading_nats:
        terms["heading"] = report.heading_nats
    if report.word_nats:
        terms["words"] = report.word_nats
    return terms


def ordinary(report: Report) -> float:
    """Ordinary reports like this one per second and square metre where it came from; 0 where that is not known."""
    return report.density * report.trust / max(len(report.spots), 1)


def _evidence(figures: Figures, report: Report) -> dict[str, float]:
    *row, same, busy = np.frombuffer(report.basis, dtype=np.float64).tolist()
    if report.distance is None:
        return split(figures, row, Setting(report.time, report.rule, None, report.error, same, math.inf, 0.0))
    anchored = len(row) > r.ANCHOR_Y and any(
        spot[:2] == (row[r.ANCHOR_X], row[r.ANCHOR_Y]) and _is_at(spot, row, report.distance) for spot in report.spots
    )
    setting = Setting(
        report.time, report.rule, report.distance**2, report.error, ordinary(report), same if anchored else math.inf,
        busy, len(report.spots), report.trust,
    )  # fmt: skip
    return split(figures, row, setting)


def _is_at(spot: tuple[float, float, float], row: list[float], distance: float) -> bool:
    """Whether it was this one of a report's possible places that lay so far (m) from the incident's centre."""
    far = math.hypot(row[r.X] - spot[0], row[r.Y] - spot[1]) * spot[2]
    return abs(far - distance) < 1e-3
