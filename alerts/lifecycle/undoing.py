"""Taking back what people did to incidents, the last thing first."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from alerts.commands import Command
from alerts.incidents import OPEN_STATES, Change, Incident
from alerts.lifecycle.decision import Effect
from alerts.lifecycle.overlay import MOST_ACTS, RETRACTABLE, Act, Overlay
from alerts.refusal import Refusal


def remembered(overlay: Overlay, act: Act) -> Overlay:
    """The overlay with one more act that can be taken back."""
    return replace(overlay, acts=(*overlay.acts, act)[-MOST_ACTS:])


def place_effect(key: str, spot: tuple[float, float] | None) -> Effect:
    """The engine's part in settling a place (latitude, longitude), or putting it in doubt again."""
    return Effect("place", key, "" if spot is None else f"{spot[0]!r},{spot[1]!r}")


def retracted(overlay: Overlay, quick: Act, actor: str, now: datetime) -> Overlay:
    """The overlay before one's own acknowledgement or shelf; Refusal of another's, or where it is too late for that.

    What has been gone by for minutes has been relied upon: others saw that somebody had it in hand.
    """
    if quick.by != actor:
        raise Refusal("taken", quick.action, quick.by, quick.at)
    if quick.at is None or now > quick.at + RETRACTABLE:
        raise Refusal("too_late", quick.action, quick.by, quick.at)
    if quick.action == "shelve":
        return replace(overlay, shelved_until=quick.until, owner=quick.owner, quick=None)
    return replace(overlay, state=None, by="", at=None, owner=quick.owner, acknowledged=None, quick=None)


def taken_back(
    incident: Incident, overlay: Overlay, other: Incident | None, theirs: Overlay | None, command: Command, now: datetime
) -> tuple[Overlay, tuple[Effect, ...], dict[str, Overlay]]:
    """The overlay before its last act, what the engine has to do, and the other incident's overlay; Refusal where there is
    nothing to take back, or the other incident has gone on without it.
    """
    if not overlay.acts:
        raise Refusal("wrong_state", "undo")
    act, key = overlay.acts[-1], incident.key
    before = replace(overlay, acts=overlay.acts[:-1])
    if act.action == "priority":
        return replace(before, priority=act.priority), (), {}
    if act.action == "kind":
        return replace(before, kind=act.kind), (Effect("kind", key, act.kind or ""),), {}
    if act.action == "settle_place":
        return replace(before, place=act.place), (place_effect(key, act.place),), {}
    if other is None:
        raise Refusal("unknown_incident", act.other)
    theirs = theirs or Overlay()
    if act.action == "merge":
        if other.state != "merged" or theirs.merged_into != key:
            raise Refusal("wrong_state", other.state)
        line = Change(now, "reopened", theirs.priority or other.priority, command.actor, incident.id or incident.title)
        back = replace(
            theirs, state="acknowledged", by=command.actor, at=now, owner=theirs.owner or command.actor, merged_into="",
            history=(*theirs.history, line),
        )  # fmt: skip
        return before, (Effect("unmerge", other.key),), {other.key: back}
    if other.state not in OPEN_STATES:
        raise Refusal("wrong_state", other.state)
    line = Change(now, "merged", theirs.priority or other.priority, command.actor, incident.id or incident.title)
    back = replace(
        theirs, state="merged", by=command.actor, at=now, merged_into=key, shelved_until=None, history=(*theirs.history, line)
    )
    return before, (Effect("merge", other.key, key),), {other.key: back}
