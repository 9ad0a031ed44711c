"""What footage may be looked at for, and which law allows it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from alerts.errors import RulesError
from alerts.incidents import Kind

RESOURCES: Final[Path] = Path(__file__).resolve().parent.parent.parent / "resources"
FILE: Final = "purposes.toml"
_Text = Annotated[str, Meta(min_length=1, max_length=200)]


class Purpose(Struct, frozen=True, forbid_unknown_fields=True):
    """One purpose; ``kinds`` are those of incidents for which it is the one to be offered first."""

    id: Annotated[str, Meta(pattern="^[a-z][a-z0-9_-]*$", max_length=40)]
    title_ko: _Text
    title_en: _Text
    basis_ko: _Text
    basis_en: _Text
    kinds: list[Kind] = []

    def title(self, language: str) -> str:
        """Its name in this language (``ko`` or ``en``)."""
        return self.title_ko if language == "ko" else self.title_en

    def basis(self, language: str) -> str:
        """The law in this language."""
        return self.basis_ko if language == "ko" else self.basis_en


TRAINING: Final = "training"


class _File(Struct, forbid_unknown_fields=True):
    purpose: Annotated[list[Purpose], Meta(min_length=1, max_length=9)]
    training: Purpose | None = None


def load_purposes(data: Path | None = None) -> tuple[Purpose, ...]:
    """The purposes: the city's own ``purposes.toml`` in the data folder where there is one, else those that come along.

    RulesError, with what is wrong, where the file cannot be used: no footage is opened on a guess.
    """
    return _read(data)[0]


def load_training(data: Path | None = None) -> Purpose | None:
    """The purpose of looks while a recording is replayed, as :func:`load_purposes`; None where footage stays closed then."""
    return _read(data)[1]


def _read(data: Path | None) -> tuple[tuple[Purpose, ...], Purpose | None]:
    own = data / FILE if data is not None else None
    path = own if own is not None and own.exists() else RESOURCES / FILE
    try:
        file = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
        found = file.purpose
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise RulesError(f"{path}: cannot be used: {error}; footage stays closed until it can") from error
    twice = [one.id for place, one in enumerate(found) if one.id in {other.id for other in found[:place]}]
    if twice:
        raise RulesError(f"{path}: the purpose {twice[0]!r} stands there twice; give each an id of its own")
    if any(one.id == TRAINING for one in found) or (file.training is not None and file.training.id != TRAINING):
        raise RulesError(f"{path}: the id {TRAINING!r} is for the purpose under [training], and that one has no other")
    return tuple(found), file.training


def ordered_for(purposes: Sequence[Purpose], kind: str) -> list[Purpose]:
    """All purposes, those made for this kind of incident first: the first one is the default."""
    return sorted(purposes, key=lambda one: kind not in one.kinds)
