"""What a hub needs of the centre it drives, and of what it plays back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from alerts.commands import Answer, Command
from alerts.picture import Playback, Snapshot, Update
from feeds.wire.frame import Frame


class Deciding(Protocol):
    """The centre: no socket and no clock of its own; ``now`` in seconds since the epoch."""

    def ingest(self, frames: Sequence[Frame], now: float) -> None: ...
    def tick(self, now: float) -> Update: ...
    def command(self, command: Command, now: float) -> Answer: ...
    def snapshot(self, now: float) -> Snapshot: ...
    def positions(self) -> Mapping[tuple[str, int], int]: ...
    def query(self, name: str, args: dict[str, Any]) -> Any: ...


__all__ = ["Deciding", "Playback"]
