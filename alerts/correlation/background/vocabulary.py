"""How often words occur in ordinary calls, by what the calls are about: what a shared word proves."""

from __future__ import annotations

from typing import Final

UNKNOWN: Final = 0.08
"""How often a word never met is taken to occur: a caller's vocabulary has some hundred words in common use."""
COMMON: Final = 0.3
"""The same for the words the rules call common."""
TRUST_ALL: Final = 60.0
"""Calls' worth of that prior."""
TRUST_GROUP: Final = 30.0
"""Calls' worth of the frequency in all calls, in judging the frequency in one group."""
MAX_WORDS: Final = 60_000
_ALL: Final = -1
UNIT: Final = 1024
"""Counts are whole numbers of 1/1024 of a call, so that what was added can be taken away to the last bit."""


class Vocabulary:
    """Weighted counts of calls that hold a word, by group and over all."""

    def __init__(self, common: frozenset[str]) -> None:
        self._common = common
        self.counts: dict[int, dict[str, int]] = {}
        """By group, then word; group -1 is all calls."""
        self.calls: dict[int, int] = {}

    def add(self, group: int, words: tuple[str, ...], weight: int) -> None:
        """Count one call; ``weight`` in units. A negative one takes a call away."""
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
        all_calls = self.calls.get(_ALL, 0) / UNIT + TRUST_ALL
        calls = self.calls.get(group, 0) / UNIT + TRUST_GROUP
        everywhere, here = self.counts.get(_ALL, {}), self.counts.get(group, {})
        found = {}
        for word in words:
            prior = COMMON if word in self._common else UNKNOWN
            over_all = (everywhere.get(word, 0) / UNIT + TRUST_ALL * prior) / all_calls
            found[word] = (here.get(word, 0) / UNIT + TRUST_GROUP * over_all) / calls
        return found

    def prune(self) -> dict[int, dict[str, int]] | None:
        """Forget words met least, if there are too many; the counts as they were, to undo it."""
        if sum(len(counts) for counts in self.counts.values()) <= MAX_WORDS:
            return None
        before = self.counts
        self.counts = {}
        for group, counts in before.items():
            limit = sorted(counts.values())[len(counts) // 2]
            self.counts[group] = {word: count for word, count in counts.items() if count > limit}
        return before
