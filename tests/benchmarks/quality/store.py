"""Keeps what the synthetic city made: the same city, condition and seed need not be played twice."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
import zstandard

from alerts.events import Event
from alerts.places import CityProfile
from tests.benchmarks.quality.conditions import Condition
from tests.benchmarks.quality.material import Material, city_material

ROOT: Final = Path(__file__).resolve().parents[3]
MADE_BY: Final = ("feeds/city", "resources/cities", "alerts/events.py", "tests/benchmarks/quality/material.py")
"""What the city's events depend on besides condition and seed: when any of it changes, they are made anew."""


class _Kept(msgspec.Struct):
    """A material as JSON holds it: MessagePack's times would lose their offset. ``truth``: rows of source, id, label."""

    events: list[Event]
    arrived: list[float]
    truth: list[tuple[str, str, str]]
    start: float
    end: float


class Store:
    """A folder of materials. Without a folder everything is made anew."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._code = digest_of(MADE_BY) if folder is not None else ""

    def material(self, profile: CityProfile, condition: Condition, seed: int) -> Material:
        """The same as :func:`city_material`, from the folder if it is there."""
        return self.kept(
            f"{profile.name_en} {seed} {dataclasses.astuple(condition)}", lambda: city_material(profile, condition, seed)
        )

    def kept(self, name: str, make: Callable[[], Material]) -> Material:
        """What is kept under this name, else made now."""
        if self._folder is None:
            return make()
        path = self._folder / f"{hashlib.sha256(f'{self._code} {name}'.encode()).hexdigest()[:24]}.json.zst"
        try:
            kept = msgspec.json.decode(zstandard.decompress(path.read_bytes()), type=_Kept)
        except (OSError, zstandard.ZstdError, msgspec.MsgspecError):  # not there, or cut off when a run was stopped
            material = make()
            self._write(path, material)
            return material
        truth = {(source, name): label for source, name, label in kept.truth}
        return Material(kept.events, np.array(kept.arrived), truth, kept.start, kept.end)

    def _write(self, path: Path, material: Material) -> None:
        assert self._folder is not None
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        truth = [(source, name, label) for (source, name), label in material.truth.items()]
        kept = _Kept(material.events, material.arrived.tolist(), truth, float(material.start), float(material.end))
        part = path.with_suffix(f".{os.getpid()}")
        part.write_bytes(zstandard.compress(msgspec.json.encode(kept)))
        part.replace(path)


def default_folder() -> Path:
    """Where materials are kept between runs."""
    return Path(tempfile.gettempdir()) / f"gwanje-bench-quality-{os.getuid() if hasattr(os, 'getuid') else 0}"


def digest_of(names: Iterable[str]) -> str:
    """What these files and folders of the project hold, as a hash: code, and the data it reads."""
    digest = hashlib.sha256()
    for name in names:
        place = ROOT / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.suffix in (".py", ".toml"):
                digest.update(path.read_bytes())
    return digest.hexdigest()
