"""Play, pause, speed, and the time line of the recording."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any, Final

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from alerts.picture import Playback
from alerts.wording import Wording
from widgets.elided import Elided
from widgets.moments import at, date_short, korean_time, span
from widgets.theme import Theme
from widgets.themed import ThemedWidget
from widgets.timeline.span_axis import NameAxis, SpanAxis
from widgets.timeline.span_box import SpanBox
from widgets.transport.areas import ALARM, AreasItem
from widgets.transport.glyphs import glyph
from widgets.wrapping import Wrapping

SPEEDS: Final[tuple[float, ...]] = (0.25, 1.0, 10.0, 60.0, 0.0)
"""Factors; 0 is as fast as it can be taken in."""
STEP_S: Final = 10.0
LONG_STEP_S: Final = 60.0
_FASTEST: Final = 1_000.0
"""A replay at this speed or above runs as fast as it can."""


class Transport(ThemedWidget):
    """``command_requested`` carries ``play``, ``pause``, ``speed`` or ``seek`` of ``alerts.commands`` and the command's
    fields (``value``: a factor, 0 for the fastest, or seconds since the epoch).

    The mediator calls :meth:`apply` with every :class:`alerts.picture.Playback`; counts are kept from the first of them.
    """

    command_requested = Signal(str, dict)

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None, zone: tzinfo | None = None) -> None:
        super().__init__(theme, parent)
        self._wording, self._zone = wording, zone or korean_time()
        self._playback: Playback | None = None
        self._pointing: float | None = None
        self.buttons = {name: self._button(name) for name in ("first", "back", "play", "forward", "next")}
        self.speeds = {speed: self._speed_button(speed) for speed in SPEEDS}
        self.status = Elided("muted")
        self.damage = QLabel()
        """Until when the recording can be read, where that is not all of it."""
        self.box = SpanBox(pans=False, shortest=1.0)
        self._clock, self._labels = SpanAxis(self._zone), NameAxis(theme, self.box)
        self.plot = pg.PlotWidget(
            self, background=None, viewBox=self.box, axisItems={"bottom": self._clock, "left": self._labels}, enableMenu=False
        )
        self.plot.hideButtons()
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.getPlotItem().setContentsMargins(0, 0, theme.px(16), 0)
        self.areas = AreasItem(self.box, theme, self._zone)
        self._lay_out()
        self._connect()
        self.restyle()
        self.retranslate()

    def apply(self, playback: Playback | None) -> None:
        """Where the replay stands; None where none is on."""
        before, self._playback = self._playback, playback
        if playback is None:
            self.areas.set_counts({})
            self.areas.incidents, self.areas.cursor = (), None
        else:
            same = before is not None and (before.recording, before.start, before.end) == (
                playback.recording, playback.start, playback.end,
            )  # fmt: skip
            if not same:
                self.box.set_limits(playback.start, playback.end)
            if playback.counts or not same:
                self.areas.set_counts(playback.counts)
                self._name_rows()
            self.areas.incidents = playback.incidents
            self.areas.cursor = self._pointing if self._pointing is not None else playback.at
        self.areas.update()
        self._show()

    def toggle(self) -> None:
        """Play, or pause."""
        if self._playback is not None:
            self.command_requested.emit("pause" if self._playback.playing else "play", {})

    def seek(self, time: float) -> None:
        """Go to this time, seconds since the epoch, as far as the recording reaches."""
        if self._playback is not None:
            time = min(max(time, self._playback.start), self._playback.end)
            self.areas.cursor = time
            self.areas.update()
            self.command_requested.emit("seek", {"value": time})

    def to_start(self) -> None:
        """Back to the beginning."""
        if self._playback is not None:
            self.seek(self._playback.start)

    def step(self, seconds: float) -> None:
        """Forward or back."""
        if self._playback is not None:
            self.seek(self._playback.at + seconds)

    def next_incident(self) -> None:
        """To the next alarm of those raised so far; nowhere where none follows."""
        following = self._following()
        if following is not None:
            self.seek(following)

    def set_speed(self, speed: float) -> None:
        """This many times as fast as it happened; 0 for as fast as possible."""
        if self._playback is not None:
            self.command_requested.emit("speed", {"value": speed})

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        say = self._wording
        for name in ("first", "back", "forward", "next"):
            self._name(self.buttons[name], say(f"transport-{name}"))
        self.buttons["next"].setText(say("transport-next"))
        for speed, button in self.speeds.items():
            text = f"×{speed:g}" if speed else say("transport-fastest")
            button.setText(text)
            self._name(button, say("transport-speed", speed=text))
        self.plot.setAccessibleName(say("transport-line"))
        self.setAccessibleName(say("transport-line"))
        self.setAccessibleDescription(say("transport-keys"))
        self._name_rows()
        self._show()

    def restyle(self) -> None:
        """Take colours and sizes from the theme anew."""
        self.plot.setBackground(self._theme.colour("panel"))
        muted = self._theme.colour("muted")
        self._clock.setPen(pg.mkPen(None))
        self._clock.setTextPen(muted)
        self._clock.setTickFont(self._theme.font(12, tabular=True))
        self._labels.setPen(pg.mkPen(None))
        self._show()
        self.areas.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays and pauses, arrows step (with Shift a minute), Home goes to the start, ] to the next incident, 1 to 5
        choose the speed.
        """
        step = LONG_STEP_S if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP_S
        key = event.key()
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.toggle()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step(step if key == Qt.Key.Key_Right else -step)
        elif key == Qt.Key.Key_Home:
            self.to_start()
        elif key == Qt.Key.Key_BracketRight:
            self.next_incident()
        elif event.text().isdecimal() and 1 <= int(event.text()) <= len(SPEEDS):
            self.set_speed(SPEEDS[int(event.text()) - 1])
        else:
            super().keyPressEvent(event)

    # -- within

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setIconSize(QSize(self._theme.px(16), self._theme.px(16)))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _speed_button(self, speed: float) -> QPushButton:
        button = QPushButton(self)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _checked=False: self.set_speed(speed))
        return button

    def _lay_out(self) -> None:
        px = self._theme.px
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = Wrapping(px(6), last_right=True)
        row.setContentsMargins(px(16), px(10), px(16), px(6))
        for button in (*self.buttons.values(), *self.speeds.values()):
            row.addWidget(button)
        row.addWidget(self.status)
        self.damage.setWordWrap(True)
        self.damage.setProperty("role", "warning")
        self.damage.setContentsMargins(px(16), 0, px(16), px(4))
        self.damage.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, px(4))
        whole.setSpacing(0)
        whole.addLayout(row)
        whole.addWidget(self.damage)
        whole.addWidget(self.plot, 1)
        self.setMinimumHeight(px(180))

    def _connect(self) -> None:
        self.buttons["first"].clicked.connect(self.to_start)
        self.buttons["back"].clicked.connect(lambda: self.step(-STEP_S))
        self.buttons["play"].clicked.connect(self.toggle)
        self.buttons["forward"].clicked.connect(lambda: self.step(STEP_S))
        self.buttons["next"].clicked.connect(self.next_incident)
        self.box.clicked.connect(self._click)
        self.box.pointed.connect(self._point)

    def _click(self, spot: QPointF) -> None:
        incident = None
        if spot.y() >= (self.areas.rows - 1) * self.areas.row_height():
            incident = self.areas.nearest_incident(spot.x())
        self.seek(self.box.time(spot.x()) if incident is None else incident)

    def _point(self, time: float, done: bool) -> None:
        """The cursor follows the drag; the replay goes there when the button is let go."""
        self._pointing = None if done else time
        if done:
            self.seek(time)
        elif self._playback is not None:
            self.areas.cursor = time
            self.areas.update()

    def _following(self) -> float | None:
        if self._playback is None:
            return None
        later = [time for time, priority in self._playback.incidents if time > self._playback.at + 0.5 and priority <= ALARM]
        return min(later, default=None)

    def _name(self, widget: Any, text: str) -> None:
        widget.setAccessibleName(text)
        widget.setToolTip(text)

    def _name_rows(self) -> None:
        names = [self._wording(f"channel-{channel}") for channel in self.areas.channels]
        self._labels.show_names([*names, self._wording("transport-incidents")])

    def _show(self) -> None:
        playback, say, tokens = self._playback, self._wording, self._theme
        playing = playback is not None and playback.playing
        self._name(self.buttons["play"], say("transport-pause" if playing else "transport-play"))
        ratio, size = self.devicePixelRatio(), tokens.px(16)
        for name, button in self.buttons.items():
            button.setEnabled(playback is not None)
            shown = "pause" if name == "play" and playing else name
            if button.property("shown") != f"{shown}{tokens.name}":
                button.setProperty("shown", f"{shown}{tokens.name}")
                button.setIcon(glyph(shown, tokens.colour("text"), tokens.colour("edge"), size, ratio))
        self.buttons["next"].setEnabled(self._following() is not None)
        for speed, button in self.speeds.items():
            button.setEnabled(playback is not None)
            button.setChecked(playback is not None and _same_speed(playback.speed, speed))
        damage = "" if playback is None else playback.damage
        self.damage.setVisible(bool(damage))
        if playback is None:
            self.status.say(say("transport-empty"))
            return
        if damage:
            end = at(playback.end, self._zone)
            self.damage.setText(say(f"transport-damage-{damage}", until=f"{date_short(say, end)} {end:%H:%M:%S}"))
        left = span(say, playback.end - playback.at)
        date = date_short(say, at(playback.at, self._zone))
        what = "transport-seeking" if playback.speed == 0.0 else "transport-status"
        self.status.say(say(what, date=date, left=left))


def _same_speed(now: float, offered: float) -> bool:
    if offered == 0.0:
        return now >= _FASTEST
    return abs(now - offered) < 1e-6
