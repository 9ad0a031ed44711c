"""What was marked at a step, as the history tells it."""

from __future__ import annotations

from alerts.procedures import SKIPPED, Procedures
from alerts.wording import Wording


def step_text(why: str, procedures: Procedures, wording: Wording) -> str:
    """``STEP=OUTCOME: reason``, as the hub writes it, in words; the ids where no procedure in force knows them any more."""
    head, colon, reason = why.partition(":")
    name, _, outcome = head.partition("=")
    found = [step for procedure in procedures.all if (step := procedure.find(name)) is not None]
    # steps of several procedures may share a name: the one that knows the answer is meant
    fitting = [step for step in found if any(choice.id == outcome for choice in step.choices)] or found
    if not fitting:
        return why
    step = fitting[0]
    answer = next((choice.ko if wording.language == "ko" else choice.en for choice in step.choices if choice.id == outcome), "")
    if outcome == SKIPPED:
        answer = wording("procedure-skipped")
    return " · ".join(part for part in (step.text(wording.language), answer, reason.strip() if colon else "") if part)
