"""Lines of an account: time, what, and a text that wraps. Only what is on screen is painted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.theme import RADIUS_PX, Theme

_TIME_PX: Final = 62
_TAG_PX: Final = 86
_WIDEST_TAG_PX: Final = 120
_GAP_PX: Final = 6
_WRAP: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(
    Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
)
"""A word that is longer than a line goes on in the next one: nothing of a note is cut."""


@dataclass(frozen=True, slots=True)
class Line:
    """``tag`` is a channel or a person, in the theme's ``colour``; ``aside`` follows the text on a line of its own."""

    time: str
    tag: str
    text: str
    colour: str = "muted"
    aside: str = ""
    name: str = ""
    """What names the line to whoever asks (an event's key)."""

    def spoken(self) -> str:
        """The line for those who hear the screen."""
        return " ".join(part for part in (self.time, self.tag, self.text, self.aside) if part)


class Lines(QWidget):
    """As high as its lines need; lies in somebody else's scroll area. The arrow keys go from line to line."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: tuple[Line, ...] = ()
        self._tops: list[int] = [0]
        self._kept: dict[tuple[int, float], list[int]] = {}
        self._current = -1
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def lines(self) -> Sequence[Line]:
        """What is shown."""
        return self._lines

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these, in order."""
        lines = tuple(lines)
        if lines != self._lines:
            self._lines = lines
            self._current = min(self._current, len(lines) - 1)
            self._measure()
            self.update()

    def heightForWidth(self, width: int) -> int:
        return self._heights(width)[-1]

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._tops[-1])

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._tops[-1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first = max(0, bisect_right(self._tops, event.rect().top()) - 1)
        for number in range(first, len(self._lines)):
            if self._tops[number] > event.rect().bottom():
                break
            self._paint_line(painter, number)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() not in steps or not self._lines:
            event.ignore()
            return
        self._go(min(max(self._current + steps[Qt.Key(event.key())], 0), len(self._lines) - 1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._lines and self._current < 0:
            self._go(0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    # -- within

    def _go(self, number: int) -> None:
        self._current = number
        self.setAccessibleDescription(self._lines[number].spoken())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        area = self.parentWidget()
        while area is not None and not hasattr(area, "ensureVisible"):
            area = area.parentWidget()
        if area is not None:
            inside = self.mapTo(area.widget(), self.rect().topLeft())  # type: ignore[attr-defined]
            area.ensureVisible(0, inside.y() + self._tops[number + 1], 0, self._theme.px(8))
            area.ensureVisible(0, inside.y() + self._tops[number], 0, self._theme.px(8))
        self.update()

    def _measure(self) -> None:
        self._kept.clear()
        self._tops = self._heights(self.width())
        self.updateGeometry()

    def _heights(self, width: int) -> list[int]:
        """Kept for each width: a layout asks some ten times over before it is content."""
        key = (width, self._theme.scale)
        kept = self._kept.get(key)
        if kept is None:
            kept = self._kept[key] = self._measured(width)
        return kept

    def _measured(self, width: int) -> list[int]:
        px = self._theme.px
        text, aside = QFontMetrics(self._theme.font(14)), QFontMetrics(self._theme.font(13))
        room = max(px(40), width - self._left())
        tops = [0]
        for line in self._lines:
            height = text.boundingRect(QRect(0, 0, room, 100_000), _WRAP, line.text).height() if line.text else text.height()
            if line.aside:
                height += aside.boundingRect(QRect(0, 0, room, 100_000), _WRAP, line.aside).height()
            tops.append(tops[-1] + max(height, text.height()) + px(_GAP_PX))
        return tops

    def _left(self) -> int:
        px = self._theme.px
        timed = any(line.time for line in self._lines)
        return (px(_TIME_PX) if timed else 0) + self._tag_room()

    def _tag_room(self) -> int:
        """The same in all lists, as far as the words allow; none where no line has one."""
        px, tags = self._theme.px, {line.tag for line in self._lines if line.tag}
        metrics = QFontMetrics(self._theme.font(13))
        widest = max((metrics.horizontalAdvance(tag) for tag in tags), default=0)
        return max(px(_TAG_PX), min(widest + px(8), px(_WIDEST_TAG_PX))) if tags else 0

    def _paint_line(self, painter: QPainter, number: int) -> None:
        px, theme, line = self._theme.px, self._theme, self._lines[number]
        top, bottom = self._tops[number], self._tops[number + 1] - px(_GAP_PX)
        if number == self._current and self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 1.0))
            painter.setBrush(theme.colour("raised"))
            painter.drawRoundedRect(0, top - 1, self.width() - 1, bottom - top + 2, px(RADIUS_PX), px(RADIUS_PX))
        height = QFontMetrics(theme.font(14)).height()
        x = 0
        centre = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if line.time:
            painter.setFont(theme.font(13, tabular=True))
            painter.setPen(theme.colour("muted"))
            painter.drawText(QRect(x, top, px(_TIME_PX), height), centre, line.time)
        x = self._left() - self._tag_room()
        painter.setFont(theme.font(13))
        painter.setPen(theme.colour(line.colour))
        tag = QFontMetrics(theme.font(13)).elidedText(line.tag, Qt.TextElideMode.ElideRight, self._left() - x - px(6))
        painter.drawText(QRect(x, top, self._left() - x, height), centre, tag)
        x = self._left()
        room = self.width() - x
        painter.setFont(theme.font(14))
        painter.setPen(theme.colour("text"))
        used = painter.drawText(QRect(x, top, room, 100_000), _WRAP, line.text) if line.text else QRect(x, top, 0, height)
        if line.aside:
            painter.setFont(theme.font(13))
            painter.setPen(theme.colour("muted"))
            painter.drawText(QRect(x, top + used.height(), room, 100_000), _WRAP, line.aside)
