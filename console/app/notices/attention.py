"""Makes an operator look up: sound, voice, a flashing frame and a line, as :mod:`alerts.attention` decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QTimer

from alerts.attention import Attention, Cue
from alerts.procedures import Procedures
from alerts.wording import Wording
from console.app.settings import Hearing
from console.bridge import Bridge, Tick
from console.sound import Player, Voice
from console.window.window import Window
from widgets.attention import HearingDialog
from widgets.attention.hearing import Heard
from widgets.moments import korean_time
from widgets.theme import Theme
from widgets.titles import title_of

LOOK_MS = 200
"""A sound that waits for others to be gathered with must come without a tick as well."""


class Alerting(QObject):
    """For the live picture alone: nothing that is replayed is sounded. ``audible``: whether this console sounds at all."""

    def __init__(
        self,
        bridge: Bridge,
        hearing: Hearing,
        windows: Callable[[], Iterable[Window]],
        wording: Wording,
        theme: Theme,
        audible: bool,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bridge, self.hearing, self._windows = bridge, hearing, windows
        self._wording, self._theme, self._audible = wording, theme, audible
        self.attention = Attention(self._must_speak)
        self.player, self.voice = Player(), Voice()
        self.cues = 0
        self._procedures = Procedures()
        self._owed: Cue | None = None
        self._leave = wording.follow(self._hush)
        bridge.ticked.connect(self._hear)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def close(self) -> None:
        """Be silent."""
        self._timer.stop()
        self._leave()
        self.voice.close()
        self.player.close()

    def ask(self, window: Window) -> None:
        """Open the settings over this window."""
        heard = Heard(
            self.hearing.volume, self.hearing.muted, self.hearing.voice, self.hearing.flash, self.hearing.quiet,
            self.hearing.reminders,
        )  # fmt: skip
        dialog = HearingDialog(heard, self.voice.there, self._wording, self._theme, window)
        dialog.changed.connect(self._take)
        dialog.tried.connect(lambda sound: self._try(sound, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def mute(self) -> None:
        """Sound off, or on again; critical alarms are still shown, and the window says that nothing is heard."""
        self.hearing.muted = not self.hearing.muted
        for window in self._windows():
            window.notices.say("hearing-now-muted" if self.hearing.muted else "hearing-now-on")

    # -- inside

    def _hear(self, tick: Tick) -> None:
        if tick.picture.mode == "replay":
            return
        if tick.fresh:
            self.attention.begin(tick.picture.incidents.values())
            self._bridge.ask("procedures", {}, self._learn, lambda *_: None)
        else:
            self.attention.hear(tick.incidents.values(), tick.removed, tick.moved, tick.now)
        if tick.load is not None:
            self.attention.flood = tick.load.flood
        self._look()

    def _look(self) -> None:
        now = datetime.now(korean_time())
        sight = self.attention.sight(now.timestamp())
        if sight is not None:
            self._show(sight)
        cue = self.attention.next(now.timestamp(), now.time(), self.hearing.quiet)
        if cue is not None:
            self.cues += 1
            self._sum_up(cue)
            self._owed = cue
        if self._owed is not None and self._sound(self._owed):
            self._owed = None

    def _show(self, cue: Cue) -> None:
        """Critical alarms, at once and on every window, whatever desk it shows."""
        for window in self._windows():
            if self.hearing.flash:
                window.flash_all()
            window.notices.say("hearing-critical", what=self._words(cue))

    def _sum_up(self, cue: Cue) -> None:
        """What is heard of more than the critical alarms is read as well: they themselves were shown before."""
        if cue.priority == 1 and not cue.again and cue.incident is None and cue.what == "alarm":
            for window in self._windows():
                window.notices.say("hearing-critical", what=self._words(cue))

    def _hush(self) -> None:
        """The language is another one: what was said in the old one goes."""
        for window in self._windows():
            window.notices.forget("hearing-critical")

    def _sound(self, cue: Cue) -> bool:
        """Whether it has been sounded, or need not be."""
        if not self._audible or not cue.heard or (self.hearing.muted and not cue.spoken):
            return True
        if cue.what != "alarm" and not self.hearing.reminders:
            return True
        if self.player.busy or self.voice.busy:
            return False
        self.player.play(cue.priority if cue.what == "alarm" else cue.what, self.hearing.volume)
        if self.hearing.voice or cue.spoken:
            self.voice.say(self._words(cue), self._wording.language)
        return True

    def _words(self, cue: Cue) -> str:
        """``긴급 2건, 주의 1건``, or what and where for one alone."""
        counts = ", ".join(self._wording(f"hearing-count-{priority}", count=count) for priority, count in cue.counts.items())
        if cue.incident is not None:
            place = cue.incident.place or self._wording("unknown-place")
            said = f"{title_of(cue.incident, self._wording.language)}. {place}"
            if cue.what != "alarm":
                return self._wording(f"hearing-{cue.what}", text=said)
            return self._wording("hearing-again", text=said) if cue.again else said
        if cue.what != "alarm":
            return self._wording(f"hearing-{cue.what}", text=counts)
        return self._wording("hearing-flood", text=counts) if cue.flood else counts

    def _must_speak(self, kind: str) -> bool:
        procedure = self._procedures.of(kind)
        return procedure is not None and procedure.must_speak

    def _learn(self, plain: Any) -> None:
        self._procedures = msgspec.convert(plain, Procedures)

    def _take(self, heard: Heard) -> None:
        for name in ("volume", "muted", "voice", "flash", "quiet", "reminders"):
            setattr(self.hearing, name, getattr(heard, name))

    def _try(self, sound: int | str, dialog: HearingDialog) -> None:
        self.player.play(sound, self.hearing.volume)
        QTimer.singleShot(1500, dialog, lambda: self._tell_trouble(dialog))

    def _tell_trouble(self, dialog: HearingDialog) -> None:
        dialog.say_trouble(self._wording("hearing-no-device") if self.player.trouble else "")
