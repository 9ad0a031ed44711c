"""The search field and the groups below it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from alerts.commands import DISPOSITIONS
from alerts.incidents import KINDS, STATES
from alerts.wording import Wording
from widgets.facets.group import Group
from widgets.facets.wanted import PERIODS, Period, Wanted
from widgets.theme import Theme

TYPED_MS: Final = 250
"""So long after the last letter the search begins."""
REGIONS_SHOWN: Final = 10
PRIORITIES: Final = ("1", "2", "3", "4")
GROUPS: Final = ("priority", "kind", "state", "disposition", "region")
ALARMS: Final = frozenset({"1", "2", "3"})
"""What is looked for at first: ordinary reports are many, and one tick away."""


class FacetPanel(QWidget):
    """``changed`` carries a :class:`Wanted`. Counts come from the log by :meth:`show_counts`."""

    changed = Signal(object)

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording, self._theme = wording, theme
        self._regions: Mapping[str, str] = {}
        self._counts: dict[str, dict[str, int]] = {name: {} for name in GROUPS}
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(TYPED_MS)
        self._typed.timeout.connect(self._tell)
        self.search.textChanged.connect(self._typed.start)
        self.search.returnPressed.connect(self._tell)
        self.periods = Group(theme, single=True)
        self.groups = {name: Group(theme) for name in self._counts}
        self._lay_out()
        self.retranslate()
        self.periods.choose(frozenset({"today"}))
        self.groups["priority"].choose(ALARMS)

    @property
    def wanted(self) -> Wanted:
        """What is asked for."""
        chosen = {name: group.chosen for name, group in self.groups.items()}
        return Wanted(
            self.search.text().strip(),
            cast(Period, next(iter(self.periods.chosen), "today")),
            frozenset(int(name) for name in chosen["priority"]),
            chosen["kind"],
            chosen["state"],
            chosen["region"],
            chosen["disposition"],
        )

    def set_regions(self, names: Mapping[str, str]) -> None:
        """District names by code, in the language of the moment."""
        self._regions = names
        self._show()

    def show_counts(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """How many there are of each, by group (:data:`GROUPS`) and name."""
        self._counts = {name: dict(counts[name]) for name in GROUPS}
        self._show()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.search.setPlaceholderText(self._wording("facets-search"))
        self.search.setAccessibleName(self._wording("facets-search-name"))
        self._area.setAccessibleName(self._wording("facets-choices"))
        self._show()

    def _show(self) -> None:
        say, counts = self._wording, self._counts
        self.periods.show_choices(say("facets-period"), PERIODS, {period: say(f"facets-{period}") for period in PERIODS}, None)
        texts: dict[str, Mapping[str, str]] = {
            "priority": {name: f"{name} {say(f'priority-{name}')}" for name in PRIORITIES},
            "kind": {kind: say(f"kind-{kind}") for kind in KINDS},
            "state": {state: say(f"state-{state}") for state in STATES},
            "disposition": {name: say(f"disposition-{name}") for name in DISPOSITIONS},
            "region": self._regions,
        }
        by_count = {name: sorted(found, key=lambda key: -found[key]) for name, found in counts.items()}
        orders = {
            "priority": PRIORITIES,
            "kind": tuple(name for name in by_count["kind"] if name in KINDS),
            "state": tuple(state for state in STATES if counts["state"].get(state)),
            "disposition": tuple(name for name in by_count["disposition"] if name in DISPOSITIONS),
            "region": tuple(name for name in by_count["region"] if name in self._regions)[:REGIONS_SHOWN],
        }
        for name, group in self.groups.items():
            group.show_choices(say(f"facets-{name}"), orders[name], texts[name], counts[name])

    def _tell(self) -> None:
        self._typed.stop()
        self.changed.emit(self.wanted)

    def _lay_out(self) -> None:
        px = self._theme.px
        inside = QWidget()
        inside.setProperty("ground", "panel")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(16), 0, px(16), px(16))
        column.setSpacing(px(8))
        for group in (self.periods, *self.groups.values()):
            column.addWidget(group)
            group.changed.connect(self._tell)
        column.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        field = QVBoxLayout()
        field.setContentsMargins(px(16), px(16), px(16), 0)
        field.addWidget(self.search)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(4))
        whole.addLayout(field)
        whole.addWidget(self._area, 1)
