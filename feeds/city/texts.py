"""What callers say: sentences put together from ``resources/cities/texts/calls.toml``."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from alerts.errors import RulesError
from feeds.city.rhythm import RHYTHMS, Rhythm

CALLS: Final[Path] = Path(__file__).resolve().parent.parent.parent / "resources" / "cities" / "texts" / "calls.toml"
PLACE: Final = "w"
"""The slot of a text that takes the place."""
SLIPS: Final = (
    ("됐", "됬"), ("안 돼", "안되"), ("같아요", "같애요"), ("있어요", "잇어요"), ("왔어요", "왓어요"), ("했어요", "햇어요"),
    ("빨리", "빨랑"),    ("금방", "금새"), ("어떻게", "어떡해"), ("요.", "여."), ("에요", "예요"), ("싸움", "싸음"),
    ("갇혔", "갖혔"), ("부딪", "부딛"),
)  # fmt: skip
"""Spelling as people type it in a hurry."""
PARTICLES: Final = {"이/가": ("이", "가"), "은/는": ("은", "는"), "을/를": ("을", "를"), "과/와": ("과", "와")}
"""Pairs of particles: after a consonant, after a vowel."""
_TWICE: Final = re.compile(r"\b(\w+) \1\b")
_SLOT: Final = re.compile(r"\{(\w+)\}")


class _CategoryFile(Struct, forbid_unknown_fields=True):
    weight: float
    rhythm: str
    codes: dict[str, float]
    at: dict[str, float]
    again: float
    texts: list[str]


class _CallsFile(Struct, forbid_unknown_fields=True):
    words: dict[str, list[str]]
    services: dict[str, dict[str, _CategoryFile]]
    scripts: dict[str, dict[str, list[str]]]


class Phrase:
    """One text with slots, taken apart once."""

    __slots__ = ("_parts", "_tail")

    def __init__(self, text: str, words: Mapping[str, Sequence[str]], known: Sequence[str] = (PLACE, "name")) -> None:
        pieces = _SLOT.split(text)
        for slot in pieces[1::2]:
            if slot not in words and slot not in known:
                raise RulesError(f"The call text {text!r} has a slot {{{slot}}} for which there are no words.")
        self._parts = [(piece, words.get(slot)) for piece, slot in zip(pieces[0::2], pieces[1::2], strict=False)]
        self._tail = pieces[-1]

    def fill(self, dice: random.Random, place: str) -> str:
        """The text with its slots filled; 이/가 and the like become what goes with the word before them."""
        said: list[str] = []
        word = ""
        for piece, words in self._parts:
            said.append(_agree(piece, word))
            word = place if words is None else words[int(dice.random() * len(words))]
            said.append(word)
        said.append(_agree(self._tail, word))
        return "".join(said)


def _agree(piece: str, word: str) -> str:
    """A piece of text that follows a word: where it starts with a pair of particles, with the one that fits the word."""
    pair = PARTICLES.get(piece[:3])
    if pair is None or not word:
        return piece
    last = ord(word[-1]) - 0xAC00
    return pair[0 if 0 <= last < 11172 and last % 28 else 1] + piece[3:]


class Category:
    """One kind of ordinary call."""

    def __init__(self, service: str, name: str, row: _CategoryFile, words: Mapping[str, Sequence[str]]) -> None:
        if row.rhythm not in RHYTHMS:
            raise RulesError(f"The call category {name!r} has the rhythm {row.rhythm!r}; known are: {', '.join(RHYTHMS)}.")
        self.service = service
        self.name = name
        self.weight = row.weight
        self.rhythm = Rhythm(row.rhythm)
        self.again = row.again
        self.at = row.at
        self._codes = list(row.codes)
        self._shares = list(accumulate(row.codes.values()))
        self.phrases = [Phrase(text, words) for text in row.texts]

    def code(self, dice: random.Random) -> str | None:
        """A code by its share; None where the service has none."""
        return dice.choices(self._codes, cum_weights=self._shares)[0] if self._codes else None


class CallBook:
    """All the categories by service, and what is said in the scripted incidents.

    Raises RulesError where the file has a mistake.
    """

    def __init__(self, path: Path = CALLS) -> None:
        try:
            rows = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _CallsFile)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
            raise RulesError(f"The call texts {path.name} cannot be read: {error}.") from error
        self.services = {
            service: [Category(service, name, row, rows.words) for name, row in categories.items()]
            for service, categories in rows.services.items()
        }
        self._scripts = {
            script: {part: [Phrase(text, rows.words) for text in texts] for part, texts in parts.items()}
            for script, parts in rows.scripts.items()
        }

    def script(self, script: str, part: str) -> list[Phrase]:
        """The phrases of one part of a scripted incident."""
        return self._scripts[script][part]


def say(phrases: Sequence[Phrase], dice: random.Random, place: str) -> str:
    """One of these phrases about this place, now and then with a slip of the pen or without its spaces."""
    text = _TWICE.sub(r"\1", phrases[int(dice.random() * len(phrases))].fill(dice, place))
    roll = dice.random()
    if roll < 0.12:
        wrong, slip = SLIPS[int(dice.random() * len(SLIPS))]
        return text.replace(wrong, slip)
    if roll < 0.18:
        head, _, tail = text.partition(" ")
        return head + tail
    if roll < 0.28:
        return text.rstrip(".")
    return text
