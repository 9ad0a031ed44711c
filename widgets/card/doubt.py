"""Places an incident may be at: what would settle which is meant, and a person's word for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from alerts.events import Candidate
from alerts.incidents import Incident
from alerts.wording import Wording

MOST_KEYS = 9
NOT_KNOWN = "ask_address"
NOT_LOCATED = "not_located"
"""What is said of an incident that may be anywhere in its district."""


class Doubt(QWidget):
    """A button for each place; where a person has settled it, one to put it in doubt again. The keys 1 to 9 choose.

    ``settled`` carries the place, None for in doubt again.
    """

    settled = Signal(object)

    def __init__(self, wording: Wording, quiet: Callable[[], QPushButton]) -> None:
        """``quiet`` makes a button that reads like text."""
        super().__init__()
        self._wording, self._quiet = wording, quiet
        self._places: tuple[Candidate, ...] = ()
        self._enabled = True
        self.ask = QLabel()
        self.ask.setWordWrap(True)
        self.buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.ask)

    @property
    def filled(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.buttons or self.ask.text())

    @property
    def heading(self) -> str:
        """The name of what stands above it: places to choose from, or that none is known."""
        return "card-candidates" if self.buttons else "card-where"

    def show_incident(self, incident: Incident) -> None:
        """Show the places this incident may be at."""
        column = self.layout()
        assert column is not None
        for button in self.buttons:
            column.removeWidget(button)
            button.deleteLater()
        self.buttons = []
        self._places = tuple(incident.candidates) if len(incident.candidates) > 1 else ()
        details = [reason.detail for reason in incident.why if reason.rule == "place"]
        for number, place in enumerate(self._places, start=1):
            at = f"{place.lat:.4f}, {place.lon:.4f}"
            self._add(self._wording("card-settle", n=str(number), place=place.place or at, at=at), place)
        if not self._places and incident.is_open and details and details[-1] == "by_hand":
            self._add(self._wording("card-doubt-again"), None)
        asked = next((detail for detail in details if detail and (detail.startswith("ask_") or detail == NOT_LOCATED)), "")
        open_question = self._places or (asked in (NOT_KNOWN, NOT_LOCATED) and not self.buttons)
        self.ask.setText(self._wording(f"card-{asked.replace('_', '-')}") if open_question and asked else "")
        self.ask.setVisible(bool(self.ask.text()))
        self.setVisible(self.filled)
        self.enable(self._enabled)

    def enable(self, enabled: bool) -> None:
        """Whether anything can be done."""
        self._enabled = enabled
        for button in self.buttons:
            button.setEnabled(enabled)

    def press(self, letter: str) -> bool:
        """As if the button of this place's number were pressed; False where there is none."""
        if not self._enabled or not letter.isdecimal() or not 1 <= int(letter) <= min(len(self._places), MOST_KEYS):
            return False
        self.settled.emit(self._places[int(letter) - 1])
        return True

    def _add(self, text: str, place: Candidate | None) -> None:
        button = self._quiet()
        button.setText(text)
        button.clicked.connect(lambda: self.settled.emit(place))
        column = self.layout()
        assert column is not None
        column.addWidget(button)
        self.buttons.append(button)
