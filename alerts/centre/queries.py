"""The supervisor's questions."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from alerts.centre.showing import Showing
from alerts.incidents import Incident, Reason, Related, founder_of
from alerts.lifecycle import Lifecycle
from alerts.log.interface import IncidentLog
from alerts.log.search import Search

T = TypeVar("T")


class About(Struct, forbid_unknown_fields=True):
    """Which incident, by key or id; for ``explain`` also which of its events (as a key, or its id)."""

    incident: str
    event: str = ""


class Explanation(Struct):
    """Why an incident is one, and has its priority: reasons in order of time, links to others, and what people changed."""

    incident: Incident
    why: list[Reason]
    related: list[Related]


class Queries:
    """Answers by name. LookupError for an unknown question, ValueError for bad arguments, LogError where the log fails."""

    def __init__(self, log: IncidentLog, showing: Showing, lifecycle: Lifecycle) -> None:
        self._log = log
        self._showing = showing
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
            case "chain":
                return self._log.chain_state()
            case "explain":
                return self._explain(_arguments(args, About))
        raise LookupError(f"there is no question {name!r}; there are incidents, timeline, facets, chain and explain")

    def _explain(self, about: About) -> Explanation | None:
        incident = self._showing.glance(self._lifecycle.current(about.incident))
        if incident is None:
            return None
        why = incident.why
        if about.event:
            why = [reason for reason in why if not reason.events or _names(reason, about.event)]
        return Explanation(incident, why, incident.related)


def _names(reason: Reason, event: str) -> bool:
    try:
        return founder_of(event) in reason.events
    except ValueError:
        return any(ref.id == event for ref in reason.events)


def _arguments(args: dict[str, Any], kind: type[T]) -> T:
    try:
        return msgspec.convert(args, kind)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error
