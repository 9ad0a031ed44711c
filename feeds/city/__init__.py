"""A synthetic city: every feed of an operations centre, with ordinary life, scripted incidents, and the truth about them."""

from feeds.city.city import City
from feeds.city.disturbance import Disturbance

__all__ = ["City", "Disturbance"]
