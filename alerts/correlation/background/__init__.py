"""The ordinary: where, when and in which words unrelated reports come in anyway."""

from alerts.correlation.background.background import TICK_S, Background, Tick

__all__ = ["TICK_S", "Background", "Tick"]
