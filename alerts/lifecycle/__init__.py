"""What people do to incidents: the state machine, and the overlay it leaves on what the engine says."""

from alerts.lifecycle.case import Case
from alerts.lifecycle.decision import Effect, EffectKind, Outcome
from alerts.lifecycle.lifecycle import Lifecycle
from alerts.lifecycle.overlay import Overlay, compose, joined, strip
from alerts.lifecycle.transitions import TRANSITIONS, decide, expire

__all__ = [
    "TRANSITIONS",
    "Case",
    "Effect",
    "EffectKind",
    "Lifecycle",
    "Outcome",
    "Overlay",
    "compose",
    "decide",
    "expire",
    "joined",
    "strip",
]
