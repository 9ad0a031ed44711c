"""Messages to events and back.

The good path is one typed decode of the whole envelope, which is also the validation. Only a message that fails it is
taken apart and decoded event by event, so that a bad event is refused alone, with a reason that names the field.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from msgspec import UNSET, Raw

from alerts.batch import Batch
from alerts.events import EVENT_CLASSES, EVENT_TYPES, Event
from alerts.validation import Rejection, check
from feeds.wire.dialect import BAD, Dialect, Head, LazyRaws, Names
from feeds.wire.envelope import MAX_BATCH, MAX_EVENT, MAX_MESSAGE, VERSION, Envelope, encode
from feeds.wire.faults import explain, rejection
from feeds.wire.frame import Frame
from feeds.wire.salvage import MAX_SALVAGE, Pieces, split_json, split_packed

__all__ = ["Decoder", "Envelope", "Frame", "encode"]

_CLASS_OF_TOPIC: Final = dict(zip((name.encode() for name in EVENT_TYPES), EVENT_CLASSES, strict=True))
_NEVER_NULL: Final = ("status", "candidates")
"""The optional fields of every event whose type has no null: absent, they have a value."""
_FIRST_PACKED_MAP: Final = 0x80
"""MessagePack maps begin with this byte or a higher one, JSON texts with ASCII."""
_BOM: Final = b"\xef\xbb\xbf"


class Decoder:
    """Decodes messages and lines; made once, for making its decoders costs more than a thousand events do."""

    def __init__(self) -> None:
        self._json = Dialect(msgspec.json.Decoder, packed=False)
        self._packed = Dialect(msgspec.msgpack.Decoder, packed=True)

    def frame(self, topic: bytes, body: bytes) -> Frame:
        """One message, understood as far as it can be. Never raises for what it holds."""
        if len(body) > MAX_MESSAGE:
            reason = f"a message of {len(body)} bytes, more than {MAX_MESSAGE}"
            return Frame("", Batch([]), rejections=[rejection("", "", "", reason, body[:1024])], body=b"", topic=topic)
        if body.startswith(_BOM):
            body = body[len(_BOM) :]
        is_json = not body or body[0] < _FIRST_PACKED_MAP
        dialect = self._json if is_json else self._packed
        if b"events" not in body:
            return self._plain(topic, body, dialect)
        try:
            envelope: Envelope = dialect.envelope.decode(body)
            if is_json and not body.isascii():
                str(body, "utf-8")  # fields this program does not know are not looked at by the decoder
        except BAD:
            return self._careful(topic, body, dialect)
        events = envelope.events
        if len(events) > MAX_BATCH or (len(body) > MAX_EVENT and self._has_giant(body, dialect)):
            return self._careful(topic, body, dialect)
        numbered = envelope.seq is not None and envelope.epoch is not None
        frame = Frame(
            envelope.source,
            Batch(events, LazyRaws(body, dialect, None)),
            envelope.epoch or 0,
            envelope.seq if numbered else None,
            envelope.sent.timestamp() if envelope.sent is not None else None,
            body=body,
            topic=topic,
            misplaced=_misplaced(topic, events),
        )
        faults = check(events)
        if faults:
            raws = dialect.only_raws.decode(body).events
            self._take_out(frame, faults, raws, dialect)
        return frame

    def line(self, text: bytes) -> Event | Rejection:
        """One event as a line of JSON, such as a recording holds."""
        return self._one(text, self._json, "")

    def _has_giant(self, body: bytes, dialect: Dialect) -> bool:
        return any(len(bytes(raw)) > MAX_EVENT for raw in dialect.only_raws.decode(body).events)

    def _take_out(self, frame: Frame, faults: list[tuple[int, str, str]], raws: Sequence[Raw], dialect: Dialect) -> None:
        events = frame.batch.events
        for index, name, reason in faults:
            frame.rejections.append(rejection(events[index].source, events[index].id, name, reason, bytes(raws[index])))
        bad = {index for index, _, _ in faults}
        kept = [index for index in range(len(events)) if index not in bad]
        frame.batch = Batch([events[index] for index in kept], LazyRaws(b"", dialect, [bytes(raws[index]) for index in kept]))

    def _plain(self, topic: bytes, body: bytes, dialect: Dialect) -> Frame:
        got = self._one(body, dialect, "")
        if isinstance(got, Rejection):
            return Frame(got.source, Batch([]), rejections=[got], body=body, topic=topic)
        raws = LazyRaws(b"", dialect, [body])
        return Frame(got.source, Batch([got], raws), body=body, topic=topic, misplaced=_misplaced(topic, [got]))

    def _careful(self, topic: bytes, body: bytes, dialect: Dialect) -> Frame:
        """A message that failed as a whole: each part is judged alone."""
        pieces = self._take_apart(body, dialect)
        if isinstance(pieces, Rejection):
            return Frame("", Batch([]), rejections=[pieces], body=body, topic=topic)
        if pieces.events is None:
            return self._plain(topic, body, dialect)
        frame = Frame("", Batch([]), body=body, topic=topic)
        values = self._header(frame, pieces, dialect)
        frame.source = values.get("source") or ""
        if values.get("epoch") is not None and values.get("seq") is not None:
            frame.epoch, frame.seq = values["epoch"], values["seq"]
        if values.get("sent") is not None:
            frame.sent = values["sent"].timestamp()
        if values["v"] != VERSION:
            reason = f"expected version {VERSION} of the envelope, got {values['v']!r}"
            refused = pieces.events[:MAX_BATCH] or [body[:1024]]
            frame.rejections = [rejection(frame.source, "", "v", reason, raw) for raw in refused]
            return frame
        events: list[Event] = []
        raws: list[bytes] = []
        for index, raw in enumerate(pieces.events):
            if index >= MAX_BATCH:
                reason = f"more than {MAX_BATCH} events in one message"
                frame.rejections.append(rejection(frame.source, "", "events", reason, raw[:1024]))
                continue
            got = self._one(raw, dialect, frame.source)
            if isinstance(got, Rejection):
                frame.rejections.append(got)
            else:
                events.append(got)
                raws.append(raw)
        if pieces.cut:
            frame.rejections.append(rejection(frame.source, "", "", "the message ends before its end", body[:1024]))
        frame.batch = Batch(events, LazyRaws(b"", dialect, raws))
        frame.misplaced = _misplaced(topic, events)
        if not frame.source and events:
            frame.source = events[0].source
        return frame

    def _take_apart(self, body: bytes, dialect: Dialect) -> Pieces | Rejection:
        try:
            head: Head = dialect.head.decode(body)
            members = {name: bytes(raw) for name in Head.__struct_fields__ if isinstance(raw := getattr(head, name), Raw)}
            events = members.pop("events", None)
            return Pieces(members, None if events is None else [bytes(raw) for raw in dialect.raws.decode(events)])
        except BAD as error:
            if len(body) > MAX_SALVAGE:
                return rejection("", "", *explain(error), body[:1024])
        return split_json(body) if dialect is self._json else split_packed(body)

    def _header(self, frame: Frame, pieces: Pieces, dialect: Dialect) -> dict[str, Any]:
        """The envelope's own fields; a bad one is told and done without, for the events are what matters."""
        values: dict[str, Any] = {"v": None}
        try:
            values["v"] = dialect.version.decode(pieces.members.get("v", b""))
        except BAD:
            values["v"] = pieces.members.get("v", b"nothing")[:32].decode(errors="replace")
        for name, decoder in dialect.fields.items():
            raw = pieces.members.get(name)
            try:
                if raw is None and name == "source":
                    raise ValueError("required field missing")
                if raw is not None:
                    values[name] = decoder.decode(raw)
            except BAD as error:
                frame.rejections.append(rejection("", "", name, explain(error)[1], (raw or b"")[:1024]))
        return values

    def _one(self, raw: bytes, dialect: Dialect, source: str) -> Event | Rejection:
        if len(raw) > MAX_EVENT:
            return rejection(source, "", "", f"an event of {len(raw)} bytes, more than {MAX_EVENT}", raw[:1024])
        try:
            event = self._event(raw, dialect)
            if dialect is self._json and not raw.isascii():
                str(raw, "utf-8")
        except BAD as error:
            field, reason = explain(error)
            named, event_id = self._whose(raw, dialect)
            return rejection(named or source, event_id, field or self._culprit(raw, dialect), reason, raw)
        faults = check([event])
        if faults:
            return rejection(event.source, event.id, faults[0][1], faults[0][2], raw)
        return event

    def _event(self, raw: bytes, dialect: Dialect) -> Event:
        """A typed decode; where it fails, without the optional fields that are null.

        Many programs write null for what they do not know. Most of our fields take it; a call must not be lost for the others.
        """
        try:
            event: Event = dialect.event.decode(raw)
        except msgspec.ValidationError:
            known = _without_nulls(raw, dialect)
            if known is None:
                raise
            event = dialect.event.decode(known)
        return event

    def _culprit(self, raw: bytes, dialect: Dialect) -> str:
        """The member that makes a malformed event malformed, where one alone can be found guilty."""
        pieces = split_json(raw) if dialect is self._json else split_packed(raw)
        for name, value in pieces.members.items():
            try:
                dialect.anything.decode(value)
            except BAD:
                return name
        return ""

    def _whose(self, raw: bytes, dialect: Dialect) -> tuple[str, str]:
        try:
            names: Names = dialect.names.decode(raw)
            found = {"source": names.source, "id": names.id}
        except BAD:
            pieces = split_json(raw) if dialect is self._json else split_packed(raw)
            found = {name: Raw(pieces.members[name]) if name in pieces.members else UNSET for name in ("source", "id")}
        texts = []
        for value in found.values():
            try:
                texts.append(dialect.text.decode(value) if isinstance(value, Raw) else "")
            except BAD:
                texts.append("")
        return texts[0], texts[1]


def _without_nulls(raw: bytes, dialect: Dialect) -> bytes | None:
    """The event without the nulls that stand for nothing; None where there are none."""
    try:
        members = dialect.anything.decode(raw)
    except (*BAD, TypeError):  # MessagePack has maps whose keys no dictionary takes
        return None
    if not isinstance(members, dict) or all(members.get(name, "") is not None for name in _NEVER_NULL):
        return None
    known = {name: value for name, value in members.items() if value is not None or name not in _NEVER_NULL}
    encode = msgspec.msgpack.encode if dialect.packed else msgspec.json.encode
    return encode(known)


def _misplaced(topic: bytes, events: list[Event]) -> int:
    expected = _CLASS_OF_TOPIC.get(topic.partition(b".")[0])
    kinds = set(map(type, events))
    if kinds == {expected} or not kinds:
        return 0
    return sum(type(event) is not expected for event in events)
