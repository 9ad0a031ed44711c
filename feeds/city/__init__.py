"""A synthetic city: every feed of an operations centre, with ordinary life, scripted incidents, and the truth about them."""

from feeds.city.city import City
from feeds.city.disturbance import Disturbance
from feeds.city.live import run
from feeds.city.recording import Written, write_recording
from feeds.city.scripts.stage import DEMO, ORDINARY, Pace

__all__ = ["DEMO", "ORDINARY", "City", "Disturbance", "Pace", "Written", "run", "write_recording"]
