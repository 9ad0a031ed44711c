"""Which cameras are in force, and changing them while the hub runs.

What is decided follows from where cameras stand too (reports that bring no coordinates, the next cameras of a vehicle, what
an area holds), so a change of the register is an input like a change of rules: in the journal before it holds.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct, convert

from alerts.cameras.served import PART, Part, Sealed
from alerts.centre.acting.ruling import Ruling
from alerts.centre.core import Core
from alerts.centre.keeping import journal
from alerts.centre.ports import CamerasInForce, EngineMaker, SurveyLike
from alerts.errors import InputError, LogError, RulesError

QUESTION = "register"


class _Wanted(Struct, forbid_unknown_fields=True):
    part: int = 0


class Registering:
    """The cameras of one centre, and what its consoles are given of them. Without :meth:`govern` there are none to serve."""

    def __init__(self, core: Core, ruling: Ruling) -> None:
        self._core = core
        self._ruling = ruling
        self._file: CamerasInForce | None = None
        self._engines: EngineMaker | None = None
        self._sealed: Sealed | None = None
        self._told = ""

    def govern(self, file: CamerasInForce, engines: EngineMaker) -> None:
        """Engines are made by ``engines`` with the cameras that ``file`` holds."""
        self._file, self._engines = file, engines
        self._serve(file.latest.sealed)
        self._told = self.version

    @property
    def version(self) -> str:
        """What names the register and the purposes that consoles are given; empty where there is nothing to give."""
        return self._sealed.version if self._sealed is not None else ""

    @property
    def cut(self) -> bytes | None:
        """What decisions follow from; None where nobody says."""
        return self._file.cut if self._file is not None else None

    def news(self) -> str:
        """The version, where consoles have not been told of it."""
        if self.version == self._told:
            return ""
        self._told = self.version
        return self.version

    def begin(self, now: float) -> None:
        """A log without a past: with which cameras it begins stands in its journal."""
        if self._file is not None:
            self._note(now, self._file.cut)

    def change(self, survey: SurveyLike, now: float) -> bool:
        """Have these in force from now on, once that is on disk; False where they are already.

        InputError where no engine can be made with them, LogError where it could not be written: the old ones stay.
        """
        core, file, engines = self._core, self._file, self._engines
        assert file is not None
        assert engines is not None
        if survey.sealed.version == self.version and survey.cut == file.cut:
            return False
        old, engine = file.cut, None
        before, file.latest = file.latest, survey
        try:
            if survey.cut != old:
                saved = core.engine.save()
                file.adopt(survey.cut)
                engine = engines(saved)
        except (RulesError, LogError, InputError) as error:
            file.latest = before
            file.adopt(old)
            raise InputError(f"the cameras stay as they were: {error}") from error
        body: dict[str, Any] = {"register": survey.sealed.version, "before": self.version, **survey.about}
        step = core.staging.entry(now, "cameras", str(survey.about.get("by") or "hub"), body)
        mark = core.staging.mark()
        if engine is not None:
            self._note(now, survey.cut)
        try:
            core.commit(now, durable=True)
        except LogError:
            file.latest = before
            file.adopt(old)
            core.staging.withdraw(step)
            core.staging.back_to(mark)
            raise
        if engine is not None:
            self._ruling.put(engine, now)
        self._serve(survey.sealed)
        core.hasten()
        return True

    def again(self, given: journal.Surveyed) -> None:
        """A change that was written down before; also done again from the journal."""
        if self._file is None or self._engines is None or given.cut == self._file.cut:
            return
        saved = self._core.engine.save()
        self._file.adopt(given.cut)
        self._ruling.put(self._engines(saved), given.now)

    def query(self, args: dict[str, Any]) -> Part:
        """One part of what consoles are given. ValueError for a part that is none, LookupError where there is nothing."""
        if self._sealed is None:
            raise LookupError("this hub serves no cameras")
        number = convert(args, _Wanted).part
        if not 0 <= number < self._sealed.parts:
            raise ValueError(f"part {number} of {self._sealed.parts}")
        return Part(self._sealed.version, self._sealed.parts, self._sealed.data[number * PART : (number + 1) * PART])

    def _serve(self, sealed: Sealed) -> None:
        self._sealed = sealed

    def _note(self, now: float, cut: bytes) -> None:
        if self._core.mode != "replay":
            self._core.staging.take(journal.Surveyed(now, cut), len(cut))
