"""Says what is wrong with the hub, in every window, and when it is over."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject

from alerts.picture import Concern
from console.bridge import Bridge, Tick
from console.window.notice import Notice, NoticeBar
from widgets.moments import at, korean_time

TROUBLES = frozenset({"disk_full", "read_only", "locked"})


class LinkWatch(QObject):
    """Follows the bridge and keeps the standing troubles of all notice bars: the hub, its log, unanswered commands."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._bars: list[NoticeBar] = []
        self._zone = korean_time()
        self._own = False
        self._away = False
        self._concerns: set[str] = set()
        bridge.ticked.connect(self._hear)

    def tell(self, bar: NoticeBar) -> None:
        """Say it there too."""
        self._bars.append(bar)

    def begin(self, own: bool) -> None:
        """Nothing has been heard yet; ``own``: the hub is being started by this console."""
        self._own = own
        self._stand("link", Notice("console-starting-hub" if own else "console-connecting"))

    def restarting(self) -> None:
        """Our own hub has died and is being started again."""
        self._away = True
        self._stand("link", Notice("console-hub-restarting", (("time", self._as_of()),)))

    def failed(self, why: str) -> None:
        """Our own hub does not come up."""
        self._stand("link", Notice("console-hub-failed", (("why", why),)))

    def _hear(self, tick: Tick) -> None:
        if tick.link_changed or tick.fresh:
            self._link()
        if tick.trouble == "ok":
            self._stand("log", None)
        elif tick.trouble in TROUBLES:
            self._stand("log", Notice(f"console-trouble-{tick.trouble}"))
        elif tick.trouble:
            self._stand("log", Notice("console-trouble-other", (("detail", tick.trouble_detail or tick.trouble),)))
        if tick.concerns is not None:
            self._concern(tick.concerns)
        if tick.pending_changed:
            unknown = self._bridge.pending.unknown()
            self._stand("pending", Notice("console-pending-unknown", (("count", unknown),)) if unknown else None)

    def _concern(self, concerns: list[Concern]) -> None:
        """What stands around the hub, behind what is wrong with the hub itself."""
        standing = {f"concern-{one.code}-{one.subject}": one for one in reversed(concerns)}
        for cause in self._concerns - standing.keys():
            self._stand(cause, None)
        for cause in [cause for cause in standing if cause not in self._concerns]:
            self._stand(cause, _said(standing[cause]), minor=True)
        self._concerns = set(standing)

    def _link(self) -> None:
        link = self._bridge.link
        if link.trouble:
            self._stand("link", Notice(f"console-link-{link.trouble}"))
        elif link.state == "up":
            self._stand("link", None)
            if self._away:
                self._away = False
                for bar in self._bars:
                    bar.say("console-hub-back")
        elif link.state in ("stale", "down") and self._bridge.picture.n >= 0:
            self._away = True
            self._stand("link", Notice("console-hub-away", (("time", self._as_of()),)))

    def _stand(self, cause: str, notice: Notice | None, minor: bool = False) -> None:
        for bar in self._bars:
            bar.trouble(cause, notice, minor)

    def _as_of(self) -> str:
        return f"{at(self._bridge.picture.now or time.time(), self._zone):%H:%M:%S}"


def _said(concern: Concern) -> Notice:
    """A concern as a notice. A delay of events says one thing where it is positive and another where it is not."""
    sign = "" if concern.code == "same_name" else "-ahead" if concern.figure < 0 else "-behind"
    figure = round(concern.figure if not sign else abs(concern.figure) / 60.0)
    return Notice(f"console-concern-{concern.code}{sign}", (("source", concern.subject), ("figure", figure)))
