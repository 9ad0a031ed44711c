"""How often words occur in ordinary calls, by what the calls are about: what a shared word proves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from alerts.correlation.figures import N_KINDS, Floats
from alerts.correlation.reading.headings import HEADING

UNKNOWN: Final = 0.08
"""How often a word never met is taken to occur: a caller's vocabulary has some hundred words in common use."""
LEAST: Final = 0.02
"""How often a term of the lexicon is taken to occur in all calls together, at least."""
COMMON: Final = 0.3
"""The same for the words the rules call common."""
HEADED: Final = 0.25
"""The part of a group's calls taken to be under a heading never met: a service has some fifteen, a group a few of them."""
ORDINARY: Final = 0.5
"""How often ordinary calls of a kind say its terms, beside those about an incident, until they are heard."""
TRUST_ALL: Final = 60.0
"""Calls' worth of that prior."""
TRUST_GROUP: Final = 30.0
"""Calls' worth of the frequency in all calls, in judging the frequency in one group."""
MAX_WORDS: Final = 60_000
_ALL: Final = -1
UNIT: Final = 1024
"""Counts are whole numbers of 1/1024 of a call, so that what was added can be taken away to the last bit."""


class Vocabulary:
    """Weighted counts of calls that hold a word, by group and over all.

    ``terms``: P(term | kind) of the lexicon, shape (16,) each, and ``shares`` the part of ordinary calls by kind: where the
    counts of terms begin.
    """

    def __init__(self, common: frozenset[str], terms: Mapping[str, Floats] | None = None, shares: Sequence[float] = ()) -> None:
        self._common = common
        self._terms = terms or {}
        self._prior = {term: max(float((given * np.array(shares)).sum()), LEAST) for term, given in self._terms.items()}
        self.counts: dict[int, dict[str, int]] = {}
        """By group, then word; group -1 is all calls."""
        self.calls: dict[int, int] = {}
        self._known: dict[tuple[int, str], float] = {}
        """What was asked since anything was counted: callers say the same words, and counts change at ticks only."""

    def add(self, group: int, words: tuple[str, ...], weight: int) -> None:
        """Count one call; ``weight`` in units. A negative one takes a call away."""
        self._known.clear()
        calls = self.calls
        for one in (group, _ALL):
            counts = self.counts.get(one)
            if counts is None:
                counts = self.counts[one] = {}
            for word in words:
                counts[word] = counts.get(word, 0) + weight
            calls[one] = calls.get(one, 0) + weight

    def frequency(self, group: int, words: tuple[str, ...]) -> dict[str, float]:
        """The part of ordinary calls of this group that hold each of these words."""
        known = self._known
        found = {}
        for word in words:
            part = known.get((group, word))
            if part is None:
                if len(known) >= MAX_WORDS:
                    known.clear()
                part = known[group, word] = self._frequency(group, word)
            found[word] = part
        return found

    def _frequency(self, group: int, word: str) -> float:
        all_calls = self.calls.get(_ALL, 0) / UNIT + TRUST_ALL
        calls = self.calls.get(group, 0) / UNIT + TRUST_GROUP
        everywhere, here = self.counts.get(_ALL, {}), self.counts.get(group, {})
        if word[0] == HEADING:
            return (here.get(word, 0) / UNIT + TRUST_GROUP * HEADED) / calls
        known = self._prior.get(word)
        prior = known if known is not None else COMMON if word in self._common else UNKNOWN
        expected = (everywhere.get(word, 0) / UNIT + TRUST_ALL * prior) / all_calls
        if known is not None:
            expected = max(expected, ORDINARY * self._terms[word].item(group % N_KINDS))
        return (here.get(word, 0) / UNIT + TRUST_GROUP * expected) / calls

    def prune(self) -> dict[int, dict[str, int]] | None:
        """Forget words met least, if there are too many; the counts as they were, to undo it."""
        if sum(len(counts) for counts in self.counts.values()) <= MAX_WORDS:
            return None
        before = self.counts
        self.counts = {}
        for group, counts in before.items():
            limit = sorted(counts.values())[len(counts) // 2]
            self.counts[group] = {word: count for word, count in counts.items() if count > limit}
        self._known.clear()
        return before

    def put_back(self, counts: dict[int, dict[str, int]]) -> None:
        """Undo what :meth:`prune` did."""
        self.counts = counts
        self._known.clear()
