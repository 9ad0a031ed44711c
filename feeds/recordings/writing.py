"""Chooses the writer for a file's name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Protocol, Self, TypeAlias

from alerts.errors import OutputError
from feeds.recordings.mcap.writer import CRASH_SECONDS, McapWriter
from feeds.recordings.sink import FileSink
from feeds.recordings.text.writer import NdjsonWriter

Form: TypeAlias = Literal["mcap", "ndjson", "ndjson.zst"]
_FORMS: Final[dict[str, Form]] = {
    ".mcap": "mcap",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".ndjson.zst": "ndjson.zst",
    ".jsonl.zst": "ndjson.zst",
}


class Writer(Protocol):
    """What takes messages into a file."""

    def write(self, body: bytes, topic: bytes, received: float, sent: float | None = None, seq: int | None = None) -> None:
        """Add one message; ``received`` and ``sent`` in seconds since the epoch."""

    def tick(self, now: float) -> None:
        """Let time pass, so that what waits is written in time."""

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...


def form_of(path: Path) -> Form:
    """The form a file's name asks for; OutputError where it asks for none of ours."""
    name = path.name.lower()
    for suffix, form in _FORMS.items():
        if name.endswith(suffix):
            return form
    raise OutputError(f"{path}: the name of a recording ends with .mcap, .ndjson or .ndjson.zst")


def writer(
    path: Path | str,
    about: Mapping[str, str] | None = None,
    schema: bytes = b"",
    force: bool = False,
    form: Form | None = None,
    crash_seconds: float = CRASH_SECONDS,
) -> Writer:
    """Begin a recording. ``about`` says what is recorded (``city``, ``mode``, ``program``).

    ``crash_seconds`` is how much, in receive time, a crash may lose; what is written less often packs better. OutputError
    where the file exists already (unless ``force``), cannot be made, or its name says no known form.
    """
    path = Path(path)
    form = form or form_of(path)
    if form == "mcap":
        return McapWriter(FileSink(path, force), about or {}, schema, crash_seconds)
    return NdjsonWriter(FileSink(path, force), form == "ndjson.zst", crash_seconds)
