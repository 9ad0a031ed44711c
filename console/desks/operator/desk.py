"""The operator's desk: what asks for attention, where it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from console.bridge import Bridge, Tick
from console.cameras import Importing, Watching
from console.desks.situation import Situation
from console.window.actions import Actions
from console.window.desk import Desk
from console.window.workplace import Workplace
from widgets.card import KEYS, MORE_KEY, UNDO_KEY
from widgets.docks import columns, go_to, rows
from widgets.outward.rows import RENEW_KEY
from widgets.wall import CameraWall

COMMANDS: Final = (
    "acknowledge", "take", "accept", "start", "resolve", "close", "note", "hand_over", "release", "reopen", "set_priority",
    "set_kind", "split",
)  # fmt: skip
QUEUE, MIDDLE, CARD = 420, 1036, 460
MAP, STRIPS, WHOLE = 758, 272, 1032
WALL = 0.6
"""The wall's share of the middle's height."""


class OperatorDesk(Desk):
    """Queue on the left, map over strips in the middle, the chosen incident on the right; footage in place of the strips."""

    name = "operator"

    def __init__(self, bridge: Bridge, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self._place = place
        self.situation = situation = Situation(bridge, place, parent=self)
        assert situation.strips is not None
        self.wall = CameraWall(place.wording, place.theme)
        self.watching = Watching(bridge, place, self.wall, self)
        situation.outward.stills = self.watching.stills.of
        self._docks = docks = self.put_docks(place)
        docks.add("queue", situation.queue, QUEUE, WHOLE)
        docks.add("map", situation.map, MIDDLE, MAP, grows=True)
        docks.add("strips", situation.strips, MIDDLE, STRIPS)
        docks.add("wall", self.wall, MIDDLE, STRIPS)
        docks.add("card", situation.card, CARD, WHOLE)
        docks.panels["wall"].hide()
        docks.arrange(columns("queue", rows("map", "strips", "wall"), "card"))
        docks.changed.connect(self._one_below)
        self.importing: Importing | None = None
        self.setFocusProxy(situation.queue.list)
        situation.card.opening.connect(self._open_for_step)
        situation.caught_up.connect(self.caught_up)
        self.watching.opened.connect(self._make_room)
        self.watching.closed.connect(self._give_room_back)

    def apply(self, tick: Tick) -> bool:
        shown = self.situation.apply(tick)
        self.watching.apply(tick)
        return shown

    def add_actions(self, actions: Actions) -> None:
        add_situation_actions(actions, self.situation, self.name)
        outward = self.situation.outward  # a replay's desk has none: nothing goes out from there
        actions.add("outward", KEYS["outward"], partial(self.situation.card.trigger, "outward"), self.name)
        actions.add("renew-session", RENEW_KEY, outward.renew, self.name)
        actions.add("cameras", "C", self.look, self.name)
        actions.add("cameras-urgent", "Shift+C", self.look_at_most_urgent, self.name)
        actions.add("import-cameras", "Ctrl+I", self.import_cameras, self.name)

    def tour(self) -> list[tuple[str, QWidget]]:
        situation = self.situation
        assert situation.strips is not None
        return [("queue", situation.queue), ("map", situation.map), ("strips", situation.strips), ("card", situation.card)]

    def retranslate(self) -> None:
        self.situation.retranslate()
        self.watching.retranslate()

    def shut(self) -> None:
        self.watching.shut()
        if self.importing is not None:
            self.importing.give_up()
            self.importing.dialog.close()

    def import_cameras(self) -> None:
        """Ask for a camera register and take it in."""
        say = self._place.wording
        if self._place.remote:
            self._place.notices.say("import-remote")
            return
        kinds = f"{say('import-files')} (*.csv *.txt *.tsv *.geojson *.json)"
        files, _ = QFileDialog.getOpenFileNames(self, say("import-title"), "", kinds)
        if files:
            self.import_from([Path(file) for file in files])

    def import_from(self, files: Sequence[Path]) -> None:
        """Take these registers in, with progress; one import at a time."""
        if self.importing is not None and self.importing.running:
            self.importing.dialog.raise_()
            return
        self.importing = Importing(files, self._place, self)

    def look(self) -> None:
        """Open the cameras near the chosen incident; near the most urgent alarm that waits where none is chosen."""
        incident = self.situation.incident or self.situation.most_urgent()
        if incident is None:
            self._place.notices.say("wall-nothing-chosen")
            return
        self.situation.choose(incident.key)
        self.watching.open(incident)

    def look_at_most_urgent(self) -> None:
        """Leave what is chosen for the most urgent alarm that waits, with its cameras."""
        incident = self.situation.most_urgent()
        if incident is not None:
            self.situation.choose(incident.key)
        self.look()

    def _open_for_step(self, what: str, _service: str) -> None:
        """A step of the procedure wants the cameras."""
        if what == "cameras":
            self.look()

    def _make_room(self) -> None:
        """Footage needs more height than curves do: the map gives some of its own. On another monitor it has its room."""
        docks = self._docks
        wall, strips, city = docks.panels["wall"], docks.panels["strips"], docks.panels["map"]
        if not (wall.isVisible() or strips.isFloating()):
            docks.want_height("wall", round(WALL * (strips.height() + (0 if city.isFloating() else city.height()))))
        self._one_below()
        wall.window().raise_()

    def _give_room_back(self) -> None:
        self._one_below()
        go_to(self.situation.queue.list)

    def _one_below(self) -> None:
        """In the desk's own window the wall stands in place of the strips, for as long as there is footage."""
        wall, strips = self._docks.panels["wall"], self._docks.panels["strips"]
        here = self.watching.is_open and not wall.isFloating()
        wall.setVisible(here or wall.isFloating())
        strips.setVisible(strips.isFloating() or not here)
        if not self.watching.is_open:
            self.wall.rest()
        self._docks.keep()

    def show_example(self) -> None:
        if not self.situation.chosen:
            self.situation.queue.select_next()


