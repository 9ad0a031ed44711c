"""Finds a moment in a recording: a file that says when it began, or an address that takes the moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import av

from feeds.streams.address import Address
from feeds.streams.trouble import NotCovered

START = "{start}"
"""Stands in a recording's address where the moment goes, as ``20261121T050203Z``."""


def recording_at(text: str, moment: datetime) -> Address:
    """The address at which a recording begins with this moment (aware datetime).

    FFmpeg's errors and OSError where a file cannot be opened, NotCovered where it holds nothing of that moment.
    """
    wanted = moment.astimezone(UTC)
    address = Address(text.replace(START, wanted.strftime("%Y%m%dT%H%M%SZ")))
    if not address.is_file or START in text:
        return address
    began, seconds = _span(address.path)
    begin = (wanted - began).total_seconds()
    if not -1.0 <= begin < seconds:
        raise NotCovered
    return Address(text, begin=max(0.0, begin))


def _span(path: Path) -> tuple[datetime, float]:
    """When a file's footage began, and how many seconds it has: as it says itself, else counted back from its last change."""
    with av.open(str(path)) as container:
        seconds = (container.duration or 0) / av.time_base
        said = container.metadata.get("creation_time", "")
    try:
        began = datetime.fromisoformat(said)
    except ValueError:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC) - timedelta(seconds=seconds), seconds
    return (began if began.tzinfo is not None else began.replace(tzinfo=UTC)), seconds
