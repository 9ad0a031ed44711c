"""Why the hub refused a command, in one sentence that says what to do."""

from __future__ import annotations

from alerts.commands import Answer, Command
from alerts.incidents import STATES
from alerts.wording import Wording
from widgets.card.account import Account


def refusal(command: Command, answer: Answer, wording: Wording, account: Account) -> str:
    """The sentence for an answer that is not ok."""
    what = (
        wording(f"card-do-{command.action.replace('_', '-')}")
        if wording.has(f"card-do-{command.action.replace('_', '-')}")
        else ""
    )
    by, at = answer.by, account.clock(answer.at) if answer.at is not None else ""
    if answer.error in ("taken", "changed", "offered", "wrong_state") and by and by != command.actor and at:
        return wording(f"card-refused-{answer.error.replace('_', '-')}-by", by=by, at=at, detail=answer.detail)
    if answer.error == "wrong_state" and answer.detail in STATES:
        return wording("card-refused-wrong-state", what=what, state=wording(f"state-{answer.detail}"))
    if answer.error == "needs_reason" and answer.detail.startswith("procedure: "):
        return wording("card-refused-procedure", count=int(answer.detail.removeprefix("procedure: ")))
    known = f"card-refused-{answer.error.replace('_', '-')}"
    if answer.error not in ("wrong_state",) and wording.has(known):
        return wording(known, what=what, detail=answer.detail)
    return wording("card-refused", what=what, detail=answer.detail or answer.error)
