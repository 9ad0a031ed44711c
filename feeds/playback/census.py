"""What is in a recording, counted in one pass: its span, and its events by channel over time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf
from typing import Final

import numpy as np
from numpy.typing import NDArray

from alerts.errors import InputError
from alerts.events import Dispatch, Event, event_type
from feeds.recordings.recording import Recording

BINS: Final = 480
"""Bins of the counts: about one for every two pixels of a time line."""
STEP_S: Final = 0.2
"""Receive time, seconds, that one frame holds at most: what a viewer sees as one moment."""
_FINE: Final = 4096


@dataclass(slots=True)
class Census:
    """Receive times of the first and the last frame (seconds since the epoch), and events by channel in equal bins."""

    start: float = 0.0
    end: float = 0.0
    events: int = 0
    rejected: int = 0
    counts: dict[str, list[int]] = field(default_factory=dict)
    complete: bool = False
    """Whether everything has been counted; until then only the span is known."""


class _Histogram:
    """Counts over a span whose end is not known beforehand: when it is outgrown, two bins become one."""

    def __init__(self, start: float) -> None:
        self.start = start
        self.width = 1.0 / 16
        self.bins: dict[str, NDArray[np.int64]] = {}

    def add(self, channel: str, time: float, count: int) -> None:
        at = int((time - self.start) / self.width)
        while at >= _FINE:
            self.width *= 2
            for name, bins in self.bins.items():
                halved = np.zeros(_FINE, np.int64)
                halved[: _FINE // 2] = bins.reshape(-1, 2).sum(axis=1)
                self.bins[name] = halved
            at = int((time - self.start) / self.width)
        if channel not in self.bins:
            self.bins[channel] = np.zeros(_FINE, np.int64)
        self.bins[channel][at] += count

    def over(self, end: float, bins: int) -> dict[str, list[int]]:
        """Counts in ``bins`` equal bins from start to ``end``; sums are kept."""
        edges = np.arange(_FINE + 1) * self.width
        wanted = np.linspace(0.0, max(end - self.start, self.width), bins + 1)
        counts = {}
        for channel, fine in self.bins.items():
            sums = np.rint(np.interp(wanted, edges, np.concatenate([[0], np.cumsum(fine)])))
            sums[-1] = fine.sum()
            counts[channel] = np.diff(sums).astype(int).tolist()
        return counts


def channel_of(event: Event) -> str:
    """The channel an event is counted under, one of :data:`alerts.picture.FEEDS`."""
    return event.service if isinstance(event, Dispatch) else event_type(event)


def take_census(recording: Recording, bins: int = BINS) -> Census:
    """Read a recording once and count. InputError where it holds no event at all."""
    census = Census()
    for _ in counting(recording, census, bins):
        pass
    return census


def counting(recording: Recording, census: Census, bins: int = BINS) -> Iterator[int]:
    """Read a recording once and count into ``census``, a frame a step, so that others get a turn; yields its events.

    ``census`` is complete at the end. InputError there where the recording holds no event at all.
    """
    histogram: _Histogram | None = None
    events = rejected = 0
    end = 0.0
    for frame, received in recording.timed(step=STEP_S):
        rejected += len(frame.rejections)
        if received == -inf:
            continue  # refused lines before the first event of a text
        if histogram is None:
            histogram = _Histogram(received)
        end = received
        by_channel: dict[str, int] = {}
        for event in frame.batch.events:
            channel = channel_of(event)
            by_channel[channel] = by_channel.get(channel, 0) + 1
        for channel, count in by_channel.items():
            histogram.add(channel, received, count)
        events += len(frame.batch)
        yield len(frame.batch)
    if histogram is None or not events:
        raise InputError(f"{recording.path}: nothing in it is an event ({rejected} refused)")
    census.start, census.end = histogram.start, end
    census.events, census.rejected = events, rejected
    census.counts = histogram.over(end, bins)
    census.complete = True
