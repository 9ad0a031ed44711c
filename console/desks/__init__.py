"""The desks: operator, supervisor, trainer. One mediator each, between the bridge and the widgets."""

from typing import Final

DESK_NAMES: Final = ("operator", "supervisor", "trainer")
