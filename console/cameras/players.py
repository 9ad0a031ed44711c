"""The streams behind the tiles: opened, looked after, ended."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize

if TYPE_CHECKING:
    from console.cameras.footage import Source
    from feeds.streams import Ring, Stream
    from widgets.wall import CameraWall

END_S: Final = 0.5
"""How long all streams together may take to end when the desk goes; what hangs then ends with the process."""


PARKED_S: Final = 60.0
"""How long the last seconds of a camera are kept after its tile went to another one, while the wall stays open."""


@dataclass(slots=True)
class _Player:
    camera: str
    recorded: bool
    stream: Stream
    live: Stream | None = None
    """What goes on below, while its last seconds are shown."""


class Players:
    """One stream a tile at most. Nothing here waits, but :meth:`shut`."""

    def __init__(self) -> None:
        self._players: dict[int, _Player] = {}
        self._leaving: list[Stream] = []
        self._parked: dict[str, tuple[Ring, float]] = {}

    def __len__(self) -> int:
        return len(self._players)

    def open(self, index: int, camera: str, recorded: bool, source: Source, room: QSize) -> None:
        """Show this on the tile; what was there ends."""
        self.close(index)
        self._players[index] = _Player(
            camera, recorded, _started(camera, source, room, None if recorded else self._ring(camera))
        )

    def look_back(self, index: int, since: float, room: QSize) -> tuple[float, float] | None:
        """Show the last seconds of a live stream, from ``since`` (seconds since the epoch) on where they reach back so far.

        When they begin and how many they are; None where nothing was kept. The stream itself goes on below.
        """
        from feeds.streams import Address

        player = self._players.get(index)
        if player is None or player.recorded or player.stream.ring is None:
            return None
        cut = player.stream.ring.cut(since)
        if cut is None:
            return None
        shown = _started(player.camera, lambda: Address("", cut=cut), room, None)
        self._players[index] = _Player(player.camera, True, shown, player.stream)
        return cut.since, cut.seconds

    def go_on(self, index: int) -> bool:
        """Show the stream below again; False where there is none."""
        player = self._players.get(index)
        if player is None or player.live is None:
            return False
        player.stream.stop()
        self._leaving.append(player.stream)
        self._players[index] = _Player(player.camera, False, player.live)
        return True

    def is_open(self, index: int, camera: str, recorded: bool) -> bool:
        """Whether this is what the tile shows already."""
        player = self._players.get(index)
        return player is not None and (player.camera, player.recorded) == (camera, recorded)

    def recorded(self, index: int) -> bool:
        """Whether the tile shows a recording."""
        player = self._players.get(index)
        return player is not None and player.recorded

    def close(self, index: int) -> None:
        """Nothing more on this tile."""
        player = self._players.pop(index, None)
        if player is None:
            return
        for stream in (player.stream, player.live):
            if stream is not None:
                stream.stop()
                self._leaving.append(stream)
                if stream.ring is not None:
                    self._parked[player.camera] = stream.ring, time.monotonic()

    def close_all(self) -> None:
        """Nothing more on any tile."""
        for index in list(self._players):
            self.close(index)

    def let_go(self) -> None:
        """What was kept of cameras that did not come back in time goes; ask it now and then."""
        if self._parked:
            now = time.monotonic()
            self._parked = {name: kept for name, kept in self._parked.items() if now - kept[1] < PARKED_S}

    def forget(self) -> None:
        """Nobody looks any more: what was kept of the streams goes."""
        for ring, _ in self._parked.values():
            ring.clear()
        self._parked.clear()

    def again(self, index: int) -> None:
        """Try to open it again, now."""
        player = self._players.get(index)
        if player is not None:
            player.stream.again()

    def fit(self, index: int, room: QSize) -> None:
        """The tile has another size."""
        player = self._players.get(index)
        if player is not None:
            for stream in (player.stream, player.live):
                if stream is not None:
                    stream.fit(room.width(), room.height())

    def still(self, index: int) -> Any:
        """The last picture of a tile, whole; None where there is none."""
        player = self._players.get(index)
        return None if player is None else player.stream.still()

    def show(self, wall: CameraWall) -> None:
        """Give the wall what is new."""
        for index, player in self._players.items():
            wall.show_status(index, player.stream.status())
            picture = player.stream.take()
            if picture is not None:
                wall.show_picture(index, picture.pixels)
        if self._leaving:
            self._leaving = [stream for stream in self._leaving if not stream.join(0.0)]

    def shut(self) -> None:
        """End everything, and wait a moment for it."""
        self.close_all()
        self.forget()
        for stream in self._leaving:
            stream.join(END_S / max(1, len(self._leaving)))

    def _ring(self, camera: str) -> Ring:
        """For a camera's live stream: the one it had a moment ago, or a new one."""
        from feeds.streams import Ring

        self.let_go()
        kept = self._parked.pop(camera, None)
        return Ring() if kept is None else kept[0]


def _started(camera: str, source: Source, room: QSize, ring: Ring | None) -> Stream:
    from feeds.streams import Stream

    stream = Stream(camera, source, ring=ring)
    stream.fit(room.width(), room.height())
    stream.start()
    return stream
