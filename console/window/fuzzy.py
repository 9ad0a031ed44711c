"""How well a few typed letters fit a name."""

from __future__ import annotations

HANGUL_FIRST, HANGUL_LAST, PER_INITIAL = 0xAC00, 0xD7A3, 588
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


def initials(text: str) -> str:
    """The text with each Hangul syllable replaced by its first consonant (확인 -> ㅎㅇ), as Koreans abbreviate."""
    return "".join(
        INITIALS[(ord(letter) - HANGUL_FIRST) // PER_INITIAL] if HANGUL_FIRST <= ord(letter) <= HANGUL_LAST else letter
        for letter in text
    )


def fit(typed: str, name: str) -> float | None:
    """How well ``typed`` fits (larger is better), None where its letters do not all come in ``name`` in this order.

    Letters at the start of a word and letters that follow each other count more; a shorter name wins among equals.
    """
    wanted, name = typed.replace(" ", "").lower(), name.lower()
    best: float | None = None
    for text in (name, initials(name)):
        score = _walk(wanted, text)
        if score is not None and (best is None or score > best):
            best = score
    return best


def _walk(wanted: str, text: str) -> float | None:
    score, at, last = 0.0, 0, -2
    for letter in wanted:
        found = text.find(letter, at)
        if found < 0:
            return None
        score += 1.0
        if found == 0 or text[found - 1] == " ":
            score += 1.0
        if found == last + 1:
            score += 1.5
        last, at = found, found + 1
    return score - len(text) * 0.01
