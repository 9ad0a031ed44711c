"""A request to a linked service and what has become of it."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from alerts.events import Moment
from alerts.outward.forms import Form, Service, still_of

State: TypeAlias = Literal["draft", "sent", "received", "accepted", "refused", "timed_out", "ended", "withdrawn"]
"""``draft``: a warning that waits for a second person. ``sent``: on its way, no receipt yet. ``received``: the other side has
it. ``accepted``, ``refused``: it has answered. ``timed_out``: no answer came in time; one may still come, and counts then.
``ended``: accepted, and over. ``withdrawn``: a draft that was not approved, or that its author took back.
"""
ON_ITS_WAY: Final[frozenset[str]] = frozenset({"sent", "received"})
Status: TypeAlias = Literal["actual", "exercise", "test"]


class Line(Struct, omit_defaults=True, frozen=True):
    """One line of its history; ``actor`` is an operator, the counterpart's id, or ``hub``."""

    time: Moment
    what: str
    actor: str
    text: str = ""


class FollowUp(Struct, omit_defaults=True, frozen=True):
    """A renewal of a session (new end ``until``), its end, or the withdrawal of a warning: a numbered message of its own."""

    n: int
    what: Literal["renew", "end"]
    by: str
    at: Moment
    due: Moment
    state: State = "sent"
    until: Moment | None = None
    reason: str = ""
    cap: str = ""
    """What takes a warning back, as CAP 1.2."""


class Request(Struct, omit_defaults=True, frozen=True):
    """One request. ``epoch`` and ``n`` name it to the counterpart, which applies each number once; 0 while it is a draft."""

    id: str
    counterpart: str
    service: Service
    incident: str
    """The incident's key."""
    form: Form
    by: str
    at: Moment
    state: State
    changed: Moment
    epoch: int = 0
    n: int = 0
    status: Status = "actual"
    incident_id: str = ""
    kind: str = ""
    title: str = ""
    priority: int = 4
    due: Moment | None = None
    """By when the other side should have answered."""
    until: Moment | None = None
    """When a session ends."""
    reason: str = ""
    """The other side's words."""
    reference: str = ""
    """What the other side knows it as."""
    approved_by: str = ""
    cap: str = ""
    """The warning as CAP 1.2, as it was sent."""
    follow_ups: tuple[FollowUp, ...] = ()
    history: tuple[Line, ...] = ()

    @property
    def is_session(self) -> bool:
        """Whether it is open now, until :attr:`until`."""
        return self.state == "accepted" and self.until is not None

    @property
    def is_over(self) -> bool:
        """Whether nothing more is expected of it."""
        waiting = any(item.state in ON_ITS_WAY for item in self.follow_ups)
        return not waiting and (
            self.state in ("refused", "ended", "withdrawn") or (self.state == "accepted" and not self.until)
        )


def public(request: Request) -> Request:
    """The request as screens are told it: without the picture itself."""
    still = still_of(request.form)
    if still is None or not still.data:
        return request
    return replace(request, form=replace(request.form, still=replace(still, data=b"")))
