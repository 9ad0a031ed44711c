"""Questions to the incident log and their answers, as they also travel between hub and console."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct

from alerts.events import Moment
from alerts.incidents import Incident


class Search(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """Which incidents: empty fields ask nothing. ``text`` may hold several words, all of which must occur."""

    text: Annotated[str, Meta(max_length=1000)] = ""
    kinds: list[str] = []
    priorities: list[int] = []
    regions: list[str] = []
    states: list[str] = []
    dispositions: list[str] = []
    """How they ended (``handled``, ``false_alarm``, ...)."""
    owner: str = ""
    since: Moment | None = None
    """Opened at or after."""
    until: Moment | None = None
    """Opened before."""
    limit: Annotated[int, Meta(ge=1, le=10_000)] = 200
    offset: Annotated[int, Meta(ge=0)] = 0
    order: str = "-opened"
    """A column of :class:`Row`, with ``-`` in front for descending order."""
    utc_offset_s: Annotated[int, Meta(ge=-86_400, le=86_400)] = 32_400
    """Where days begin, for counting by day: seconds east of UTC; Korea's nine hours unless said otherwise."""


class Row(Struct):
    """One line of the supervisor's table. Times in seconds since the epoch, ``lat``/``lon`` in WGS 84 degrees."""

    key: str
    id: str
    kind: str
    title: str
    priority: int
    highest: int
    state: str
    status: str
    opened: float
    updated: float
    acknowledged: float | None
    closed: float | None
    lat: float | None
    lon: float | None
    place: str
    region: str
    owner: str
    disposition: str
    reports: int
    sources: int
    merged_into: str
    title_en: str = ""
    channels: dict[str, int] = {}
    """Reports by channel."""
    arrived: float | None = None
    """When the first unit sent to it got there."""


class Hits(Struct):
    """A page of rows, and how many rows there are in all pages."""

    total: int
    rows: list[Row]


class Facets(Struct):
    """Incidents by each property, the same filter applied; ``day`` is ``YYYY-MM-DD`` in the asked offset."""

    total: int
    kind: dict[str, int]
    priority: dict[int, int]
    region: dict[str, int]
    state: dict[str, int]
    day: dict[str, int]
    disposition: dict[str, int] = {}
    """Of those that are closed."""


class Happening(Struct, omit_defaults=True):
    """One line of an incident's time line, in seconds since the epoch.

    ``what`` is ``event`` (a report: ``source``, ``event``, ``type``, ``text``, ``raw`` as received where it is already in the
    log), ``change`` (a line of the history: ``text`` is the change, ``why``) or ``action`` (a command as logged).
    ``entry`` is the number of the entry that holds it.
    """

    time: float
    what: str
    actor: str = ""
    text: str = ""
    why: str = ""
    source: str = ""
    event: str = ""
    type: str = ""
    entry: int = 0
    raw: Any = None


class Timeline(Struct):
    """One incident with all that happened to it, oldest first."""

    incident: Incident
    happenings: list[Happening]