def add_situation_actions(actions: Actions, situation: Situation, desk: str) -> None:
    """The keys that work wherever there is a queue, a map and a card."""
    queue, card = situation.queue, situation.card
    actions.add("next", "J", queue.select_next, desk)
    actions.add("previous", "K", queue.select_previous, desk)
    actions.add("open", ["Return", "Enter"], partial(go_to, card), desk, on=queue.list)
    for action in COMMANDS:
        actions.add(action.replace("_", "-"), KEYS[action], partial(situation.do, action), desk)
    actions.add("mark-next", "Shift+J", partial(queue.hands.mark_step, 1), desk)
    actions.add("mark-previous", "Shift+K", partial(queue.hands.mark_step, -1), desk)
    actions.add("mark-all", "Ctrl+A", queue.hands.mark_all, desk, on=queue.list)
    actions.add("unmark", "Esc", queue.marks.clear, desk, on=queue.list)
    actions.add("compare", "W", situation.compare, desk)
    actions.add("merge", "U", situation.merge, desk)
    actions.add("group", "Q", queue.turn_grouping, desk)
    actions.add("undo", UNDO_KEY, situation.undo, desk)
    actions.add("more", MORE_KEY, card.bar.open_more, desk)
    actions.add("decline", KEYS["decline"], situation.decline, desk)
    actions.add("shelve", KEYS["shelve"], situation.shelve, desk)
    actions.add("procedure", "P", partial(go_to, card.steps), desk)
    actions.add("map", "M", situation.show_on_map, desk)
    actions.add("city", "Shift+M", situation.map.fit, desk)
    if situation.strips is not None:
        actions.add("strips", "Shift+V", situation.strips.show_next, desk)
    actions.add("place", "Ctrl+P", lambda: situation.placing.ask(situation.incident), desk)
    actions.add("measure", "Shift+D", situation.map.extras.toggle_measuring, desk)
    actions.add("layers", "Shift+L", situation.map.open_menu, desk)
    actions.add("filter", "F", queue.open_search, desk)
    actions.add("top", "Home", queue.to_top, desk, on=queue.list)
