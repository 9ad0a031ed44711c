"""Recordings from one form to another, several merged in the order in which they were received."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import Final

from alerts.errors import OutputError
from alerts.validation import Rejection
from feeds.recordings.packing import messages_of
from feeds.recordings.recording import Received, Recording
from feeds.recordings.text.writer import NdjsonWriter
from feeds.recordings.trouble import cannot_write
from feeds.recordings.writing import Writer, form_of, writer
from feeds.wire.frame import Frame

STEP_S: Final = 0.2
"""Receive time, seconds, that is written as one moment where the input does not say better."""


@dataclass(slots=True)
class Tally:
    """What a conversion took over."""

    events: int = 0
    rejected: int = 0
    losses: list[str] = field(default_factory=list)


def convert(
    recordings: Sequence[Recording],
    out: Path,
    *,
    about: Mapping[str, str],
    schema: bytes = b"",
    force: bool = False,
    refused: Callable[[Path, Rejection], None],
    progress: Callable[[Tally], None],
) -> Tally:
    """Write everything in ``recordings`` to ``out``, which appears whole or not at all.

    Messages of MCAP stay as they are from MCAP to MCAP, refused events among them; everything else is written event by
    event, in the bytes it came as. ``refused`` is told of every refused
    event, ``progress`` now and then of how far it is. OutputError where ``out`` cannot be written; InputError where an
    input fails.
    """
    form = form_of(out)
    if out.exists() and not force:
        raise cannot_write(out, FileExistsError())
    tally = Tally()
    part = out.with_name(f".{out.name}.part")
    try:
        with writer(part, about, schema, force=True, form=form, crash_seconds=inf) as target:
            # one text to another needs no times; otherwise a frame is as short as a viewer's moment
            step = inf if len(recordings) == 1 and isinstance(target, NdjsonWriter) else STEP_S
            streams = [_named(recording, step) for recording in recordings]
            # a stable order: what was received at one time stays in the order of the inputs
            for number, (recording, (frame, received)) in enumerate(heapq.merge(*streams, key=lambda item: item[1].received)):
                tally.events += len(frame.batch)
                tally.rejected += len(frame.rejections)
                for rejection in frame.rejections:
                    refused(recording.path, rejection)
                # what was refused before any time was known has none: it counts from 1970
                _write(target, frame, max(received, 0.0))
                if number % 64 == 0:
                    progress(tally)
        part.replace(out)
    except OSError as error:
        raise cannot_write(out, error) from error
    except OutputError as error:
        raise OutputError(str(error).replace(str(part), str(out))) from None
    finally:
        with suppress(OSError):
            part.unlink()
    tally.losses = [f"{recording.path}: {loss}" for recording in recordings for loss in recording.losses]
    return tally


def _named(recording: Recording, step: float) -> Iterator[tuple[Recording, Received]]:
    for item in recording.timed(step=step):
        yield recording, item


def _write(target: Writer, frame: Frame, received: float) -> None:
    if isinstance(target, NdjsonWriter):
        target.write_batch(frame.batch, received)
    elif frame.body:
        target.write(frame.body, frame.topic, received, frame.sent, frame.seq)
    else:
        for topic, body in messages_of(frame.batch):
            target.write(body, topic, received)
