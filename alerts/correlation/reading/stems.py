"""What is left of a Korean word without its particles and endings: a rough cut, but all calls are cut alike.

No dictionary stands behind it. Particles come off nouns, polite and connecting endings off verbs, then the past tense and the
contraction of the last syllable: 흔들려요, 흔들렸어요 and 흔들리는데요 all come to 흔들리. Latin words lose their plural.
"""

from __future__ import annotations

from typing import Final

_PARTICLES: Final = (
    "에서부터", "으로부터", "한테서", "에서는", "이라고", "앞에서", "안에서", "옆에서", "쪽에서", "에게서", "에서도",
    "들끼리", "이랑", "에서", "에게", "한테", "께서", "으로", "까지", "부터", "에는", "에도", "마다", "처럼", "보다",
    "밖에", "이나", "들이", "들은", "들을", "들도", "이요", "끼리",
)  # fmt: skip
_LETTERS: Final = (
    "에", "은", "는", "이", "가", "을", "를", "로", "도", "의", "과", "와", "만", "들", "랑", "쪽",
)  # fmt: skip
"""Particles of one syllable; at least two of the word must be left."""
_ENDINGS: Final = (
    "고있습니다", "고있는데요", "고있어요", "주십시오", "하십니다", "더라고요", "는데요", "은데요", "인데요",
    "거든요", "잖아요", "습니다", "습니까", "입니다", "이에요", "이예요", "으려고", "려고요", "아서요", "어서요",
    "니까요", "어가지고", "세요", "셔요", "네요", "군요", "나요", "까요", "어요", "아요", "여요", "에요", "예요",
    "대요", "래요", "지요", "어여", "아여", "려고", "는데", "은데", "인데", "어서", "아서", "니까", "면서", "지만",
    "다고", "라고", "고요", "시고", "는지", "던데", "네여", "구요", "요", "죠",
)  # fmt: skip
"""Longest first; at least one syllable of the word must be left."""
_SHORT_ENDINGS: Final = ("고", "다", "여", "서", "면", "며", "게", "지")
"""Also ends of nouns: two syllables must be left."""
_FIRST: Final = 0xAC00
_LAST: Final = 0xD7A3
_FINALS: Final = 28
_VOWELS: Final = 21
_SS: Final = 20
"""The final consonant ㅆ: nearly always the past tense."""
_B: Final = 17
_CONTRACTED: Final = {6: 20, 14: 13, 9: 8, 1: 0, 10: 11}
"""By number of the vowel: ㅕ was ㅣ, ㅝ ㅜ, ㅘ ㅗ, ㅐ (해) ㅏ, ㅙ (돼) ㅚ."""
_KEPT: Final = frozenset("있겠")
"""Syllables whose ㅆ is no past tense."""


def stem(word: str) -> str:
    """The stem of a word in small letters, NFC. Words of other scripts stay whole."""
    last = word[-1]
    if last.isascii():
        return _latin(word)
    if not _FIRST <= ord(last) <= _LAST:
        return word
    cut = _without(word, _LONG_OF)
    if cut is word:
        cut = _without_ending(word)
    if cut is word:
        cut = _without(word, _SHORT_OF)
    return cut if cut is not word else _past(word)


def noun(word: str) -> str:
    """The word without its particle, verbs as they are: how it is told."""
    cut = _without(word, _LONG_OF)
    return cut if cut is not word else _without(word, _SHORT_OF)


def soft(word: str) -> str:
    """The word without any past tense, to compare beginnings: 쓰러졌 and 쓰러져 begin alike."""
    for letter in word:
        code = ord(letter) - _FIRST
        if 0 <= code <= _LAST - _FIRST and code % _FINALS == _SS and letter not in _KEPT:
            return "".join([_soft(one) for one in word])
    return word


def is_particle(rest: str) -> bool:
    """Whether what follows a noun is a particle, or nothing."""
    return not rest or rest in _LETTERS or rest in _PARTICLES


def _by_last(endings: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    return {letter: tuple(end for end in endings if end[-1] == letter) for letter in {end[-1] for end in endings}}


_LONG_OF: Final = _by_last(_PARTICLES)
_SHORT_OF: Final = _by_last(_LETTERS)
_ENDINGS_OF: Final = _by_last(_ENDINGS)
"""By their last syllable: one look-up tells that a word has none of them."""


def _without(word: str, particles: dict[str, tuple[str, ...]]) -> str:
    """The same object where none was found."""
    for particle in particles.get(word[-1], ()):
        if len(word) > max(len(particle), 2) and word.endswith(particle):
            return word[: -len(particle)]
    return word


def _soft(letter: str) -> str:
    code = ord(letter) - _FIRST
    if 0 <= code <= _LAST - _FIRST and code % _FINALS == _SS and letter not in _KEPT:
        return chr(ord(letter) - _SS)
    return letter


def _without_ending(word: str) -> str:
    """The same object where no ending was found."""
    for ending in _ENDINGS_OF.get(word[-1], ()):
        if len(word) > len(ending) and word.endswith(ending):
            return _past(word[: -len(ending)])
    if len(word) > 2 and word.endswith("니다"):
        code = ord(word[-3]) - _FIRST
        if 0 <= code <= _LAST - _FIRST and code % _FINALS == _B:  # 합니다, 납니다
            return _past(word[:-3] + chr(ord(word[-3]) - _B))
    if len(word) > 2 and word.endswith(_SHORT_ENDINGS):
        return _past(word[:-1])
    return word


def _past(word: str) -> str:
    """Without the past tense of the last syllable, and without its contraction."""
    code = ord(word[-1]) - _FIRST
    if not 0 <= code <= _LAST - _FIRST:
        return word
    final = code % _FINALS
    if final == _SS and word[-1] not in _KEPT:
        code, final = code - _SS, 0
    elif final or len(word) < 2:
        return word
    first, vowel = divmod(code // _FINALS, _VOWELS)
    vowel = _CONTRACTED.get(vowel, vowel) if vowel != 1 or first == 18 else vowel  # ㅐ only in 해
    return word[:-1] + chr(_FIRST + (first * _VOWELS + vowel) * _FINALS)


def _latin(word: str) -> str:
    if len(word) > 4 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word
