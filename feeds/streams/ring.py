"""The last seconds of a live stream, as the packets that came: nothing is decoded for it, and nothing touches a disk."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from av.codec.context import CodecContext
from av.packet import Packet

SECONDS: Final = 30.0
MOST_BYTES: Final = 12 * 1024 * 1024
"""Of one stream: half a minute at 3 Mbit/s; of a 4K camera at 25 Mbit/s four seconds.

Twelve tiles never hold more than 150 MB."""
LEAST_S: Final = 1.0
"""Less than this is nothing to look at."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One packet; ``time`` when it came (seconds since the epoch), the stamps in ``base`` seconds."""

    data: bytes
    time: float
    pts: int | None
    dts: int | None
    base: Fraction | None


@dataclass(frozen=True, slots=True)
class Cut:
    """What can be shown of a ring: packets from a whole picture on, and what decodes them."""

    codec: str
    extradata: bytes
    packets: tuple[Kept, ...]

    @property
    def since(self) -> float:
        """When the first packet came, seconds since the epoch."""
        return self.packets[0].time

    @property
    def seconds(self) -> float:
        """From the first packet to the last."""
        return self.packets[-1].time - self.packets[0].time


@dataclass(slots=True)
class _Group:
    """A whole picture and those that need it."""

    packets: list[Kept] = field(default_factory=list)
    size: int = 0


class Ring:
    """Bounded by seconds and bytes; what is oldest goes first, by whole groups. Its methods may be called from any thread."""

    def __init__(self, seconds: float = SECONDS, most_bytes: int = MOST_BYTES) -> None:
        self._seconds, self._most = seconds, most_bytes
        self._lock = threading.Lock()
        self._groups: deque[_Group] = deque()
        self._size = 0
        self._codec, self._extradata = "", b""

    @property
    def size(self) -> int:
        """Bytes held now."""
        return self._size

    def begin(self, codec: CodecContext) -> None:
        """A stream was opened, perhaps again: what another decoder would be needed for is forgotten."""
        name, extradata = codec.name, bytes(codec.extradata or b"")
        with self._lock:
            if (name, extradata) != (self._codec, self._extradata):
                self._clear()
                self._codec, self._extradata = name, extradata

    def add(self, packet: Packet[Any], now: float) -> None:
        """A packet came; ``now`` in seconds since the epoch."""
        data = bytes(packet)
        if not data:
            return
        with self._lock:
            if packet.is_keyframe:
                self._groups.append(_Group())
            elif not self._groups:
                return  # nothing before it that it could be decoded with
            group = self._groups[-1]
            group.packets.append(Kept(data, now, packet.pts, packet.dts, packet.time_base))
            group.size += len(data)
            self._size += len(data)
            while self._groups and (
                self._size > self._most or (len(self._groups) > 1 and self._groups[1].packets[0].time < now - self._seconds)
            ):
                self._size -= self._groups.popleft().size

    def cut(self, since: float) -> Cut | None:
        """From ``since`` (seconds since the epoch) on, or as far back as there is; None where there is too little."""
        with self._lock:
            groups = list(self._groups)
            first = max((place for place, group in enumerate(groups) if group.packets[0].time <= since), default=0)
            packets = tuple(packet for group in groups[first:] for packet in group.packets)
            codec, extradata = self._codec, self._extradata
        if not packets or packets[-1].time - packets[0].time < LEAST_S:
            return None
        return Cut(codec, extradata, packets)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._clear()

    def _clear(self) -> None:
        self._groups.clear()
        self._size = 0
