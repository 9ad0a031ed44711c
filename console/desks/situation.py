"""The common operating picture on a desk: queue, map, strips and card around one bridge."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from alerts.commands import Answer, Command
from alerts.incidents import Incident
from alerts.lifecycle.looking import LOOKING
from alerts.picture import MOST_ORDINARY
from console.bridge import Bridge, Tick
from console.desks.arriving import Arriving
from console.desks.moves import Changes, Moves
from console.desks.outward import OutwardDesk
from console.desks.placing import Placing
from console.desks.talk import Talk
from console.desks.together import Together
from console.window.workplace import Workplace
from widgets.card import IncidentCard
from widgets.card.links import MERGE_KEY, WHY_KEY
from widgets.card.nearby import nearby_lines
from widgets.charts import FeedStrips
from widgets.docks import go_to
from widgets.map import CityMap
from widgets.queue import IncidentQueue
from widgets.queue.together import ACTIONS

LEAST_ALARM: Final = 3
"""Incidents that were never more urgent than this are not marked on the strips."""
MARKS_S: Final = 0.5
"""Between two drawings of the strips' marks, seconds: a strip is looked at for minutes."""
NEARBY_S: Final = 3.0
"""Units drive: how far off they are is looked at again after so long."""


class Situation(QObject):
    """The mediator between one bridge and the four widgets that show what is going on.

    The operator's desk and the trainer's use it alike; a replayed picture comes from a bridge of its own.
    """

    chosen_changed = Signal()
    caught_up = Signal()
    """The map shows what it had kept back."""

    def __init__(self, bridge: Bridge, place: Workplace, with_strips: bool = True, parent: QObject | None = None) -> None:
        """``with_strips``: the trainer's transport shows the channels over the whole recording instead."""
        super().__init__(parent)
        self.bridge, self._place = bridge, place
        wording, theme = place.wording, place.theme
        self.queue = IncidentQueue(wording, theme)
        self.map = CityMap(wording, theme)
        self._moves, self._marked = Moves(), Changes(MARKS_S)
        # a turn of the event loop of its own: a key waits for the list or for the map, never for both
        self._map_turn = QTimer(self)
        self._map_turn.setSingleShot(True)
        self._map_turn.timeout.connect(self._show_moves)
        self._chosen_turn = QTimer(self)
        self._chosen_turn.setSingleShot(True)
        self._chosen_turn.timeout.connect(self._bring_out_chosen)
        self._arriving = Arriving()
        self._arriving_turn = QTimer(self)
        self._arriving_turn.setSingleShot(True)
        self._arriving_turn.timeout.connect(self._show_more)
        self.strips = FeedStrips(wording, theme) if with_strips else None
        self.card = IncidentCard(wording, theme)
        self.talk = Talk(lambda: self.bridge, lambda: self.chosen, place, self.queue, self.card)
        self.card.related.named = self.talk.named
        self.placing = Placing(place, self.map, lambda key, fields: self._command("settle_place", key, fields), self)
        self.outward = OutwardDesk(lambda: self.bridge, place, self.card, self)
        self.chosen = ""
        self._nearby_at = 0.0
        self._let_go = False
        self.map.set_city(place.city)
        place.cameras.replaced.connect(self._use_cameras)
        self._keep_layers()
        self._introduce()
        self.queue.picked.connect(self.choose)
        self.queue.opened.connect(self._open)
        self.queue.command_requested.connect(self._command)
        self.together = Together(self.queue, lambda: self.bridge, place, self)
        self.together.compare.connect(self._compare)
        self.together.go_to.connect(self.choose)
        self.together.asking.connect(self.queue.hold)
        self.map.incident_picked.connect(self.choose)
        self.map.incidents_boxed.connect(self._choose_boxed)
        if self.strips is not None:
            self.strips.incident_picked.connect(self.choose)
        self.card.command_requested.connect(self._command)
        self.card.related_picked.connect(self._choose_named)
        self.card.why_not_asked.connect(self.talk.ask_why_not)
        self.card.merge_asked.connect(self._merge)
        self.card.asking.connect(self._asking)
        self.card.opening.connect(self._open_for_step)
        self.retranslate()

    @property
    def incident(self) -> Incident | None:
        """The chosen incident as it is known now."""
        return self.bridge.picture.incidents.get(self.chosen)

    def use(self, bridge: Bridge) -> None:
        """Show this bridge's picture from now on; the window gives the whole of it next."""
        self.bridge = bridge
        self.choose("")
        self._introduce()

    def apply(self, tick: Tick) -> bool:
        """One operation a widget, whatever has come. False where the map waits for a later tick."""
        if tick.fresh:
            self.talk.learn_procedures()
            self._show_all(tick)
        else:
            self._show_changes(tick)
        self._tell_let_go(tick)
        if self.chosen and abs(tick.now - self._nearby_at) >= NEARBY_S:
            self._show_nearby()
        self.queue.set_now(tick.now)
        self.card.set_now(tick.now)
        self.outward.apply(tick, self.chosen)
        if tick.load is not None:
            self.queue.set_load(tick.load)
        if tick.pending_changed:
            self.talk.show_pending()
        if tick.link_changed:
            self.card.set_stale(not self.bridge.up)
        for command, answer in tick.answers:
            self._answered(command, answer)
        return not self._moves.held

    def choose(self, key: str) -> None:
        """This incident is the one everything speaks of; empty for none."""
        if key == self.chosen:
            return
        self.chosen = key
        self._join(self._arriving.named((key,)))
        self.queue.select(key)
        self._show_card()
        self.map.wait(True)  # a frame of the map that happens to be due now is drawn behind list and card too
        self._chosen_turn.start()
        self.chosen_changed.emit()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        language = self._place.wording.language
        self.queue.set_districts({district.code: district.name(language) for district in self._place.city.districts})
        for part in (self.queue, self.map, self.card):
            part.retranslate()
        if self.strips is not None:
            self.strips.retranslate()

    def most_urgent(self) -> Incident | None:
        """The alarm that waits for somebody, the most urgent and then the newest first; None where none does."""
        waiting = [one for one in self.bridge.picture.incidents.values() if one.is_alarm and one.state == "new"]
        return min(waiting, key=lambda one: (one.priority, -one.opened.timestamp(), one.key), default=None)

    # -- what the keys do

    def show_on_map(self) -> None:
        """Look at the chosen incident from near."""
        if self.chosen and not self.map.show_incident(self.chosen):
            self._place.notices.say("console-no-place")

    def shelve(self) -> None:
        """Shelve the chosen incident, or take it off the shelf: whichever is offered; several where several are meant."""
        if self.together.ask("shelve"):
            return
        for action in ("unshelve", "shelve"):
            self.card.trigger(action)

    def do(self, action: str) -> None:
        """What a key of an action does: for all marked incidents where it can be told to several, for the chosen one else."""
        if action not in ACTIONS or not self.together.ask(action):
            self.card.trigger(action)

    def compare(self) -> None:
        """Why the two marked incidents are two, or the chosen one and the first that may be the same."""
        if not self.together.ask("compare"):
            self.card.related.press(WHY_KEY)

    def merge(self) -> None:
        """Put the marked incidents together, or the chosen one and the first that may be the same."""
        if not self.together.ask("merge"):
            self.card.related.press(MERGE_KEY)

    def undo(self) -> None:
        """Take back the last thing that was done: to all of several at once, or to the chosen incident."""
        if self.together.concerns(self.chosen):
            self.together.take_back()
        else:
            self.card.take_back_last()

    def decline(self) -> None:
        """Decline what was offered, or take one's own offer back: whichever there is."""
        for action in ("withdraw", "decline"):
            self.card.trigger(action)

    # -- within

    def _show_all(self, tick: Tick) -> None:
        picture = tick.picture
        incidents = self._first(picture.incidents.values())
        self.queue.replace(incidents, tick.now)
        self._moves, self._marked = Moves(), Changes(MARKS_S)
        self.map.clear()
        self.map.apply(
            list(picture.units.values()), list(picture.journeys.values()), list(picture.areas.values()),
            incidents, now=tick.now, sensors=picture.sensors.values(),
        )  # fmt: skip
        if self.strips is not None:
            self.strips.clear_marks()
            self.strips.mark_all(incidents)
            self.strips.set_history(picture.history.rates, tick.now)
            self.strips.push_responses(incidents, tick.now)
            self.strips.push_sensors(picture.sensors.values(), tick.now)
            if picture.load is not None:
                self.strips.push_load(picture.load, tick.now)
            self.strips.select(self.chosen)
        if self.chosen not in picture.incidents:
            self.choose("")
        else:
            self.map.select(self.chosen)
            self._show_card()

    def _first(self, incidents: Collection[Incident]) -> Collection[Incident]:
        """Those of a whole picture that are shown at once; the others follow in turns of their own."""
        if len(self.queue.model) and not len(self._arriving):
            return incidents  # a list in which somebody reads keeps its length
        first = self._arriving.begin(incidents, {self.chosen, *self.queue.marks.keys})
        if len(self._arriving):
            self._arriving_turn.start()
        return first

    def _show_more(self) -> None:
        self._join(self._arriving.next())
        if len(self._arriving):
            self._arriving_turn.start()

    def _join(self, incidents: Sequence[Incident]) -> None:
        """Show these, of which nothing is news."""
        if incidents:
            self.queue.join(incidents)
            self.map.apply(incidents=incidents, quiet=True)
            if self.strips is not None:
                self.strips.mark_all(incidents)
                self.strips.push_responses(incidents, self.bridge.picture.now)

    def _show_changes(self, tick: Tick) -> None:
        self._join(self._arriving.touched(tick))
        incidents, removed = list(tick.incidents.values()), list(tick.removed)
        if incidents or removed or tick.moved:
            self.queue.apply(incidents, removed, tick.moved)
        now = time.monotonic()
        self._moves.take(tick)
        self.together.renamed(tick.moved)
        if tick.raised or self._moves.due(now):  # a critical alarm does not wait its turn
            self._map_turn.start()
        if self.strips is not None:
            self._marked.take(tick)
            if self._marked.due(now):
                alarms = [incident for incident in self._marked.incidents.values() if incident.highest <= LEAST_ALARM]
                self.strips.mark_all(alarms, self._marked.removed, self._marked.moved)
                self._marked.drawn(now)
            self.strips.push_responses(tick.incidents.values(), tick.now)
            if tick.sensors:
                self.strips.push_sensors(tick.sensors.values(), tick.now)
            if tick.load is not None:
                self.strips.push_load(tick.load, tick.now)
            if tick.feeds:
                self.strips.push(tick.feeds, tick.now)
        if self.chosen:
            self._follow_chosen(tick)

    def _show_moves(self) -> None:
        moves = self._moves
        if moves.held:
            self.map.apply(
                list(moves.units.values()), list(moves.journeys.values()), list(moves.areas.values()),
                moves.incidents.values(), moves.removed, moves.moved, moves.areas_gone, self.bridge.picture.now,
                list(moves.sensors.values()),
            )  # fmt: skip
            moves.drawn(time.monotonic())
            self.caught_up.emit()

    def _bring_out_chosen(self) -> None:
        """On map and strips: behind the repaint of list and card, which is what a key is waiting for."""
        self.map.wait(False)
        self.map.select(self.chosen)
        if self.strips is not None:
            self.strips.select(self.chosen)

    def _follow_chosen(self, tick: Tick) -> None:
        moved = tick.moved.get(self.chosen)
        if moved is not None:
            self.card.renamed(self.chosen, moved)
            self.chosen = moved
        if self.chosen in tick.removed:
            self.choose("")
        elif moved is not None or self.chosen in tick.incidents:
            self._show_card()

    def _show_card(self) -> None:
        self.card.show_incident(self.incident)
        self._show_nearby()
        self.outward.show(self.chosen)
        self.card.set_pending(self.bridge.pending.incidents().get(self.chosen, ""))

    def _tell_let_go(self, tick: Tick) -> None:
        """Say once that there are more ordinary reports than a screen can hold, and where the others are."""
        if tick.picture.let_go and not self._let_go:
            self._let_go = True
            self._place.notices.say("console-let-go", most=f"{MOST_ORDINARY:,}")

    def _choose_boxed(self, keys: list[str]) -> None:
        """The most urgent is shown, and all are marked, to be handled together."""
        self.choose(keys[0])
        self.queue.marks.put(keys)

    def _show_nearby(self) -> None:
        incident, picture = self.incident, self.bridge.picture
        self._nearby_at = picture.now
        found = [] if incident is None else nearby_lines(
            incident, picture.units.values(), self._place.cameras.register, self._place.wording, picture.now
        )  # fmt: skip
        self.card.show_nearby(found)

    def _use_cameras(self) -> None:
        cameras = self._place.city.cameras
        self.map.set_cameras(cameras.ids, cameras.lat, cameras.lon)
        self._show_nearby()

    def _keep_layers(self) -> None:
        """Open the layers that were open the last time, and remember those that are opened now."""
        extras, kept = self.map.extras, self._place.layers
        for path in list(kept):
            if not extras.open_file(Path(path)):
                kept.remove(path)  # moved away since: the notice below is for files that a person has just chosen
        extras.opened.connect(lambda path: kept.append(path) if path not in kept else None)
        extras.closed.connect(kept.clear)
        extras.refused.connect(lambda why: self._place.notices.say("map-refused", why=why))

    def _introduce(self) -> None:
        self.queue.set_operator(self.bridge.actor)
        self.card.set_operator(self.bridge.actor)

    def _choose_named(self, name: str) -> None:
        """An incident by its id or key, where it is still known."""
        incident = self.talk.named(name)
        if incident is not None:
            self.choose(incident.key)

    def _compare(self, one: str, other: str) -> None:
        self.choose(one)
        self.talk.ask_why_not(other)

    def _open_for_step(self, what: str, service: str) -> None:
        if what == "map":
            self.show_on_map()
        elif what == "service" and self.incident is not None:
            self.outward.open_for_step(service, self.incident, self.card.window())

    def _merge(self, name: str) -> None:
        """The later of the two goes into the earlier."""
        one, other = self.incident, self.talk.named(name)
        if one is None or other is None:
            return
        earlier, later = sorted((one, other), key=lambda incident: (incident.opened, incident.key))
        self._command("merge", later.key, {"other": earlier.key})

    def _asking(self, on: bool) -> None:
        """A dialog is open, or closed again."""
        self.queue.hold(on)
        if on:
            self.talk.learn_people()

    def _command(self, action: str, key: str, fields: dict[str, Any]) -> None:
        self.together.forget()
        self.talk.command(action, key, fields)

    def _open(self, key: str) -> None:
        self.choose(key)
        go_to(self.card)

    def _answered(self, command: Command, answer: Answer) -> None:
        if not command.incident or command.action in LOOKING:
            return  # the supervisor's, the console's own; the wall's
        if self.together.bulk.answered(command, answer):
            return
        if answer.ok and command.action == "merge" and command.incident == self.chosen:
            self.choose(command.other)  # what was chosen lives on there
        self.talk.answered(command, answer, self.outward.answered(command, answer))
