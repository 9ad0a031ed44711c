"""The wall of camera tiles, and the question what they are looked at for."""

from widgets.wall.entry import Choice, Entry
from widgets.wall.wall import LAYOUTS, CameraWall

__all__ = ["LAYOUTS", "CameraWall", "Choice", "Entry"]
