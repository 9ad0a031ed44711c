"""A centre's whole state as one blob, for the log to keep."""

from __future__ import annotations

import msgspec
import zstandard
from msgspec import Struct

from alerts.centre.keeping.continued import Offsets
from alerts.lifecycle import Lifecycle
from alerts.situation import Situation

VERSION = 1


class State(Struct):
    """The parts, each as its owner wrote it."""

    version: int
    engine: bytes
    lifecycle: bytes
    situation: bytes
    board: bytes
    offsets: Offsets = Offsets()
    rules: str = ""
    """The text of the rules in force; empty where they are not kept."""
    cameras: bytes | None = None
    """The cameras in force (see :class:`alerts.places.surveyed.Survey`); None where they are not kept."""


def pack(
    engine: bytes, lifecycle: Lifecycle, situation: Situation, board: bytes, offsets: Offsets, rules: str,
    cameras: bytes | None,
) -> bytes:  # fmt: skip
    """The whole state, compressed."""
    state = State(VERSION, engine, lifecycle.save(), situation.save(), board, offsets, rules, cameras)
    return zstandard.ZstdCompressor(level=1, write_checksum=True).compress(msgspec.msgpack.encode(state))


def unpack(data: bytes) -> State:
    """What :func:`pack` gave; ValueError if it is damaged or of another version."""
    try:
        state = msgspec.msgpack.decode(zstandard.ZstdDecompressor().decompress(data, max_output_size=1 << 32), type=State)
    except (zstandard.ZstdError, msgspec.DecodeError) as error:
        raise ValueError(f"damaged state: {error}") from error
    if state.version != VERSION:
        raise ValueError(f"state of version {state.version}, not {VERSION}")
    return state
