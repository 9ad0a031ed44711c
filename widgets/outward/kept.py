"""Stills taken at the camera wall, side by side, to go with a form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImageReader, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from alerts.wording import Wording
from widgets.outward.scene import KeptStill
from widgets.theme import Theme

SHOWN: Final = 4
_THUMB: Final = (112, 63)


class KeptRow(QWidget):
    """The newest few as buttons with their picture, time and camera; ``chosen`` carries a :class:`KeptStill`."""

    chosen = Signal(object)

    def __init__(self, stills: Sequence[KeptStill], zone: tzinfo, wording: Wording, theme: Theme) -> None:
        super().__init__()
        self.buttons: list[QToolButton] = []
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        size = QSize(theme.px(_THUMB[0]), theme.px(_THUMB[1]))
        for still in stills[:SHOWN]:
            picture = thumbnail(still, size * self.devicePixelRatioF())
            if picture is None:
                continue  # moved away or damaged: the field's own button still takes any file
            time = f"{still.taken.astimezone(zone):%H:%M:%S}"
            button = QToolButton()
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setIconSize(size)
            button.setIcon(QIcon(picture))
            button.setText(button.fontMetrics().elidedText(f"{time} {still.camera}", Qt.TextElideMode.ElideRight, size.width()))
            button.setToolTip(f"{time} {still.camera}\n{still.path.name}")
            button.setAccessibleName(wording("outward-still-kept", time=time, camera=still.camera))
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, still=still: self.chosen.emit(still))
            button.setProperty("still", still.path.name)
            line.addWidget(button)
            self.buttons.append(button)
        line.addStretch(1)
        self.setVisible(bool(self.buttons))

    @property
    def marked(self) -> bool:
        """Whether one of them goes with the form."""
        return any(button.isChecked() for button in self.buttons)

    def mark(self, name: str) -> None:
        """The one with this file's name goes with the form; empty for none of them."""
        for button in self.buttons:
            button.setChecked(button.property("still") == name)


def thumbnail(still: KeptStill, room: QSize) -> QPixmap | None:
    """The picture, no larger than ``room`` pixels; None where it cannot be read."""
    reader = QImageReader(str(still.path))
    size = reader.size()
    if not size.isValid():
        return None
    reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else QPixmap.fromImage(image)
