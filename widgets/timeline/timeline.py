"""The timeline of one logged incident."""

from __future__ import annotations

from datetime import tzinfo
from typing import Final

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHelpEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolTip, QVBoxLayout, QWidget

from alerts.log.reading.search import Timeline
from alerts.wording import Wording
from widgets.moments import at, korean_time, span
from widgets.queue.empty import EmptyState
from widgets.theme import Theme
from widgets.themed import ThemedWidget
from widgets.timeline.course import Dot, course
from widgets.timeline.course_item import FOOT_PX, CourseItem
from widgets.timeline.span_axis import NameAxis, SpanAxis
from widgets.timeline.span_box import STEP, SpanBox
from widgets.titles import title_of

_EDGE: Final = 0.03
"""Room left and right of the first and the last happening, as a part of the span."""
_SHORTEST_S: Final = 60.0


class IncidentTimeline(ThemedWidget):
    """Reports by channel, what people did, when units arrived; marks say how long each step took.

    The wheel zooms, a drag pans; by keyboard the arrows go from happening to happening (with Shift they pan), + and -
    zoom, Home shows all. ``pointed`` carries the time of a happening that was clicked, seconds since the epoch.
    """

    pointed = Signal(float)

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None, zone: tzinfo | None = None) -> None:
        super().__init__(theme, parent)
        self._wording, self._zone = wording, zone or korean_time()
        self._timeline: Timeline | None = None
        self.title, self.now = QLabel(self), QLabel(self)
        self.all = QPushButton(self)
        self.box = SpanBox(pans=True)
        self._clock, self._labels = SpanAxis(self._zone), NameAxis(theme, self.box, float(theme.px(FOOT_PX)))
        self.plot = pg.PlotWidget(
            self, background=None, viewBox=self.box, axisItems={"bottom": self._clock, "left": self._labels}, enableMenu=False
        )
        self.item = CourseItem(self.box, theme)
        self.empty = EmptyState(theme, self)
        self._lay_out()
        self.box.clicked.connect(self._click)
        self.all.clicked.connect(self.show_all)
        self.restyle()
        self.retranslate()

    def show_timeline(self, timeline: Timeline | None) -> None:
        """Show this one, or none. The same incident again keeps what is in view, unless all of it was."""
        before, self._timeline = self._timeline, timeline
        same = before is not None and timeline is not None and before.incident.key == timeline.incident.key
        if not same:
            self.item.current = -1
        self._show(keep=same and self.box.span < self.box.last - self.box.first - 0.5)

    def show_all(self) -> None:
        """From the first happening to the last."""
        self.box.show_all()
        self._changed_view()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        say = self._wording
        self.setAccessibleName(say("timeline-name"))
        self.all.setText(say("timeline-all"))
        self.all.setAccessibleName(say("timeline-all"))
        self._show(keep=True)

    def restyle(self) -> None:
        """Take colours and sizes from the theme anew."""
        self.plot.setBackground(self._theme.colour("panel"))
        self.title.setStyleSheet(f"font-size: {self._theme.px(15)}px; font-weight: bold;")
        self._clock.setPen(pg.mkPen(None))
        self._clock.setTextPen(self._theme.colour("muted"))
        self._clock.setTickFont(self._theme.font(12, tabular=True))
        self._labels.setPen(pg.mkPen(None))
        self.item.update()

    def tip(self, dot: Dot) -> str:
        """What happened, and when."""
        return self._wording(
            "timeline-dot", time=at(dot.time, self._zone).strftime("%H:%M:%S"), row=self._row(dot.row), text=dot.text
        )

    def step(self, by: int) -> None:
        """To the next happening, or back."""
        found = self.item.course
        if found is None or not found.dots:
            return
        current = self.item.current + by if self.item.current >= 0 else 0
        self._point(min(max(current, 0), len(found.dots) - 1))
        dot = found.dots[self.item.current]
        where = self.box.pixel(dot.time) / max(self.box.rect().width(), 1.0)
        if not 0.02 <= where <= 0.98:
            self.box.pan(where - 0.5)
            self._changed_view()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            way = 1 if key == Qt.Key.Key_Right else -1
            if shift:
                self.box.pan(0.2 * way)
                self._changed_view()
            else:
                self.step(way)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.box.zoom(1 / STEP if key == Qt.Key.Key_Minus else STEP)
            self._changed_view()
        elif key == Qt.Key.Key_Home:
            self.show_all()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tooltips, when Qt thinks the pointer has rested."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            number = self.item.under(self._inside(event.pos()))
            if number >= 0 and self.item.course is not None:
                QToolTip.showText(event.globalPos(), self.tip(self.item.course.dots[number]), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.empty.place()

    # -- within

    def _lay_out(self) -> None:
        px = self._theme.px
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.plot.hideButtons()
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.getPlotItem().setContentsMargins(0, 0, px(16), 0)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.now.setProperty("role", "muted")
        self.now.setTextFormat(Qt.TextFormat.PlainText)
        self.all.setProperty("kind", "chip")
        row = QHBoxLayout()
        row.setContentsMargins(px(16), px(10), px(16), px(4))
        row.setSpacing(px(12))
        row.addWidget(self.title)
        row.addWidget(self.now, 1)
        row.addWidget(self.all)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, px(4))
        whole.setSpacing(0)
        whole.addLayout(row)
        whole.addWidget(self.plot, 1)
        self.setMinimumHeight(px(160))

    def _show(self, keep: bool) -> None:
        timeline = self._timeline
        for part in (self.title, self.now, self.plot):
            part.setVisible(timeline is not None)
        if timeline is None:
            self.all.hide()
            self.item.course = None
            self.empty.say(self._wording("timeline-empty"))
            return
        self.empty.hide()
        found = self.item.course = course(timeline, self._wording)
        incident = timeline.incident
        self.title.setText(" · ".join(part for part in (title_of(incident, self._wording.language), incident.place) if part))
        lasted = span(self._wording, found.last - found.first)
        several = len(found.dots) > 1
        self.now.setText(self._wording("timeline-summary", count=len(found.dots), span=lasted) if several else "")
        self._labels.show_names([self._row(name) for name in found.rows])
        room = max(found.last - found.first, _SHORTEST_S) * _EDGE
        first, last = found.first - room, max(found.last, found.first + _SHORTEST_S) + room
        if keep:
            self.box.first, self.box.last = first, last
            self.box.pan(0.0)
        else:
            self.box.set_limits(first, last)
        self._changed_view()

    def _changed_view(self) -> None:
        self.all.setVisible(self._timeline is not None and self.box.span < self.box.last - self.box.first - 0.5)
        self._labels.update()
        self.item.update()

    def _point(self, number: int) -> None:
        self.item.current = number
        if self.item.course is not None:
            text = self.tip(self.item.course.dots[number])
            self.now.setText(text)
            self.setAccessibleDescription(text)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.item.update()

    def _click(self, spot: QPointF) -> None:
        number = self.item.under(spot)
        if number >= 0 and self.item.course is not None:
            self._point(number)
            self.pointed.emit(self.item.course.dots[number].time)

    def _inside(self, position: QPoint) -> QPointF:
        scene = self.plot.mapToScene(self.plot.mapFrom(self, position))
        return QPointF(self.box.mapFromScene(scene))

    def _row(self, name: str) -> str:
        known = f"channel-{name}"
        return self._wording(known) if self._wording.has(known) else name
