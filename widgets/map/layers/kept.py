"""Halos and shapes of the marks as two pictures, of which only that is painted anew where something has changed.

In a storm there are hundreds of urgent marks; each of them is as it was in nearly every frame.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from math import ceil, floor
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPixmap

from widgets.map.placed import Placed
from widgets.map.viewport import Viewport

PARTS: Final = 6
"""Where more than one in so many marks has changed, everything is painted anew."""
TURNS: Final = 5
"""Time fades a mark by a step in three minutes: a fifth of them is looked at each second."""
_AIR: Final = 3
"""Pixels of a line's width and of rounding around what is painted."""


@dataclass(slots=True)
class _Kept:
    one: Placed
    look: object
    reach: QRect
    corners: tuple[int, int, int, int]
    turn: int


Look = Callable[[Placed], object]
"""What decides how a mark looks besides where it stands; compared with ``==``."""
Paint = Callable[[QPainter, Sequence[Placed]], None]
"""Paints these, in this order."""


class KeptPicture:
    """One picture of all marks, as large as the window."""

    def __init__(self, look: Look, reach: Callable[[Placed], float], paint: Paint) -> None:
        """``reach`` is how far from its middle a mark paints, in pixels."""
        self._look, self._reach, self._paint = look, reach, paint
        self._picture = QPixmap()
        self._kept: dict[str, _Kept] = {}
        self._for: tuple[object, ...] = ()
        self._at: Viewport | None = None
        self._second = 0
        self.repainted = 0
        """How many marks were painted for the last frame."""

    def draw(self, painter: QPainter, view: Viewport) -> None:
        """Draw what was taken in last, where it stands for this view; nothing where it would be a blur."""
        if self._at is None or not self._kept:
            return
        if self._at == view:
            painter.drawPixmap(0, 0, self._picture)
            return
        carried = view.carry(self._at)
        if carried is not None:
            painter.save()
            painter.setTransform(carried, combine=True)
            painter.drawPixmap(0, 0, self._picture)
            painter.restore()

    def take(self, marks: Sequence[Placed], view: Viewport, ratio: float, second: int) -> None:
        """Paint these marks, the first at the bottom, as they stand in this view on a screen of this ``ratio``.

        Looks that time alone changes are looked at again within :data:`TURNS` seconds.
        """
        size = (view.width, view.height)
        self._at = replace(view)
        state = (size, ratio)
        if state != self._for:
            self._for, self._kept = state, {}
            self._picture = QPixmap(ceil(size[0] * ratio), ceil(size[1] * ratio))
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
        passed = min(second - self._second, TURNS) if second >= self._second else TURNS  # the clock was set back
        changed = self._follow(marks, {(second - back) % TURNS for back in range(passed)})
        self._second = second
        self.repainted = 0
        # where a pixel of ours is no whole number of the screen's, a piece cannot be cut out along its borders
        if len(changed) * PARTS > len(marks) + PARTS or (changed and ratio != int(ratio)):
            self._picture.fill(Qt.GlobalColor.transparent)
            self._paint_onto(None, marks)
        elif changed:
            self._repaint(changed, marks)

    def forget(self) -> None:
        """Everything looks another way."""
        self._for, self._at = (), None

    # -- within

    def _follow(self, marks: Sequence[Placed], turns: Set[int]) -> list[QRect]:
        """Take in what there is now; where something is not as it was. Of time those are asked whose turn it is."""
        before, kept, changed = self._kept, {}, []
        for one in marks:
            key = one.rank[-1]
            old = before.pop(key, None)
            if old is not None and old.one is one and old.turn not in turns:
                kept[key] = old
                continue
            look = self._look(one)
            if old is not None and old.look == look and old.one.rank == one.rank and old.one.spot == one.spot:
                kept[key] = _Kept(one, look, old.reach, old.corners, old.turn)
                continue
            reach = self._rect(one)
            kept[key] = _Kept(one, look, reach, _corners(reach), hash(key) % TURNS)
            changed.append(reach)
            if old is not None and old.reach != reach:
                changed.append(old.reach)
        changed += [old.reach for old in before.values()]
        self._kept = kept
        return changed

    def _rect(self, one: Placed) -> QRect:
        reach = self._reach(one) + _AIR
        left, top = floor(one.spot.x() - reach), floor(one.spot.y() - reach)
        return QRect(left, top, ceil(2 * reach) + 1, ceil(2 * reach) + 1)

    def _repaint(self, changed: Sequence[QRect], marks: Sequence[Placed]) -> None:
        boxes: NDArray[np.int64] = np.array([self._kept[one.rank[-1]].corners for one in marks]).reshape(-1, 4)
        for part in changed:
            across = (boxes[:, 0] <= part.right()) & (boxes[:, 2] >= part.left())
            meets = across & (boxes[:, 1] <= part.bottom()) & (boxes[:, 3] >= part.top())
            self._paint_onto(part, [marks[row] for row in np.flatnonzero(meets).tolist()])

    def _paint_onto(self, part: QRect | None, marks: Sequence[Placed]) -> None:
        painter = QPainter(self._picture)
        if part is not None:
            painter.setClipRect(part)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
            painter.fillRect(part, Qt.GlobalColor.transparent)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, marks)
        painter.end()
        self.repainted += len(marks)


def _corners(box: QRect) -> tuple[int, int, int, int]:
    return box.left(), box.top(), box.right(), box.bottom()
