"""The state machine of an incident, one function a command.

    new -> acknowledged -> in_progress -> resolved -> closed, and back by ``reopen``; ``merged`` is an end of its own.

Every function takes a :class:`Case` and gives the :class:`Outcome` or raises :class:`Refusal`; none changes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, cast

from msgspec.structs import replace

from alerts.commands import DISPOSITIONS, Command
from alerts.events import EventRef
from alerts.incidents import KINDS, OPEN_STATES, Change, Incident, Priority, State, founder_of, key_of
from alerts.lifecycle.decision import Effect, Outcome, Refusal
from alerts.lifecycle.overlay import Act, Overlay
from alerts.lifecycle.undoing import place_effect, remembered, taken_back

LONGEST_TEXT: Final = 10_000
"""Characters of a note or a reason."""


@dataclass(frozen=True, slots=True)
class Case:
    """An incident as shown, its overlay, a command for it, and when (aware datetime) the command came."""

    incident: Incident
    overlay: Overlay
    command: Command
    now: datetime
    longest_shelf: timedelta
    other: Incident | None = None
    other_overlay: Overlay | None = None


def decide(case: Case) -> Outcome:
    """What comes of the command. First come, first served: ``expect`` names the state its sender saw."""
    command = case.command
    if command.expect and command.expect != case.incident.state:
        raise _wrong_state(case)
    if len(command.text) > LONGEST_TEXT:
        raise Refusal("bad_argument", f"a text may have {LONGEST_TEXT} characters")
    return TRANSITIONS[command.action](case)


def acknowledge(case: Case) -> Outcome:
    if case.incident.state != "new":
        overlay = case.overlay
        error = "taken" if case.incident.state in OPEN_STATES and overlay.by != case.command.actor else "wrong_state"
        raise Refusal(error, case.incident.state, overlay.by, overlay.at)
    return Outcome(_to(case, "acknowledged", "acknowledged", owner=case.overlay.owner or case.command.actor))


def start(case: Case) -> Outcome:
    _only(case, "new", "acknowledged", "resolved")
    return Outcome(_to(case, "in_progress", "started", owner=case.overlay.owner or case.command.actor))


def resolve(case: Case) -> Outcome:
    _only(case, "acknowledged", "in_progress")
    return Outcome(_to(case, "resolved", "resolved"))


def close(case: Case) -> Outcome:
    _only(case, *OPEN_STATES)
    disposition = case.command.disposition
    if disposition not in DISPOSITIONS:
        raise Refusal("bad_argument", "disposition")
    if disposition == "unverified" and not case.command.text.strip():
        raise Refusal("needs_reason", "disposition")
    overlay = _to(case, "closed", "closed", disposition=disposition, closed=case.now, shelved_until=None)
    return Outcome(overlay, (Effect("release", case.incident.key),))


def reopen(case: Case) -> Outcome:
    """Back to acknowledged. Of a merged incident this undoes the merge: its events come back to it."""
    _only(case, "resolved", "closed", "merged")
    overlay = _to(
        case, "acknowledged", "reopened", owner=case.command.actor, disposition="", closed=None, merged_into=""
    )  # fmt: skip
    if case.incident.state != "merged":
        return Outcome(overlay, (Effect("reopen", case.incident.key),))
    return Outcome(overlay, (Effect("unmerge", case.incident.key),))


def note(case: Case) -> Outcome:
    if not case.command.text.strip():
        raise Refusal("bad_argument", "text")
    return Outcome(replace(_changed(case, "note"), notes=case.overlay.notes + 1))


def take(case: Case) -> Outcome:
    """Become the owner; from somebody else only by naming them in ``owner``."""
    _only(case, *OPEN_STATES)
    owner, actor = case.overlay.owner, case.command.actor
    if owner == actor:
        raise Refusal("wrong_state", "owner", owner, case.overlay.at)
    if owner and case.command.owner != owner:
        raise Refusal("taken", "owner", owner, case.overlay.at)
    return Outcome(replace(_changed(case, "taken"), owner=actor))


def hand_over(case: Case) -> Outcome:
    _only(case, *OPEN_STATES)
    heir = case.command.owner.strip()
    if not heir or heir == case.overlay.owner:
        raise Refusal("bad_argument", "owner")
    return Outcome(replace(_changed(case, "handed_over", f"{heir}: {case.command.text}".rstrip(": ")), owner=heir))


def release(case: Case) -> Outcome:
    _only(case, *OPEN_STATES)
    if not case.overlay.owner:
        raise Refusal("wrong_state", "owner")
    return Outcome(replace(_changed(case, "released"), owner=""))


def set_priority(case: Case) -> Outcome:
    _only(case, *OPEN_STATES)
    wanted = case.command.priority
    if wanted not in (1, 2, 3, 4) or wanted == case.incident.priority:
        raise Refusal("bad_argument", "priority")
    _reason(case)
    priority = cast(Priority, wanted)
    overlay = replace(case.overlay, priority=priority, highest=min(case.incident.highest, priority))
    overlay = remembered(overlay, Act("priority", priority=case.overlay.priority))
    effects = (Effect("keep", case.incident.key),) if priority < 4 else ()
    return Outcome(_changed(case, "priority", case.command.text, overlay), effects)


def set_kind(case: Case) -> Outcome:
    _only(case, *OPEN_STATES)
    if case.command.kind not in KINDS or case.command.kind == case.incident.kind:
        raise Refusal("bad_argument", "kind")
    _reason(case)
    kind = case.command.kind
    overlay = remembered(replace(case.overlay, kind=kind), Act("kind", kind=case.overlay.kind))
    effect = Effect("kind", case.incident.key, str(kind))
    return Outcome(_changed(case, "kind", f"{kind}: {case.command.text}", overlay), (effect,))


def settle_place(case: Case) -> Outcome:
    """It is there, whatever its reports may mean; without a place it is as in doubt as they leave it."""
    _only(case, *OPEN_STATES)
    place = case.command.place
    if place is None and case.overlay.place is None:
        raise Refusal("bad_argument", "place")
    if place is not None and not (-90.0 <= place.lat <= 90.0 and -180.0 <= place.lon <= 180.0):
        raise Refusal("bad_argument", "place")
    spot = (place.lat, place.lon) if place is not None else None
    overlay = remembered(replace(case.overlay, place=spot), Act("settle_place", place=case.overlay.place))
    why = ": ".join(part for part in (place.place if place is not None else "", case.command.text) if part)
    change = "place_settled" if place is not None else "place_in_doubt"
    return Outcome(_changed(case, change, why, overlay), (place_effect(case.incident.key, spot),))


def shelve(case: Case) -> Outcome:
    """Out of sight until a time, with a reason and an owner (ISA-18.2); it comes back by itself."""
    _only(case, *OPEN_STATES)
    until = case.command.until
    if until is None or not case.now < until <= case.now + case.longest_shelf:
        raise Refusal("bad_argument", "until")
    _reason(case)
    overlay = replace(case.overlay, shelved_until=until, owner=case.overlay.owner or case.command.actor)
    return Outcome(_changed(case, "shelved", case.command.text, overlay))


def unshelve(case: Case) -> Outcome:
    if case.overlay.shelved_until is None:
        raise Refusal("wrong_state", "shelved")
    return Outcome(replace(_changed(case, "unshelved"), shelved_until=None))


def merge(case: Case) -> Outcome:
    """This incident goes into ``other``; its history stays its own, and ``reopen`` undoes it."""
    _only(case, *OPEN_STATES)
    other = case.other
    if other is None or other.key == case.incident.key:
        raise Refusal("unknown_incident" if other is None else "bad_argument", "other")
    if other.state not in OPEN_STATES:
        raise Refusal("wrong_state", other.state)
    overlay = _to(case, "merged", "merged", other.id or other.title, merged_into=other.key, shelved_until=None)
    line = Change(case.now, "absorbed", other.priority, case.command.actor, case.incident.id or case.incident.title)
    theirs = case.other_overlay or Overlay()
    absorbed = remembered(replace(theirs, history=(*theirs.history, line)), Act("merge", other=case.incident.key))
    return Outcome(overlay, (Effect("merge", case.incident.key, other.key),), {other.key: absorbed})


def split(case: Case) -> Outcome:
    """The named events leave for an incident of their own; the founding one, which gives the incident its name, stays."""
    _only(case, *OPEN_STATES)
    return _leave(case, "split")


def unlink(case: Case) -> Outcome:
    _only(case, *OPEN_STATES)
    if len(case.command.events) != 1:
        raise Refusal("bad_argument", "events")
    return _leave(case, "unlinked")


def undo(case: Case) -> Outcome:
    """Takes back the last thing a person did to it that can be; of a merged incident that is the merge."""
    if case.incident.state == "merged":
        return reopen(case)
    _only(case, *OPEN_STATES)
    overlay, effects, others = taken_back(case.incident, case.overlay, case.other, case.other_overlay, case.command, case.now)
    return Outcome(_changed(case, "undone", case.overlay.acts[-1].action, overlay), effects, others)


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
    """A shelf's time is over: the incident is in sight again."""
    line = Change(now, "unshelved", incident.priority, "engine", "")
    return replace(overlay, shelved_until=None, history=(*overlay.history, line))


