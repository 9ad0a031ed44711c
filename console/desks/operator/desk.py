"""The operator's desk: what asks for attention, where it is, and what to do about it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.bridge import Bridge, Tick
from console.desks.situation import Situation
from console.desks.split import split
from console.window.actions import Actions
from console.window.desk import Desk
from console.window.workplace import Workplace
from widgets.card import KEYS

QUEUE, CARD, MAP, STRIPS = 420, 460, 760, 272


class OperatorDesk(Desk):
    """Queue on the left, map over strips in the middle, the chosen incident on the right."""

    name = "operator"

    def __init__(self, bridge: Bridge, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        self.situation = situation = Situation(bridge, place, parent=self)
        assert situation.strips is not None
        middle = split(place.theme, "operator-middle", [(situation.map, MAP, 1), (situation.strips, STRIPS, 0)], vertical=True)
        panels = [(situation.queue, QUEUE, 0), (middle, 1040, 1), (situation.card, CARD, 0)]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split(place.theme, "operator", panels, parent=self))
        self.setFocusProxy(situation.queue.list)

    def apply(self, tick: Tick) -> bool:
        return self.situation.apply(tick)

    def add_actions(self, actions: Actions) -> None:
        add_situation_actions(actions, self.situation, self.name)

    def retranslate(self) -> None:
        self.situation.retranslate()

    def show_example(self) -> None:
        if not self.situation.chosen:
            self.situation.queue.select_next()


def add_situation_actions(actions: Actions, situation: Situation, desk: str) -> None:
    """The keys that work wherever there is a queue, a map and a card."""
    queue, card = situation.queue, situation.card
    actions.add("next", "J", queue.select_next, desk)
    actions.add("previous", "K", queue.select_previous, desk)
    actions.add("open", ["Return", "Enter"], card.setFocus, desk, on=queue.list)
    for action in ("acknowledge", "take", "start", "resolve", "close", "note", "hand_over", "reopen"):
        actions.add(action.replace("_", "-"), KEYS[action], partial(card.trigger, action), desk)
    actions.add("shelve", KEYS["shelve"], situation.shelve, desk)
    actions.add("procedure", "P", card.steps.setFocus, desk)
    actions.add("map", "M", situation.show_on_map, desk)
    actions.add("city", "Shift+M", situation.map.fit, desk)
    actions.add("filter", "F", queue.open_search, desk)
    actions.add("top", "Home", queue.to_top, desk, on=queue.list)
