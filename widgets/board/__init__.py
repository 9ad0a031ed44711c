"""What a wall shows: the open alarms, large enough to be read from six metres."""

from widgets.board.board import Board

__all__ = ["Board"]
