"""Why the hub refused a command, in one sentence that says what to do."""

from __future__ import annotations

from alerts.commands import OUTWARD, Answer, Command
from alerts.incidents import STATES
from alerts.wording import Wording
from widgets.card.account import Account


def refusal(command: Command, answer: Answer, wording: Wording, account: Account) -> str:
    """The sentence for an answer that is not ok."""
    if command.action in OUTWARD:
        return _outward(answer, wording, account)
    what = (
        wording(f"card-do-{command.action.replace('_', '-')}")
        if wording.has(f"card-do-{command.action.replace('_', '-')}")
        else ""
    )
    by, at = answer.by, account.clock(answer.at) if answer.at is not None else ""
    if (command.action, answer.error) == ("undo", "taken"):
        return wording("card-refused-taken-by-undo", by=wording.person(by))
    if answer.error in ("taken", "changed", "offered", "wrong_state") and by and by != command.actor and at:
        return wording(
            f"card-refused-{answer.error.replace('_', '-')}-by",
            by=wording.person(by),
            at=at,
            detail=wording.person(answer.detail),
        )
    if answer.error == "wrong_state" and answer.detail in STATES:
        return wording("card-refused-wrong-state", what=what, state=wording(f"state-{answer.detail}"))
    if answer.error == "needs_reason" and answer.detail.startswith("procedure: "):
        return wording("card-refused-procedure", count=int(answer.detail.removeprefix("procedure: ")))
    known = f"card-refused-{answer.error.replace('_', '-')}"
    if answer.error not in ("wrong_state",) and wording.has(known):
        return wording(known, what=what, detail=answer.detail)
    return wording("card-refused", what=what, detail=answer.detail or answer.error)


def _outward(answer: Answer, wording: Wording, account: Account) -> str:
    at = account.clock(answer.at) if answer.at is not None else ""
    if answer.by and at and answer.error in ("taken", "wrong_state"):
        return wording(
            "outward-refused-taken" if answer.error == "taken" else "outward-refused-by", by=wording.person(answer.by), at=at
        )
    known = f"outward-refused-{(answer.detail if answer.detail == 'renewals' else answer.error).replace('_', '-')}"
    if wording.has(known):
        return wording(known)
    if answer.error in ("unknown_incident", "not_written"):
        return wording(f"card-refused-{answer.error.replace('_', '-')}", what=wording("card-do-outward"), detail=answer.detail)
    return wording("outward-bad-value", name=answer.detail or answer.error)
