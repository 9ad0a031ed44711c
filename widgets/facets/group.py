"""A heading and its choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from widgets.facets.choice import Choice
from widgets.theme import Theme


class Group(QWidget):
    """Choices by name. ``changed`` comes when a person ticks one; ``single`` groups always have exactly one."""

    changed = Signal()

    def __init__(self, theme: Theme, single: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._single = theme, single
        self._heading = QLabel(self)
        self._heading.setProperty("role", "heading")
        self._choices: dict[str, Choice] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.px(8), 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._heading)

    @property
    def chosen(self) -> frozenset[str]:
        """The names of the ticked ones."""
        return frozenset(name for name, choice in self._choices.items() if choice.isChecked())

    def choose(self, names: frozenset[str]) -> None:
        """Tick exactly these, without saying so."""
        for name, choice in self._choices.items():
            choice.setChecked(name in names)

    def show_choices(
        self, heading: str, names: Sequence[str], texts: Mapping[str, str], counts: Mapping[str, int] | None
    ) -> None:
        """Show these choices in this order; ticked ones stay, wherever they are in ``names``."""
        self._heading.setText(heading)
        wanted = [*names, *(name for name in self.chosen if name not in names)]
        for name in [name for name in self._choices if name not in wanted]:
            self._choices.pop(name).deleteLater()
        for place, name in enumerate(wanted, 1):
            choice = self._choices.get(name)
            if choice is None:
                choice = self._choices[name] = Choice(self._theme, self)
                choice.clicked.connect(lambda _checked=False, clicked=name: self._clicked(clicked))
            if self._column.indexOf(choice) != place:
                self._column.insertWidget(place, choice)
            choice.show_choice(texts.get(name, name), None if counts is None else counts.get(name, 0))
        self.setVisible(bool(wanted))

    def _clicked(self, name: str) -> None:
        if self._single:
            self.choose(frozenset({name}))
        self.changed.emit()
