"""The published schemas say what the program does."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from alerts.events import EVENT_TYPES
from feeds.schemas import FOLDER, documents
from feeds.wire.codec import Decoder, Envelope, encode

TIME = "2026-05-01T12:00:00+09:00"
EXAMPLES: dict[str, dict[str, Any]] = {
    "cctv": {"camera_id": "c", "label": "crowd", "confidence": 0.5},
    "dispatch": {"service": "119", "call_id": "c", "stage": "received", "code": "fire"},
    "unit": {"service": "112", "unit_id": "u", "heading": 90, "speed": 3},
    "disaster": {"identifier": "i", "msg_type": "Alert", "event": "호우", "onset": TIME},
    "journey": {"journey_id": "j", "stage": "sos", "battery": 0.2},
    "tracker": {"person_ref": "p", "programme": "child", "alert": "sos"},
    "vehicle": {"camera_id": "c", "plate": "12가3456", "list": "wanted"},
    "sensor": {"sensor_id": "s", "quantity": "level", "value": 1, "unit": "m", "level": "alarm"},
}


def event(kind: str) -> dict[str, Any]:
    return {"type": kind, "id": "1", "source": "s", "time": TIME, "lat": 37.5, "lon": 127.0, "more": 1, **EXAMPLES[kind]}


def test_the_files_are_in_step() -> None:
    made = documents()
    assert {path.name for path in FOLDER.iterdir()} == set(made)
    for name, content in made.items():
        assert (FOLDER / name).read_bytes() == content, f"{name} is out of date: run `make schemas`"


def test_every_type_is_described() -> None:
    description = json.loads((FOLDER / "asyncapi.json").read_bytes())
    assert set(description["channels"]) == set(EVENT_TYPES) == set(EXAMPLES)
    references = {text for text in _references(description) if text.startswith("#/")}
    for reference in references:
        found: Any = description
        for part in reference[2:].split("/"):
            found = found[part]


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for key, item in value.items() for text in ([item] if key == "$ref" else _references(item))]
    return [text for item in value for text in _references(item)] if isinstance(value, list) else []


@pytest.mark.parametrize("kind", EVENT_TYPES)
def test_schema_and_decoder_agree(kind: str) -> None:
    validator = Draft202012Validator(json.loads((FOLDER / "event.schema.json").read_bytes()))
    decoder = Decoder()
    good = event(kind)
    bad: list[dict[str, Any]] = [{**good, "lat": 91}, {**good, "region": "1"}, {**good, "status": "real"}]
    bad += [{key: value for key, value in good.items() if key != name} for name in ("id", "source", "time", "type")]
    for candidate in (good, *bad):
        taken = not decoder.frame(kind.encode(), json.dumps(candidate).encode()).rejections
        assert taken == validator.is_valid(candidate) == (candidate is good)


def test_an_envelope_fits_its_schema() -> None:
    schema = json.loads((FOLDER / "envelope.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    frame = Decoder().frame(b"cctv", json.dumps(event("cctv")).encode())
    body = encode(Envelope(1, "s", frame.batch.events, 1, 0, datetime(2026, 1, 1, tzinfo=UTC)))
    Draft202012Validator(schema).validate(msgspec.json.decode(body))
