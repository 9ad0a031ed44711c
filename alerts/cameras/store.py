"""A city's register as a file of the data folder: written whole, read whole."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from alerts.cameras.camera import Camera
from alerts.cameras.register import Register
from alerts.errors import InputError, OutputError

VERSION: Final = 1


class Stored(Struct):
    """A register as it lies in its file: when it was imported (RFC 3339), from which files, and by whom."""

    version: int
    imported: str
    sources: list[str]
    cameras: list[Camera]
    by: str = ""


def register_path(data: Path, city: str) -> Path:
    """Where the register of this city lies in the data folder."""
    return data / f"cameras-{city}.msgpack"


def read_register(path: Path) -> Register | None:
    """The register, None where none was imported. InputError where the file is damaged: import it again."""
    stored = read_stored(path)
    return None if stored is None else Register(stored.cameras)


def read_stored(path: Path) -> Stored | None:
    """The file's whole content; None and InputError as :func:`read_register`."""
    try:
        stored = msgspec.msgpack.decode(path.read_bytes(), type=Stored)
        if stored.version != VERSION:
            raise ValueError(f"it is of version {stored.version}")
        if len({camera.id for camera in stored.cameras}) != len(stored.cameras):
            raise ValueError("an id stands in it twice")
        return stored
    except FileNotFoundError:
        return None
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        raise InputError(
            f"{path}: the camera register cannot be read ({error}); import it again with `cameras import`"
        ) from error


def write_register(path: Path, cameras: list[Camera], sources: list[str], imported: str, by: str = "") -> None:
    """Replace the register, or leave it as it was: OutputError. For its owner alone: addresses of streams hold passwords.

    ``imported``: when, in RFC 3339; ``sources``: the names of the files; ``by``: who did it.
    """
    stored = Stored(VERSION, imported, sources, cameras, by)
    part = path.with_suffix(".part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.msgpack.encode(stored))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError(f"{path}: the camera register cannot be written ({error.strerror}); the one before stays") from error
