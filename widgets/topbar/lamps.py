"""The row of lamps, one a feed; where there is little room, all that are well become one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from alerts.picture import FEEDS, FeedHealth
from alerts.wording import Wording
from widgets.moments import ago, span
from widgets.theme import Theme
from widgets.topbar.judge import Judge, Verdict
from widgets.topbar.lamp import Lamp

HINT_S: Final = 5.0
"""Seconds between two makings of a hint."""


class Lamps(QWidget):
    """Judges every feed and shows it. Feeds in the order of :data:`alerts.picture.FEEDS`."""

    picked = Signal(str)
    """A feed's channel, or empty for the lamp that stands for all that are well."""

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._judge = Judge()
        self._feeds: dict[str, FeedHealth] = {}
        self.verdicts: dict[str, Verdict] = {}
        self._now = 0.0
        self.folded = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self._hints: dict[str, tuple[tuple[str, str, int], str]] = {}
        self.lamps: dict[str, Lamp] = {}
        self.well = self._lamp("", row, theme)
        self.well.hide()
        for channel in FEEDS:
            self.lamps[channel] = self._lamp(channel, row, theme)
        self.retranslate()

    def show_feeds(self, feeds: Iterable[FeedHealth], now: float) -> bool:
        """Judge these feeds at ``now`` (seconds since the epoch); whether any lamp's width changed."""
        self._now = now
        for feed in feeds:
            if feed.channel in self.lamps:
                self._feeds[feed.channel] = feed
                self.verdicts[feed.channel] = self._judge.verdict(feed, now)
        return self._refresh()

    def forget(self) -> None:
        """All feeds are unheard again (another hub, another recording)."""
        self._judge.forget()
        self._feeds, self.verdicts = {}, {}
        self._hints.clear()
        self._refresh()

    def fold(self, on: bool) -> None:
        """Let one lamp stand for all that are well, or each for itself."""
        if on != self.folded:
            self.folded = on
            self._refresh()

    def settle(self) -> None:
        """Count anew how much room the lamps need, now and not when Qt finds the time."""
        self._row.invalidate()
        self.updateGeometry()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self._refresh()

    def _lamp(self, channel: str, row: QHBoxLayout, theme: Theme) -> Lamp:
        lamp = Lamp(theme, self)
        lamp.clicked.connect(lambda: self.picked.emit(channel))
        row.addWidget(lamp)
        return lamp

    def _refresh(self) -> bool:
        before = self._widths()
        well = []
        unheard = 0
        for channel, lamp in self.lamps.items():
            verdict = self.verdicts.get(channel, Verdict("never"))
            look = "trouble" if verdict.troubled else verdict.state
            lamp.show_state(look, self._text(channel, verdict), self._hint(channel, verdict))
            lamp.setVisible(verdict.troubled or not self.folded)
            if verdict.state == "good":
                well.append(channel)
            unheard += verdict.state == "never"
        say = self._wording
        texts = [say("topbar-lamps-good", n=str(len(well)))] if well else []
        if unheard == len(self.lamps):
            texts.append(say("topbar-lamps-never", n=str(unheard)))
        lines = [self._hint(channel, self.verdicts[channel]).split("\n")[0] for channel in well] if self.folded else []
        self.well.show_state("good" if well else "never", " · ".join(texts), "\n".join(lines))
        self.well.setVisible(self.folded and bool(texts))
        return before != self._widths()

    def _widths(self) -> list[int]:
        return [lamp.sizeHint().width() for lamp in (self.well, *self.lamps.values()) if not lamp.isHidden()]

    def _text(self, channel: str, verdict: Verdict) -> str:
        say = self._wording
        feed = say(f"channel-{channel}")
        if verdict.state in ("delayed", "silent"):
            return say(f"topbar-lamp-{verdict.state}", feed=feed, span=span(say, verdict.figure))
        if verdict.state in ("rejecting", "lost"):
            return say(f"topbar-lamp-{verdict.state}", feed=feed, n=f"{verdict.figure:,.0f}")
        return feed

    def _hint(self, channel: str, verdict: Verdict) -> str:
        """What a lamp says when it is pointed at: made anew every few seconds, for nobody reads them all the time."""
        stamp = (self._wording.language, verdict.state, int(self._now // HINT_S))
        known = self._hints.get(channel)
        if known is None or known[0] != stamp:
            known = self._hints[channel] = (stamp, self._make_hint(channel, verdict))
        return known[1]

    def _make_hint(self, channel: str, verdict: Verdict) -> str:
        say = self._wording
        first = say("topbar-lamp-hint", feed=say(f"channel-{channel}"), state=say(f"topbar-state-{verdict.state}"))
        feed = self._feeds.get(channel)
        if feed is None or verdict.state == "never":
            return first
        if verdict.rate >= 1.0:
            rate = say("charts-a-second", n=f"{verdict.rate:,.1f}")
        else:
            rate = say("charts-a-minute", n=f"{verdict.rate * 60:.1f}")
        figures = say(
            "topbar-lamp-figures", rate=rate, delay=say("span-seconds", n=f"{feed.delay:.1f}"), total=f"{feed.total:,}"
        )
        faults = say(
            "topbar-lamp-faults", rejected=f"{feed.rejected:,}", duplicates=f"{feed.duplicates:,}", lost=f"{feed.lost:,}"
        )
        lines = [first, figures, faults]
        if feed.last:
            lines.append(say("topbar-lamp-last", ago=ago(say, self._now - feed.last)))
        return "\n".join(lines)
