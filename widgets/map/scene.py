"""What everything on the map is drawn from."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from widgets.map.projection import Projection
from widgets.map.viewport import Viewport
from widgets.theme import Theme


class Scene:
    """What every layer reads: one viewport, one projection, one theme, one language, one moment.

    ``now`` is in seconds since the epoch, as the console was told it; layers never ask a clock.
    """

    def __init__(self, theme: Theme, projection: Projection) -> None:
        self.theme = theme
        self.projection = projection
        self.viewport = Viewport()
        self.language = "ko"
        self.now = 0.0
        self.ratio = 1.0
        self.moving = False
        """The window has just come to look elsewhere: what takes long to draw anew follows in turns of its own."""
        self.kept: list[QRectF] = []
        """Boxes (pixels) that no word on the map may cover: the chips, the legend."""
        self.taken: list[QRectF] = []
        """Boxes (pixels) that names must keep clear of: incidents and their labels, filled before the names are drawn."""