def expire(overlay: Overlay, incident: Incident, now: datetime) -> Overlay:
    """Nobody took it up and nothing more was heard of it."""
    line = Change(now, "expired", incident.priority, "engine", "")
    history = (*overlay.history, line)
    return replace(overlay, state="closed", by="engine", at=now, disposition="expired", closed=now, history=history)


TRANSITIONS: Final[Mapping[str, Callable[[Case], Outcome]]] = {
    "acknowledge": acknowledge, "start": start, "resolve": resolve, "close": close, "reopen": reopen, "note": note,
    "take": take, "hand_over": hand_over, "release": release, "set_priority": set_priority, "set_kind": set_kind,
    "shelve": shelve, "unshelve": unshelve, "merge": merge, "split": split, "unlink": unlink, "settle_place": settle_place,
    "undo": undo,
}  # fmt: skip


def _leave(case: Case, change: str) -> Outcome:
    refs = _refs(case)
    if not refs:
        raise Refusal("bad_argument", "events")
    if founder_of(case.incident.key) in refs:
        raise Refusal("bad_argument", "founder")
    after = remembered(case.overlay, Act("split", other=key_of(refs[0])))
    overlay = _changed(case, change, case.command.text or ", ".join(ref.id for ref in refs), after)
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


def _only(case: Case, *states: str) -> None:
    if case.incident.state not in states:
        raise _wrong_state(case)


def _wrong_state(case: Case) -> Refusal:
    return Refusal("wrong_state", case.incident.state, case.overlay.by, case.overlay.at)


def _reason(case: Case) -> None:
    if not case.command.text.strip():
        raise Refusal("needs_reason", case.command.action)


def _changed(case: Case, change: str, why: str | None = None, overlay: Overlay | None = None) -> Overlay:
    after = case.overlay if overlay is None else overlay
    priority = after.priority or case.incident.priority
    line = Change(case.now, change, priority, case.command.actor, case.command.text if why is None else why)
    return replace(after, history=(*after.history, line))


def _to(case: Case, state: State, change: str, why: str | None = None, **fields: object) -> Overlay:
    after = replace(case.overlay, state=state, by=case.command.actor, at=case.now, **fields)
    if after.acknowledged is None and state != "merged":
        after = replace(after, acknowledged=case.now)
    return _changed(case, change, why, after)
