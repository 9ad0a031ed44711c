"""What a hub gives its consoles of the cameras: the register and the purposes, under one name, in parts."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec
import zstandard
from msgspec import Struct

from alerts.cameras.camera import Camera
from alerts.cameras.purposes import Purpose, load_purposes, load_training
from alerts.cameras.store import read_stored, register_path
from alerts.errors import InputError, RulesError

PART: Final = 256 * 1024
"""Bytes of one part: a console that fetches a register holds up nobody's commands."""
MOST: Final = 256 * 1024 * 1024
"""Bytes of a register unpacked; a million cameras with addresses take about 200 MB."""


class Served(Struct, frozen=True):
    """``cameras`` is None where no register was imported: they are drawn from the city's profile then, everywhere alike.

    ``trouble`` says why there are no ``purposes``: footage stays closed. ``imported`` (RFC 3339), ``sources`` (names of
    files) and ``by`` tell where the register comes from.
    """

    city: str
    cameras: list[Camera] | None
    purposes: list[Purpose]
    trouble: str = ""
    imported: str = ""
    sources: list[str] = []
    by: str = ""
    training: Purpose | None = None
    """For looks while a recording is replayed; None where the city does not allow them."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """``version`` names the content (the first sixteen hexadecimal digits of its SHA-256); ``data`` is it, compressed."""

    version: str
    data: bytes

    @property
    def parts(self) -> int:
        """How many parts it has."""
        return max(1, -(-len(self.data) // PART))


class Part(Struct, frozen=True):
    """One part of the :class:`Sealed` that is in force, which ``version`` names: it may be another one than was asked for."""

    version: str
    parts: int
    data: bytes


def read_served(data: Path, city: str) -> Served:
    """What lies in a data folder for this city. InputError where the register is damaged."""
    trouble, purposes, training = "", tuple[Purpose, ...](), None
    try:
        purposes, training = load_purposes(data), load_training(data)
    except RulesError as error:
        trouble = str(error)
    stored = read_stored(register_path(data, city))
    if stored is None:
        return Served(city, None, list(purposes), trouble, training=training)
    return Served(city, stored.cameras, list(purposes), trouble, stored.imported, stored.sources, stored.by, training)


def seal(served: Served) -> Sealed:
    """Under its name."""
    plain = msgspec.msgpack.encode(served)
    return Sealed(sha256(plain).hexdigest()[:16], zstandard.ZstdCompressor(level=3).compress(plain))


def unseal(sealed: Sealed) -> Served:
    """InputError where it is damaged, or is not what its name says."""
    try:
        plain = zstandard.ZstdDecompressor().decompress(sealed.data, max_output_size=MOST)
        if sha256(plain).hexdigest()[:16] != sealed.version:
            raise ValueError("it is not what was asked for")
        return msgspec.msgpack.decode(plain, type=Served)
    except (zstandard.ZstdError, ValueError, msgspec.MsgspecError) as error:
        raise InputError(f"the hub's camera register cannot be read ({error})") from error
