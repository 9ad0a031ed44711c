"""The streams behind the tiles: opened, looked after, ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QSize

if TYPE_CHECKING:
    from console.cameras.footage import Source
    from feeds.streams import Stream
    from widgets.wall import CameraWall

END_S: Final = 0.5
"""How long all streams together may take to end when the desk goes; what hangs then ends with the process."""


@dataclass(slots=True)
class _Player:
    camera: str
    recorded: bool
    stream: Stream


class Players:
    """One stream a tile at most. Nothing here waits, but :meth:`shut`."""

    def __init__(self) -> None:
        self._players: dict[int, _Player] = {}
        self._leaving: list[Stream] = []

    def __len__(self) -> int:
        return len(self._players)

    def open(self, index: int, camera: str, recorded: bool, source: Source, room: QSize) -> None:
        """Show this on the tile; what was there ends."""
        from feeds.streams import Stream

        self.close(index)
        stream = Stream(camera, source)
        stream.fit(room.width(), room.height())
        stream.start()
        self._players[index] = _Player(camera, recorded, stream)

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
        if player is not None:
            player.stream.stop()
            self._leaving.append(player.stream)

    def close_all(self) -> None:
        """Nothing more on any tile."""
        for index in list(self._players):
            self.close(index)

    def again(self, index: int) -> None:
        """Try to open it again, now."""
        player = self._players.get(index)
        if player is not None:
            player.stream.again()

    def fit(self, index: int, room: QSize) -> None:
        """The tile has another size."""
        player = self._players.get(index)
        if player is not None:
            player.stream.fit(room.width(), room.height())

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
        for stream in self._leaving:
            stream.join(END_S / max(1, len(self._leaving)))
