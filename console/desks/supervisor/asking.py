"""From what a person wants to the arguments of the log's questions."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import Any, Final

from widgets.facets import Wanted

PAGE: Final = 200
FIGURES: Final = 5_000
"""The figures are those of the latest so many incidents that fit."""
EXPORTED: Final = 2_000
"""Rows asked for at a time while exporting."""


def search_args(wanted: Wanted, now: float, zone: tzinfo) -> dict[str, Any]:
    """The arguments (see ``alerts.log.reading.search.Search``); ``now`` in seconds since the epoch, days begin in ``zone``."""
    today = datetime.fromtimestamp(now, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    offset = today.utcoffset() or timedelta()
    args: dict[str, Any] = {
        "text": wanted.text,
        "kinds": sorted(wanted.kinds),
        "priorities": sorted(wanted.priorities),
        "states": sorted(wanted.states),
        "dispositions": sorted(wanted.dispositions),
        "regions": sorted(wanted.regions),
        "utc_offset_s": round(offset.total_seconds()),
    }
    if wanted.period != "all":
        since = today if wanted.period == "today" else today - timedelta(days=6)
        args["since"] = since.isoformat()
    return args
