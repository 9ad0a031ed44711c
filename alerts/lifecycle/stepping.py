"""Marks at the steps of a response procedure."""

from __future__ import annotations

from msgspec.structs import replace

from alerts.incidents import OPEN_STATES, StepMark
from alerts.lifecycle.case import Case, changed, need_reason, only
from alerts.lifecycle.decision import Outcome
from alerts.procedures import SKIPPED, missing
from alerts.procedures.progress import outcomes
from alerts.refusal import Refusal


def step(case: Case) -> Outcome:
    """Mark a step of the procedure, or take its mark off; passing over a required one asks for a reason."""
    only(case, *OPEN_STATES)
    procedure = case.procedures.of(case.incident.kind)
    rule = procedure.find(case.command.step) if procedure is not None else None
    outcome = case.command.outcome
    marks = [mark for mark in case.overlay.steps if mark.step != case.command.step]
    if rule is None or (outcome and outcome not in outcomes(rule)):
        raise Refusal("bad_argument", "step" if rule is None else "outcome")
    if not outcome and len(marks) == len(case.overlay.steps):
        raise Refusal("wrong_state", "step")
    if outcome == SKIPPED and rule.required:
        need_reason(case)
    if outcome:
        marks.append(StepMark(rule.id, outcome, case.command.actor, case.now, case.command.text.strip()))
    why = f"{rule.id}={outcome}: {case.command.text}".rstrip(": ")
    return Outcome(changed(case, "step" if outcome else "step_open", why, replace(case.overlay, steps=tuple(marks))))


def left_out(case: Case) -> int:
    """How many required steps of an alarm's procedure nobody has marked."""
    procedure = case.procedures.of(case.incident.kind)
    if procedure is None or not case.incident.is_alarm:
        return 0
    return len(missing(procedure, case.overlay.steps, case.incident.priority))
