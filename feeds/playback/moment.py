"""A moment of a recording, as people write it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo
from typing import Final

from alerts.errors import InputError

_OFFSET: Final = re.compile(r"\+(\d{1,9}(?:\.\d{1,6})?)s?")
_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?")


def parse_moment(text: str, start: float, zone: tzinfo | None = None) -> float:
    """Seconds since the epoch of ``+90`` (seconds after ``start``), ``14:05`` or ``14:05:30`` (the first time of day, in
    ``zone``, at or after ``start``'s minute), or an RFC 3339 time (in ``zone`` where it has no offset).

    ``zone`` is this machine's where None. InputError where the text is none of these.
    """
    text = text.strip()
    if offset := _OFFSET.fullmatch(text):
        return start + float(offset[1])
    if clock := _CLOCK.fullmatch(text):
        first = datetime.fromtimestamp(start, zone).astimezone(zone)
        moment = first.replace(hour=int(clock[1]), minute=int(clock[2]), second=int(clock[3] or 0), microsecond=0)
        if moment + timedelta(minutes=1) <= first:
            moment += timedelta(days=1)  # the recording goes past midnight
        return moment.timestamp()
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone) if zone is not None else moment.astimezone()
        return moment.timestamp()
    except (ValueError, OverflowError, OSError):
        raise InputError(f"{text!r} is no time: write 14:05, 14:05:30, 2026-03-01T14:05:00+09:00, or +90 (seconds)") from None
