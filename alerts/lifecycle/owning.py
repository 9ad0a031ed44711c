"""Who answers for an incident: taken, offered and accepted, let go of.

A hand-over needs both: it is an offer, and whoever made it answers for the incident until the other accepts.
"""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from alerts.incidents import OPEN_STATES, Change, Incident, Offer
from alerts.lifecycle.case import Case, changed, need_reason, only, to
from alerts.lifecycle.decision import Outcome
from alerts.lifecycle.overlay import Overlay
from alerts.refusal import Refusal


def take(case: Case) -> Outcome:
    """Become the owner; from somebody else only by naming them in ``owner``. An offer is over with it."""
    only(case, *OPEN_STATES)
    owner, actor = case.overlay.owner, case.command.actor
    if owner == actor:
        raise Refusal("wrong_state", "owner", owner, case.overlay.at)
    if owner and case.command.owner != owner:
        raise Refusal("taken", "owner", owner, case.overlay.at)
    return Outcome(replace(changed(case, "taken"), owner=actor, offer=None))


def hand_over(case: Case) -> Outcome:
    """Offer it to somebody; only who has it (or anybody, while nobody has) may, and not while somebody else offers it."""
    only(case, *OPEN_STATES)
    actor, heir = case.command.actor, case.command.owner.strip()
    owner, offer = case.overlay.owner, case.overlay.offer
    if owner and owner != actor:
        raise Refusal("taken", "owner", owner, case.overlay.at)
    if not heir or heir in (owner, actor):
        raise Refusal("bad_argument", "owner")
    if offer is not None and offer.by != actor:
        raise Refusal("offered", offer.to, offer.by, offer.until - case.answer)
    made = Offer(heir, actor, case.now + case.answer, case.command.text)
    return Outcome(replace(changed(case, "offered", f"{heir}: {case.command.text}".rstrip(": ")), offer=made))


def assign(case: Case) -> Outcome:
    """A supervisor wants this operator to have it, and says why. It stays whose it is until the operator accepts.

    Where the centre names its people, only its supervisors assign.
    """
    only(case, *OPEN_STATES)
    actor, heir = case.command.actor, case.command.owner.strip()
    if case.staff and not any(person.id == actor and person.role == "supervisor" for person in case.staff):
        raise Refusal("not_supervisor", actor)
    if not heir or heir == case.overlay.owner:
        raise Refusal("bad_argument", "owner")
    need_reason(case)
    made = Offer(heir, actor, case.now + case.answer, case.command.text, assigned=True)
    return Outcome(replace(changed(case, "assigned", f"{heir}: {case.command.text}"), offer=made))


def accept(case: Case) -> Outcome:
    """Take over what was offered; a new incident is acknowledged by it."""
    only(case, *OPEN_STATES)
    offer = _offered(case)
    actor = case.command.actor
    if offer.to != actor:
        raise Refusal("offered", offer.to, offer.by, offer.until - case.answer)
    if case.incident.state == "new":
        return Outcome(to(case, "acknowledged", "accepted", offer.by, owner=actor, offer=None))
    return Outcome(replace(changed(case, "accepted", offer.by), owner=actor, offer=None))


def decline(case: Case) -> Outcome:
    """Leave it with who offered it."""
    only(case, *OPEN_STATES)
    offer = _offered(case)
    if offer.to != case.command.actor:
        raise Refusal("offered", offer.to, offer.by, offer.until - case.answer)
    return Outcome(replace(changed(case, "declined", f"{offer.by}: {case.command.text}".rstrip(": ")), offer=None))


def withdraw(case: Case) -> Outcome:
    """Take one's own offer back."""
    only(case, *OPEN_STATES)
    offer = _offered(case)
    if offer.by != case.command.actor:
        raise Refusal("offered", offer.to, offer.by, offer.until - case.answer)
    return Outcome(replace(changed(case, "withdrawn", offer.to), offer=None))


def release(case: Case) -> Outcome:
    """Nobody has it then. Only who has it may let go of it: anybody else takes it."""
    only(case, *OPEN_STATES)
    if not case.overlay.owner:
        raise Refusal("wrong_state", "owner")
    if case.overlay.owner != case.command.actor:
        raise Refusal("taken", "owner", case.overlay.owner, case.overlay.at)
    return Outcome(replace(changed(case, "released"), owner="", offer=None))


def unanswered_offer(overlay: Overlay, incident: Incident, now: datetime) -> Overlay:
    """Nobody answered an offer in time: it stays with who made it."""
    heir = overlay.offer.to if overlay.offer is not None else ""
    line = Change(now, "offer_lapsed", incident.priority, "engine", heir)
    return replace(overlay, offer=None, history=(*overlay.history, line))


def _offered(case: Case) -> Offer:
    if case.overlay.offer is None:
        raise Refusal("wrong_state", "offer")
    return case.overlay.offer
