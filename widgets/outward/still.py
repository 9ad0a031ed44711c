"""A still picture to go with a form: chosen from a file, dropped on the field, or handed over by the camera wall."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, tzinfo
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from msgspec.structs import replace
from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from alerts.outward.forms import LARGEST_STILL, Still
from alerts.wording import Wording
from widgets.outward.fields import Field
from widgets.outward.kept import KeptRow
from widgets.outward.scene import KeptStill
from widgets.theme import Theme

WIDEST: Final = 1920
"""A larger picture is made smaller: nobody needs more to see what happens, and the line is shared."""
QUALITIES: Final = (88, 75, 60)
_PREVIEW = QSize(160, 90)


class StillField(Field):
    """The picture is kept as JPEG of at most :data:`alerts.outward.forms.LARGEST_STILL` bytes."""

    def __init__(
        self, name: str, label: str, wording: Wording, theme: Theme, kept: Sequence[KeptStill] = (), zone: tzinfo = UTC
    ) -> None:
        """``kept`` were taken of the incident at the camera wall: they are offered, the newest first."""
        super().__init__(name, label, theme)
        self._wording = wording
        self._still: Still | None = None
        self.setAcceptDrops(True)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        self.picture = QLabel()
        self.choose = QPushButton(wording("outward-still-choose"))
        self.remove = QPushButton(wording("outward-still-remove"))
        for button in (self.choose, self.remove):
            button.setProperty("kind", "chip")
            button.setAutoDefault(False)
            button.setAccessibleName(button.text())
        self.choose.clicked.connect(self._ask)
        self.remove.clicked.connect(lambda: self.set_value(None))
        line.addWidget(self.picture)
        line.addWidget(self.choose)
        line.addWidget(self.remove)
        line.addStretch(1)
        self.kept = KeptRow(kept, zone, wording, theme)
        self.kept.chosen.connect(self._attach)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.kept)
        column.addWidget(row)
        self.take(both)
        self.setFocusProxy(self.kept.buttons[0] if self.kept.buttons else self.choose)
        self.set_value(None)

    def value(self) -> Still | None:
        return self._still

    def set_value(self, value: Any) -> None:
        self._still = value if isinstance(value, Still) else None
        self.kept.mark(self._still.name if self._still is not None and self._still.file_sha256 else "")
        self.picture.setVisible(self._still is not None and not self.kept.marked)
        self.remove.setVisible(self._still is not None)
        if self._still is not None:
            ratio = self.devicePixelRatioF()
            pixmap = QPixmap.fromImage(QImage.fromData(self._still.data)).scaled(
                _PREVIEW * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            pixmap.setDevicePixelRatio(ratio)
            self.picture.setPixmap(pixmap)
            self.picture.setAccessibleName(self._still.name)
            self.say_hint(self._still.name)
        else:
            self.say_hint(self._wording("outward-still-hint-wall" if self.kept.buttons else "outward-still-hint"))
        self.changed.emit()

    def _attach(self, kept: KeptStill) -> None:
        """Take a still of the camera wall, or take it off again."""
        if self._still is not None and self._still.name == kept.path.name:
            self.set_value(None)
            return
        still, trouble = from_wall(kept)
        if still is None:
            self.kept.mark("")
            self.say_missing(self._wording(f"outward-still-{trouble}", name=kept.path.name))
        else:
            self.set_value(still)

    def load(self, path: Path) -> bool:
        """Take the picture in this file; False, and the field says why, where it is none."""
        reader = QImageReader(str(path))
        reader.setAutoTransform(True)
        image = reader.read()
        if image.isNull():
            self.say_missing(self._wording("outward-still-unreadable", name=path.name))
            return False
        still = as_still(image, path.name)
        if still is None:
            self.say_missing(self._wording("outward-still-unreadable", name=path.name))
            return False
        self.set_value(still)
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile() and self.load(Path(url.toLocalFile())):
                break

    def _ask(self) -> None:
        names = "*.jpg *.jpeg *.png"
        chosen, _ = QFileDialog.getOpenFileName(
            self, self._wording("outward-still-choose"), "", f"{self._wording('outward-still-kinds')} ({names})"
        )
        if chosen:
            self.load(Path(chosen))


def from_wall(kept: KeptStill) -> tuple[Still | None, str]:
    """A still of the wall as it is sent: its own file where that is small enough, so that its fingerprint is the log's.

    None, with ``unreadable``, or ``altered`` where the file is not what the log has any more.
    """
    try:
        data = kept.path.read_bytes()
    except OSError:
        return None, "unreadable"
    found = sha256(data).hexdigest()
    if kept.sha256 and found != kept.sha256:
        return None, "altered"
    image = QImage.fromData(data)
    if image.isNull():
        return None, "unreadable"
    if len(data) <= LARGEST_STILL and max(image.width(), image.height()) <= WIDEST:
        return Still(kept.path.name[:500], "image/png", data, found, found, kept.camera, kept.taken), ""
    smaller = as_still(image, kept.path.name, kept.camera)
    if smaller is None:
        return None, "unreadable"
    return replace(smaller, file_sha256=found, taken=kept.taken), ""


def as_still(image: QImage, name: str, camera: str = "") -> Still | None:
    """An image as it is sent; None where it cannot be made small enough."""
    if image.width() > WIDEST or image.height() > WIDEST:
        image = image.scaled(WIDEST, WIDEST, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    for quality in QUALITIES:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "JPEG", quality)  # type: ignore[call-overload]
        data = bytes(buffer.data().data())
        if 0 < len(data) <= LARGEST_STILL:
            return Still(name[:500], "image/jpeg", data, camera=camera)
    return None
