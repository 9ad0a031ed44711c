"""The strip charts: how much each feed brings, one shared time axis, incidents across all rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo
from math import isnan
from typing import Final

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QToolTip, QWidget

from alerts.incidents import Incident
from alerts.picture import FEEDS, FeedHealth, Load, SensorReading
from alerts.wording import Wording
from widgets.charts.axes import RATE_PX, ClockAxis, RowAxis, RowLabel
from widgets.charts.curves import CurvesItem, window
from widgets.charts.marks import MarksItem
from widgets.charts.subjects import SUBJECTS, Delays, Loads, Rates, Rejects, Responses, Sensors, Subject
from widgets.charts.time_box import STEP, TimeBox
from widgets.moments import at, korean_time
from widgets.theme import Theme

HEAD_PX: Final = 28
"""Above the first row, for the incidents' shapes and for the choice of what is shown."""


class FeedStrips(QWidget):
    """One row a feed that has been heard, in the order of :data:`alerts.picture.FEEDS`, or of ``channels``.

    Drawn by pyqtgraph: one plot whose view box holds time, two axes of its own, curves and marks as graphics items.
    Nothing is drawn anew between two calls of :meth:`push` unless someone pans, zooms or marks.
    """

    incident_picked = Signal(str)
    """An incident's key: its shape or its line was clicked."""

    def __init__(
        self,
        wording: Wording,
        theme: Theme,
        parent: QWidget | None = None,
        zone: tzinfo | None = None,
        channels: Sequence[str] = FEEDS,
    ) -> None:
        super().__init__(parent)
        self._wording, self._theme, self._zone = wording, theme, zone or korean_time()
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rates = Rates(wording, channels)
        self._delays, self._rejects, self._loads = Delays(wording), Rejects(wording), Loads(wording)
        self._responses, self._sensors = Responses(wording), Sensors(wording)
        self._subjects: dict[str, Subject] = dict(
            zip(SUBJECTS, (self._rates, self._delays, self._rejects, self._loads, self._responses, self._sensors), strict=True)
        )
        self.subject = SUBJECTS[0]
        self._names: list[str] = []
        self.box = TimeBox()
        self._clock, self._labels = ClockAxis(self._zone), RowAxis(theme, self.box)
        self.plot = pg.PlotWidget(
            self, background=None, viewBox=self.box, axisItems={"bottom": self._clock, "left": self._labels}, enableMenu=False
        )
        self.plot.hideButtons()
        self.plot.setAntialiasing(False)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.getPlotItem().setContentsMargins(0, 0, theme.px(12), 0)
        self.curves = CurvesItem(self.box, theme)
        self.marks = MarksItem(self.box, theme)
        self._empty = QLabel(self)
        self._empty.setProperty("role", "muted")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choice = QPushButton(self)
        self.choice.setProperty("kind", "chip")
        self.choice.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.choice.clicked.connect(self.choose)
        self._now = QPushButton(self)
        self._now.setProperty("kind", "chip")
        self._now.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._now.hide()
        self._now.clicked.connect(self.box.follow)
        self.box.followed.connect(self._followed)
        self.box.clicked.connect(self._click)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(theme.px(120))
        self._restyle()
        self.retranslate()

    def set_history(self, history: Mapping[str, Sequence[float]], now: float) -> None:
        """Fill the strips at once: events a second by channel, one value a second, the last one at ``now``."""
        for channel, series in self._rates.all.items():
            series.fill(history.get(channel, ()), int(now))
        self._choose_rows()
        self._show_time(now)
        self._refresh()

    def push(self, feeds: Iterable[FeedHealth], now: float) -> None:
        """Add the second ``now`` (seconds since the epoch)."""
        feeds, second = list(feeds), int(now)
        self._rates.push(feeds, second)
        self._delays.push(feeds, second)
        self._rejects.push(feeds, second)
        self._choose_rows()
        self._show_time(now)
        self._refresh()

    def push_load(self, load: Load, now: float) -> None:
        """The alarm load as of ``now``."""
        self._loads.push(load, int(now))

    def push_sensors(self, readings: Iterable[SensorReading], now: float) -> None:
        """Readings that came by ``now``."""
        self._sensors.push(readings, int(now))

    def push_responses(self, incidents: Iterable[Incident], now: float) -> None:
        """Incidents that changed by ``now``: how long people and units took."""
        self._responses.take(incidents, int(now))

    def show_subject(self, name: str) -> None:
        """Show this, one of :data:`~widgets.charts.subjects.SUBJECTS`."""
        self.subject = name
        self._names = []
        self.curves.rows = []
        self._choose_rows()
        self.retranslate()

    def choose(self) -> None:
        """Ask what is to be shown."""
        menu = QMenu(self)
        for name in SUBJECTS:
            action = menu.addAction(self._wording(f"charts-subject-{name}"))
            action.setCheckable(True)
            action.setChecked(name == self.subject)
            action.triggered.connect(lambda _on=False, one=name: self.show_subject(one))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.choice.mapToGlobal(self.choice.rect().bottomLeft()))

    def show_next(self) -> None:
        """Show the next subject."""
        self.show_subject(SUBJECTS[(SUBJECTS.index(self.subject) + 1) % len(SUBJECTS)])

    def mark(self, incident: Incident) -> None:
        """Show when this incident opened; called again, change how it looks. Priority 4 is not marked."""
        self.marks.put(incident)
        self.marks.update()

    def mark_all(
        self, incidents: Iterable[Incident], removed: Iterable[str] = (), moved: Mapping[str, str] | None = None
    ) -> None:
        """Apply a tick: keys that moved, incidents that changed, keys that were dissolved."""
        for old, new in (moved or {}).items():
            self.marks.rename(old, new)
        for incident in incidents:
            self.marks.put(incident)
        for key in removed:
            self.marks.marks.pop(key, None)
        self.marks.update()

    def clear_marks(self) -> None:
        """Take all marks off (a new snapshot follows)."""
        self.marks.marks.clear()
        self.marks.update()

    def select(self, key: str) -> None:
        """Bring out the mark of this incident; empty for none."""
        self.marks.selected = key
        self.marks.update()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        say = self._wording
        self.setAccessibleName(say("charts-accessible"))
        name = say(f"charts-subject-{self.subject}")
        self._empty.setText(say("charts-empty" if self.subject == "rate" else "charts-nothing", name=name))
        self.choice.setText(f"{name} ▾")
        self.choice.setAccessibleName(say("charts-choice", name=name))
        self._now.setText(say("charts-now"))
        self._now.setToolTip(say("charts-now-tip"))
        self._now.setAccessibleName(say("charts-now"))
        self._refresh()
        self._place()

    def hint(self, spot: QPointF) -> str:
        """What is at this pixel of the view box, in words; empty for nothing."""
        mark = self.marks.under(spot.x(), spot.y())
        say = self._wording
        if mark is not None:
            clock = at(mark.time, self._zone).strftime("%H:%M:%S")
            return say(
                "charts-hint-incident",
                time=clock,
                title=(mark.title_en if say.language == "en" else "") or mark.title,
                priority=say(f"priority-{mark.priority}"),
            )
        rect = self.box.rect()
        if not self._names or not (self.curves.head <= spot.y() < rect.height() and 0 <= spot.x() < rect.width()):
            return ""
        row = int((spot.y() - self.curves.head) / ((rect.height() - self.curves.head) / len(self._names)))
        channel = self._names[row]
        (start, end), _y = self.box.viewRange()
        second = int(start + spot.x() / rect.width() * (end - start))
        subject = self._subjects[self.subject]
        series = subject.series(channel)
        times, values = window(series, second, second, 1.0)
        known = {int(t): float(v) for t, v in zip(times, values, strict=True)}
        value = known.get(second, float("nan"))
        clock, name = at(second, self._zone).strftime("%H:%M:%S"), subject.title(channel)
        if isnan(value):
            return say("charts-hint-unknown", time=clock, name=name)
        return say("charts-hint", time=clock, name=name, rate=subject.text(channel, value))

    def event(self, event: QEvent) -> bool:
        """Tooltips, when Qt thinks the cursor has rested."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            scene = self.plot.mapToScene(self.plot.mapFrom(self, event.pos()))
            text = self.hint(QPointF(self.box.mapFromScene(scene)))
            if text:
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move in time, + and - change the span, End returns to the present."""
        key = Qt.Key(event.key())
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.box.pan(self.box.span * (0.1 if key == Qt.Key.Key_Right else -0.1))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.box.zoom(STEP)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.box.zoom(1 / STEP)
        elif key == Qt.Key.Key_End:
            self.box.follow()
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """A new style sheet means another theme or scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_now"):
            self._restyle()
            self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The plot fills the widget."""
        super().resizeEvent(event)
        self.plot.setGeometry(self.rect())
        self._empty.setGeometry(self.rect().adjusted(40, 8, -40, -8))
        self._labels.fit_width()
        self._place()

    def _restyle(self) -> None:
        theme = self._theme
        self.plot.setBackground(theme.colour("panel"))
        head = float(theme.px(HEAD_PX))
        self.curves.head = self.marks.head = self._labels.head = head
        for axis in (self._clock, self._labels):
            axis.setPen(pg.mkPen(None))
            axis.setTextPen(theme.colour("muted"))
        self._clock.setStyle(tickFont=theme.font(RATE_PX, tabular=True))
        self._clock.setHeight(theme.px(22))
        self._labels.setStyle(showValues=False)

    def _show_time(self, now: float) -> None:
        self.box.advance(now)
        self.box.fit(max((series.known_s for series in self.curves.rows), default=0))

    def _choose_rows(self) -> None:
        subject = self._subjects[self.subject]
        names = subject.rows()
        if names != self._names or len(self.curves.rows) != len(names):
            self._names = list(names)
            self.curves.rows = [subject.series(name) for name in names]
            self.curves.bounds = [subject.bounds(name) for name in names]

    def _refresh(self) -> None:
        self._labels.rows = [self._label(name) for name in self._names]
        self._labels.fit_width()
        self.plot.setVisible(bool(self._names))
        self._empty.setVisible(not self._names)
        self.setAccessibleDescription(self._wording("charts-description", count=len(self._names)))
        self._labels.update()
        self.curves.update()
        self.marks.update()

    def _label(self, row: str) -> RowLabel:
        subject = self._subjects[self.subject]
        figure, dim = subject.figure(row)
        return RowLabel(subject.title(row), figure, dim)

    def _followed(self, on: bool) -> None:
        self._now.setVisible(not on)
        self._place()

    def _place(self) -> None:
        self._now.adjustSize()
        edge = self._theme.px(12)
        corner = QPoint(self.width() - self._now.width() - edge, self.height() - self._now.height() - self._theme.px(26))
        self.choice.adjustSize()
        self.choice.move(self._theme.px(6), self._theme.px(2))
        self.choice.raise_()
        self._now.move(corner)
        self._now.raise_()

    def _click(self, spot: QPointF) -> None:
        mark = self.marks.under(spot.x(), spot.y())
        if mark is not None:
            self.select(mark.key)
            self.incident_picked.emit(mark.key)
