"""What a hub and a counterpart say to each other, as JSON tagged by ``type``.

A counterpart connects (DEALER to the hub's ROUTER, CURVE), says ``hello`` and says it again every two seconds. The hub sends
what is for it; each message bears a number of the counterpart's own series in the hub's ``epoch``. It is sent again, under the
same number, until it is answered: whoever receives a number twice answers twice and acts once. Answers are said again until
the hub says ``noted``, for only then they are on its disk.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from alerts.events import Moment
from alerts.outward.forms import Form, Service, still_of
from alerts.outward.request import FollowUp, Request, Status

VERSION: Final = 1
HELLO_S: Final = 2.0
Number = Annotated[int, Meta(ge=1)]
Words = Annotated[str, Meta(max_length=1_000)]


class About(Struct, omit_defaults=True):
    """The incident that a request concerns. ``number`` is empty until it has one."""

    key: str
    number: str
    kind: str
    title: str
    priority: int


class Asked(Struct, tag="request", tag_field="type", omit_defaults=True):
    """A request. ``status`` other than ``actual`` must not be acted upon in earnest. ``cap`` is a warning as CAP 1.2."""

    v: int
    epoch: int
    n: Number
    id: str
    service: Service
    status: Status
    city: str
    operator: str
    asked: Moment
    answer_by: Moment
    incident: About
    form: Form
    approved_by: str = ""
    cap: str = ""


class Renewal(Struct, tag="renewal", tag_field="type"):
    """A session is to go on until ``until``; ``of`` is the number of the request that opened it."""

    v: int
    epoch: int
    n: Number
    of: Number
    operator: str
    until: Moment


class Ending(Struct, tag="ending", tag_field="type", omit_defaults=True):
    """What request ``of`` opened is over: a session, a warning (then with its cancellation as CAP 1.2), a green way."""

    v: int
    epoch: int
    n: Number
    of: Number
    operator: str
    text: str = ""
    cap: str = ""


class Noted(Struct, tag="noted", tag_field="type"):
    """What was said of this number is on the hub's disk: it need not be said again."""

    epoch: int
    n: int
    what: str


class Welcome(Struct, tag="welcome", tag_field="type"):
    """Answer to a ``hello``."""

    v: int
    city: str
    services: list[Service]


class Unwelcome(Struct, tag="unwelcome", tag_field="type"):
    """The hub will not speak with it, and why."""

    reason: str


class Hello(Struct, tag="hello", tag_field="type"):
    """I am this counterpart, and here."""

    v: int
    counterpart: Annotated[str, Meta(min_length=1, max_length=64)]


class Received(Struct, tag="received", tag_field="type"):
    """It has come, and somebody will answer."""

    epoch: int
    n: Number


class Accepted(Struct, tag="accepted", tag_field="type", omit_defaults=True):
    """It is done, or will be; ``reference`` is what the counterpart knows it as."""

    epoch: int
    n: Number
    text: Words = ""
    reference: Annotated[str, Meta(max_length=100)] = ""


class Refused(Struct, tag="refused", tag_field="type", omit_defaults=True):
    """It will not be done, for this reason."""

    epoch: int
    n: Number
    text: Words = ""


class Done(Struct, tag="done", tag_field="type", omit_defaults=True):
    """What was accepted is over, with this outcome (the traveller answered, the green way is used)."""

    epoch: int
    n: Number
    text: Words = ""


ToCounterpart: TypeAlias = Asked | Renewal | Ending | Noted | Welcome | Unwelcome
FromCounterpart: TypeAlias = Hello | Received | Accepted | Refused | Done
Said: TypeAlias = Received | Accepted | Refused | Done
WHAT: Final[dict[type[Said], Literal["received", "accepted", "refused", "done"]]] = {
    Received: "received", Accepted: "accepted", Refused: "refused", Done: "done",
}  # fmt: skip

to_counterpart: Final = msgspec.json.Decoder(ToCounterpart)
from_counterpart: Final = msgspec.json.Decoder(FromCounterpart)


def pack(message: ToCounterpart | FromCounterpart) -> bytes:
    """A message as bytes."""
    return msgspec.json.encode(message)


def parcel(request: Request, item: FollowUp | None, city: str) -> ToCounterpart:
    """The message that delivers a request, or one of its follow-ups."""
    if item is None:
        about = About(request.incident, request.incident_id, request.kind, request.title, request.priority)
        assert request.due is not None
        return Asked(
            VERSION, request.epoch, request.n, request.id, request.service, request.status, city, request.by, request.at,
            request.due, about, request.form, request.approved_by, request.cap,
        )  # fmt: skip
    if item.what == "renew":
        assert item.until is not None
        return Renewal(VERSION, request.epoch, item.n, request.n, item.by, item.until)
    return Ending(VERSION, request.epoch, item.n, request.n, item.by, item.reason, item.cap)


def without_picture(message: Asked) -> dict[str, Any]:
    """A request as plain data for a ledger, its picture left out."""
    plain: dict[str, Any] = msgspec.to_builtins(message)
    if still_of(message.form) is not None:
        plain["form"]["still"].pop("data", None)
    return plain
