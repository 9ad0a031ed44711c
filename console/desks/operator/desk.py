"""The operator's desk: what asks for attention, where it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from console.bridge import Bridge, Tick
from console.cameras import Importing, Watching
from console.desks.situation import Situation
from console.desks.split import split
from console.window.actions import Actions
from console.window.desk import Desk
from console.window.workplace import Workplace
from widgets.card import KEYS, MORE_KEY, UNDO_KEY
from widgets.outward.rows import RENEW_KEY
from widgets.wall import CameraWall

COMMANDS: Final = (
    "acknowledge", "take", "accept", "start", "resolve", "close", "note", "hand_over", "release", "reopen", "set_priority",
    "set_kind", "split",
)  # fmt: skip
QUEUE, CARD, MAP, STRIPS = 420, 460, 760, 272
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
        self._lower = QStackedWidget()
        for panel in (situation.strips, self.wall):
            self._lower.addWidget(panel)
        self._middle = split(place.theme, "operator-middle", [(situation.map, MAP, 1), (self._lower, STRIPS, 0)], vertical=True)
        self._sizes: list[int] = []
        self.importing: Importing | None = None
        panels = [(situation.queue, QUEUE, 0), (self._middle, 1040, 1), (situation.card, CARD, 0)]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split(place.theme, "operator", panels, parent=self))
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
        """Footage needs more height than curves do: the map gives some of its own."""
        if self._lower.currentWidget() is not self.wall:
            self._sizes = self._middle.sizes()
            self._lower.setCurrentWidget(self.wall)
            height = sum(self._sizes)
            self._middle.setSizes([round(height * (1.0 - WALL)), round(height * WALL)])

    def _give_room_back(self) -> None:
        self._lower.setCurrentIndex(0)
        if self._sizes:
            self._middle.setSizes(self._sizes)
        self.situation.queue.list.setFocus()

    def show_example(self) -> None:
        if not self.situation.chosen:
            self.situation.queue.select_next()


def add_situation_actions(actions: Actions, situation: Situation, desk: str) -> None:
    """The keys that work wherever there is a queue, a map and a card."""
    queue, card = situation.queue, situation.card
    actions.add("next", "J", queue.select_next, desk)
    actions.add("previous", "K", queue.select_previous, desk)
    actions.add("open", ["Return", "Enter"], card.setFocus, desk, on=queue.list)
    for action in COMMANDS:
        actions.add(action.replace("_", "-"), KEYS[action], partial(situation.do, action), desk)
    actions.add("mark-next", "Shift+J", partial(queue.hands.mark_step, 1), desk)
    actions.add("mark-previous", "Shift+K", partial(queue.hands.mark_step, -1), desk)
    actions.add("mark-all", "Ctrl+A", queue.hands.mark_all, desk, on=queue.list)
    actions.add("unmark", "Esc", queue.marks.clear, desk, on=queue.list)
    actions.add("compare", "W", situation.compare, desk)
    actions.add("merge", "U", situation.merge, desk)
    actions.add("group", "Q", queue.turn_grouping, desk)
    actions.add("undo", UNDO_KEY, card.take_back_last, desk)
    actions.add("more", MORE_KEY, card.bar.open_more, desk)
    actions.add("decline", KEYS["decline"], situation.decline, desk)
    actions.add("shelve", KEYS["shelve"], situation.shelve, desk)
    actions.add("procedure", "P", card.steps.setFocus, desk)
    actions.add("map", "M", situation.show_on_map, desk)
    actions.add("city", "Shift+M", situation.map.fit, desk)
    if situation.strips is not None:
        actions.add("strips", "Shift+V", situation.strips.show_next, desk)
    actions.add("measure", "Shift+D", situation.map.extras.toggle_measuring, desk)
    actions.add("layers", "Shift+L", situation.map.open_menu, desk)
    actions.add("filter", "F", queue.open_search, desk)
    actions.add("top", "Home", queue.to_top, desk, on=queue.list)
