"""The bar at the top: what is shown (live, a replay, an exercise), where and when, how the feeds do, how loaded one is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import tzinfo
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QPointF, QSize, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from alerts.picture import FeedHealth, Load, Mode, Playback
from alerts.wording import Wording
from widgets.moments import at, date_long, date_short, korean_time, span
from widgets.theme import Theme
from widgets.topbar.chip import ModeChip
from widgets.topbar.lamps import Lamps
from widgets.topbar.load import BOUND, LoadLine
from widgets.topbar.words import Words

HEIGHT_PX: Final = 48
SECOND_MS: Final = 1000
STRIPE_PX: Final = 14
FULL: Final = 0
LEAST: Final = 10
"""Levels of shortening: each leaves out what matters least of what the one before it shows."""


class PictureLike(Protocol):
    """What the bar reads of the picture a console holds."""

    mode: Mode
    city: str
    now: float
    feeds: dict[str, FeedHealth]
    load: Load | None
    playback: Playback | None


class LinkLike(Protocol):
    """What the bar reads of the connection's state: ``state`` and ``since`` (seconds since the epoch), a ``trouble`` code."""

    @property
    def state(self) -> str: ...
    @property
    def since(self) -> float: ...
    @property
    def trouble(self) -> str: ...


class TopBar(QWidget):
    """48 pixels of it, in Korean or English, from 1180 pixels wide; it shortens by leaving out, never by cutting.

    ``clock`` gives seconds since the epoch; it carries the hub's time on between two pictures, and counts how long the
    hub has been away. A replay's time stands where the picture says.
    """

    lamp_picked = Signal(str)
    """A feed's channel whose lamp was pressed; empty for the lamp that stands for all that are well."""

    def __init__(
        self,
        wording: Wording,
        theme: Theme,
        parent: QWidget | None = None,
        zone: tzinfo | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._wording, self._theme, self._zone, self._clock = wording, theme, zone or korean_time(), clock
        self.mode: Mode = "live"
        self._city = ("", "")
        self._operator = ""
        self._note = ""
        self._playback: Playback | None = None
        self._load: Load | None = None
        self._now: float | None = None
        self._heard = 0.0
        self._link: tuple[str, float, str] = ("connecting", clock(), "")
        self.level = FULL
        self._build()
        self._tick = QTimer(self)
        self._tick.setObjectName("top bar clock")
        self._tick.setInterval(SECOND_MS)
        self._tick.timeout.connect(self._second)
        self.retranslate()

    def apply(self, picture: PictureLike, note: str, link: LinkLike) -> None:
        """Show all of it at once: the picture, the desk's own ``note`` (which exercise, which recording), the connection."""
        if picture.mode != self.mode or (self._now is not None and picture.now < self._now):
            self.lamps.forget()
        self._playback = picture.playback
        self.set_mode(picture.mode, note)
        if picture.city and not any(self._city):
            self.set_city(picture.city, picture.city)
        self.set_link(link.state, link.since, link.trouble)
        if picture.now:
            self.set_now(picture.now)
        else:  # nothing has been heard of it yet
            self._now = None
            self._second()
        self.set_feeds(picture.feeds.values(), picture.now)
        if picture.load is not None:
            self.set_load(picture.load, picture.now)

    def set_mode(self, mode: Mode, note: str = "") -> None:
        """Live, replay or exercise; ``note`` says more of the latter two."""
        self.mode, self._note = mode, note
        self._say_mode()

    def set_city(self, name_ko: str, name_en: str) -> None:
        """The city's name in both languages."""
        self._city = (name_ko, name_en)
        self._fit()

    def set_operator(self, name: str) -> None:
        """Who is on duty here."""
        self._operator = name
        self.operator.say(self._wording.person(name) or self._wording("topbar-operator-none"), "text" if name else "muted")
        self._fit()

    def set_now(self, now: float) -> None:
        """The picture's time, seconds since the epoch."""
        self._now, self._heard = now, self._clock()
        self._second()

    def set_feeds(self, feeds: Iterable[FeedHealth], now: float) -> None:
        """How the feeds do."""
        if self.lamps.show_feeds(feeds, now):
            self._fit()

    def set_load(self, load: Load, now: float) -> None:
        """The alarm load."""
        self._load = load
        self.line.show_load(load, now)
        self._say_load()

    def set_link(self, state: str, since: float, trouble: str = "") -> None:
        """How the connection to the hub stands, since when (seconds since the epoch)."""
        self._link = (state, since, trouble)
        self._say_link()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setAccessibleName(self._wording("topbar-accessible"))
        self.lamps.retranslate()
        self.set_operator(self._operator)
        self._say_mode()
        self._say_load()
        self._say_link()
        self._second()
        self._fit()

    def sizeHint(self) -> QSize:
        """As wide as everything needs."""
        return QSize(self._row.sizeHint().width(), self._theme.px(HEIGHT_PX))

    def minimumSizeHint(self) -> QSize:
        """Narrower than any window: the bar leaves out what has no room."""
        return QSize(self._theme.px(640), self._theme.px(HEIGHT_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The band: plain, violet, or striped; what is not real cannot be taken for what is."""
        theme = self._theme
        painter = QPainter(self)
        if self.mode == "replay":
            painter.fillRect(self.rect(), theme.colour("replay_band"))
            painter.fillRect(0, self.height() - 2, self.width(), 2, theme.colour("replay"))
        elif self.mode == "exercise":
            painter.fillRect(self.rect(), theme.colour("exercise_band"))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            step = theme.px(STRIPE_PX)
            painter.setPen(QPen(theme.colour("exercise_stripe"), step))
            for x in range(-self.height(), self.width() + self.height(), round(step * 2.8)):
                painter.drawLine(QPointF(x - step, self.height() + step), QPointF(x + self.height() + step, -step))
            painter.fillRect(0, self.height() - 2, self.width(), 2, theme.colour("exercise"))
        else:
            painter.fillRect(self.rect(), theme.colour("panel"))
        painter.end()

    def showEvent(self, event: QShowEvent) -> None:
        """Start the clock."""
        super().showEvent(event)
        self._tick.start()
        self._fit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: stop the clock."""
        self._tick.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as fits."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """A new style sheet means another theme or scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_tick"):
            self.setFixedHeight(self._theme.px(HEIGHT_PX))
            for part in self.findChildren(QWidget):
                part.updateGeometry()
                part.update()
            self._fit()

    def _build(self) -> None:
        theme = self._theme
        self.setFixedHeight(theme.px(HEIGHT_PX))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.chip = ModeChip(theme, self)
        self.city = Words(theme, 16, bold=True)
        self.clock = Words(theme, 20, bold=True)
        self.date = Words(theme, 14, tone="muted")
        self.note = Words(theme, 14)
        self.lamps = Lamps(self._wording, theme, self)
        self.link = Words(theme, 14, bold=True, tone="warn", sign=True)
        self.load_name = Words(theme, 14, tone="muted")
        self.load_count = Words(theme, 15, bold=True)
        self.load_of = Words(theme, 14, tone="muted")
        self.line = LoadLine(theme, self)
        self.operator = Words(theme, 14)
        self.lamps.picked.connect(self.lamp_picked)
        self._row = row = QHBoxLayout(self)
        # the bar shortens itself: its layout must not keep the window wide
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        row.setSpacing(0)
        left: tuple[tuple[QWidget, int], ...] = (
            (self.chip, 16), (self.city, 16), (self.clock, 16), (self.date, 24), (self.note, 24), (self.lamps, 24),
        )  # fmt: skip
        for part, gap in left:
            row.addWidget(part)
            row.addSpacing(theme.px(gap))
        row.addStretch(1)
        right: tuple[tuple[QWidget, int], ...] = (
            (self.link, 20), (self.load_name, 6), (self.load_count, 3), (self.load_of, 8), (self.line, 20), (self.operator, 0),
        )  # fmt: skip
        for part, gap in right:
            row.addWidget(part)
            row.addSpacing(theme.px(gap))
        self.link.hide()

    def _second(self) -> None:
        """A second has passed, or another moment is shown."""
        if self._now is None:
            self.clock.say("--:--:--")
            self.date.say("")
        else:
            moment = at(self._shown_time(), self._zone)
            changed = self.clock.say(f"{moment:%H:%M:%S}", "muted" if self._stale() else "text")
            words = date_short if self.level >= 1 else date_long
            if self.date.say(words(self._wording, moment)) or changed:
                self._fit()
        if self._link[0] != "up":
            self._say_link()

    def _shown_time(self) -> float:
        assert self._now is not None
        if self.mode == "replay" or self._playback is not None:
            return self._now
        return self._now + max(0.0, self._clock() - self._heard)

    def _stale(self) -> bool:
        return self._link[0] in ("stale", "down")

    def _say_mode(self) -> None:
        say = self._wording
        text = say(f"topbar-mode-{self.mode}")
        played = self._playback
        if played is not None and self.mode != "live":
            if self.mode == "exercise":
                text = say("topbar-mode-exercise-replay")
            if played.playing and played.speed > 0:
                text = say("topbar-mode-speed", mode=text, speed=f"{played.speed:g}")
            else:
                text = say("topbar-mode-paused", mode=text)
        changed = (text, self.mode) != (self.chip.text, self.chip.mode)
        self.chip.show_mode(self.mode, text)
        tone = {"replay": "replay", "exercise": "exercise"}.get(self.mode, "text")
        if self.note.say(self._note_text(whole=self.level < 7), tone) or changed:
            self.update()
            self._fit()

    def _say_load(self) -> None:
        say, load = self._wording, self._load
        flood = load is not None and load.flood
        changed = self.load_name.say(say("topbar-load-flood" if flood else "topbar-load"), "warn" if flood else "muted")
        changed |= self.load_count.say(str(load.last_10_min) if load is not None else "–", "warn" if flood else "text")
        changed |= self.load_of.say(say("topbar-load-of"))
        count = load.last_10_min if load is not None else 0
        for part in (self.load_name, self.load_count, self.load_of, self.line):
            part.setToolTip(say("topbar-load-hint", n=count, bound=BOUND))
        self.line.setAccessibleName(say("topbar-load-accessible", n=count))
        if changed:
            self._fit()

    def _say_link(self) -> None:
        say, (state, since, trouble) = self._wording, self._link
        if state == "up":
            shown, text = False, ""
        else:
            shown = True
            known = trouble if trouble in ("refused", "wrong_key") else ""
            named = "preparing" if state == "connecting" and self.mode == "replay" else state
            text = say(f"topbar-link-{known}") if known else say(f"topbar-link-{named}", span=span(say, self._clock() - since))
        changed = self.link.say(text, {"down": "bad", "connecting": "muted"}.get(state, "warn"))
        self.link.setToolTip(say("topbar-link-hint") if shown and state != "connecting" else "")
        if changed or shown == self.link.isHidden():
            self.link.setVisible(shown)
            self._fit()

    def _fit(self) -> None:
        """Leave out as little as the width allows."""
        if not hasattr(self, "_tick"):
            return
        for level in range(FULL, LEAST + 1):
            self._shorten(level)
            if self._wanted() <= self.width():
                break
        self._row.activate()

    def _wanted(self) -> int:
        self.lamps.settle()
        self._row.invalidate()
        return self._row.sizeHint().width()

    def _shorten(self, level: int) -> None:
        """What is real, what is wrong and how late it is stays to the last."""
        say = self._wording
        self.level = level
        flood = self._load is not None and self._load.flood
        if self._now is not None:
            self.date.say((date_short if level >= 1 else date_long)(say, at(self._shown_time(), self._zone)))
        self.lamps.fold(level >= 2 or (self.mode != "live" and level >= 1))
        self.load_name.setVisible(level < 3 or (flood and level < 8))
        self.load_of.setVisible(level < 3)
        name = self._city[1 if say.language == "en" else 0]
        self.city.say(say("topbar-centre", city=name) if name and level < 4 else name)
        self.date.setVisible(level < 5)
        self.line.setVisible(level < 6)
        self.note.say(self._note_text(whole=level < 7))
        self.note.setVisible(bool(self.note.text))
        self.operator.setVisible(level < 9)
        self.city.setVisible(level < 10)

    def _note_text(self, whole: bool) -> str:
        if self.mode == "live":
            return self._note if whole else ""
        warning = self._wording(f"topbar-not-real-{self.mode}")
        if not whole or not self._note:
            return warning
        return self._note if warning in self._note else f"{self._note} · {warning}"
