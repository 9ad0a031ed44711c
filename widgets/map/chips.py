"""The row of chips that turn the map's layers on and off."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from alerts.wording import Wording
from widgets.theme import Theme
from widgets.wrapping import Wrapping

LAYERS: Final[tuple[str, ...]] = ("cameras", "units", "journeys", "areas", "density")
OFF_AT_FIRST: Final[frozenset[str]] = frozenset({"density"})


class LayerChips(QWidget):
    """One chip a layer; they take only the space they need, at the top right of the map."""

    toggled = Signal(str, bool)

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
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

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        for name, chip in self.chips.items():
            chip.setText(self._wording(f"map-layer-{name}"))
            chip.setToolTip(self._wording(f"map-layer-{name}-tip"))
            chip.setAccessibleName(self._wording("map-layer-accessible", layer=self._wording(f"map-layer-{name}")))
        self.more.setText(self._wording("map-more"))
        self.more.setToolTip(self._wording("map-more-tip"))
        self.more.setAccessibleName(self._wording("map-more-tip"))
        self.updateGeometry()
