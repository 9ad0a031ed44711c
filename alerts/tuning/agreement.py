"""How well a grouping agrees with the truth.

Pairwise precision, recall and F1 count pairs of reports put together; B-cubed (Bagga and Baldwin, 1998) averages each
report's own precision and recall, so that one large incident does not decide everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Fractions 0 to 1; a precision or recall of nothing (no pair was made, or there was none to make) is 1."""

    pair_precision: float
    pair_recall: float
    pair_f1: float
    b3_precision: float
    b3_recall: float
    b3_f1: float


PERFECT = Agreement(1.0, 1.0, 1.0, 1.0, 1.0, 1.0)


def codes(labels: Sequence[str], prefix: str = "") -> Ints:
    """Labels as integers from 0 in order of appearance, shape (n,); an empty label is a group of its own.

    ``prefix`` begins the names made up for those, and must begin no label.
    """
    seen: dict[str, int] = {}
    return np.array([seen.setdefault(label or f"{prefix}\0{i}", len(seen)) for i, label in enumerate(labels)], np.int64)


def agreement(truth: Ints, found: Ints, chosen: Bools | None = None) -> Agreement:
    """Compare two groupings of the same n reports, each one integer (0 or more) a report, shape (n,).

    With ``chosen`` (shape (n,)) only pairs with at least one chosen report count, and B-cubed averages over the chosen:
    the score of one kind of incident in the midst of everything else.
    """
    if not len(truth) or (chosen is not None and not chosen.any()):
        return PERFECT
    truth = np.unique(truth, return_inverse=True)[1].reshape(-1)
    found = np.unique(found, return_inverse=True)[1].reshape(-1)
    of_truth, of_found = np.bincount(truth), np.bincount(found)
    cell = truth.astype(np.int64) * len(of_found) + found
    _, where, counts = np.unique(cell, return_inverse=True, return_counts=True)
    where = where.reshape(-1)
    if chosen is None:
        made, there, both = _pairs(of_found), _pairs(of_truth), _pairs(counts)
        counted = slice(None)
    else:
        made = _pairs(of_found) - _pairs(of_found - np.bincount(found[chosen], minlength=len(of_found)))
        there = _pairs(of_truth) - _pairs(of_truth - np.bincount(truth[chosen], minlength=len(of_truth)))
        both = _pairs(counts) - _pairs(counts - np.bincount(where[chosen], minlength=len(counts)))
        counted = chosen  # type: ignore[assignment]
    shared = counts[where].astype(float)
    b3_precision = float((shared / of_found[found])[counted].mean())
    b3_recall = float((shared / of_truth[truth])[counted].mean())
    precision = both / made if made else 1.0
    recall = both / there if there else 1.0
    return Agreement(
        precision, recall, _harmonic(precision, recall), b3_precision, b3_recall, _harmonic(b3_precision, b3_recall)
    )


def mean(several: Sequence[Agreement]) -> Agreement:
    """The mean of each figure."""
    return Agreement(*(float(np.mean([getattr(one, field.name) for one in several])) for field in fields(Agreement)))


def _pairs(sizes: NDArray[np.int64]) -> float:
    return float((sizes * (sizes - 1) // 2).sum())


def _harmonic(a: float, b: float) -> float:
    return 2.0 * a * b / (a + b) if a + b > 0.0 else 0.0
