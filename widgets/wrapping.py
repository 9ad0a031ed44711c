"""Parts beside one another that go on in a further row where the width does not hold them all."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Wrapping(QLayout):
    """Every part has the size it asks for; a row that is full is followed by a further one. ``gap``: pixels between parts,
    across and down.

    It needs no more width than its widest part, so that a narrow panel cuts nothing.
    """

    def __init__(self, gap: int, parent: QWidget | None = None, *, last_right: bool = False) -> None:
        """``last_right``: the last part stands at the right end of its row."""
        super().__init__(parent)
        self._gap, self._last_right = gap, last_right
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem, /) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int, /) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int, /) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int, /) -> int:
        margins = self.contentsMargins()
        high = self._stand(QRect(0, 0, width - margins.left() - margins.right(), 0), move=False)
        return high + margins.top() + margins.bottom()

    def setGeometry(self, rect: QRect, /) -> None:
        super().setGeometry(rect)
        self._stand(self.contentsRect(), move=True)

    def sizeHint(self) -> QSize:
        """All in one row."""
        sizes = [item.sizeHint() for item in self._shown()]
        wide = sum(size.width() for size in sizes) + self._gap * max(len(sizes) - 1, 0)
        return self._around(QSize(wide, max((size.height() for size in sizes), default=0)))

    def minimumSize(self) -> QSize:
        least = QSize(0, 0)
        for item in self._shown():
            least = least.expandedTo(QSize(item.minimumSize().width(), item.sizeHint().height()))
        return self._around(least)

    # -- within

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _around(self, size: QSize) -> QSize:
        return size.grownBy(self.contentsMargins())

    def _stand(self, rect: QRect, *, move: bool) -> int:
        """Let them stand within ``rect``; returns how high (pixels) they stand together."""
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        left = 0
        for item in self._shown():
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(rect.width(), item.minimumSize().width())))
            if not rows or size.width() > left:
                rows.append([])
                left = rect.width()
            rows[-1].append((item, size))
            left -= size.width() + self._gap
        y = rect.y()
        for row in rows:
            x, high = rect.x(), max(size.height() for _, size in row)
            for item, size in row:
                if self._last_right and item is self._items[-1]:
                    x = max(x, rect.x() + rect.width() - size.width())
                if move:
                    item.setGeometry(QRect(x, y + (high - size.height()) // 2, size.width(), size.height()))
                x += size.width() + self._gap
            y += high + self._gap
        return max(y - self._gap - rect.y(), 0)
