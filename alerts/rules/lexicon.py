"""What the lexicon says: which terms callers use for which kind of incident, which words say nothing, which slips are common.

A file of its own (``lexicon.toml``), read as a part of the rules: see its comments.
"""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias

from msgspec import Meta, Struct

from alerts.incidents import Kind

STEPS: Final = (0.02, 0.05, 0.1, 0.2, 0.4)
"""How often a term is said of a kind: seldom, now and then, often, usually, nearly always. Finer would be false precision."""
_Text: TypeAlias = Annotated[str, Meta(min_length=1, max_length=40)]


class TermRule(Struct, forbid_unknown_fields=True, frozen=True):
    """One term: how it is told in Korean and English, the beginnings of words that say it, and P(term | kind)."""

    ko: _Text
    en: _Text
    forms: Annotated[list[_Text], Meta(min_length=1, max_length=200)]
    kinds: Annotated[dict[Kind, float], Meta(min_length=1)]


class LexiconRule(Struct, forbid_unknown_fields=True, frozen=True):
    """A whole lexicon. An empty one knows no term, which is allowed."""

    fillers: list[_Text] = []
    slips: dict[str, _Text] = {}
    terms: dict[str, TermRule] = {}
