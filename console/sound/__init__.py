"""What a console sounds and says."""

from console.sound.player import Player
from console.sound.voice import Voice

__all__ = ["Player", "Voice"]
