"""One question to a hub, from the command line."""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING, Any, Final

from alerts.errors import InputError, WireError

if TYPE_CHECKING:
    from feeds.client import ConsoleClient

PATIENCE_S: Final = 15.0


def ask(client: ConsoleClient, name: str, args: dict[str, Any], patience_s: float = PATIENCE_S) -> Any:
    """The hub's answer. WireError where none comes in time, InputError where it refuses."""
    from feeds.client import Link, Reply

    asked = uuid.uuid4().hex
    client.query(name, args, asked)
    end = time.monotonic() + patience_s
    trouble = ""
    while time.monotonic() < end:
        for message in client.poll():
            if isinstance(message, Reply) and message.id == asked:
                if message.error:
                    raise InputError(f"the hub cannot answer: {message.detail or message.error}")
                return message.result
            if isinstance(message, Link):
                trouble = message.trouble
        if trouble:
            break
        time.sleep(0.01)
    said = f" ({trouble})" if trouble else ""
    raise WireError(f"the hub does not answer{said}; is it running, and is its key the right one?")
