"""Starting where the last run stood, however it ended."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Final

import msgspec

from alerts.batch import Batch
from alerts.centre.acting.outgoing import KEPT_S
from alerts.centre.board import Case
from alerts.centre.centre import Centre
from alerts.centre.keeping import journal
from alerts.centre.keeping.continued import Offsets
from alerts.centre.keeping.positions import Positions
from alerts.centre.keeping.state import State, unpack
from alerts.centre.ports import CamerasInForce, Decode, EngineMaker, RulesInForce, SurveyLike
from alerts.centre.settings import CentreSettings
from alerts.errors import InputError
from alerts.lifecycle import Effect, Overlay, strip
from alerts.log.interface import IncidentLog
from alerts.log.troubles import LogTrouble
from alerts.log.work import Recovered
from alerts.outward.directory import Directory
from alerts.picture import Mode
from alerts.procedures import Procedures
from alerts.refusal import Refusal

_log: Final = logging.getLogger("alerts.centre")


def open_centre(
    log: IncidentLog,
    engines: EngineMaker,
    decode: Decode,
    mode: Mode,
    city: str,
    now: float,
    settings: CentreSettings | None = None,
    progress: Callable[[int, int], None] | None = None,
    rules: RulesInForce | None = None,
    procedures: Callable[[], Procedures] | None = None,
    directory: Directory | None = None,
    cameras: CamerasInForce | None = None,
    beside: bool = False,
) -> Centre:
    """A centre as the log's last run left it: the last checkpoint, and after it every input again, in order.

    ``engines`` makes an engine from a saved state, or a new one from None; ``decode`` reads messages (topic, body);
    ``now`` is seconds since the epoch; ``progress`` hears of journal rows done and to do. LogError where the log cannot be
    read or written. ``rules`` are those that ``engines`` makes engines with: what the last run did is done again under the
    rules it was done under, and those of the file as it is now hold from here on. ``procedures`` reads the response
    procedures; RulesError where they cannot be used. ``directory`` holds the services linked with this centre; without it
    nothing goes out. ``cameras`` are those that ``engines`` makes engines with: as with the rules, each part is done again with
    its own. ``beside``: for a process that makes a checkpoint while another one goes on writing. Nothing is said of a start,
    what is new in the files is not taken up, and a state that cannot be used raises what its readers stumbled over.

    Where the saved state cannot be used (damaged, or of another version of the program) the engine starts afresh: open
    incidents stay on the screens and in people's hands as the log has them, but no later report joins them. The log's
    entry of the start says so.
    """
    recovered = log.recovered()
    wanted = rules.text if rules is not None else ""
    survey = cameras.latest if cameras is not None else None

    def made(state: State | None, offsets: Offsets) -> Centre:
        _take_up(state, rules, wanted, cameras)
        engine = engines(None if state is None else state.engine)
        centre = Centre(engine, log, mode, city, int(now * 1e9), settings, offsets)
        if rules is not None:
            centre.ruling.govern(rules, engines)
        if cameras is not None:
            centre.registering.govern(cameras, engines)
        if procedures is not None:
            centre.ruling.proceed(procedures)
        if directory is not None:
            centre.outgoing.govern(directory, log.outward(now - KEPT_S))
        centre.place = Positions(recovered.positions)
        centre.staging.decided.logged = recovered.decisions
        return centre

    reason, state = "", None
    try:
        state = unpack(recovered.checkpoint) if recovered.checkpoint is not None else None
        centre = made(state, state.offsets if state is not None else Offsets())
        if state is not None:
            _restore(centre, state, now)
        _replay(centre, recovered, decode, progress)
    except Exception as error:  # whatever an unusable state makes its readers stumble over; LogError comes from the log itself
        if beside or isinstance(error, LogTrouble):
            raise
        reason = f"{type(error).__name__}: {error}"
        _log.warning("the saved state of the hub cannot be used, the engine starts afresh: %s", reason)
        centre = made(None, Offsets(recovered.decisions, log.numbers()))
        _from_log(centre)
    centre.showing.refresh(now, everything=True)
    if beside:
        return centre
    started: dict[str, Any] = {
        "mode": mode, "city": city, "entries": recovered.entries, "journal": len(recovered.journal),
        "checkpoint": state is not None, "incidents": len(centre.showing.board.cases),
    }  # fmt: skip
    if reason:
        started["afresh"] = reason
    if not recovered.intact:
        started["altered"] = "the end of the log is not what was sealed: it was changed from outside before this start"
        _log.warning("the incident log was changed from outside; run `audit verify`")
    centre.outgoing.stage_moved()
    centre.staging.entry(now, "start", "hub", started)
    if recovered.checkpoint is None and not recovered.journal:
        centre.ruling.begin(now)
        centre.registering.begin(now)
    # a journal that cannot be used must not be met again
    centre.commit(now, durable=True, point=centre.checkpoints.whole(now) if reason else None)
    _as_files_are(centre, wanted, survey, now)
    return centre


def _take_up(state: State | None, rules: RulesInForce | None, wanted: str, cameras: CamerasInForce | None) -> None:
    """The rules and cameras that a saved state was made under; without one, those of the files."""
    if rules is not None:
        rules.adopt(state.rules if state is not None and state.rules else wanted)
    if cameras is not None:
        kept = state.cameras if state is not None else None
        cameras.adopt(cameras.latest.cut if kept is None else kept)


def _as_files_are(centre: Centre, rules: str, survey: SurveyLike | None, now: float) -> None:
    """What the last run did is done: from here on the rules and cameras hold that the files have now."""
    if rules:
        try:
            centre.ruling.change(rules, now, "hub")
        except Refusal as refusal:  # they are sound, but what the last run left cannot go on under them
            _log.warning("the rules of the last run stay in force: %s", refusal.detail)
    if survey is not None:
        try:
            centre.registering.change(survey, now)
        except InputError as error:
            _log.warning("%s", error)


def _restore(centre: Centre, state: State, now: float) -> None:
    showing = centre.showing
    centre.lifecycle.restore(state.lifecycle)
    centre.situation.restore(state.situation)
    showing.board.restore(state.board, showing.facts)
    # an engine tells what is new to whoever it told before; this makes a restored one tell it all, before anything comes
    delta = centre.engine.step(Batch([]), now)
    showing.absorb(delta, now)
    new = {*delta.numbered, *delta.ended, *delta.moved.values(), *delta.removed}
    showing.fresh = {key for key, case in showing.board.cases.items() if not case.held and key not in new}


def _replay(centre: Centre, recovered: Recovered, decode: Decode, progress: Callable[[int, int], None] | None) -> None:
    for at, row in enumerate(recovered.journal):
        for given in journal.read(row):
            centre.situation.changes(given.now)
            if isinstance(given, journal.Ruled):
                centre.ruling.again(given)
            elif isinstance(given, journal.Surveyed):
                centre.registering.again(given)
            elif isinstance(given, journal.Took):
                centre.take([decode(topic, body) for topic, body in given.messages], given.now)
            else:
                effects = [Effect(kind, key, into, tuple(events)) for kind, key, into, events in given.effects]
                centre.handling.hold(given.overlays, effects, given.now)
        if progress is not None:
            progress(at + 1, len(recovered.journal))
    centre.showing.moved.clear()
    centre.showing.gone.clear()
    centre.staging.replayed()
    # what was replayed is on disk: it need not be written again, and the disk's positions hold
    centre.place = Positions(recovered.positions)


def _from_log(centre: Centre) -> None:
    for incident, data in centre.log.unfinished():
        overlay = msgspec.msgpack.decode(data, type=Overlay)
        if overlay != Overlay():
            centre.lifecycle.put(incident.key, overlay)
        centre.showing.board.cases[incident.key] = Case(incident.key, strip(incident, overlay), held=True, alarmed=True)
        centre.showing.board.dirty[incident.key] = None
