"""The wall view: for everybody in the room, for nobody's hands."""

from console.desks.wallview.desk import WallDesk

__all__ = ["WallDesk"]
