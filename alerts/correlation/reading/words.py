"""The words of a call: cut, stripped of particles, and weighed by how rare they are in ordinary calls."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from alerts.correlation.figures import Floats
from alerts.correlation.reading.callers import Call, Callers
from alerts.correlation.reading.lexicon import MAX_WORDS
from alerts.correlation.reading.stems import stem

_SPLIT: Final = re.compile(r"[가-힣]+|[a-z]+[a-z0-9]*|[0-9]+[a-z가-힣]*")
ADDRESS_SHARE: Final = 0.5
"""How often a caller with coordinates names the place by the very words of another: the same house, or what stands there."""
ADDRESS_NATS: Final = math.log(1.0 - ADDRESS_SHARE + ADDRESS_SHARE / 0.1)
"""The most that proves: where one ordinary report in ten around names it so."""
Kinds: TypeAlias = Sequence[tuple[int, float]]
"""Kinds (by index) and how likely each is, up to a common factor."""
PLACE_SHARE: Final = 0.6
"""How often a caller without coordinates names the place as somebody else has."""
WORD_SHARE: Final = 0.15
"""Part of a caller's words that are about the very incident rather than the ordinary ones of such calls."""
TERM_SHARE: Final = 0.3
"""The same of a term of the lexicon: such words are about what happens."""
TERM_TRUST: Final = 2.0
"""Texts' worth of the lexicon in judging what is said of an incident."""
TERMS_MOST: Final = 3.0
"""Nats that terms may speak for or against a join: they tell the kind, and one city has many fires."""
TELLING: Final = 0.5
"""Nats from which on a shared word is told as a reason: what half of all callers say (a man, near, please) is none."""
TERM_TELLING: Final = math.exp(0.25)
"""The same factor for a term of the lexicon, which always means something."""
SAME_PLACE: Final = "@"
"""Marks a whole place name, which counts as one word."""
_QUARTERS: Final = ("동", "구", "읍", "면", "리")
_CORNERS: Final = ("거리", "입구", "출구", "비상구", "개찰구", "다리")
"""Ends of what is a spot, although it ends like a quarter: a crossing (사거리), an entrance, a bridge."""
_PLACE_ENDINGS: Final = (
    "동", "구", "로", "길", "역", "대로", "시장", "아파트", "사거리", "삼거리", "출구", "초등학교", "중학교", "고등학교",
)  # fmt: skip


def words_of(text: str | None, known: dict[str, str]) -> tuple[str, ...]:
    """The different words of a text in order of appearance; ``known`` remembers stems of words already seen."""
    if not text:
        return ()
    found: dict[str, None] = {}
    for word in _SPLIT.findall(text.lower()):
        cut = known.get(word)
        if cut is None:
            cut = stem(word[:32])
            if len(known) > 50_000:
                known.clear()
            known[word] = cut
        if len(cut) > 1 or not cut.isascii():
            found[cut] = None
            if len(found) >= MAX_WORDS:
                break
    return tuple(found)


def common_words(words: Iterable[str]) -> frozenset[str]:
    """These words as calls' are cut."""
    known: dict[str, str] = {}
    return frozenset(cut for word in words for cut in words_of(word, known))


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
    return last.endswith(_QUARTERS) and not last.endswith(_CORNERS) and not any(letter.isdigit() for letter in place)


def names_place(word: str) -> bool:
    """Whether a word looks like a part of an address: a district, a street, a number."""
    return word[0].isdigit() or (len(word) > 2 and word.endswith(_PLACE_ENDINGS))  # 불길 are flames, no street


def address_evidence(incident: Callers, address: str, part: float) -> float:
    """What it proves (nats) that a report names the place by the words that some of the incident's use, where so large a part
    of the ordinary reports around name it so: much for a house, little for a hospital's door. Where all of them name other
    places it speaks against it, as far as callers use one another's words. 0 where nobody has named any.
    """
    named = incident.places.get(address, 0)
    if not named:
        return math.log(1.0 - ADDRESS_SHARE) if any(word[0] == SAME_PLACE for word in incident.places) else 0.0
    share = ADDRESS_SHARE * min(named / incident.sources_count, 1.0)
    return max(0.0, min(math.log(1.0 - ADDRESS_SHARE + share / part), ADDRESS_NATS))


def evidence(
    report: Call, incident: Callers, frequency: dict[str, float], rates: Mapping[str, Floats], kinds: Kinds, cap: float,
    part: float = 1.0, said: Sequence[str] | None = None,
) -> tuple[float, list[str]]:  # fmt: skip
    """How much likelier these words are in a report of this incident than in an ordinary one, in nats, and those that count.

    Each word of the report is drawn from the incident's own words with probability :data:`WORD_SHARE`, else from the ordinary
    ones: ln(1 - share + share * c / (texts * p)) a word, c the incident's texts that hold it, p its ordinary ``frequency``.
    A term of the lexicon is drawn from what is said of the incident's kind, which begins at P(term | kind) of ``rates`` and
    follows what its own callers say: (c + TRUST * rate) / (texts + TRUST) takes the place of c / texts. Its kind is a guess,
    so the terms' product is averaged over ``kinds``, by how likely the report is one of each.
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
    terms: list[tuple[str, float, float]] = []
    for word in report.words if said is None else said:
        if word in places:
            if not located:
                total += math.log(1.0 - PLACE_SHARE + PLACE_SHARE / min(frequency[word] / part, 1.0))
                shared.append(word)
            continue
        count = own.get(word, 0)
        if word in rates:
            terms.append((word, min(count, texts), frequency[word]))
        elif count:
            nats = math.log(1.0 - WORD_SHARE + WORD_SHARE * min(count, texts) / (texts * frequency[word]))
            total += nats
            if nats >= TELLING:
                shared.append(word)
        elif not located and word in report.place_words and places:
            total += math.log(1.0 - PLACE_SHARE)
        elif strangers < 6:
            strangers += 1
            total += math.log(1.0 - WORD_SHARE)
    if terms and kinds:
        total += _of_terms(terms, texts, rates, kinds, shared)
    return max(-2.0 if not located else -1.0, min(cap, total)), shared


def _of_terms(
    terms: list[tuple[str, float, float]], texts: int, rates: Mapping[str, Floats], kinds: Kinds, shared: list[str]
) -> float:  # fmt: skip
    """The terms' part of the evidence; those that count by themselves are put into ``shared``."""
    products = [weight for _, weight in kinds]
    total = last = sum(products)
    trusted = texts + TERM_TRUST
    for term, count, frequency in terms:
        given = rates[term]
        for at, (kind, _) in enumerate(kinds):
            said = (count + TERM_TRUST * given.item(kind)) / trusted
            products[at] *= 1.0 - TERM_SHARE + TERM_SHARE * said / frequency
        now = sum(products)
        if count and now >= last * TERM_TELLING:
            shared.append(term)
        last = now
    return max(-TERMS_MOST, min(TERMS_MOST, math.log(last / total)))
