"""What people tell the centre to do, and what it answers.

A command goes through one door and is answered once it is on disk. It carries an id of the sender's making: the same
command sent again (the answer was lost with the hub) is answered again and never applied twice.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from msgspec import Struct

from alerts.events import Candidate, Moment
from alerts.outward.forms import Form

Action: TypeAlias = Literal[
    "acknowledge",  # new -> acknowledged, and take it
    "start",  # -> in_progress
    "resolve",  # -> resolved
    "close",  # -> closed; needs a disposition
    "reopen",  # -> acknowledged
    "note",  # text
    "take", "release",  # owner
    "assign",  # a supervisor gives it to `owner`, who becomes it by "accept"; a reason in text
    "hand_over",  # offered to `owner`, who becomes it by "accept"; text
    "accept", "decline", "withdraw",  # an offer: by whom it was made to, or who made it
    "set_priority",  # priority and a reason in text
    "set_kind",  # kind and a reason in text
    "shelve", "unshelve",  # until, and a reason in text
    "merge",  # this incident goes into `other`
    "split",  # `events` leave for an incident of their own
    "unlink",  # one event leaves
    "step",  # `step` of the response procedure is marked with `outcome`; without one its mark is taken off
    "settle_place",  # it is at `place`; without one, in doubt again
    "look", "look_away",  # footage of `cameras` is opened for a `purpose` on a legal `basis`, and closed after `value` seconds
    # with the purpose "training" and a recording's name in `other`, while that is replayed, they need no incident in hand
    "snapshot",  # a still of one of `cameras` is kept; its file's name in `text`
    "undo",  # takes back the last merge, split, unlink, kind, priority or place; at once also acknowledge and shelve
    "sign_on", "sign_off",  # operators, for the log
    "reload_rules",  # read the rules file again
    "out_request",  # ask something of a linked service: counterpart and form
    "out_approve", "out_reject",  # a draft that needs a second person: request
    "out_renew", "out_end",  # an open session, or a warning in force: request
    "out_again",  # one that was not answered in time: request
    "play", "pause", "speed", "seek",  # a replay only
]  # fmt: skip
OUTWARD: Final = frozenset({"out_request", "out_approve", "out_reject", "out_renew", "out_end", "out_again"})
DISPOSITIONS: Final[tuple[str, ...]] = ("handled", "handed_over", "false_alarm", "duplicate", "unverified", "expired")


class Command(Struct, omit_defaults=True):
    """One command. ``incident`` is an incident's key; ``expect`` is the state the operator saw when deciding."""

    id: str
    actor: str
    action: Action
    incident: str = ""
    text: str = ""
    disposition: str = ""
    priority: int | None = None
    kind: str | None = None
    until: Moment | None = None
    other: str = ""
    events: list[str] = []
    owner: str = ""
    place: Candidate | None = None
    expect: str = ""
    seen: str = ""
    """What the operator saw when deciding: the priority or kind to be changed, the mark of the act to be taken back."""
    counterpart: str = ""
    form: Form | None = None
    request: str = ""
    """Which request, by its id: that of the command that made it."""
    known: int | None = None
    """How many requests of this service to this counterpart the operator saw on the incident; more of them means that
    somebody else was first."""
    value: float | None = None
    """Seconds since the epoch for ``seek``, a factor for ``speed``, how many seconds it was looked at for ``look_away``."""
    cameras: list[str] = []
    purpose: str = ""
    """Why footage is looked at: an id of the purposes file. ``text`` has its title as the operator read it."""
    sha256: str = ""
    """Of the file that a ``snapshot`` becomes."""
    basis: str = ""
    """The law that allows it, as the purposes file words it."""
    step: str = ""
    outcome: str = ""


class Answer(Struct, omit_defaults=True):
    """The answer to a command: ``ok``, or the reason in the user's words, and the incident as it now is."""

    id: str
    ok: bool
    error: str = ""
    """A code the screen translates: ``unknown_incident``, ``wrong_state``, ``needs_reason``, ``taken``, ``changed``,
    ``offered``, ``not_written``, ``bad_argument``, ``needs_purpose``, ``wrong_mode``, ``unknown_request``, ``same_person``
    (who drafted cannot approve), ``too_late``, ``not_supervisor``, ``bad_rules`` (``detail`` names line and key)."""
    detail: str = ""
    by: str = ""
    """Who was first, where ``error`` is ``taken``, ``changed``, ``offered`` or ``wrong_state``."""
    at: Moment | None = None
    n: int = 0
    """The number of the update that shows the change."""
