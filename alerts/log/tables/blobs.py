"""Many small texts as one compressed blob."""

from __future__ import annotations

from typing import Any

import msgspec
import zstandard

LIMIT = 1 << 30
"""Bytes a blob may unpack to: a damaged or hostile one ends in an error, not in a full memory."""


def pack(parts: list[bytes]) -> bytes:
    """The parts as one blob (MessagePack array of binaries in a Zstandard frame with a checksum)."""
    return zstandard.ZstdCompressor(level=1, write_checksum=True).compress(msgspec.msgpack.encode(parts))


def unpack(blob: bytes) -> list[bytes]:
    """The parts of a blob; ValueError if it is damaged."""
    try:
        plain = zstandard.ZstdDecompressor().decompress(blob, max_output_size=LIMIT)
        return msgspec.msgpack.decode(plain, type=list[bytes])
    except (zstandard.ZstdError, msgspec.DecodeError) as error:
        raise ValueError(f"damaged blob: {error}") from error


def readable(raw: bytes) -> Any:
    """An event as received (JSON or MessagePack) as plain values; None if it cannot be read."""
    try:
        return msgspec.json.decode(raw) if raw[:1] in (b"{", b" ", b"\n", b"\r", b"\t") else msgspec.msgpack.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
