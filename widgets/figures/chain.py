"""Whether the log is what was written: how far its chain is verified, or where it is broken."""

from __future__ import annotations

from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from alerts.log.audit.watch import ChainState
from alerts.wording import Wording
from widgets.moments import at
from widgets.theme import Theme
from widgets.themed import ThemedWidget

HEIGHT_PX: Final = 20
_GAP_PX: Final = 8


class ChainLine(ThemedWidget):
    """One line: what it is about (muted), the verdict (in its colour), how far and when (muted); ``zone`` for the clock."""

    def __init__(self, wording: Wording, theme: Theme, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._wording, self._zone = wording, zone
        self._state: ChainState | None = None
        self._parts: tuple[tuple[str, str, bool], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def show_state(self, state: ChainState | None) -> None:
        """What the hub found so far; None where it keeps no log that is checked."""
        self._state = state
        self.retranslate()

    @property
    def text(self) -> str:
        """The whole line, for those who hear the screen."""
        return " · ".join(part for part, *_ in self._parts if part)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        say, state = self._wording, self._state
        name = say("chain-name")
        clock = at(state.time, self._zone).strftime("%H:%M") if state is not None and state.time else ""
        if state is None or not (state.entries or state.broken):
            verdict = (say("chain-unknown"), "muted", "")
        elif state.broken:
            verdict = (say("chain-broken", entry=f"{state.broken:,}"), "priority_1", say("chain-found", time=clock))
        elif not state.whole:
            part = say("chain-part", entries=f"{state.entries:,}", verified=f"{state.verified:,}")
            verdict = (say("chain-checking"), "text", part)
        else:
            verdict = (say("chain-verified"), "good", say("chain-upto", entries=f"{state.verified:,}", time=clock))
        self._parts = ((name, "muted", False), (verdict[0], verdict[1], True), (verdict[2], "muted", False))
        self.setAccessibleName(self.text)
        self.setToolTip(say("chain-tip-broken") if state is not None and state.broken else say("chain-tip"))
        self.update()

    def restyle(self) -> None:
        """Take colours and sizes from the theme anew."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self._theme.px(HEIGHT_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, left = QPainter(self), 0
        for text, colour, bold in self._parts:
            painter.setFont(self._theme.font(13, bold=bold, tabular=True))
            painter.setPen(self._theme.colour(colour))
            room = self.rect().adjusted(left, 0, 0, 0)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
            left += painter.fontMetrics().horizontalAdvance(shown) + self._theme.px(_GAP_PX)
