"""The row of chips that turn the map's layers on and off."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from alerts.wording import Wording
from widgets.theme import Theme
from widgets.wrapping import Wrapping

LAYERS: Final[tuple[str, ...]] = ("cameras", "units", "journeys", "areas", "density")
OFF_AT_FIRST: Final[frozenset[str]] = frozenset({"density"})


class LayerChips(QWidget):
    """One chip a layer; they take only the space they need, at the top right of the map.

    Where one row does not hold them they fold into one that opens a menu: several rows would cover a good part of the city.
    """

    toggled = Signal(str, bool)

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording, self._theme = wording, theme
        self.folded = False
        """Whether the layers stand in the menu."""
        self.chips: dict[str, QPushButton] = {}
        row = Wrapping(theme.px(8), self)
        for name in LAYERS:
            chip = QPushButton(self)
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.setChecked(name not in OFF_AT_FIRST)
            chip.toggled.connect(lambda on, layer=name: self.toggled.emit(layer, on))
            row.addWidget(chip)
            self.chips[name] = chip
        self.more = QPushButton(self)
        self.more.setProperty("kind", "chip")
        row.addWidget(self.more)
        self.retranslate()

    def fit(self, width: int) -> None:
        """Stand in one row of at most ``width`` pixels, all of them or folded."""
        parts = [*self.chips.values(), self.more]
        folded = sum(part.sizeHint().width() for part in parts) + self._theme.px(8) * (len(parts) - 1) > width
        if folded != self.folded:
            self.folded = folded
            for chip in self.chips.values():
                chip.setVisible(not folded)
            self.retranslate()

    def fill(self, menu: QMenu) -> None:
        """The layers as entries of a menu, where they are folded."""
        for name, chip in self.chips.items() if self.folded else ():
            entry = menu.addAction(self._wording(f"map-layer-{name}"))
            entry.setCheckable(True)
            entry.setChecked(chip.isChecked())
            entry.toggled.connect(chip.setChecked)
        if self.folded:
            menu.addSeparator()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        for name, chip in self.chips.items():
            chip.setText(self._wording(f"map-layer-{name}"))
            chip.setToolTip(self._wording(f"map-layer-{name}-tip"))
            chip.setAccessibleName(self._wording("map-layer-accessible", layer=self._wording(f"map-layer-{name}")))
        self.more.setText(self._wording("map-layers" if self.folded else "map-more"))
        self.more.setToolTip(self._wording("map-more-tip"))
        self.more.setAccessibleName(self._wording("map-more-tip"))
        self.updateGeometry()
