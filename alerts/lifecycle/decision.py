"""What comes of a command: a refusal, or an outcome that holds once it is on disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from alerts.events import EventRef
from alerts.lifecycle.overlay import Overlay

EffectKind: TypeAlias = Literal["merge", "unmerge", "split", "release", "reopen", "kind", "keep", "place"]


@dataclass(frozen=True, slots=True)
class Effect:
    """What the engine has to do once the command is on disk.

    ``into``: the other incident's key; for ``kind`` a kind, for ``place`` latitude and longitude (``37.5,127.0``), either empty
    to leave it to the engine again.
    """

    kind: EffectKind
    key: str
    into: str = ""
    events: tuple[EventRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The incident's handling after the command; ``others`` are further incidents whose handling changes with it."""

    overlay: Overlay
    effects: tuple[Effect, ...] = ()
    others: dict[str, Overlay] = field(default_factory=dict)
