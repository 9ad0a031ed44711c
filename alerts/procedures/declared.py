"""What a procedure file declares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta, Struct

from alerts.incidents import Kind

Name: TypeAlias = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Words: TypeAlias = Annotated[str, Meta(min_length=1, max_length=200)]
Opens: TypeAlias = Literal["", "cameras", "map", "note", "service"]
"""What a step opens on the operator's desk: the nearest cameras, the map at the incident, a note, a linked service."""

MOST_STEPS: Final = 40


class Choice(Struct, forbid_unknown_fields=True, frozen=True):
    """One answer to a step that asks; ``id`` is what is recorded."""

    id: Name
    ko: Words
    en: Words


class StepRule(Struct, forbid_unknown_fields=True, omit_defaults=True, frozen=True):
    """One step.

    With ``choices`` it asks, and later steps may depend on the answer: ``when = "smoke=yes"``, or several answers
    ``"smoke=yes|unknown"``. ``required``: passing it over asks for a reason. ``tell``: somebody who must be told.
    ``priority``: only for incidents at least so urgent (1 most urgent, 4 for all). ``within_s``: how soon it should be done
    after the incident opened, seconds; 0 where it does not matter.
    """

    id: Name
    ko: Words
    en: Words
    required: bool = False
    tell: bool = False
    choices: list[Choice] = []
    when: str = ""
    priority: Annotated[int, Meta(ge=1, le=4)] = 4
    within_s: Annotated[int, Meta(ge=0, le=86_400)] = 0
    opens: Opens = ""
    service: str = ""
    """Which linked service ``opens = "service"`` means."""

    def text(self, language: str) -> str:
        """The step in Korean (``ko``) or English."""
        return self.ko if language == "ko" else self.en


class Procedure(Struct, forbid_unknown_fields=True, omit_defaults=True, frozen=True):
    """One file. ``kinds``: the incidents it is for; one without any is for all kinds that have no procedure of their own."""

    name: Name
    ko: Words
    en: Words
    kinds: list[Kind] = []
    must_speak: bool = False
    """Urgent incidents of these kinds are said in words on every console, whatever its settings."""
    step: list[StepRule] = []

    def title(self, language: str) -> str:
        """Its name in Korean (``ko``) or English."""
        return self.ko if language == "ko" else self.en

    def find(self, step: str) -> StepRule | None:
        """The step with this id."""
        return next((one for one in self.step if one.id == step), None)


class Procedures(Struct, frozen=True):
    """All that are in force."""

    all: list[Procedure] = []

    def of(self, kind: str) -> Procedure | None:
        """The procedure for incidents of this kind; None where there is none, not even a general one."""
        general = None
        for one in self.all:
            if kind in one.kinds:
                return one
            if not one.kinds:
                general = one
        return general


def condition(text: str) -> tuple[str, Sequence[str]]:
    """``step=one|other`` as the step and the answers; ("", ()) for no condition. ValueError for anything else."""
    if not text:
        return "", ()
    step, equals, answers = text.partition("=")
    if not equals or not step.strip() or not all(part.strip() for part in answers.split("|")):
        raise ValueError(text)
    return step.strip(), tuple(part.strip() for part in answers.split("|"))
