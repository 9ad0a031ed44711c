"""The words of a call: cut, stripped of particles, and weighed by how rare they are in ordinary calls."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from alerts.correlation.book.record import Record
    from alerts.correlation.reading.report import Report

MAX_WORDS: Final = 16
"""Words kept of one report: callers repeat themselves, and dispatch notes can be long."""
_SPLIT: Final = re.compile(r"[가-힣]+|[a-z]+[a-z0-9]*|[0-9]+[a-z가-힣]*")
_PARTICLES: Final = (
    "에서부터", "앞에서", "안에서", "옆에서", "쪽에서", "에서는", "이라고", "인데요", "이에요", "입니다", "습니다", "에서",
    "에요", "예요", "인데", "으로", "까지", "부터", "이요", "에는", "어요", "아요", "네요", "해요", "쪽",
    "에", "은", "는", "이", "가", "을", "를", "로", "도", "요",
)  # fmt: skip
"""Endings that do not change what a Korean word is about; longest first. A rough cut: both calls are cut alike."""

ADDRESS_SHARE: Final = 0.5
"""How often a caller with coordinates names the place by the very words of another: the same house, or what stands there."""
ADDRESS_NATS: Final = math.log(1.0 - ADDRESS_SHARE + ADDRESS_SHARE / 0.1)
"""The most that proves: where one ordinary report in ten around names it so."""
PLACE_SHARE: Final = 0.6
"""How often a caller without coordinates names the place as somebody else has."""
TELLING: Final = 0.5
"""Nats from which on a shared word is told as a reason: what half of all callers say (a man, near, please) is none."""
SAME_PLACE: Final = "@"
"""Marks a whole place name, which counts as one word."""
_QUARTERS: Final = ("동", "구", "읍", "면", "리")
_PLACE_ENDINGS: Final = (
    "동", "구", "로", "길", "역", "대로", "시장", "아파트", "사거리", "삼거리", "출구", "초등학교", "중학교", "고등학교",
)  # fmt: skip


def words_of(text: str | None, known: dict[str, str]) -> tuple[str, ...]:
    """The different words of a call in order of appearance; ``known`` remembers stems of words already seen."""
    if not text:
        return ()
    found: dict[str, None] = {}
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


def common_words(words: Iterable[str]) -> frozenset[str]:
    """These words as :func:`words_of` cuts them."""
    known: dict[str, str] = {}
    return frozenset(stem for word in words for stem in words_of(word, known))


def place_words(place: str | None, known: dict[str, str]) -> tuple[str, ...]:
    """The words of a place's name, and the whole of it as one."""
    if not place:
        return ()
    return (f"{SAME_PLACE}{' '.join(place.lower().split())}"[:80], *words_of(place, known))


def is_vague(place: str | None) -> bool:
    """Whether a place is only a district or a quarter: somewhere in it, not at its middle."""
    if not place:
        return False
    last = place.split()[-1] if place.split() else ""
    return last.endswith(_QUARTERS) and not any(letter.isdigit() for letter in place)


def names_place(word: str) -> bool:
    """Whether a word looks like a part of an address: a district, a street, a number."""
    return word[0].isdigit() or (len(word) > 2 and word.endswith(_PLACE_ENDINGS))  # 불길 are flames, no street


def _stem(word: str) -> str:
    word = word[:32]
    if word[0].isascii():
        return word
    for particle in _PARTICLES:
        if len(word) > len(particle) + 1 and word.endswith(particle):
            return word[: -len(particle)]
    return word


def address_evidence(incident: Record, address: str, part: float) -> float:
    """What it proves (nats) that a report names the place by the words that some of the incident's use, where so large a part
    of the ordinary reports around name it so: much for a house, little for a hospital's door.
    """
    share = ADDRESS_SHARE * min(incident.places[address] / incident.sources_count, 1.0)
    return max(0.0, min(math.log(1.0 - ADDRESS_SHARE + share / part), ADDRESS_NATS))


def evidence(
    report: Report, incident: Record, frequency: dict[str, float], share: float, cap: float, part: float = 1.0,
    said: Sequence[str] | None = None,
) -> tuple[float, list[str]]:  # fmt: skip
    """How much likelier these words are in a report of this incident than in an ordinary one, in nats, and the shared words.

    Each word of the report is drawn from the incident's own words with probability ``share``, else from the ordinary
    ones: ln(1 - share + share * c / (texts * p)) a word, c the incident's texts that hold it, p its ordinary frequency.
    Words of a place count only where a report has no coordinates: near by, everybody uses them; and where only a district is
    looked at, which has ``part`` of all reports, by how rare they are in that one: its own name proves nothing more.
    ``said``: all that a report says, with the words of its place, to be weighed as if it had no coordinates.
    At most ``cap`` and at least -1 (-2 without coordinates): words of one speaker hang together, so many do not prove more
    than a few.
    """
    total = 0.0
    shared: list[str] = []
    strangers = 0
    own, places = incident.words, incident.places
    located = said is None and bool(report.spots)
    texts = max(incident.texts, 1)
    for word in report.words if said is None else said:
        if word in places:
            if not located:
                total += math.log(1.0 - PLACE_SHARE + PLACE_SHARE / min(frequency[word] / part, 1.0))
                shared.append(word)
            continue
        count = own.get(word, 0)
        if count:
            nats = math.log(1.0 - share + share * min(count, texts) / (texts * frequency[word]))
            total += nats
            if nats >= TELLING:
                shared.append(word)
        elif not located and word in report.place_words and places:
            total += math.log(1.0 - PLACE_SHARE)
        elif strangers < 6:
            strangers += 1
            total += math.log(1.0 - share)
    return max(-2.0 if not located else -1.0, min(cap, total)), shared
