"""What a console hears besides updates and answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

LinkState: TypeAlias = Literal["connecting", "up", "stale", "down"]


@dataclass(frozen=True, slots=True)
class Link:
    """How the connection to the hub stands, ``since`` when (seconds since the epoch).

    ``connecting``: nothing heard yet. ``up``: updates come. ``stale``: nothing for 2 seconds; what is shown may be old.
    ``down``: nothing for 5 seconds, or the hub refuses this console. ``trouble`` is a code: ``refused`` (the hub does not
    let this key in), ``wrong_key`` (the hub is not the one whose key is known), or empty.
    """

    state: LinkState
    since: float
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a query: ``result`` in plain lists and mappings, or in ``error`` a code and in ``detail`` more of it.

    Codes: ``unknown_query``, ``bad_argument``, ``not_read`` (the log), ``unreadable``.
    """

    id: str
    result: Any
    error: str = ""
    detail: str = ""
