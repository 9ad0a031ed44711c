"""Messages to events: good ones whole, bad ones event by event, never an exception."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.events import Cctv, Sensor
from alerts.validation import Rejection
from feeds.wire.codec import Decoder, Envelope, encode
from feeds.wire.envelope import MAX_BATCH, MAX_EVENT, MAX_MESSAGE

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
DECODER = Decoder()


def cctv(number: int = 0, **fields: Any) -> dict[str, Any]:
    base = {"type": "cctv", "id": f"c{number}", "source": "cctv/1", "time": "2026-05-01T12:00:00+09:00"}
    return {**base, "camera_id": "k", "label": "crowd", "place": "서울역", **fields}


def envelope(events: list[Any], **fields: Any) -> dict[str, Any]:
    return {"v": 1, "source": "s", "epoch": 7, "seq": 3, "sent": "2026-05-01T03:00:00Z", "events": events, **fields}


def packed(content: Any) -> bytes:
    return msgspec.msgpack.encode(content)


def text(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


@pytest.mark.parametrize("packs", [text, packed])
def test_an_envelope_becomes_a_frame(packs: Any) -> None:
    body = packs(envelope([cctv(1, extra={"deep": [1]}), cctv(2)]))
    frame = DECODER.frame(b"cctv.11680", body)
    assert (frame.source, frame.epoch, frame.seq, frame.misplaced) == ("s", 7, 3, 0)
    assert frame.sent == datetime(2026, 5, 1, 3, tzinfo=UTC).timestamp()
    assert [event.id for event in frame.batch.events] == ["c1", "c2"]
    assert json.loads(frame.batch.raw(0))["extra"] == {"deep": [1]}
    assert frame.rejections == []
    assert frame.body == body


@pytest.mark.parametrize("pack", [False, True])
def test_what_is_encoded_is_decoded(pack: bool) -> None:
    event = Cctv(id="1", source="c", time=NOW, camera_id="k", label="fall", lat=37.5, lon=127.0)
    frame = DECODER.frame(b"cctv", encode(Envelope(1, "me", [event], 5, 6, NOW), pack))
    assert frame.batch.events == [event]
    assert (frame.epoch, frame.seq, frame.sent) == (5, 6, NOW.timestamp())


@pytest.mark.parametrize("packs", [text, packed])
def test_a_plain_event_is_taken_unnumbered(packs: Any) -> None:
    frame = DECODER.frame(b"cctv", packs(cctv(4, extra=1)))
    assert (frame.source, frame.seq) == ("cctv/1", None)
    assert frame.batch.events[0].id == "c4"
    assert json.loads(frame.batch.raw(0))["extra"] == 1


BAD: list[tuple[Any, str]] = [
    (cctv(9, lat=91), "lat"),
    (cctv(9, time="yesterday"), "time"),
    (cctv(9, time="2026-05-01T12:00:00"), "time"),
    (cctv(9, time="1970-01-01T00:00:00Z"), "time"),
    (cctv(9, label="ghost"), "label"),
    (cctv(9, confidence="high"), "confidence"),
    (cctv(9, type="bird"), "type"),
    (cctv(9, region="1168"), "region"),
    (cctv(9, id=""), "id"),
    (cctv(9, count=2**63), "count"),
    ({key: value for key, value in cctv(9).items() if key != "camera_id"}, "camera_id"),
    ({key: value for key, value in cctv(9).items() if key != "type"}, "type"),
    ([], ""),
    (None, ""),
    ("cctv", ""),
]


@pytest.mark.parametrize(("event", "field"), BAD, ids=range(len(BAD)))  # type: ignore[arg-type]
@pytest.mark.parametrize("packs", [text, packed])
def test_a_bad_event_is_refused_alone(packs: Any, event: Any, field: str) -> None:
    frame = DECODER.frame(b"cctv", packs(envelope([cctv(1, kept=1), event, cctv(2, kept=2)])))
    assert [event.id for event in frame.batch.events] == ["c1", "c2"]
    assert [json.loads(frame.batch.raw(index))["kept"] for index in (0, 1)] == [1, 2]
    assert (frame.seq, frame.epoch) == (3, 7)
    (refused,) = frame.rejections
    assert refused.field == field
    assert refused.reason
    assert not field or refused.reason.startswith(field)
    if isinstance(event, dict) and event["id"]:
        assert (refused.source, refused.event_id) == ("cctv/1", "c9")


@pytest.mark.parametrize("packs", [text, packed])
def test_null_for_an_optional_field_is_as_if_it_were_not_there(packs: Any) -> None:
    nulls = dict.fromkeys(("status", "candidates", "place", "region", "lat", "lon", "confidence", "count", "kept"))
    frame = DECODER.frame(b"cctv", packs(envelope([cctv(1), cctv(2, **nulls), cctv(3)])))
    assert not frame.rejections
    assert [event.id for event in frame.batch.events] == ["c1", "c2", "c3"]
    told = frame.batch.events[1]
    assert (told.status, told.candidates, told.place, told.lat) == ("actual", [], None, None)
    assert json.loads(frame.batch.raw(1))["kept"] is None  # as it was received
    (alone,) = DECODER.frame(b"cctv", packs(cctv(2, **nulls))).batch.events
    assert alone == told


@pytest.mark.parametrize("packs", [text, packed])
@pytest.mark.parametrize(("fields", "field"), [({"id": None}, "id"), ({"status": None, "label": None}, "label"),
                                               ({"candidates": [None]}, "candidates[0]")])  # fmt: skip
def test_null_for_what_is_required_is_refused_by_name(packs: Any, fields: dict[str, Any], field: str) -> None:
    (refused,) = DECODER.frame(b"cctv", packs(cctv(1, **fields))).rejections
    assert refused.field == field


MALFORMED = {
    "nan": text(cctv(9, id="n", source="x", confidence="@")).replace(b'"@"', b"NaN"),
    "huge": text(cctv(9, id="n", source="x", count="@")).replace(b'"@"', b"9" * 5_000),
    "deep": b'{"type":"cctv","id":"n","source":"x","more":' + b"[" * 30_000 + b"]" * 30_000 + b"}",
    "utf8": b'{"type":"cctv","id":"n","source":"x","place":"\xff\xfe"}',
    "utf8 unknown": text(cctv(9, id="n", source="x", more="@")).replace(b"@", b"\xff"),
    "comma": b'{"type":"cctv","id":"n","source":"x",,}',
    "word": b'{"type":"cctv","id":"n","source":"x","lat":infinity}',
    "surrogate": b'{"type":"cctv","id":"n","source":"x","place":"\\ud800"}',
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_event_does_not_cost_its_neighbours(name: str) -> None:
    body = text(envelope([cctv(1), "@", cctv(2)])).replace(b'"@"', MALFORMED[name])
    frame = DECODER.frame(b"cctv", body)
    assert [event.id for event in frame.batch.events] == ["c1", "c2"]
    assert frame.seq == 3
    (refused,) = frame.rejections
    assert (refused.source, refused.event_id) == ("x", "n")
    assert refused.reason


def test_a_malformed_packed_event_does_not_cost_its_neighbours() -> None:
    mark = packed("@" * 40)
    body = packed(envelope([cctv(1), mark, cctv(2)])).replace(packed(mark), b"\x91" * 20_000 + b"\x01")
    frame = DECODER.frame(b"cctv", body)
    assert [event.id for event in frame.batch.events] == ["c1", "c2"]
    assert len(frame.rejections) == 1
    assert frame.seq == 3


def test_packed_numbers_that_are_none_are_refused() -> None:
    fields = {"sensor_id": "a", "quantity": "q", "unit": "m"}
    event = {**cctv(9), "type": "sensor", **fields, "value": math.nan}
    frame = DECODER.frame(b"sensor", packed(envelope([event, {**event, "value": 1.0}])))
    assert [rejection.field for rejection in frame.rejections] == ["value"]
    assert isinstance(frame.batch.events[0], Sensor)


@pytest.mark.parametrize(
    ("header", "field"),
    [({"sent": "noon"}, "sent"), ({"seq": -1}, "seq"), ({"epoch": 2**70}, "epoch"), ({"source": 3}, "source")],
)
def test_a_bad_header_is_told_and_the_events_are_taken(header: dict[str, Any], field: str) -> None:
    frame = DECODER.frame(b"cctv", text(envelope([cctv(1)], **header)))
    assert [event.id for event in frame.batch.events] == ["c1"]
    assert [rejection.field for rejection in frame.rejections] == [field]
    assert frame.seq == (None if field in ("seq", "epoch") else 3)


@pytest.mark.parametrize("version", [0, 2, "1", None])
def test_another_version_is_refused_with_all_its_events(version: Any) -> None:
    frame = DECODER.frame(b"cctv", text(envelope([cctv(1), cctv(2)], v=version)))
    assert not frame.batch.events
    assert [rejection.field for rejection in frame.rejections] == ["v", "v"]
    assert frame.seq == 3


def test_events_under_another_topic_are_taken_and_counted() -> None:
    assert DECODER.frame(b"unit", text(envelope([cctv(1), cctv(2)]))).misplaced == 2
    assert DECODER.frame(b"nonsense", text(cctv(1))).misplaced == 1


def test_sizes_are_bounded() -> None:
    large = cctv(8, more="x" * MAX_EVENT)
    frame = DECODER.frame(b"cctv", text(envelope([cctv(1), large, cctv(2)])))
    assert [event.id for event in frame.batch.events] == ["c1", "c2"]
    assert "bytes" in frame.rejections[0].reason
    frame = DECODER.frame(b"cctv", text(envelope([cctv(number) for number in range(MAX_BATCH + 3)])))
    assert (len(frame.batch), len(frame.rejections)) == (MAX_BATCH, 3)
    frame = DECODER.frame(b"cctv", b" " * (MAX_MESSAGE + 1))
    assert (len(frame.batch), len(frame.rejections)) == (0, 1)


def test_a_line_is_an_event_or_a_rejection() -> None:
    assert isinstance(DECODER.line(text(cctv(1))), Cctv)
    refused = DECODER.line(b'{"type":"cctv","id":"a"')
    assert isinstance(refused, Rejection)
    assert refused.event_id == "a"
    assert isinstance(DECODER.line(b""), Rejection)


@pytest.mark.parametrize("packs", [text, packed])
def test_what_is_cut_short_is_told(packs: Any) -> None:
    body = packs(envelope([cctv(1), cctv(2)]))
    for end in range(body.index(b"events"), len(body)):
        frame = DECODER.frame(b"cctv", body[:end])
        assert frame.rejections, body[:end]
        assert len(frame.batch) <= 2


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 400), st.binary(max_size=4), st.booleans())
def test_nothing_raises(junk: bytes, at: int, wedge: bytes, pack: bool) -> None:
    good = (packed if pack else text)(envelope([cctv(1), cctv(2)]))
    for body in (junk, good[:at], good[:at] + wedge + good[at + len(wedge) :], b"events" + junk, b'{"events":[' + junk):
        frame = DECODER.frame(b"cctv", body)
        for index in range(len(frame.batch)):
            msgspec.json.decode(frame.batch.raw(index))
