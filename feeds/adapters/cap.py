"""CAP 1.1 and 1.2 (OASIS Common Alerting Protocol) to disaster events.

An alert comes bare, several in an Atom or RSS feed, or embedded in EDXL. One event is made for each ``<info>`` of the
language chosen: Korean before English before whatever comes first. What an event has no field for is kept beside it in
the extra field ``cap``, the texts in other languages among it. Signatures are not verified, and that is said there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from lxml import etree

from alerts.batch import Batch
from alerts.events import Event
from alerts.validation import Rejection
from feeds.adapters.cap_fields import Fields, Refusal, texts_of
from feeds.adapters.cap_info import chosen, event_fields, other_languages
from feeds.adapters.hostile_xml import Refused, parse
from feeds.wire.codec import Decoder
from feeds.wire.envelope import MAX_EVENT
from feeds.wire.faults import rejection
from feeds.wire.frame import Frame

CAP: Final = "urn:oasis:names:tc:emergency:cap:"
_STATUS: Final = {"actual": "actual", "exercise": "exercise", "system": "test", "test": "test", "draft": "test"}
"""A draft "is not actionable in its current form" (CAP 1.2, 3.2.1): it must never be taken for an actual alert."""
_MSG_TYPES: Final = {name.casefold(): name for name in ("Alert", "Update", "Cancel", "Ack", "Error")}
_KEPT_RAW: Final = 1024


class CapReader:
    """Reads documents; made once."""

    def __init__(self, source: str = "") -> None:
        """``source`` names the events' source; without it, each alert's sender does."""
        self._source = source
        self._decoder = Decoder()

    def read(self, data: bytes) -> Frame:
        """The events of one document, in order, and what was refused. Never raises for what the document holds."""
        events: list[Event] = []
        raws: list[bytes] = []
        frame = Frame(self._source, Batch(events, lambda: raws))
        found = 0
        for alert in _alerts(data):
            found += 1
            if isinstance(alert, Refused):
                frame.rejections.append(rejection(self._source, "", "", str(alert), data[:_KEPT_RAW]))
                continue
            for line in self._lines(alert):
                got = line if isinstance(line, Rejection) else self._decoder.line(line)
                if isinstance(got, Rejection):
                    got.line = alert.sourceline or 0
                    frame.rejections.append(got)
                elif isinstance(line, bytes):
                    events.append(got)
                    raws.append(line)
        if not found:
            reason = "no CAP alert in this document"
            frame.rejections.append(rejection(self._source, "", "", reason, data[:_KEPT_RAW]))
        return frame

    def _lines(self, alert: Any) -> Iterator[bytes | Rejection]:
        """One event of JSON for each information block, or why there is none."""
        fields = Fields(alert)
        identifier, sender = fields.text("identifier"), fields.text("sender")
        try:
            base = self._base(fields, identifier, sender)
        except Refusal as refusal:
            raw = etree.tostring(alert, encoding="utf-8")[:_KEPT_RAW]
            yield rejection(self._source or sender, identifier, refusal.field, refusal.reason, raw)
            return
        infos = [Fields(info) for info in fields.all("info")]
        told = chosen(infos)
        extra = self._extra(fields)
        languages = other_languages(infos, told)
        for index, info in enumerate(told or [None], 1):
            about = event_fields(info, base["msg_type"], fields.text("note"))
            more = {**extra, **about.extra, "languages": languages, "remarks": about.remarks}
            event = {**base, **about.fields, "cap": {name: value for name, value in more.items() if value}}
            if index > 1:
                event["id"] = f"{identifier}#{index}"
            yield _as_line(event)

    def _base(self, fields: Fields, identifier: str, sender: str) -> dict[str, Any]:
        status = _STATUS.get(fields.text("status").casefold())
        msg_type = _MSG_TYPES.get(fields.text("msgType").casefold())
        if not identifier:
            raise Refusal("identifier", "required element missing")
        if not (self._source or sender):
            raise Refusal("sender", "required element missing")
        if status is None:
            # never guessed: an exercise taken for real is as bad as the reverse
            raise Refusal("status", "expected Actual, Exercise, System, Test or Draft")
        if msg_type is None:
            raise Refusal("msgType", "expected Alert, Update, Cancel, Ack or Error")
        sent = fields.moment("sent")
        if sent is None:
            raise Refusal("sent", "expected a date and time with its offset from UTC")
        return {
            "type": "disaster",
            "id": identifier,
            "source": self._source or sender,
            "time": sent,
            "status": status,
            "identifier": identifier,
            "msg_type": msg_type,
            "references": fields.text("references").split()[:200] or None,
        }

    def _extra(self, fields: Fields) -> dict[str, Any]:
        signed = any(etree.QName(child).localname == "Signature" for child in fields.element if isinstance(child.tag, str))
        return {
            "sender": fields.text("sender"),
            "status": fields.text("status"),
            "scope": fields.text("scope"),
            "restriction": fields.text("restriction"),
            "addresses": fields.text("addresses"),
            "source": fields.text("source"),
            "codes": texts_of(fields.all("code")),
            "note": fields.text("note"),
            "incidents": fields.text("incidents"),
            "signature": "present, not verified" if signed else "",
        }


def _as_line(event: dict[str, Any]) -> bytes:
    """The event as JSON. What is kept beside it goes where it would make the event too large to be taken."""
    line = msgspec.json.encode({name: value for name, value in event.items() if value is not None})
    if len(line) > MAX_EVENT:
        event["cap"] = {"remarks": ["texts beside the event were left out: too large"]}
        line = msgspec.json.encode({name: value for name, value in event.items() if value is not None})
    return line


def _alerts(data: bytes, embedded: bool = False) -> Iterator[Any]:
    """The outermost alerts of a document, those written as text inside a feed's entry among them, or why there are none."""
    try:
        waiting = [parse(data)]
    except Refused as refused:
        yield refused
        return
    while waiting:
        element = waiting.pop()
        name = etree.QName(element)
        if name.localname == "alert" and (name.namespace is None or name.namespace.startswith(CAP)):
            yield element
            continue
        text = element.text
        if not embedded and text and "<" in text and CAP in text:
            yield from _alerts(text.strip().encode(), embedded=True)
        waiting.extend(child for child in reversed(element) if isinstance(child.tag, str))
