"""Cuts what is said into words, and knows the lexicon's terms in it, however they are spelled.

A term takes the place of the words that say it, and is one word from then on: ``#smoke`` for 연기가, 연기나요 and smoke alike.
Every different word is looked at once and remembered: callers say much the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias
from unicodedata import normalize

import numpy as np

from alerts.correlation.figures import N_KINDS, Floats
from alerts.correlation.reading.stems import is_particle, noun, soft, stem
from alerts.incidents import KINDS
from alerts.rules.lexicon import LexiconRule

MAX_WORDS: Final = 16
"""Words kept of one report: callers repeat themselves, and dispatch notes can be long."""
TERM: Final = "#"
"""Marks a term of the lexicon among words."""
SELDOM: Final = 0.01
"""P(term | kind) where the lexicon does not name the kind: anything is said now and then."""
MOST: Final = 200.0
"""All terms of a report together favour one kind over another at most so many times: words of one caller hang together."""
_BETWEEN: Final = 2
"""The second word of a term is the next but one at most."""
_RUN: Final = 5
"""From so many syllables on a word may be several without their spaces."""
_GAP: Final = 4
"""Syllables between the two words of a term within such a run, at most."""
_LONGEST: Final = 32
_REMEMBERED: Final = 50_000
_SPLIT: Final = re.compile(r"[가-힣]+|[a-z][a-z0-9'’]*|[0-9]+[a-z가-힣]*")
_ENGLISH: Final = frozenset(("", "s", "es", "d", "ed", "r", "er", "ing", "ers"))


class _Pair(NamedTuple):
    """A term of two words: their beginnings."""

    head: str
    tail: str
    token: str


class Said(NamedTuple):
    """The different words of a text in order of appearance, its terms last, without those that say nothing; how much likelier
    each kind is by its terms, shape (16,), the least 1, None where it has none; and the words that say the terms.
    """

    words: tuple[str, ...]
    leaning: Floats | None
    of: frozenset[str]


_NOTHING: Final[frozenset[str]] = frozenset()
_Marked: TypeAlias = tuple[str, tuple[str, ...], frozenset[int], frozenset[int]]
"""What a word is, where it is more than its stem: that, the terms it says, and of which pairs it is the first or second."""


class Lexicon:
    """The lexicon's terms, ready to be found. An empty lexicon finds none: every word is its stem."""

    def __init__(self, rule: LexiconRule) -> None:
        self._rule = rule
        self._slip = re.compile("|".join(map(re.escape, rule.slips))) if rule.slips else None
        self._fillers = frozenset(stem(normalize("NFC", word.lower())) for word in rule.fillers)
        self._singles: dict[str, list[tuple[str, str]]] = {}
        """By the first two letters: beginnings of words, and their terms."""
        self._pairs: list[_Pair] = []
        self.rates: dict[str, Floats] = {}
        """P(term | kind) of every term, shape (16,)."""
        for name, term in rule.terms.items():
            token = f"{TERM}{name}"
            rates = np.full(N_KINDS, SELDOM)
            for kind, strength in term.kinds.items():
                rates[KINDS.index(kind)] = strength
            self.rates[token] = rates
            for form in term.forms:
                words = normalize("NFC", form).split(" ")
                if len(words) == 2:
                    self._pairs.append(_Pair(soft(words[0]), soft(words[1]), token))
                else:
                    start = soft(words[0])
                    self._singles.setdefault(start[:2], []).append((start, token))
        self._heads = _by_first([pair.head for pair in self._pairs])
        self._tails = _by_first([pair.tail for pair in self._pairs])
        self._known: dict[str, str | _Marked] = {}
        self._leanings: dict[tuple[str, ...], Floats] = {}

    def words(self, text: str | None, place: Sequence[str] = ()) -> tuple[str, ...]:
        """As :meth:`read`, the words alone."""
        return self.read(text, place).words

    def read(self, text: str | None, place: Sequence[str] = ()) -> Said:
        """What a text (NFC) says; without the words of a ``place``, which names a fire station without meaning a fire."""
        found: dict[str, None] = {}
        terms: dict[str, None] = {}
        heads: list[tuple[int, str, frozenset[int]]] = []
        of: list[str] = []
        known, at = self._known, 0
        for word in _SPLIT.findall(text.lower()) if text else ():
            one = known.get(word)
            if one is None:
                one = self._learn(word)
            if isinstance(one, str):
                if not one:
                    continue
                found[one] = None
            else:
                cut, tokens, first, second = one
                of.append(cut)
                if cut in place:
                    continue
                paired = bool(heads and second) and self._pair(found, terms, heads, at, second)
                if tokens:
                    for token in tokens:
                        terms[token] = None
                elif cut and not paired:
                    found[cut] = None
                elif not first:
                    continue
                if first:
                    heads.append((at, cut, first))
            at += 1
            if at >= MAX_WORDS:
                break
        if not terms:
            return Said(tuple(found), None, _NOTHING)
        said = tuple(terms)
        return Said((*found, *said), self._lean(said), frozenset(of))

    def _lean(self, terms: tuple[str, ...]) -> Floats:
        known = self._leanings.get(terms)
        if known is not None:
            return known
        product = np.ones(N_KINDS)
        for term in terms:
            product *= self.rates[term] / SELDOM
        leaning = np.minimum(product, MOST)
        if len(self._leanings) >= _REMEMBERED:
            self._leanings.clear()
        self._leanings[terms] = leaning
        return leaning

    def _pair(
        self, found: dict[str, None], terms: dict[str, None], heads: list[tuple[int, str, frozenset[int]]], at: int,
        second: frozenset[int],
    ) -> bool:  # fmt: skip
        """Put in the terms that a word says together with one of the last; they take the place of what those said alone."""
        paired = False
        for before, cut, first in heads[-_BETWEEN:]:
            if at - before <= _BETWEEN:
                for pair in first & second:
                    terms[self._pairs[pair].token] = None
                    found.pop(cut, None)
                    paired = True
        return paired

    def told(self, words: Sequence[str], texts: Sequence[str | None]) -> list[str]:
        """How these words are told to a person: terms by their names, others as they are said in these texts."""
        korean = not all(text is None or text.isascii() for text in texts)
        terms = self._rule.terms
        asked = [word for word in words if word[0] != TERM or word[1:] not in terms]
        said: dict[str, str] = {}
        if asked:
            for text in texts:
                for word in _SPLIT.findall(text.lower()) if text else ():
                    one = self._known.get(word) or self._learn(word)
                    cut = one if isinstance(one, str) else one[0]
                    if cut in asked and cut not in said:
                        said[cut] = noun(word[:_LONGEST])
        found: dict[str, None] = {}
        for word in words:
            term = terms.get(word[1:]) if word[0] == TERM else None
            if term is not None:
                found[term.ko if korean else term.en] = None
            else:
                found[said.get(word, word.lstrip("@"))] = None
        return list(found)

    def _learn(self, word: str) -> str | _Marked:
        base = word[:_LONGEST].replace("'", "").replace("’", "")
        if self._slip is not None:
            base = self._slip.sub(self._meant, base)
        one: str | _Marked = self._mark(base)
        if len(word) <= _LONGEST:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[word] = one
        return one

    def _meant(self, slip: re.Match[str]) -> str:
        return self._rule.slips[slip.group()]

    def _mark(self, base: str) -> str | _Marked:
        bare = soft(base)
        latin = bare.isascii()
        after = bare.lstrip("0123456789")
        tokens = {token: None for start, token in self._singles.get(bare[:2], ()) if _begins(bare, start, latin)}
        if not latin:
            self._put_joined(tokens, after)
            if len(bare) >= _RUN:
                self._put_inner(tokens, after)
        first = [i for i in self._heads.get(after[:1], ()) if _heads(after, self._pairs[i].head, latin)]
        second = [i for i in self._tails.get(bare[:1], ()) if _begins(bare, self._pairs[i].tail, latin)]
        cut = stem(base) if base else ""
        if len(cut) < 2 or cut in self._fillers:
            cut = ""
        if not tokens and not first and not second:
            return cut
        return cut, tuple(tokens), frozenset(first), frozenset(second)

    def _put_joined(self, tokens: dict[str, None], bare: str, at: int = 0) -> None:
        """Put in the terms of two words that this one, from ``at`` on, begins with both of."""
        for index in self._heads.get(bare[at : at + 1], ()):
            pair = self._pairs[index]
            end = at + len(pair.head)
            if (
                (at == 0 or len(pair.head) > 1)
                and bare.startswith(pair.head, at)
                and 0 <= bare.find(pair.tail, end) <= end + _GAP
            ):
                tokens[pair.token] = None

    def _put_inner(self, tokens: dict[str, None], bare: str) -> None:
        """Put in the terms inside several words that stand together without their spaces."""
        for at in range(1, len(bare) - 1):
            for start, token in self._singles.get(bare[at : at + 2], ()):
                if bare.startswith(start, at):
                    tokens[token] = None
            self._put_joined(tokens, bare, at)


def _by_first(words: Sequence[str]) -> dict[str, list[int]]:
    """The indices of these words by their first letters."""
    found: dict[str, list[int]] = {}
    for index, word in enumerate(words):
        found.setdefault(word[0], []).append(index)
    return found


def _begins(word: str, start: str, latin: bool) -> bool:
    """Whether a word is a form of what begins so. Short Latin forms begin too many other words (gun, gunny)."""
    if not word.startswith(start):
        return False
    return not latin or len(start) > 4 or word[len(start) :] in _ENGLISH


def _heads(word: str, start: str, latin: bool) -> bool:
    if latin or not word.startswith(start):
        return latin and _begins(word, start, latin)
    return len(start) > 1 or is_particle(word[1:])
