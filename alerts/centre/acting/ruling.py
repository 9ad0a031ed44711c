"""Which rules are in force, and changing them while the hub runs.

A change is written down before it holds, with the whole text of the rules: so a hub that starts again does what came before
it under the old rules and what came after it under the new ones. What came within the lateness bound before a change is
settled again, under the new rules; what is older stays as it was decided.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from alerts.batch import Batch
from alerts.centre.core import Core
from alerts.centre.keeping import journal
from alerts.centre.ports import EngineLike, EngineMaker, RulesInForce
from alerts.commands import Answer, Command
from alerts.errors import LogError, RulesError
from alerts.procedures import Procedures
from alerts.refusal import Refusal
from alerts.rules.file import fingerprint


class Ruling:
    """The rules of one centre. Without a file (:meth:`govern` was never called) they cannot be changed."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._file: RulesInForce | None = None
        self._engines: EngineMaker | None = None
        self._procedures: Callable[[], Procedures] | None = None

    def govern(self, file: RulesInForce, engines: EngineMaker) -> None:
        """Engines are made by ``engines`` under the rules that ``file`` holds."""
        self._file, self._engines = file, engines

    def proceed(self, procedures: Callable[[], Procedures]) -> None:
        """``procedures`` reads the response procedures, now and whenever the rules are read again; may raise RulesError."""
        self._procedures = procedures
        self._core.lifecycle.procedures = procedures()

    @property
    def text(self) -> str:
        """The rules in force, as text; empty where they are not known as such."""
        return self._file.text if self._file is not None else ""

    def begin(self, now: float) -> None:
        """A log without a past: under which rules it begins is the first thing in its journal."""
        if self.text:
            self._note(now, self.text)

    def command(self, command: Command, answer: Answer, now: float) -> Answer:
        """Read the file again. Refusal where it has a mistake; the rules in force stay then."""
        if self._file is None:
            raise Refusal("wrong_mode", command.action)
        lifecycle = self._core.lifecycle
        try:
            text = self._file.read()
            procedures = self._procedures() if self._procedures is not None else lifecycle.procedures
        except RulesError as error:
            raise Refusal("bad_rules", str(error)) from error
        same = procedures == lifecycle.procedures
        if not self.change(text, now, command.actor, (command, answer)) and same:
            answer.detail = "unchanged"
        if not same:
            names = {one.name: fingerprint(msgspec.json.encode(one).decode()) for one in procedures.all}
            self._core.staging.entry(now, "procedures", command.actor, names)
            lifecycle.procedures = procedures
        return answer

    def change(self, text: str, now: float, actor: str, action: tuple[Command, Answer] | None = None) -> bool:
        """Have these rules in force from now on, once that is on disk; False where they are already.

        Refusal where no engine can be made of them, LogError where it could not be written: the old ones stay.
        """
        core, file, engines = self._core, self._file, self._engines
        assert file is not None
        assert engines is not None
        old = file.text
        if text == old:
            return False
        saved = core.engine.save()
        try:
            file.adopt(text)
            engine = engines(saved)
        except (RulesError, LogError) as error:
            file.adopt(old)
            raise Refusal("bad_rules", str(error)) from error
        body: dict[str, Any] = {"rules": fingerprint(text), "before": fingerprint(old), "text": text}
        if action is not None:
            body["command"] = msgspec.to_builtins(action[0])
        step = core.staging.entry(now, "rules", actor, body, action)
        mark = core.staging.mark()
        self._note(now, text)
        try:
            core.commit(now, durable=True)
        except LogError:
            file.adopt(old)
            core.staging.withdraw(step)
            core.staging.back_to(mark)
            raise
        self.put(engine, now)
        return True

    def again(self, given: journal.Ruled) -> None:
        """A change that was written down before; also done again from the journal."""
        if self._file is None or self._engines is None or given.text == self._file.text:
            return
        saved = self._core.engine.save()
        self._file.adopt(given.text)
        self.put(self._engines(saved), given.now)

    def put(self, engine: EngineLike, now: float) -> None:
        """Go on with this engine, which was made of what the one before saved."""
        core = self._core
        core.engine.replace(engine)
        core.showing.reconcile(now)
        delta = core.engine.step(Batch([]), now)  # what was settled again looks different
        core.staging.decided.take(delta)
        core.showing.absorb(delta, now)

    def _note(self, now: float, text: str) -> None:
        if self._core.mode != "replay":
            self._core.staging.take(journal.Ruled(now, text), len(text))
