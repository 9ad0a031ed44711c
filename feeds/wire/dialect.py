"""The decoders of one encoding, and the bytes of single events in a message of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from alerts.batch import Raws
from alerts.events import Event, Moment, Name
from feeds.wire.envelope import Count, Envelope

BAD: Final = (ValueError, RecursionError, OverflowError)
"""What a decoder raises for bad input: msgspec's errors and UnicodeDecodeError are ValueErrors."""

AnyDecoder: TypeAlias = "msgspec.json.Decoder[Any] | msgspec.msgpack.Decoder[Any]"


class Head(Struct):
    """An envelope, or a plain event, of which nothing is believed yet."""

    v: Raw | UnsetType = UNSET
    source: Raw | UnsetType = UNSET
    epoch: Raw | UnsetType = UNSET
    seq: Raw | UnsetType = UNSET
    sent: Raw | UnsetType = UNSET
    events: Raw | UnsetType = UNSET


class Names(Struct):
    """Whose event it is, as far as can be read."""

    source: Raw | UnsetType = UNSET
    id: Raw | UnsetType = UNSET


class OnlyRaws(Struct):
    """The events of an envelope, not looked into."""

    events: list[Raw]


class Dialect:
    """The decoders of one encoding."""

    def __init__(self, make: Callable[[Any], AnyDecoder], packed: bool) -> None:
        self.packed = packed
        self.envelope = make(Envelope)
        self.event = make(Event)
        self.head = make(Head)
        self.names = make(Names)
        self.raws = make(list[Raw])
        self.only_raws = make(OnlyRaws)
        self.text = make(str)
        self.fields: dict[str, AnyDecoder] = {
            "source": make(Name),
            "epoch": make(Count | None),
            "seq": make(Count | None),
            "sent": make(Moment | None),
        }
        self.version = make(int)
        self.anything = make(Any)


class LazyRaws:
    """The bytes of each event, looked for only when asked, and then once."""

    __slots__ = ("_body", "_dialect", "_raws")

    def __init__(self, body: bytes, dialect: Dialect, raws: Sequence[bytes] | None) -> None:
        self._body = body
        self._dialect = dialect
        self._raws = raws

    def __call__(self) -> Raws:
        if self._raws is None:
            self._raws = self._dialect.only_raws.decode(self._body).events
            self._body = b""
        return self if self._dialect.packed else self._raws

    def __getitem__(self, index: int) -> bytes:
        """A MessagePack event as JSON, with the fields this program does not know where JSON can say them."""
        assert self._raws is not None
        raw = self._raws[index]
        try:
            return msgspec.json.encode(msgspec.msgpack.decode(raw))
        except (*BAD, TypeError):
            return msgspec.json.encode(self._dialect.event.decode(raw))
