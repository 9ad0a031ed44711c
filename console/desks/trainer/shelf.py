"""The recordings of a hub on another machine: which there are, and bringing one here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from console.bridge import Bridge
from console.desks.trainer.fetch import Fetch
from feeds.recordings.taping.shelf import Item, Shelf

Found = Callable[[Sequence[Item]], None]


class HubShelf(QObject):
    """Asks the hub what it has recorded and fetches what is wanted; at most one fetch at a time."""

    listed = Signal(object)
    """The hub's recordings (a list of :class:`Item`), the newest first."""
    progressed = Signal(object, float)
    """Bytes here (None: nothing is being fetched any more), bytes in all."""
    missing = Signal()
    """Nothing has come in at the hub in the time asked for."""
    failed = Signal(str, str)
    """A code and a sentence, one of which may be empty."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._fetch: Fetch | None = None
        self._sought = False

    @property
    def busy(self) -> bool:
        """Whether the last minutes are asked for, or something is being fetched."""
        return self._sought or self._fetch is not None

    def look(self) -> None:
        """Ask for the list anew."""
        self._ask(lambda items: self.listed.emit([item for item in items if not item.recent]))

    def recent(self, since: float, into: Path, then: Callable[[], None]) -> None:
        """Bring what came in since (seconds since the epoch) into the new folder ``into``, then call ``then``."""

        def found(items: Sequence[Item]) -> None:
            self._sought = False
            segments = [item for item in items if item.recent and item.until >= since]
            if segments:
                self._bring(segments, into, then)
            else:
                self.missing.emit()

        self._sought = True
        self._ask(found)

    def named(self, name: str, into: Path, then: Callable[[], None]) -> None:
        """Bring the recording of this name into the new folder ``into``, then call ``then``."""

        def found(items: Sequence[Item]) -> None:
            chosen = [item for item in items if item.name == name and not item.recent]
            if chosen:
                self._bring(chosen, into, then)
            else:  # it has gone since: the list says so
                self.look()

        self._ask(found)

    def stop(self) -> None:
        """Give up what is being fetched."""
        fetch, self._fetch = self._fetch, None
        if fetch is not None:
            fetch.cancel()
            fetch.deleteLater()
            self.progressed.emit(None, 0.0)

    def _ask(self, found: Found) -> None:
        def take(reply: Any) -> None:
            found(msgspec.convert(reply, Shelf).items)

        def not_had(code: str, detail: str) -> None:
            self._sought = False
            self.failed.emit(code, detail)

        self._bridge.ask("shelf", {}, take, not_had)

    def _bring(self, items: Sequence[Item], into: Path, then: Callable[[], None]) -> None:
        self.stop()
        self._fetch = fetch = Fetch(self._bridge, items, into, self)
        fetch.progressed.connect(self.progressed.emit)
        fetch.failed.connect(self._failed)
        fetch.done.connect(lambda: self._done(then))
        self.progressed.emit(0.0, float(sum(item.bytes for item in items)))
        fetch.start()

    def _done(self, then: Callable[[], None]) -> None:
        self._over()
        then()

    def _failed(self, why: str) -> None:
        self._over()
        self.failed.emit("", why)

    def _over(self) -> None:
        fetch, self._fetch = self._fetch, None
        if fetch is not None:
            fetch.deleteLater()
        self.progressed.emit(None, 0.0)
