"""The words of a call: cut, stripped of particles, and weighed by how rare they are in ordinary calls."""

from __future__ import annotations

import math
import re
from typing import Final

MAX_WORDS: Final = 16
"""Words kept of one report: callers repeat themselves, and dispatch notes can be long."""
_SPLIT: Final = re.compile(r"[가-힣]+|[a-z]+[a-z0-9]*|[0-9]+[a-z가-힣]*")
_PARTICLES: Final = (
    "에서부터", "앞에서", "안에서", "옆에서", "쪽에서", "에서는", "이라고", "인데요", "이에요", "입니다", "습니다", "에서", "에요", "예요",
    "인데", "으로", "까지", "부터", "이요", "에는", "어요", "아요", "네요", "해요", "쪽", "에", "은", "는", "이", "가", "을", "를", "로", "도", "요",
)  # fmt: skip
"""Endings that do not change what a Korean word is about; longest first. A rough cut: both calls are cut alike."""

SAME_PLACE: Final = "@"
"""Marks a whole place name, which counts as one word."""


def words_of(text: str | None, place: str | None, known: dict[str, str]) -> tuple[str, ...]:
    """The different words of a call in order of appearance; ``known`` remembers stems of words already seen."""
    if not text and not place:
        return ()
    found: dict[str, None] = {}
    if place:
        found[f"{SAME_PLACE}{' '.join(place.lower().split())}"[:80]] = None
    if text:
        for word in _SPLIT.findall(text.lower()):
            stem = known.get(word)
            if stem is None:
                stem = _stem(word)
                if len(known) > 50_000:
                    known.clear()
                known[word] = stem
            if len(stem) > 1 or not stem.isascii():
                found[stem] = None
                if len(found) >= MAX_WORDS:
                    break
    return tuple(found)


def _stem(word: str) -> str:
    word = word[:32]
    if word[0].isascii():
        return word
    for particle in _PARTICLES:
        if len(word) > len(particle) + 1 and word.endswith(particle):
            return word[: -len(particle)]
    return word


def evidence(
    words: tuple[str, ...], of_incident: dict[str, int], texts: int, frequency: dict[str, float], share: float, cap: float
) -> tuple[float, list[str]]:
    """How much likelier these words are in a report of this incident than in an ordinary one, in nats, and the shared words.

    Each word of the report is drawn from the incident's own words with probability ``share``, else from the ordinary
    ones: ln(1 - share + share * c / (texts * p)) a word, c the incident's texts that hold it, p its ordinary frequency.
    At most ``cap`` and at least -1: words of one speaker hang together, so many do not prove more than a few.
    """
    total = 0.0
    shared: list[str] = []
    strangers = 0
    for word in words:
        count = of_incident.get(word, 0)
        if count:
            total += math.log(1.0 - share + share * count / (texts * frequency[word]))
            shared.append(word)
        elif strangers < 6:
            strangers += 1
            total += math.log(1.0 - share)
    return max(-1.0, min(cap, total)), shared
