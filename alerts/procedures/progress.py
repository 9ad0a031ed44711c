"""How far a procedure has got with an incident: pure functions of what people marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from alerts.incidents import StepMark
from alerts.procedures.declared import Procedure, StepRule, condition

SKIPPED: Final = "skipped"
DONE: Final = "done"


@dataclass(frozen=True, slots=True)
class StepView:
    """A step that applies now, and what was marked at it, if anything.

    ``depth``: how far it is to be set in under the answer it follows on; 0 where other steps stand between.
    """

    step: StepRule
    mark: StepMark | None
    depth: int

    @property
    def open(self) -> bool:
        """Whether nobody has marked it."""
        return self.mark is None


def views(procedure: Procedure, marks: Iterable[StepMark], priority: int) -> list[StepView]:
    """The steps that apply to an incident of this priority with these marks, in the procedure's order.

    A step that depends on an answer applies once that answer was given; what was marked at a step that no longer applies
    (an answer was changed) stays on record but is not shown.
    """
    by_step = {mark.step: mark for mark in marks}
    shown: dict[str, StepView] = {}
    above: list[str] = []  # the steps that the last one hangs on, itself the last
    for step in procedure.step:
        if priority > step.priority:
            continue
        asked, wanted = condition(step.when)
        parent = shown.get(asked)
        if asked and (parent is None or parent.mark is None or parent.mark.outcome not in wanted):
            continue
        above = [*above[: above.index(asked) + 1], step.id] if asked in above else [step.id]
        shown[step.id] = StepView(step, by_step.get(step.id), len(above) - 1)
    return list(shown.values())


def missing(procedure: Procedure, marks: Sequence[StepMark], priority: int) -> list[StepRule]:
    """The required steps that apply and that nobody has marked."""
    return [view.step for view in views(procedure, marks, priority) if view.step.required and view.open]


def outcomes(step: StepRule) -> list[str]:
    """What may be marked at a step: its answers, or ``done``; ``skipped`` always."""
    return [*([choice.id for choice in step.choices] or [DONE]), SKIPPED]
