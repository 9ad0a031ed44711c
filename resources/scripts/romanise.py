"""Korean place names in Latin letters, by the Revised Romanization (국어의 로마자 표기법, 2000).

Only as far as names of dongs need it.
"""

from __future__ import annotations

INITIAL = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
VOWEL = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i",
)  # fmt: skip
FINAL = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t",
    "k", "t", "p", "t",
)  # fmt: skip
SILENT = 11
RIEUL, NIEUN, MIEUM = 5, 2, 6
LINKED = {
    1: "g",
    2: "kk",
    4: "n",
    7: "d",
    8: "r",
    16: "m",
    17: "b",
    19: "s",
    20: "ss",
    22: "j",
    23: "ch",
    24: "k",
    25: "t",
    26: "p",
}
"""A final consonant that moves over to a following vowel."""
NASAL = {"k": "ng", "t": "n", "p": "m"}
ENDINGS = {"동": "-dong", "로": "-ro", "가": "-ga", "구": "-gu", "길": "-gil"}


def divmod_hangul(index: int) -> tuple[int, int, int]:
    """(initial, vowel, final) of a Hangul syllable by its place in Unicode's block."""
    return index // 588, index % 588 // 28, index % 28


def word(name: str) -> str:
    """One word of Hangul syllables, with the usual assimilation between them."""
    if not all("가" <= letter <= "힣" for letter in name):
        return name
    parts: list[str] = []
    syllables = [divmod_hangul(ord(letter) - 0xAC00) for letter in name]
    onset_override: str | None = None
    for i, (initial, vowel, final) in enumerate(syllables):
        onset = INITIAL[initial] if onset_override is None else onset_override
        onset_override = None
        coda = FINAL[final]
        if final and i + 1 < len(syllables):
            following = syllables[i + 1][0]
            if following == SILENT and final in LINKED:
                coda, onset_override = "", LINKED[final]
            elif following == RIEUL and coda in ("l", "n"):
                coda, onset_override = "l", "l"
            elif following == RIEUL:
                coda, onset_override = NASAL.get(coda, coda), "n"
            elif following in (NIEUN, MIEUM):
                if coda == "l" and following == NIEUN:
                    onset_override = "l"
                else:
                    coda = NASAL.get(coda, coda)
        parts.append(onset + VOWEL[vowel] + coda)
    return "".join(parts)


def romanise(name: str) -> str:
    """A dong's name: ``성수동2가`` -> ``Seongsu-dong 2-ga``, ``종로1가`` -> ``Jongno 1-ga``, ``세종로`` -> ``Sejong-ro``."""
    section = ""
    if name.endswith("가") and len(name) > 2 and name[-2].isdigit():
        section, name = f" {name[-2]}-ga", name[:-2]
    if section and name.endswith("로"):
        return word(name).capitalize() + section
    ending = ENDINGS.get(name[-1], "") if len(name) > 1 else ""
    stem = name[:-1] if ending else name
    return word(stem).capitalize() + ending + section
