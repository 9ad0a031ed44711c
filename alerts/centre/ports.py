"""What the centre needs from others: messages as the wire hands them in, and an engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeAlias

from alerts.batch import Batch
from alerts.cameras.served import Sealed
from alerts.correlation import Delta, Engine
from alerts.events import EventRef
from alerts.incidents import Incident, Kind
from alerts.validation import Rejection


class FrameLike(Protocol):
    """One message. ``seq`` is None where it is unnumbered; ``sent`` in seconds since the epoch."""

    @property
    def source(self) -> str: ...
    @property
    def epoch(self) -> int: ...
    @property
    def seq(self) -> int | None: ...
    @property
    def sent(self) -> float | None: ...
    @property
    def batch(self) -> Batch: ...
    @property
    def rejections(self) -> Sequence[Rejection]: ...
    @property
    def topic(self) -> bytes: ...
    @property
    def body(self) -> bytes: ...


Decode: TypeAlias = Callable[[bytes, bytes], FrameLike]
"""Topic and body of a message -> the message: reads the journal."""


class EngineLike(Protocol):
    """The engine as the centre uses it; see :class:`alerts.correlation.Engine`."""

    def step(self, batch: Batch, now: float) -> Delta: ...
    def incident(self, key: str, brief: bool = False) -> Incident: ...
    def locate(self, name: EventRef) -> str | None: ...
    def merge(self, key: str, into: str, time: float) -> Delta: ...
    def split(self, key: str, refs: list[EventRef], time: float) -> Delta: ...
    def release(self, key: str, time: float) -> Delta: ...
    def reopen(self, key: str, time: float) -> Delta: ...
    def unmerge(self, key: str, time: float) -> Delta: ...
    def set_kind(self, key: str, kind: Kind | None, time: float) -> Delta: ...
    def keep_open(self, key: str, time: float) -> Delta: ...
    def set_place(self, key: str, spot: tuple[float, float] | None, time: float) -> Delta: ...
    def save(self, last: bool = False) -> bytes: ...
    @property
    def core(self) -> Engine: ...


class RulesInForce(Protocol):
    """The rules that an :data:`EngineMaker` makes engines with; see :class:`alerts.rules.RulesFile`."""

    text: str

    def read(self) -> str: ...
    def adopt(self, text: str) -> None: ...


class SurveyLike(Protocol):
    """Cameras and purposes as read at one moment; see :class:`alerts.places.surveyed.Survey`."""

    @property
    def sealed(self) -> Sealed: ...
    @property
    def cut(self) -> bytes: ...
    @property
    def about(self) -> dict[str, object]: ...


class CamerasInForce(Protocol):
    """The cameras that an :data:`EngineMaker` makes engines with; see :class:`alerts.places.surveyed.Surveyed`."""

    cut: bytes
    latest: Any  # a SurveyLike; whoever keeps it may keep more with it

    def adopt(self, cut: bytes) -> None: ...


EngineMaker: TypeAlias = Callable[[bytes | None], EngineLike]
"""A new engine, or one restored from what :meth:`EngineLike.save` gave."""
