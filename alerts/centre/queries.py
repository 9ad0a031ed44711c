"""The supervisor's questions."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from alerts.centre.asking import Asking
from alerts.centre.ports import EngineLike
from alerts.centre.showing import Showing
from alerts.explaining import Found
from alerts.lifecycle import Lifecycle
from alerts.log.interface import IncidentLog
from alerts.log.reading.search import Search

T = TypeVar("T")


class About(Struct, forbid_unknown_fields=True):
    """Which incident, by key or id. For ``explain`` also an event (``SOURCE:ID``); ``event`` asks for the reasons that name
    it, ``other`` (an incident or an event) why the two are together or not.
    """

    incident: str
    event: str = ""
    other: str = ""


class Queries:
    """Answers by name. LookupError for an unknown question, ValueError for bad arguments, LogError where the log fails."""

    def __init__(self, log: IncidentLog, engine: EngineLike, showing: Showing, lifecycle: Lifecycle) -> None:
        self._log = log
        self._asking = Asking(log, engine, showing, lifecycle)
        self._lifecycle = lifecycle

    def answer(self, name: str, args: dict[str, Any]) -> Any:
        """The answer to the question ``name``: a struct, or None where there is no such incident."""
        match name:
            case "incidents":
                return self._log.search(_arguments(args, Search))
            case "facets":
                return self._log.facets(_arguments(args, Search))
            case "timeline":
                return self._log.timeline(self._lifecycle.current(_arguments(args, About).incident))
            case "people":
                return self._lifecycle.people()
            case "chain":
                return self._log.chain_state()
            case "explain":
                return self._explain(_arguments(args, About))
            case "procedures":
                return self._lifecycle.procedures
        raise LookupError(f"no question {name!r}; there are incidents, timeline, facets, people, chain, explain, procedures")

    def _explain(self, about: About) -> Found:
        if about.other:
            return self._asking.compare(about.incident, about.other)
        return self._asking.explain(about.incident, about.event)


def _arguments(args: dict[str, Any], kind: type[T]) -> T:
    try:
        return msgspec.convert(args, kind)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error
