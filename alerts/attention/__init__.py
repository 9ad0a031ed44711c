"""What is sounded and spoken when alarms come: never more than one voice, and a summary in a flood."""

from alerts.attention.policy import Attention, Cue, Quiet

__all__ = ["Attention", "Cue", "Quiet"]
