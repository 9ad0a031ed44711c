"""How footage is doing, in words."""

from __future__ import annotations

import math

from alerts.cameras.footage import FootageStatus
from alerts.wording import Wording

TONES = {"waiting": "muted", "connecting": "muted", "live": "good", "stalled": "warn", "lost": "bad", "refused": "bad",
         "ended": "muted"}  # fmt: skip
"""The colour of a state; its words say the same."""


def state_text(status: FootageStatus, recorded: bool, wording: Wording) -> str:
    """A word or two for the tile's corner."""
    if status.state == "live" and recorded:
        return wording("wall-state-recorded")
    return wording(f"wall-state-{status.state}")


def trouble_text(status: FootageStatus, wording: Wording) -> str:
    """What is wrong and what happens next, in one sentence; empty while pictures come."""
    if status.state in ("live", "waiting", "ended"):
        return wording("wall-thinned") if status.thinned and status.state == "live" else ""
    if status.state == "connecting":
        return wording("wall-again-number", count=status.attempts) if status.attempts > 1 else ""
    why = wording(f"wall-why-{status.why.replace('_', '-')}") if status.why else ""
    if status.retry_s is not None:
        return f"{why} {wording('wall-retry', seconds=max(1, math.ceil(status.retry_s)))}".strip()
    if status.why in ("no_address", "not_covered"):
        return why  # no key helps
    return f"{why} {wording('wall-press-again')}".strip() if status.state in ("lost", "refused") else why
