"""What happens when the window comes to look elsewhere, or at another incident: first what was drawn is carried along, then
all is drawn anew.

With hundreds of marks drawing them anew takes several times as long as a key should wait; so the first frame shows ground,
units and what is chosen as they are now, the rest as it was drawn before, where it belongs now. A turn of the event loop for
each part follows; between them other keys are answered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer

from widgets.map.layers.cameras import CameraLayer
from widgets.map.layers.incidents import IncidentLayer
from widgets.map.marks import Marks
from widgets.map.scene import Scene

FEW: Final = 60
"""With no more marks than this all is drawn anew at once."""


class Settling(QObject):
    """Says before each frame where everything stands."""

    def __init__(
        self, scene: Scene, marks: Marks, incidents: IncidentLayer, cameras: CameraLayer, redraw: Callable[[], None],
        parent: QObject,
    ) -> None:  # fmt: skip
        """``redraw`` has the next frame drawn."""
        super().__init__(parent)
        self._scene, self._marks, self._redraw = scene, marks, redraw
        self._steps = (marks.place, incidents.paint_halos, incidents.paint_shapes, cameras.paint_all)
        self._left: list[Callable[[], None]] = []
        self._seen = (replace(scene.viewport), marks.selected)
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._next)

    def arrange(self) -> None:
        """Find where marks and words stand, or leave that to the turns that follow."""
        scene, marks, view = self._scene, self._marks, self._scene.viewport
        same_window = (marks.at.width, marks.at.height) == (view.width, view.height)
        if same_window and (marks.at != view or marks.at_chosen != marks.selected) and marks.many > FEW:
            if not scene.moving or self._seen != (view, marks.selected):
                scene.moving, self._seen, self._left = True, (replace(view), marks.selected), list(self._steps)
                self._turn.start()
        elif not same_window:
            self._left, scene.moving = [], False
        if scene.moving:
            marks.keep()
        else:
            marks.place()

    def finish(self) -> None:
        """All of it now: somebody wants to know what is where."""
        self._left, self._scene.moving = [], False
        self._marks.place()

    def _next(self) -> None:
        if self._left:
            self._left.pop(0)()
        if self._left:
            self._turn.start()
        elif self._scene.moving:
            self._scene.moving = False
            self._redraw()
