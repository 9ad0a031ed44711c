"""Playing a recording back, at any speed, from any moment."""

from feeds.playback.census import Census, take_census
from feeds.playback.player import FASTEST, Player

__all__ = ["FASTEST", "Census", "Player", "take_census"]
