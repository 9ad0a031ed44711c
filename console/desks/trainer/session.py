"""A replay: a hub of its own that plays a recording, with a bridge of its own."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from console.bridge import Bridge
from console.bridge.own_hub import OwnHub
from feeds.addresses import Ready
from feeds.client import ConsoleClient
from feeds.keys import KeyRing


class ReplaySession(QObject):
    """Starts a replay hub as a child process; nothing of it is connected to the live hub or its log.

    The replay hub opens a log of its own that it throws away, and hears no feeds; this object only talks to that hub.
    """

    started = Signal()
    failed = Signal(str)

    def __init__(
        self,
        recording: Path,
        since: float | None,
        title: str,
        speed: float,
        actor: str,
        data: Path,
        ring: KeyRing,
        discard: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        """``title`` names it on the screen; ``since`` is where to begin, seconds since the epoch.

        ``discard`` is a folder to remove when it is over.
        """
        super().__init__(parent)
        self.recording, self.title = recording, title
        self._ring, self._discard = ring, discard
        self.bridge = Bridge(actor, self)
        self.bridge.picture.mode = "replay"  # before its hub says so: at no moment may it be taken for what is now
        arguments = ["--data", str(data), "--replay", str(recording), "--speed", f"{speed:g}"]
        if since is not None:
            arguments += ["--from", datetime.fromtimestamp(since, UTC).isoformat()]
        self._hub = OwnHub(arguments, data / "replay-hub.log", self)
        self._hub.ready.connect(self._ready)
        self._hub.failed.connect(self.failed)
        self.bridge.start()

    @property
    def beginning(self) -> bool:
        """Whether nothing of it has been shown yet."""
        return self.bridge.picture.playback is None

    def close(self) -> None:
        """End the replay and its hub."""
        self.bridge.close()
        self._hub.stop()
        if self._discard is not None:
            shutil.rmtree(self._discard, ignore_errors=True)

    def _ready(self, ready: Ready) -> None:
        keys = self._ring.client("console")
        self.bridge.connect_client(ConsoleClient(ready.consoles, keys, urgent=self.bridge.hurry))
        self.started.emit()
