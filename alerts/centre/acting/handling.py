"""Commands: decided, written, then let hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final, cast

import msgspec
from msgspec.structs import replace

from alerts.cameras.purposes import TRAINING
from alerts.centre.acting.outgoing import Outgoing
from alerts.centre.acting.ruling import Ruling
from alerts.centre.core import Core
from alerts.centre.keeping import journal
from alerts.commands import OUTWARD, Answer, Command
from alerts.correlation import Delta
from alerts.errors import LogError
from alerts.incidents import Incident, Kind
from alerts.lifecycle import Effect, Overlay, compose, expire
from alerts.lifecycle.looking import LOOKING, complete
from alerts.lifecycle.unanswered import done
from alerts.log.work import Shown
from alerts.refusal import Refusal

_PLAYBACK: Final = frozenset({"play", "pause", "speed", "seek"})
_PEOPLE: Final = frozenset({"sign_on", "sign_off"})


class Handling:
    """The one door for what people do."""

    def __init__(self, core: Core, ruling: Ruling, outgoing: Outgoing) -> None:
        self._core = core
        self._ruling = ruling
        self._outgoing = outgoing

    def command(self, command: Command, now: float) -> Answer:
        """See :meth:`alerts.centre.Centre.command`."""
        if not command.id or not command.actor:
            return Answer(command.id, False, "bad_argument", "id and actor")
        lifecycle = self._core.lifecycle
        try:
            known = lifecycle.answered(command.id) or self._core.log.answer(command.id)
            if known is not None:
                return known
            answer = self._do(command, now)
            self._people(command, now)
        except LogError as error:
            self._core.failed(error, now)
            return Answer(command.id, False, "not_written", str(error))
        except Refusal as refusal:
            answer = Answer(command.id, False, refusal.error, refusal.detail, refusal.by, refusal.at)
        lifecycle.remember(answer)
        return answer

    def lapse(self, now: float) -> None:
        """Bring back what was shelved until now, end offers, remind of what nobody takes up, close what waited in vain."""
        core = self._core
        moment = core.moment(now)
        for key, overlay in list(core.lifecycle.lapsed(core.showing.current, moment)):
            self._by_itself(key, overlay, overlay.history[-1].change, (), now)
        for key in core.showing.unattended(now):
            incident = core.showing.board.cases[key].shown
            assert incident is not None
            overlay = expire(core.lifecycle.overlay(key) or Overlay(), incident, moment)
            self._by_itself(key, overlay, "expired", (Effect("release", key),), now)
        if core.mode != "replay":  # nobody was there to take it up then
            self._remind(now)

    def hold(self, overlays: dict[str, Overlay], effects: Iterable[Effect], now: float) -> None:
        """Let handlings hold and have the engine do its part; also done again from the journal."""
        core = self._core
        for key, overlay in overlays.items():
            core.showing.current(key)  # in hand, also if it was long closed
            core.lifecycle.put(key, overlay)
            core.showing.touch(key)
        for effect in effects:
            self._effect(effect, now)

    # -- inside

    def _people(self, command: Command, now: float) -> None:
        if command.action == "sign_off":
            self._core.lifecycle.away(command.actor)
        else:
            self._core.lifecycle.here(command.actor, now)

    def _remind(self, now: float) -> None:
        """A word on each alarm that waits too long."""
        core = self._core
        unanswered, moment = core.showing.unanswered, core.moment(now)
        for key in unanswered.due(now):
            case = core.showing.board.cases.get(key)
            if case is None or case.shown is None:
                unanswered.forget(key)
                continue
            incident = core.lifecycle.compose(case.base)
            step = unanswered.step(incident, now)
            if step is None or step[0] > moment:
                unanswered.note(incident, now)
                continue
            overlay = done(core.lifecycle.overlay(key) or Overlay(), incident, step[1], moment)
            self._by_itself(key, overlay, step[1], (), now)

    def _by_itself(self, key: str, overlay: Overlay, change: str, effects: tuple[Effect, ...], now: float) -> None:
        core = self._core
        core.staging.entry(now, "lifecycle", "engine", {"key": key, "change": change})
        core.staging.take(journal.did(now, {key: overlay}, effects), 200)
        self.hold({key: overlay}, effects, now)

    def _do(self, command: Command, now: float) -> Answer:
        core = self._core
        if command.action in _PLAYBACK:
            raise Refusal("wrong_mode" if core.mode != "replay" else "bad_argument", command.action)
        if core.staging.heavy:
            core.commit(now, durable=False)
        answer = Answer(command.id, True, at=core.moment(now), n=core.n + 1)
        if command.action == "reload_rules":
            return self._ruling.command(command, answer, now)
        if command.action in OUTWARD:
            return self._outgoing.command(command, answer, now)
        training = command.action in LOOKING and command.purpose == TRAINING and bool(command.other)
        if training:  # of a recording: there need be no such incident any more
            complete(command)
        if command.action in _PEOPLE or training:
            said = {"command": _plain(command)} | ({"incident": command.incident} if training else {})
            step = core.staging.entry(now, "command", command.actor, said, (command, answer))
            try:
                core.commit(now, durable=True)
            except LogError:
                core.staging.withdraw(step)
                raise
            return answer
        answer_s = core.showing.unanswered.rule().offer_s
        incident, outcome = core.lifecycle.decide(command, core.showing.current, core.moment(now), timedelta(seconds=answer_s))
        overlays = {incident.key: outcome.overlay, **outcome.others}
        after = compose(core.showing.board.cases[incident.key].base, outcome.overlay)
        body: dict[str, Any] = {
            "command": _plain(command),
            "incident": incident.key,
            "id": incident.id,
            "before": _summary(incident),
            "after": _summary(after),
        }
        if any(effect.kind == "kind" and not effect.into for effect in outcome.effects):
            body["after"]["kind"] = ""  # the engine's word again, which it has still to give
        settled = replace(command, incident=incident.key)
        step = core.staging.entry(now, "command", command.actor, body, (settled, answer))
        staged = dict(core.staging.incidents)
        for key, overlay in overlays.items():
            shown = compose(core.showing.board.cases[key].base, overlay)
            core.staging.incidents[key] = Shown(shown, msgspec.msgpack.encode(overlay))
        mark = core.staging.mark()
        core.staging.take(journal.did(now, overlays, outcome.effects), 500)
        try:
            core.commit(now, durable=True)
        except LogError:
            core.staging.withdraw(step)
            core.staging.incidents = staged
            core.staging.back_to(mark)
            raise
        self.hold(overlays, outcome.effects, now)
        return answer

    def _effect(self, effect: Effect, now: float) -> None:
        core = self._core
        engine, showing = core.engine, core.showing
        if showing.facts(effect.key) is None:
            return  # the engine has forgotten it: there is nothing left to join, or to keep from joining
        match effect.kind:
            case "release":
                self._absorb(engine.release(effect.key, now), now)
            case "reopen":
                self._absorb(engine.reopen(effect.key, now), now)
            case "unmerge":
                self._absorb(engine.unmerge(effect.key, now), now)
            case "keep":
                self._absorb(engine.keep_open(effect.key, now), now)
            case "kind":
                self._absorb(engine.set_kind(effect.key, cast("Kind | None", effect.into or None), now), now)
            case "place":
                lat, _, lon = effect.into.partition(",")
                self._absorb(engine.set_place(effect.key, (float(lat), float(lon)) if lon else None, now), now)
            case "merge" if showing.facts(effect.into) is not None:
                self._absorb(engine.merge(effect.key, effect.into, now), now)
            case "split":
                events = [event for event in effect.events if engine.locate(event) == effect.key]
                if events:
                    self._absorb(engine.split(effect.key, events, now), now)

    def _absorb(self, delta: Delta, now: float) -> None:
        self._core.staging.decided.take(delta)
        self._core.showing.absorb(delta, now)


def _plain(command: Command) -> Any:
    return msgspec.to_builtins(command)


def _summary(incident: Incident) -> dict[str, Any]:
    return {
        "state": incident.state,
        "priority": incident.priority,
        "kind": incident.kind,
        "owner": incident.owner,
        "disposition": incident.disposition,
    }
