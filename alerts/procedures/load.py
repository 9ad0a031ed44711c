"""Reads procedure files and refuses one with a mistake, naming file, line, key and what was expected."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec

from alerts.errors import RulesError
from alerts.procedures.declared import MOST_STEPS, Procedure, Procedures, StepRule, condition
from alerts.procedures.progress import SKIPPED
from alerts.rules.tables import Mistake, Tables, file_text

DEFAULT_FOLDER: Final = Path(__file__).resolve().parents[2] / "resources" / "procedures"


def load_procedures(folder: Path | None = None) -> Procedures:
    """Every ``.toml`` file of this folder, or of the one that comes with the product.

    RulesError where one has a mistake, two are for one kind, or there is none at all.
    """
    folder = DEFAULT_FOLDER if folder is None else folder
    if not folder.is_dir():
        raise RulesError(f"{folder} is no folder; a folder of procedure files (.toml) was expected")
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise RulesError(f"{folder} holds no procedure file (.toml)")
    found: list[Procedure] = []
    taken: dict[str, Path] = {}
    for path in files:
        one = parse_procedure(file_text(path, "procedure file"), path)
        for name in (f"name {one.name}", *(f"kind {kind}" for kind in one.kinds), *([] if one.kinds else ["all other kinds"])):
            if name in taken:
                raise RulesError(f"{path}: {name}: {taken[name].name} is for it already")
            taken[name] = path
        found.append(one)
    return Procedures(found)


def parse_procedure(text: str, path: Path | str = "procedure") -> Procedure:
    """The procedure that this text declares; RulesError, which names ``path``, line and key, where it cannot be used."""
    tables = Tables(text, path)
    plain: dict[str, Any] = {name: value for name, value in tables.data.items() if name != "step"}
    whole = tables.table((), plain, Procedure)
    given = tables.entries("step") if "step" in tables.data else []
    if not 1 <= len(given) <= MOST_STEPS:
        raise tables.refuse(("step",), f"expected 1 to {MOST_STEPS} entries headed [[step]]")
    steps = [tables.table(("step", str(i)), value, StepRule) for i, value in enumerate(given)]
    for i, step in enumerate(steps):
        tables.checked(("step", str(i)), partial(_check, step, steps[:i]))
    return msgspec.structs.replace(whole, step=steps)


def _check(step: StepRule, before: list[StepRule]) -> None:
    """Its id is its own, its answers are told apart, and what it depends on stands before it."""
    if any(one.id == step.id for one in before):
        raise Mistake(("id",), f"{step.id!r} is used twice")
    answers = [choice.id for choice in step.choices]
    if len(answers) == 1 or len(set(answers)) < len(answers) or SKIPPED in answers:
        raise Mistake(("choices",), f"expected two or more different answers, none of them named {SKIPPED!r}")
    if bool(step.service) != (step.opens == "service"):
        raise Mistake(("service",), 'belongs to opens = "service", and is needed there')
    try:
        asked, wanted = condition(step.when)
    except ValueError:
        raise Mistake(("when",), 'expected "STEP=ANSWER" or "STEP=ANSWER|ANSWER"') from None
    if not asked:
        return
    parent = next((one for one in before if one.id == asked), None)
    if parent is None:
        raise Mistake(("when",), f"no step {asked!r} stands before this one")
    known = [choice.id for choice in parent.choices] or ["done"]
    for answer in wanted:
        if answer not in known:
            raise Mistake(("when",), f"{answer!r} is no answer to {asked!r}; expected one of {', '.join(known)}")
