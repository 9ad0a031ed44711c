"""What must not be overlooked of what went out: a session about to end, a warning that waits for a second person."""

from __future__ import annotations

from PySide6.QtCore import QObject

from alerts.outward.request import ON_ITS_WAY, Request
from alerts.wording import Wording
from console.bridge import Bridge, Tick
from console.window.notice import Notice, NoticeBar
from widgets.moments import at, korean_time
from widgets.outward.scene import counterpart_name
from widgets.titles import full_title

SESSION, DRAFT = "outward session", "outward draft"


class OutwardWatch(QObject):
    """Follows the live bridge and says so in every window, whatever desk is shown, until it is dealt with."""

    def __init__(self, bridge: Bridge, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._wording = bridge, wording
        self._bars: list[NoticeBar] = []
        bridge.ticked.connect(self._ticked)

    def tell(self, bar: NoticeBar) -> None:
        """Say it here too."""
        self._bars.append(bar)

    def _ticked(self, tick: Tick) -> None:
        requests = tick.picture.requests
        if not requests:
            return
        session = self._ending(tick)
        draft = self._draft(tick)
        for bar in self._bars:
            bar.trouble(SESSION, session)
            bar.trouble(DRAFT, draft)

    def _ending(self, tick: Tick) -> Notice | None:
        directory = tick.picture.directory
        mine = [one for one in tick.picture.requests.values() if one.is_session and one.by == self._bridge.actor]
        request = min(mine, key=_end, default=None)
        if request is None or directory is None or _end(request) - tick.now > directory.session.warn_s:
            return None
        if any(item.what == "renew" and item.state in ON_ITS_WAY for item in request.follow_ups):
            return None
        time = at(_end(request), korean_time()).strftime("%H:%M:%S")
        name = counterpart_name(directory, request.counterpart, self._wording)
        return Notice("console-session-ends", (("name", name), ("time", time)))

    def _draft(self, tick: Tick) -> Notice | None:
        drafts = [one for one in tick.picture.requests.values() if one.state == "draft" and one.by != self._bridge.actor]
        if not drafts:
            return None
        first = min(drafts, key=lambda one: one.at)
        incident = tick.picture.incidents.get(first.incident)
        title = full_title(incident, self._wording.language) if incident is not None else first.title
        return Notice("console-draft-waits", (("by", first.by), ("title", title)))


def _end(request: Request) -> float:
    return request.until.timestamp() if request.until is not None else 0.0
