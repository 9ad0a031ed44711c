"""Gets a recording from a hub: asks it for a tape, and writes what it gives to a file."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Protocol

import msgspec

from alerts.errors import WireError
from feeds.client import Link, Reply
from feeds.recordings.sink import FileSink
from feeds.recordings.taping.tapes import READ_BYTES, Piece

ANSWER_S: Final = 10.0
"""A hub that does not answer for so long is taken for gone, seconds."""
ASK_EVERY_S: Final = 0.2
_LOOK_S: Final = 0.01


class Asked(Protocol):
    """The part of :class:`feeds.client.ConsoleClient` that is used."""

    def poll(self) -> list[Any]: ...

    def query(self, name: str, args: dict[str, Any], callback_id: str) -> None: ...


class TapeFetcher:
    """One recording at one hub, written to one file as it grows.

    OutputError where the file takes no more; WireError where the hub is gone or refuses. Either way the file then holds
    everything received before, and can be read.
    """

    def __init__(
        self,
        client: Asked,
        path: Path,
        force: bool = False,
        patience: float = ANSWER_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``patience`` is how long an answer may take, seconds; ``clock`` never steps.

        OutputError where the file cannot be made.
        """
        self._client = client
        self._path = path
        self._clock = clock
        self._patience = patience
        self._asked = 0
        self._trouble = ""
        self._tape = ""
        self.received = 0
        """Bytes."""
        self.events = 0
        self._file = FileSink(path, force)

    def record(self, stopped: Callable[[], bool], began: Callable[[], None] = lambda: None) -> None:
        """Record until ``stopped`` says so; ``began`` is called once the hub records."""
        try:
            self._tape = self._ask("tape_start").tape
            began()
            while not stopped():
                if len(self._take("tape_read").data) < READ_BYTES:
                    self._wait(stopped)
            while not self._take("tape_stop").done:
                pass
        finally:
            self._file.close()
            if not self.received:
                self._path.unlink(missing_ok=True)

    def _take(self, question: str) -> Piece:
        piece = self._ask(question)
        self._file.write(piece.data)
        self._file.flush()
        self.received += len(piece.data)
        self.events = piece.events
        if piece.trouble and not piece.data:
            raise WireError(f"the hub ended the recording: {piece.trouble}; {self._kept()}")
        return piece

    def _wait(self, stopped: Callable[[], bool]) -> None:
        until = self._clock() + ASK_EVERY_S
        while self._clock() < until and not stopped():
            time.sleep(_LOOK_S)
            self._notice(self._client.poll())

    def _ask(self, question: str) -> Piece:
        self._asked += 1
        name = f"{question} {self._asked}"
        self._client.query(question, {"tape": self._tape, "offset": self.received}, name)
        until = self._clock() + self._patience
        while self._clock() < until:
            messages = self._client.poll()
            self._notice(messages)
            for message in messages:
                if isinstance(message, Reply) and message.id == name:
                    return self._understood(message)
            time.sleep(_LOOK_S)
        raise WireError(f"the hub does not answer{self._trouble}; {self._kept()}")

    def _understood(self, reply: Reply) -> Piece:
        if reply.error == "unknown_query":
            raise WireError("this hub does not record: it plays a recording itself, or is of an older version")
        if reply.error:
            raise WireError(f"the hub does not record: {reply.detail or reply.error}; {self._kept()}")
        try:
            return msgspec.convert(reply.result, Piece)
        except msgspec.ValidationError:
            raise WireError("the hub's answer cannot be understood; is it of the same version?") from None

    def _notice(self, messages: list[Any]) -> None:
        for message in messages:
            if isinstance(message, Link):
                told = {
                    "refused": ": it refuses this console's key (let it in with `hub --authorise-console`)",
                    "wrong_key": ": it is not the hub whose key is known here (name its key with --hub-key)",
                }
                self._trouble = told.get(message.trouble, "")

    def _kept(self) -> str:
        return f"what was recorded before is in {self._path}" if self.received else "nothing was recorded"
