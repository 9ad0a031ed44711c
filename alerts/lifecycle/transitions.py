"""The state machine of an incident, one function a command.

    new -> acknowledged -> in_progress -> resolved -> closed, and back by ``reopen``; ``merged`` is an end of its own.

Every function takes a :class:`Case` and gives the :class:`Outcome` or raises :class:`Refusal`; none changes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace as replace_outcome
from datetime import datetime
from typing import Final, cast

from msgspec.structs import replace

from alerts.commands import DISPOSITIONS, Command
from alerts.events import EventRef
from alerts.incidents import KINDS, OPEN_STATES, Change, Incident, Priority, founder_of, key_of
from alerts.lifecycle.case import Case, act, changed, need_reason, not_since_changed, only, to, wrong_state
from alerts.lifecycle.decision import Effect, Outcome
from alerts.lifecycle.looking import LOOKING, look, look_away, snapshot
from alerts.lifecycle.overlay import Overlay
from alerts.lifecycle.owning import accept, assign, decline, hand_over, release, take, unanswered_offer, withdraw
from alerts.lifecycle.stepping import left_out, step
from alerts.lifecycle.undoing import place_effect, remembered, retracted, taken_back
from alerts.refusal import Refusal

LONGEST_TEXT: Final = 10_000
"""Characters of a note or a reason."""
ADDING: Final[frozenset[str]] = frozenset({"note", "step"})
"""What only adds to the record is right whatever somebody else has done in the moment before."""


def decide(case: Case) -> Outcome:
    """What comes of the command. First come, first served: ``expect`` names the state its sender saw."""
    command = case.command
    if command.expect and command.expect != case.incident.state and command.action not in LOOKING | ADDING:
        raise wrong_state(case)
    if len(command.text) > LONGEST_TEXT:
        raise Refusal("bad_argument", f"a text may have {LONGEST_TEXT} characters")
    outcome = TRANSITIONS[command.action](case)
    after = outcome.overlay
    if command.action not in LOOKING:
        if after.quick is not None and after.quick == case.overlay.quick:
            after = replace(after, quick=None)  # somebody has done something since
        others = {key: replace(theirs, quick=None) for key, theirs in outcome.others.items()}
        outcome = replace_outcome(outcome, overlay=after, others=others)
    loose = after.offer is not None and not after.offer.assigned
    if loose and after.offer is not None and after.owner not in ("", after.offer.by):  # somebody else has taken it up meanwhile
        outcome = replace_outcome(outcome, overlay=replace(after, offer=None))
    if after.touched and not case.overlay.touched and (after.state or "new") in OPEN_STATES and not outcome.effects:
        # what a person has in hand neither ends by itself nor goes into another incident by itself
        outcome = replace_outcome(outcome, effects=(Effect("keep", case.incident.key),))
    return outcome


def acknowledge(case: Case) -> Outcome:
    if case.incident.state != "new":
        overlay = case.overlay
        error = "taken" if case.incident.state in OPEN_STATES and overlay.by != case.command.actor else "wrong_state"
        raise Refusal(error, case.incident.state, overlay.by, overlay.at)
    owner = case.overlay.owner
    quick = act(case, "acknowledge", owner=owner)
    return Outcome(to(case, "acknowledged", "acknowledged", owner=owner or case.command.actor, quick=quick))


def start(case: Case) -> Outcome:
    only(case, "new", "acknowledged", "resolved")
    return Outcome(to(case, "in_progress", "started", owner=case.overlay.owner or case.command.actor))


def resolve(case: Case) -> Outcome:
    only(case, "acknowledged", "in_progress")
    return Outcome(to(case, "resolved", "resolved"))


def close(case: Case) -> Outcome:
    only(case, *OPEN_STATES)
    disposition = case.command.disposition
    if disposition not in DISPOSITIONS:
        raise Refusal("bad_argument", "disposition")
    if disposition == "unverified" and not case.command.text.strip():
        raise Refusal("needs_reason", "disposition")
    if disposition == "handled" and not case.command.text.strip() and (left := left_out(case)):
        raise Refusal("needs_reason", f"procedure: {left}")
    overlay = to(case, "closed", "closed", disposition=disposition, closed=case.now, shelved_until=None, offer=None)
    return Outcome(overlay, (Effect("release", case.incident.key),))


def reopen(case: Case) -> Outcome:
    """Back to acknowledged. Of a merged incident this undoes the merge: its events come back to it."""
    only(case, "resolved", "closed", "merged")
    overlay = to(
        case, "acknowledged", "reopened", owner=case.command.actor, disposition="", closed=None, merged_into=""
    )  # fmt: skip
    if case.incident.state != "merged":
        return Outcome(overlay, (Effect("reopen", case.incident.key),))
    return Outcome(overlay, (Effect("unmerge", case.incident.key),))


def note(case: Case) -> Outcome:
    if not case.command.text.strip():
        raise Refusal("bad_argument", "text")
    return Outcome(replace(changed(case, "note"), notes=case.overlay.notes + 1))


def set_priority(case: Case) -> Outcome:
    only(case, *OPEN_STATES)
    wanted = case.command.priority
    if wanted not in (1, 2, 3, 4) or wanted == case.incident.priority:
        raise Refusal("bad_argument", "priority")
    need_reason(case)
    not_since_changed(case, str(case.incident.priority), "priority", "undone")
    priority = cast(Priority, wanted)
    overlay = replace(case.overlay, priority=priority, highest=min(case.incident.highest, priority))
    overlay = remembered(overlay, act(case, "priority", priority=case.overlay.priority))
    effects = (Effect("keep", case.incident.key),) if priority < 4 else ()
    return Outcome(changed(case, "priority", case.command.text, overlay), effects)


def set_kind(case: Case) -> Outcome:
    only(case, *OPEN_STATES)
    if case.command.kind not in KINDS or case.command.kind == case.incident.kind:
        raise Refusal("bad_argument", "kind")
    need_reason(case)
    not_since_changed(case, case.incident.kind, "kind", "undone")
    kind = case.command.kind
    overlay = remembered(replace(case.overlay, kind=kind), act(case, "kind", kind=case.overlay.kind))
    effect = Effect("kind", case.incident.key, str(kind))
    return Outcome(changed(case, "kind", f"{kind}: {case.command.text}", overlay), (effect,))


def settle_place(case: Case) -> Outcome:
    """It is there, whatever its reports may mean; without a place it is as in doubt as they leave it."""
    only(case, *OPEN_STATES)
    place = case.command.place
    if place is None and case.overlay.place is None:
        raise Refusal("bad_argument", "place")
    if place is not None and not (-90.0 <= place.lat <= 90.0 and -180.0 <= place.lon <= 180.0):
        raise Refusal("bad_argument", "place")
    spot = (place.lat, place.lon) if place is not None else None
    overlay = remembered(replace(case.overlay, place=spot), act(case, "settle_place", place=case.overlay.place))
    why = ": ".join(part for part in (place.place if place is not None else "", case.command.text) if part)
    change = "place_settled" if place is not None else "place_in_doubt"
    return Outcome(changed(case, change, why, overlay), (place_effect(case.incident.key, spot),))


def shelve(case: Case) -> Outcome:
    """Out of sight until a time, with a reason and an owner (ISA-18.2); it comes back by itself."""
    only(case, *OPEN_STATES)
    until = case.command.until
    if until is None or not case.now < until <= case.now + case.longest_shelf:
        raise Refusal("bad_argument", "until")
    need_reason(case)
    before = case.overlay
    quick = act(case, "shelve", owner=before.owner, until=before.shelved_until)
    overlay = replace(before, shelved_until=until, owner=before.owner or case.command.actor, quick=quick)
    return Outcome(changed(case, "shelved", case.command.text, overlay))


def unshelve(case: Case) -> Outcome:
    if case.overlay.shelved_until is None:
        raise Refusal("wrong_state", "shelved")
    return Outcome(replace(changed(case, "unshelved"), shelved_until=None))


def merge(case: Case) -> Outcome:
    """This incident goes into ``other``; its history stays its own, and ``reopen`` undoes it."""
    only(case, *OPEN_STATES)
    other = case.other
    if other is None or other.key == case.incident.key:
        raise Refusal("unknown_incident" if other is None else "bad_argument", "other")
    if other.state not in OPEN_STATES:
        raise Refusal("wrong_state", other.state)
    overlay = to(case, "merged", "merged", other.id or other.title, merged_into=other.key, shelved_until=None, offer=None)
    line = Change(case.now, "absorbed", other.priority, case.command.actor, case.incident.id or case.incident.title)
    theirs = case.other_overlay or Overlay()
    taken_in = act(case, "merge", other=case.incident.key, name=case.incident.id or case.incident.title)
    absorbed = remembered(replace(theirs, history=(*theirs.history, line)), taken_in)
    return Outcome(overlay, (Effect("merge", case.incident.key, other.key),), {other.key: absorbed})


def split(case: Case) -> Outcome:
    """The named events leave for an incident of their own; the founding one, which gives the incident its name, stays."""
    only(case, *OPEN_STATES)
    return _leave(case, "split")


def unlink(case: Case) -> Outcome:
    only(case, *OPEN_STATES)
    if len(case.command.events) != 1:
        raise Refusal("bad_argument", "events")
    return _leave(case, "unlinked")


def undo(case: Case) -> Outcome:
    """Takes back the last thing a person did to it that can be; of a merged incident that is the merge."""
    if case.incident.state == "merged":
        return reopen(case)
    only(case, *OPEN_STATES)
    quick = case.overlay.quick
    if quick is not None and case.command.seen in ("", quick.undoable().mark):
        return Outcome(changed(case, "undone", quick.action, retracted(case.overlay, quick, case.command.actor, case.now)))
    acts = case.overlay.acts
    not_since_changed(case, acts[-1].undoable().mark if acts else "nothing")
    overlay, effects, others = taken_back(case.incident, case.overlay, case.other, case.other_overlay, case.command, case.now)
    return Outcome(changed(case, "undone", case.overlay.acts[-1].action, overlay), effects, others)


def other_of(command: Command, incident: Incident, overlay: Overlay | None) -> str:
    """The other incident that a command means without naming it: the one an undo concerns, or one that split events founded."""
    if command.action == "undo":
        return overlay.acts[-1].other if overlay is not None and overlay.acts else ""
    if command.action in ("split", "unlink"):
        for member in incident.members:
            key = key_of(EventRef(member.source, member.id))
            if key in command.events or member.id in command.events:
                return key
    return ""


def lapse(overlay: Overlay, incident: Incident, now: datetime) -> Overlay:
    """A time is over: what was shelved until ``now`` is in sight again, an offer that nobody answered is none any more."""
    if overlay.offer is not None and overlay.offer.until <= now:
        overlay = unanswered_offer(overlay, incident, now)
    if overlay.shelved_until is None or overlay.shelved_until > now:
        return overlay
    line = Change(now, "unshelved", incident.priority, "engine", "")
    return replace(overlay, shelved_until=None, quick=None, history=(*overlay.history, line))


def expire(overlay: Overlay, incident: Incident, now: datetime) -> Overlay:
    """Nobody took it up and nothing more was heard of it."""
    line = Change(now, "expired", incident.priority, "engine", "")
    history = (*overlay.history, line)
    return replace(overlay, state="closed", by="engine", at=now, disposition="expired", closed=now, history=history)


TRANSITIONS: Final[Mapping[str, Callable[[Case], Outcome]]] = {
    "acknowledge": acknowledge, "start": start, "resolve": resolve, "close": close, "reopen": reopen, "note": note,
    "take": take, "hand_over": hand_over, "accept": accept, "decline": decline, "withdraw": withdraw, "release": release,
    "assign": assign, "set_priority": set_priority, "set_kind": set_kind,
    "shelve": shelve, "unshelve": unshelve, "merge": merge, "split": split, "unlink": unlink, "settle_place": settle_place,
    "undo": undo, "step": step, "look": look, "look_away": look_away, "snapshot": snapshot,
}  # fmt: skip


def _leave(case: Case, change: str) -> Outcome:
    refs = _refs(case)
    if not refs:
        raise Refusal("bad_argument", "events")
    if founder_of(case.incident.key) in refs:
        raise Refusal("bad_argument", "founder")
    after = remembered(case.overlay, act(case, "split", other=key_of(refs[0]), name=str(len(refs))))
    overlay = changed(case, change, case.command.text or ", ".join(ref.id for ref in refs), after)
    others = {}
    if case.other is not None and case.other.state == "merged":  # what is left of it opens again under its own name
        theirs = case.other_overlay or Overlay()
        others = {case.other.key: replace(theirs, state="acknowledged", merged_into="")}
    return Outcome(overlay, (Effect("split", case.incident.key, events=refs),), others)


def _refs(case: Case) -> tuple[EventRef, ...]:
    """The events a command names, by source and id as a key has them, or by their id alone where that is unmistakable."""
    ordered = [EventRef(member.source, member.id) for member in case.incident.members]
    members = set(ordered)
    found: list[EventRef] = []
    for name in dict.fromkeys(case.command.events):
        try:
            fitting = [founder_of(name)]
        except ValueError:
            fitting = [member for member in members if member.id == name]
        if len(fitting) != 1 or fitting[0] not in members:
            raise Refusal("bad_argument", "events")
        found.append(fitting[0])
    return tuple(sorted(found, key=ordered.index))
