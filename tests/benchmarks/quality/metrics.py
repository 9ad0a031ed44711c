"""How well a grouping agrees with the truth.

Pairwise precision, recall and F1 count pairs of reports put together; B-cubed (Bagga and Baldwin, 1998) averages each
report's own precision and recall, so that one large incident does not decide everything.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Fractions 0 to 1."""

    pair_precision: float
    pair_recall: float
    pair_f1: float
    b3_precision: float
    b3_recall: float
    b3_f1: float


def codes(labels: list[str], prefix: str) -> Ints:
    """Labels as integers; an empty label is a group of its own (``prefix`` keeps the two sides apart)."""
    seen: dict[str, int] = {}
    return np.array([seen.setdefault(label or f"{prefix}{i}", len(seen)) for i, label in enumerate(labels)], np.int64)


def agreement(truth: Ints, found: Ints) -> Agreement:
    """Compare two groupings of the same n reports, each given as one integer a report (shape (n,))."""
    if not len(truth):
        return Agreement(1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
    width = int(found.max()) + 1
    cells, where, counts = np.unique(truth * width + found, return_inverse=True, return_counts=True)
    both = _pairs(counts)
    of_truth, of_found = np.bincount(truth), np.bincount(found)
    precision = both / max(_pairs(of_found), 1.0) if _pairs(of_found) else 1.0
    recall = both / max(_pairs(of_truth), 1.0) if _pairs(of_truth) else 1.0
    shared = counts[where].astype(float)
    b3_precision = float((shared / of_found[found]).mean())
    b3_recall = float((shared / of_truth[truth]).mean())
    del cells
    return Agreement(
        precision, recall, _harmonic(precision, recall), b3_precision, b3_recall, _harmonic(b3_precision, b3_recall)
    )


def _pairs(sizes: NDArray[np.int64]) -> float:
    return float((sizes * (sizes - 1) // 2).sum())


def _harmonic(a: float, b: float) -> float:
    return 2.0 * a * b / (a + b) if a + b > 0.0 else 0.0
