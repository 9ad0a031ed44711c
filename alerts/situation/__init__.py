"""The common operating picture: units, journeys, sensors, warned areas, feeds and load."""

from alerts.situation.load import LoadBounds
from alerts.situation.situation import Changes, Situation

__all__ = ["Changes", "LoadBounds", "Situation"]
