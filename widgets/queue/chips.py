"""The chips above the list: what it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from alerts.incidents import KINDS
from alerts.wording import Wording
from widgets.queue.listing.filter import QueueFilter
from widgets.queue.menu import PickMenu
from widgets.theme import Theme
from widgets.wrapping import Wrapping

Present = tuple[NDArray[np.int8], NDArray[np.int32]]


class FilterChips(QWidget):
    """Alarms or everything, mine, unacknowledged, kind, district, and a text to search for.

    ``changed`` carries the :class:`QueueFilter`. ``present`` gives kind (position in KINDS) and region of every open
    incident when a menu opens.
    """

    changed = Signal(object)
    left = Signal()
    """Escape or Enter in the search field: the keys are the list's again."""

    def __init__(self, present: Callable[[], Present], wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._present = present
        self._wording = wording
        self._operator = ""
        self._districts: Mapping[str, str] = {}
        self.filter = QueueFilter()
        self.alarms, self.everything = self._chip(), self._chip()
        self.mine, self.unacknowledged = self._chip(), self._chip()
        self.kinds, self.districts = self._chip(), self._chip()
        self.shelved = self._chip()
        self.shelved.hide()
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.hide()
        self.kind_menu, self.district_menu = PickMenu(self.kinds), PickMenu(self.districts)
        self._lay_out(theme)
        self._connect()
        self.retranslate()

    def set_operator(self, name: str) -> None:
        """Whose incidents are "mine"."""
        self._operator = name
        self.mine.setEnabled(bool(name))
        if self.filter.mine is not None:
            self._set(mine=name or None)

    def set_districts(self, names: Mapping[str, str]) -> None:
        """Names by 5-digit code, in the language of the moment."""
        self._districts = names
        self._say_picks()

    def show_shelved(self, count: int) -> None:
        """So many incidents are shelved: a chip shows them while there are any."""
        self.shelved.setText(self._wording("queue-chip-shelved", count=count))
        self.shelved.setVisible(count > 0 or self.filter.shelved)

    def choose(self, wanted: QueueFilter) -> None:
        """Show exactly this."""
        if wanted != self.filter:
            self.filter = wanted
            self._say_picks()
            self._say_checks()
            self.changed.emit(wanted)

    def open_search(self) -> None:
        """Open the search field, or close it where it is open and empty."""
        if self.search.isVisibleTo(self) and not self.search.text():
            self.search.hide()
            return
        self.search.show()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        for name in ("alarms", "everything", "mine", "unacknowledged"):
            chip: QPushButton = getattr(self, name)
            chip.setText(self._wording(f"queue-chip-{name}"))
            chip.setToolTip(self._wording(f"queue-chip-{name}-tip"))
        self.search.setPlaceholderText(self._wording("queue-search-hint"))
        self.search.setAccessibleName(self._wording("queue-search"))
        self._say_picks()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape empties the search field, closes it and goes back to the list: nobody needs the pointer to get out of it."""
        escaped = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if watched is self.search and escaped:
            self.search.clear()
            self.search.hide()
            self.left.emit()
            return True
        return super().eventFilter(watched, event)

    # -- within

    def _chip(self) -> QPushButton:
        chip = QPushButton(self)
        chip.setProperty("kind", "chip")
        chip.setCheckable(True)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return chip

    def _lay_out(self, theme: Theme) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.px(8))
        row = Wrapping(theme.px(6))
        for chip in (self.alarms, self.everything, self.mine, self.unacknowledged, self.kinds, self.districts, self.shelved):
            row.addWidget(chip)
        whole.addLayout(row)
        whole.addWidget(self.search)

    def _connect(self) -> None:
        self.alarms.setChecked(True)
        self.alarms.clicked.connect(lambda: self._set(ordinary=False, shelved=False))
        self.everything.clicked.connect(lambda: self._set(ordinary=True, shelved=False))
        self.mine.clicked.connect(lambda on: self._set(mine=self._operator if on else None))
        self.unacknowledged.clicked.connect(lambda on: self._set(unacknowledged=on))
        self.shelved.clicked.connect(lambda on: self._set(shelved=on))
        self.search.installEventFilter(self)
        self.search.returnPressed.connect(self.left)
        self.search.textChanged.connect(lambda text: self._set(text=text))
        self.kind_menu.changed.connect(lambda names: self._set(kinds=names))
        self.district_menu.changed.connect(lambda names: self._set(districts=names))
        self.kinds.setMenu(self.kind_menu)
        self.districts.setMenu(self.district_menu)
        self.kind_menu.aboutToShow.connect(self._offer)
        self.district_menu.aboutToShow.connect(self._offer)

    def _set(self, **values: object) -> None:
        self.choose(replace(self.filter, **values))  # type: ignore[arg-type]

    def _offer(self) -> None:
        """Fill both menus with what there is, and what is ticked although there is none of it any more."""
        kinds, regions = self._present()
        by_kind = np.bincount(kinds, minlength=len(KINDS))
        names = [name for code, name in enumerate(KINDS) if by_kind[code] or name in self.filter.kinds]
        none = self._wording("queue-pick-none")
        self.kind_menu.offer(
            {name: self._counted(self._wording(f"kind-{name}"), int(by_kind[KINDS.index(name)])) for name in names}, none
        )
        codes, sizes = np.unique(regions[regions > 0], return_counts=True)
        by_code = dict(zip((f"{code:05d}" for code in codes.tolist()), sizes.tolist(), strict=True))
        for code in self.filter.districts:
            by_code.setdefault(code, 0)
        ranked = sorted(by_code.items(), key=lambda item: (-item[1], self._district(item[0])))
        self.district_menu.offer({code: self._counted(self._district(code), count) for code, count in ranked}, none)

    def _counted(self, text: str, count: int) -> str:
        return self._wording("queue-pick", text=text, count=count)

    def _district(self, code: str) -> str:
        return self._districts.get(code, code)

    def _say_picks(self) -> None:
        self.kind_menu.chosen = self.filter.kinds
        self.district_menu.chosen = self.filter.districts
        kinds = [self._wording(f"kind-{name}") for name in KINDS if name in self.filter.kinds]
        districts = sorted(self._district(code) for code in self.filter.districts)
        for chip, what, picked in ((self.kinds, "kinds", kinds), (self.districts, "districts", districts)):
            name = self._wording(f"queue-chip-{what}")
            text = name if not picked else picked[0] if len(picked) == 1 else f"{name} {len(picked)}"
            chip.setText(f"{text} ▾")
            chip.setAccessibleName(f"{name}: {', '.join(picked)}" if picked else name)
            chip.setToolTip(self._wording(f"queue-chip-{what}-tip"))

    def _say_checks(self) -> None:
        self.alarms.setChecked(not self.filter.ordinary and not self.filter.shelved)
        self.everything.setChecked(self.filter.ordinary and not self.filter.shelved)
        self.mine.setChecked(self.filter.mine is not None)
        self.unacknowledged.setChecked(self.filter.unacknowledged)
        self.shelved.setChecked(self.filter.shelved)
        if self.search.text() != self.filter.text:
            self.search.setText(self.filter.text)
            self.search.setVisible(bool(self.filter.text))
        for chip, on in ((self.kinds, self.filter.kinds), (self.districts, self.filter.districts)):
            chip.setChecked(bool(on))
