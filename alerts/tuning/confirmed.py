"""Incidents of an incident log that people have confirmed: closed as handled, or put together or taken apart by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from alerts.errors import InputError
from alerts.events import Event
from alerts.log import Search, Timeline
from alerts.log.reading.reader import SqliteReader

CONFIRMED: Final = frozenset({"handled", "handed_over"})
BY_HAND: Final = frozenset({"absorbed", "merged_in", "split", "unlink"})
"""Changes and commands in an incident's time line by which people say what belongs to it."""
_decode: Final = msgspec.json.Decoder(Event)

Labelled = tuple[list[Event], dict[tuple[str, str], str]]


def read_confirmed(path: Path) -> Labelled:
    """The events of confirmed incidents, and the incident (its key) of each by source and id.

    What was merged away counts where it went. InputError where no incident is confirmed, LogError where the log cannot be
    read. Only reads; a hub may go on writing.
    """
    reader = SqliteReader(path)
    events: list[Event] = []
    truth: dict[tuple[str, str], str] = {}
    try:
        for row in reader.rows(Search(order="opened")):
            if row.status != "actual" or row.merged_into:
                continue
            timeline = reader.timeline(row.key)
            if timeline is None or not (row.disposition in CONFIRMED or _by_hand(timeline)):
                continue
            for event in _events(timeline):
                if (event.source, event.id) not in truth:
                    truth[event.source, event.id] = row.key
                    events.append(event)
    finally:
        reader.close()
    if not events:
        raise InputError(f"{path}: no incident was closed as handled or put together by hand; there is nothing to learn from")
    return events, truth


def _by_hand(timeline: Timeline) -> bool:
    return any(one.what != "event" and one.text in BY_HAND for one in timeline.happenings)


def _events(timeline: Timeline) -> list[Event]:
    """The events as they were received; one whose text is damaged is the audit's to report, and is passed over."""
    events: list[Event] = []
    for one in timeline.happenings:
        if one.what == "event" and one.raw is not None:
            try:
                known = {name: value for name, value in one.raw.items() if value is not None}  # null is absent
                events.append(_decode.decode(msgspec.json.encode(known)))
            except msgspec.MsgspecError:
                continue
    return events
