"""What came in since the last checkpoint, as it is kept for the next start.

A hub's state follows from its inputs alone, so these, in order, rebuild it: messages as received, and what people (and timers)
did, as outcomes: those were decided against what was on the screen, and are not decided again.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec
import zstandard
from msgspec import Struct

from alerts.events import EventRef
from alerts.lifecycle import Effect, EffectKind, Overlay


class Took(Struct, array_like=True, tag="t"):
    """Messages taken in one step: (topic, body) each; ``now`` is the receive time, seconds since the epoch."""

    now: float
    messages: list[tuple[bytes, bytes]]


class Did(Struct, array_like=True, tag="d"):
    """Handlings that changed, and what the engine had to do (kind, key, into, events)."""

    now: float
    overlays: dict[str, Overlay]
    effects: list[tuple[EffectKind, str, str, list[EventRef]]] = []


class Ruled(Struct, array_like=True, tag="r"):
    """From here on the rules that this text holds were in force."""

    now: float
    text: str


class Surveyed(Struct, array_like=True, tag="s"):
    """From here on the cameras that these bytes hold were in force; empty: those drawn from the city's profile."""

    now: float
    cut: bytes


Input: TypeAlias = Took | Did | Ruled | Surveyed


def write(inputs: list[Input]) -> bytes:
    """Inputs as one compressed row of the journal."""
    return zstandard.ZstdCompressor(level=1, write_checksum=True).compress(msgspec.msgpack.encode(inputs))


def read(data: bytes) -> list[Input]:
    """The inputs of a row; ValueError if it is damaged."""
    try:
        plain = zstandard.ZstdDecompressor().decompress(data, max_output_size=1 << 31)
        return msgspec.msgpack.decode(plain, type=list[Input])
    except (zstandard.ZstdError, msgspec.DecodeError) as error:
        raise ValueError(f"damaged journal: {error}") from error


def did(now: float, overlays: dict[str, Overlay], effects: tuple[Effect, ...] = ()) -> Did:
    """An outcome as an input."""
    return Did(now, overlays, [(effect.kind, effect.key, effect.into, list(effect.events)) for effect in effects])
