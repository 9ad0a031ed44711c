"""Writes what is on the wire as JSON Schemas and as an AsyncAPI description: ``python -m feeds.schemas``."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import msgspec

from alerts.events import EVENT_CLASSES, EVENT_TYPES, Event
from feeds.addresses import FEED_PORT
from feeds.outward import schemas as outward
from feeds.wire.envelope import MAX_BATCH, MAX_EVENT, MAX_MESSAGE, Envelope

FOLDER: Final = Path(__file__).resolve().parents[1] / "resources" / "schemas"
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
VERSION: Final = "1.0.0"


def documents() -> dict[str, bytes]:
    """File name -> content, of everything in ``resources/schemas``."""
    made = {
        "event.schema.json": _schema(Event, "Event", "One event. Fields not named here are kept, not refused."),
        "envelope.schema.json": _schema(
            Envelope, "Envelope", "What carries events. Without epoch and seq it is accepted, but a loss cannot be noticed."
        ),
        "asyncapi.json": _asyncapi(),
        **{name: _schema(*about) for name, about in outward.schemas().items()},
        "outward.asyncapi.json": outward.asyncapi(VERSION),
    }
    return {name: msgspec.json.format(msgspec.json.encode(content, order="sorted")) + b"\n" for name, content in made.items()}


def write(folder: Path = FOLDER) -> list[Path]:
    """Write them all; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in documents().items():
        (folder / name).write_bytes(content)
        written.append(folder / name)
    return written


def _schema(kind: Any, title: str, description: str) -> dict[str, Any]:
    (schema,), components = msgspec.json.schema_components([kind], ref_template="#/$defs/{name}")
    if "$ref" in schema:
        schema = components.pop(schema["$ref"].rpartition("/")[2])
    return {"$schema": DIALECT, **schema, "title": title, "description": description, "$defs": components}


def _asyncapi() -> dict[str, Any]:
    (envelope, *kinds), schemas = msgspec.json.schema_components(
        [Envelope, *EVENT_CLASSES], ref_template="#/components/schemas/{name}"
    )
    channels: dict[str, Any] = {}
    messages: dict[str, Any] = {}
    for name, kind in zip(EVENT_TYPES, kinds, strict=True):
        messages[name] = {
            "title": f"One {name} event",
            "description": "As JSON, without an envelope: accepted, unnumbered.",
            "contentType": "application/json",
            "payload": kind,
        }
        channels[name] = {
            "address": name,
            "title": f"Events of the type {name}",
            "description": f"The first frame is the topic: `{name}`, or `{name}.REGION` with a 5-digit region code.",
            "messages": {
                "envelope": {"$ref": "#/components/messages/envelope"},
                "event": {"$ref": f"#/components/messages/{name}"},
            },
        }
    messages["envelope"] = {
        "title": "An envelope with events",
        "description": (
            f"As JSON or MessagePack. At most {MAX_MESSAGE} bytes and {MAX_BATCH} events in a message, {MAX_EVENT} bytes in an "
            "event. A bad event is refused alone; its neighbours are taken."
        ),
        "contentType": "application/json",
        "payload": envelope,
    }
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Gwanje feeds",
            "version": VERSION,
            "description": "What a feed publishes to a hub: ZeroMQ messages of two frames, topic and body. Publishers connect.",
        },
        "defaultContentType": "application/json",
        "servers": {
            "hub": {
                "host": f"127.0.0.1:{FEED_PORT}",
                "protocol": "zmq",
                "description": "A SUB socket that binds; publishers (PUB or XPUB) connect to it with CURVE.",
                "security": [{"$ref": "#/components/securitySchemes/curve"}],
            }
        },
        "channels": channels,
        "operations": {
            f"take_{name}": {
                "action": "receive",
                "summary": f"The hub takes {name} events.",
                "channel": {"$ref": f"#/channels/{name}"},
            }
            for name in EVENT_TYPES
        },
        "components": {
            "messages": messages,
            "schemas": schemas,
            "securitySchemes": {
                "curve": {
                    "type": "asymmetricEncryption",
                    "description": "CURVE: the hub's public key (hub.key) and a key pair whose public half the hub lets in.",
                }
            },
        },
    }


if __name__ == "__main__":
    for path in write():
        print(path)
