"""The coefficients, as ``[escalation]`` of a rules file gives them."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import Meta, Struct

from alerts.incidents import Kind

Weight: TypeAlias = Annotated[float, Meta(ge=0.0, le=1000.0)]
"""A coefficient that cannot be negative: more evidence never makes a major incident less likely."""
Offset: TypeAlias = Annotated[float, Meta(ge=-1000.0, le=1000.0)]


class EscalationRule(Struct, forbid_unknown_fields=True, frozen=True):
    """A logistic regression of what :mod:`alerts.escalation.evidence` measures; see the comments of ``resources/rules.toml``.

    The weights have the names and the order of :data:`alerts.escalation.evidence.FEATURES`.
    """

    major: Annotated[int, Meta(ge=2, le=1000)]
    hold_s: Annotated[float, Meta(ge=0.0, le=1e6)]
    intercept: Offset
    sources: Weight
    many: Weight
    nats: Weight
    channels: Weight
    burst: Weight
    pace: Weight
    code_0: Weight
    code_1: Weight
    grave: Weight
    people: Weight
    kinds: dict[Kind, Offset] = {}
    words: list[Annotated[str, Meta(min_length=1)]] = []
