"""Analysts: one for each feed, each follows its streams and says what is not in any single report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alerts.analysts.dispatch import DispatchAnalyst
from alerts.following import Follower
from alerts.rules import Rules

if TYPE_CHECKING:
    from alerts.correlation.places import Places


def analysts(rules: Rules, places: Places) -> tuple[Follower, ...]:  # noqa: ARG001
    """All of them, with the rules' figures."""
    figures = rules.analysts
    return (DispatchAnalyst(figures.dispatch),)
