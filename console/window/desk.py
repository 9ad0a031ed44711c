"""What a desk is to its window."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.bridge import Bridge, Tick
from console.window.actions import Actions
from console.window.workplace import Workplace
from widgets.docks import Docks


class Desk(QWidget):
    """One page of a window and its mediator.

    The window calls :meth:`apply` with each tick of :attr:`bridge` while the desk is shown; when it is shown again it
    gets one tick with the whole picture.
    """

    name = ""
    bridge_changed = Signal()
    """:attr:`bridge` is another one now: the top bar speaks of that one."""

    caught_up = Signal()
    """What :meth:`apply` said would wait is handed over now, without a tick."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.docks: Docks | None = None
        """Its panels, where it has any."""
        self.setObjectName(self.name)

    def put_docks(self, place: Workplace, parent: QWidget | None = None) -> Docks:
        """Panels that can be torn off; they fill the desk, unless they are to be put elsewhere in it (``parent``)."""
        self.docks = Docks(self.name, place.wording, place.theme, parent)
        if parent is None:
            layout = QVBoxLayout(self)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.addWidget(self.docks)
        return self.docks

    def apply(self, tick: Tick) -> bool:
        """Show what has changed; False where some of it waits (for the next tick, or :attr:`caught_up`)."""
        return True

    def add_actions(self, actions: Actions) -> None:
        """Put what can be done here into the window's catalogue."""

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""

    def band(self) -> str:
        """What the top bar's band says besides the mode, empty for nothing."""
        return ""

    def shut(self) -> None:
        """Let go of everything that does not go by itself (child processes, connections)."""

    def tour(self) -> list[tuple[str, QWidget]]:
        """The steps of this desk's tour: a name, and the widget it speaks of."""
        return []

    def show_example(self) -> None:
        """Bring up what this desk is for, as a person would (choose an incident, replay what has just happened)."""

    def settled(self) -> bool:
        """Whether everything asked for is on the screen."""
        return True
