"""Correlation: reports become incidents by the odds of belonging together against the odds of coincidence."""

from alerts.correlation.delta import Delta, Final
from alerts.correlation.engine import Engine
from alerts.places.asked import NoPlaces, Places

__all__ = ["Delta", "Engine", "Final", "NoPlaces", "Places"]
