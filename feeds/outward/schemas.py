"""What goes between a hub and linked services, as JSON Schemas and as an AsyncAPI description."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from feeds.addresses import OUTWARD_PORT
from feeds.outward.messages import (
    Accepted,
    Asked,
    Done,
    Ending,
    FromCounterpart,
    Hello,
    Noted,
    Received,
    Refused,
    Renewal,
    ToCounterpart,
    Unwelcome,
    Welcome,
)

TO: Final = (Asked, Renewal, Ending, Noted, Welcome, Unwelcome)
FROM: Final = (Hello, Received, Accepted, Refused, Done)


def schemas() -> dict[str, tuple[Any, str, str]]:
    """File name -> what it describes, its title and its description."""
    return {
        "outward-to.schema.json": (
            ToCounterpart, "To a linked service",
            "What a hub sends. A number that comes twice is answered twice and acted upon once.",
        ),
        "outward-from.schema.json": (
            FromCounterpart, "From a linked service", "What a counterpart answers, said again until the hub has noted it.",
        ),
    }  # fmt: skip


def asyncapi(version: str) -> dict[str, Any]:
    """The AsyncAPI document."""
    kinds = (*TO, *FROM)
    refs, components = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    messages = {
        _name(kind): {"title": _title(kind), "contentType": "application/json", "payload": ref}
        for kind, ref in zip(kinds, refs, strict=True)
    }

    def channel(title: str, some: tuple[type, ...]) -> dict[str, Any]:
        return {
            "address": None,
            "title": title,
            "messages": {_name(kind): {"$ref": f"#/components/messages/{_name(kind)}"} for kind in some},
        }

    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Gwanje linked services",
            "version": version,
            "description": (
                "Requests to 112, 119, the disaster office and others, and their answers. ZeroMQ messages of one frame; a "
                "counterpart connects (DEALER) and says hello every two seconds. Each message to it has a number in the hub's "
                "epoch and comes again under that number until it is answered."
            ),
        },
        "defaultContentType": "application/json",
        "servers": {
            "hub": {
                "host": f"127.0.0.1:{OUTWARD_PORT}",
                "protocol": "zmq",
                "description": "A ROUTER socket that binds; counterparts (DEALER) connect to it with CURVE.",
                "security": [{"$ref": "#/components/securitySchemes/curve"}],
            }
        },
        "channels": {
            "to_counterpart": channel("From the hub to a counterpart", TO),
            "from_counterpart": channel("From a counterpart to the hub", FROM),
        },
        "operations": {
            "deliver": {
                "action": "send",
                "summary": "The hub delivers requests and notes answers.",
                "channel": {"$ref": "#/channels/to_counterpart"},
            },
            "hear": {
                "action": "receive",
                "summary": "The hub hears counterparts.",
                "channel": {"$ref": "#/channels/from_counterpart"},
            },
        },
        "components": {
            "messages": messages,
            "schemas": components,
            "securitySchemes": {
                "curve": {
                    "type": "asymmetricEncryption",
                    "description": (
                        "CURVE: the hub's public key (hub.key) and a key pair whose public half lies in the hub's folder of "
                        "counterparts, named for the counterpart's id."
                    ),
                }
            },
        },
    }


def _name(kind: type) -> str:
    return str(kind.__struct_config__.tag)  # type: ignore[attr-defined]


def _title(kind: type) -> str:
    return (kind.__doc__ or "").partition(".")[0].replace("``", "")
