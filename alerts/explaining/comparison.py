"""Why an incident is one, and why two events are in one incident or in two, as data."""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec
from msgspec import Struct

from alerts.events import Moment
from alerts.incidents import Incident, Reason, Related


class Side(Struct, omit_defaults=True):
    """One of the two events: what it says, and where it was put.

    ``report`` names the rule of rules.toml that makes it a report, empty where it is none; ``kind`` is that rule's own.
    ``incident`` is the incident's id (empty until it has one), ``key`` its key, both empty where it is in none.
    ``how`` is the reason by which it is there.
    """

    source: str
    id: str
    type: str
    channel: str
    time: Moment
    text: str = ""
    place: str = ""
    lat: float | None = None
    lon: float | None = None
    report: str = ""
    kind: str = ""
    incident: str = ""
    key: str = ""
    how: Reason | None = None


class Obstacle(Struct, omit_defaults=True):
    """Something that stood against the join. ``value`` is what was found, ``limit`` what would have been needed.

    =============== ===================================================================================================
    ``no_report``    the event is no report; ``detail`` says what a rule asks that it has not
    ``no_incident``  it only joins its own call's, journey's or track's incident, and there was none
    ``entity``       the later one went for certain to the incident of its own ``detail`` (call_id, journey_id, ...)
    ``alert``        a disaster alert is context for reports, not one of them
    ``operator``     a person decided so; ``detail``: merge, split, release
    ``status``       one is real, the other an exercise or a test; ``detail``: ``exercise/actual``
    ``over``         the earlier one's incident was over by then, ``value`` s before
    ``no_place``     no place is known of one of them; ``detail``: ``first`` or ``second``
    ``district``     neither place nor district agree
    ``too_far``      ``value`` m from the incident, which takes reports up to ``limit`` m
    ``too_wide``     with it, some report would have been farther than ``limit`` m from the incident's centre
    ``too_late``     ``value`` s after the incident's last report (``detail``: ``quiet``) or first one (``life``); ``limit``
    ``full``         so many incidents were open there that this one, which nobody corroborated, took no more
    ``same_source``  both are the word of one camera or gauge: no second witness
    ``better``       another incident explained it better: ``value`` nats against ``limit``; ``detail`` is that incident
    ``kinds``        what they report hardly goes together: ``value`` nats; ``detail``: ``fire/medical``, or ``partly``
    ``ordinary``     such reports are ordinary here: ``value`` an hour within ``limit`` m
    ``distance``     within reach, but ``value`` m apart
    ``wait``         within its life, but ``value`` s after its last report
    ``in_doubt``     one of ``value`` possible places
    ``unsure``       the detector was not sure, or such detections are seldom real
    ``words``        what the callers said has nothing in common
    ``weak``         all in all ``value`` nats, where ``limit`` are needed
    ``gone``         their figures are no longer kept
    =============== ===================================================================================================
    """

    code: str
    value: float | None = None
    limit: float | None = None
    detail: str = ""


class Better(Struct, omit_defaults=True):
    """The incident that explained the later event best: ``nats`` its score, made of ``terms``."""

    incident: str
    key: str
    nats: float
    terms: dict[str, float] = {}


class Comparison(Struct, omit_defaults=True):
    """Two events in the order in which they happened, and what there was for and against joining them.

    ``metres`` is how far the later one lay from the centre of the earlier one's incident as it then was, ``seconds`` how long
    after its last report; ``reach_m`` and ``life_s`` how far and how long that incident took reports. ``nats`` is what the
    later one scored there, made of ``terms``, where ``needed`` would have joined it; None where it could not be weighed.
    ``against`` is in order of weight, the decisive first; empty where they are together. ``exact`` says that the decision
    itself was looked at; else the incident was built again from what is kept of its reports.
    """

    first: Side
    second: Side
    together: bool
    against: list[Obstacle] = []
    metres: float | None = None
    seconds: float | None = None
    reach_m: float | None = None
    life_s: float | None = None
    background: float | None = None
    """Ordinary reports like the later one, an hour and square kilometre, where it came from."""
    words: list[str] = []
    nats: float | None = None
    needed: float | None = None
    terms: dict[str, float] = {}
    better: Better | None = None
    exact: bool = True


class Explanation(Struct, omit_defaults=True):
    """Why an incident is one, and has its priority: reasons in order of time, and links to others.

    Asked about one of its events, ``why`` holds the reasons that name it, and ``event`` says where it was put; ``incident`` is
    None and ``against`` says why, where that was nowhere.
    """

    incident: Incident | None
    why: list[Reason]
    related: list[Related]
    event: Side | None = None
    against: list[Obstacle] = []


class Unknown(Struct):
    """There is nothing of this name; ``nearest`` are the names most like it."""

    name: str
    nearest: list[str]


Found: TypeAlias = Explanation | Comparison | Unknown


def answer_of(plain: Any) -> Found:
    """What a hub answered, as it was before it went over the wire."""
    kind: type[Found] = Unknown if "nearest" in plain else Comparison if "together" in plain else Explanation
    return msgspec.convert(plain, kind)
