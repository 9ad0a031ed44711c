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
_Old = list[tuple[tuple[int, str], float]]
_ALL: Final = -1


class Vocabulary:
    """Weighted counts of calls that hold a word, by group and over all."""

    def __init__(self, common: frozenset[str]) -> None:
        self._common = common
        self.counts: dict[tuple[int, str], float] = {}
        self.calls: dict[int, float] = {}

    def add(self, group: int, words: tuple[str, ...], weight: float) -> _Old:
        """Count one call; what there was before, to undo it."""
        counts = self.counts
        old: _Old = []
        for key in [(g, word) for g in (group, _ALL) for word in words]:
            before = counts.get(key, 0.0)
            old.append((key, before))
            counts[key] = before + weight
        for key in ((group, ""), (_ALL, "")):
            before = self.calls.get(key[0], 0.0)
            old.append((key, before))
            self.calls[key[0]] = before + weight
        return old

    def undo(self, old: _Old) -> None:
        """Take back what :meth:`add` did."""
        for (group, word), before in reversed(old):
            if not word:
                self.calls[group] = before
            elif before:
                self.counts[group, word] = before
            else:
                del self.counts[group, word]

    def frequency(self, group: int, words: tuple[str, ...]) -> dict[str, float]:
        """The part of ordinary calls of this group that hold each of these words."""
        all_calls = self.calls.get(_ALL, 0.0) + TRUST_ALL
        calls = self.calls.get(group, 0.0) + TRUST_GROUP
        counts = self.counts
        found = {}
        for word in words:
            prior = COMMON if word in self._common else UNKNOWN
            over_all = (counts.get((_ALL, word), 0.0) + TRUST_ALL * prior) / all_calls
            found[word] = (counts.get((group, word), 0.0) + TRUST_GROUP * over_all) / calls
        return found

    def prune(self) -> dict[tuple[int, str], float] | None:
        """Forget words met least, if there are too many; the counts as they were, to undo it."""
        if len(self.counts) <= MAX_WORDS:
            return None
        before = self.counts
        limit = sorted(before.values())[len(before) // 2]
        self.counts = {key: count for key, count in before.items() if count > limit}
        return before
