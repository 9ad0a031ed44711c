"""One tile: the newest picture, whose it is, and how it is doing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBitmap,
    QFocusEvent,
    QFontMetrics,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QRegion,
    QResizeEvent,
)  # fmt: skip
from PySide6.QtWidgets import QSizePolicy, QWidget

from alerts.cameras.footage import FootageStatus
from alerts.wording import Wording
from widgets.theme import RADIUS_PX, SMALL_PX, Theme
from widgets.wall.entry import Entry
from widgets.wall.words import TONES, state_text, trouble_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

CAPTION_PX = 26
GROUND = "#05070A"
"""Behind pictures it is nearly black in both themes: footage is judged by its own light."""
ON_GROUND = "#E6EDF3"
MUTED_ON_GROUND = "#9BA7B4"
TONE_ON_GROUND = {"muted": "#9BA7B4", "good": "#3FB98A", "warn": "#E69F00", "bad": "#FF7A70"}


class Tile(QWidget):
    """The wall tells it which camera it is (:meth:`show_entry`), how that is doing, and gives it pictures."""

    resized = Signal()
    opened = Signal()
    """A double click: large, or small again."""

    def __init__(self, number: int, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording, self._theme, self.number = wording, theme, number
        self.entry: Entry | None = None
        self.recorded = False
        self.status = FootageStatus("waiting")
        self._image: QImage | None = None
        self._pixels: NDArray[np.uint8] | None = None
        self._texts_now = ("", "")
        self._over: tuple[object, QRect, QPixmap] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMinimumSize(theme.px(120), theme.px(80))

    @property
    def room(self) -> QSize:
        """The pixels that a picture may take, of the screen and not of its scale."""
        ratio = self.devicePixelRatioF()
        height = self.height() - self._theme.px(CAPTION_PX)
        return QSize(round(self.width() * ratio), max(round(height * ratio), 16))

    @property
    def has_picture(self) -> bool:
        """Whether there is anything to see."""
        return self._image is not None

    def show_entry(self, entry: Entry | None, recorded: bool = False) -> None:
        """This camera, live or from its recording; None for an empty tile. The picture before it is gone at once."""
        self.entry, self.recorded = entry, recorded
        self._image = self._pixels = None
        self.status = FootageStatus("waiting")
        self.retranslate()

    def show_status(self, status: FootageStatus) -> None:
        """How it is doing now."""
        same = _said_of(status) == _said_of(self.status)
        self.status = status
        if not same:  # thirty times a second nothing has changed
            self.retranslate()

    def show_picture(self, pixels: NDArray[np.uint8]) -> None:
        """The newest picture, (height, width, 4) uint8: blue, green, red, unused; it is kept, not copied."""
        height, width = pixels.shape[:2]
        self._pixels = pixels
        self._image = QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_RGB32)
        self.update(self._stage())

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        state, trouble = self._texts_now = self._texts()
        entry = self.entry
        if entry is None:
            self.setAccessibleName(self._wording("wall-tile-empty", n=self.number))
        else:
            where = " · ".join(filter(None, (entry.id, entry.way(self._wording), entry.sight_text(self._wording))))
            self.setAccessibleName(self._wording("wall-tile", n=self.number, camera=where, state=state))
            self.setAccessibleDescription(trouble)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        px, whole = self._theme.px, self.rect()
        if self.entry is None:
            painter.fillRect(whole, self._theme.colour("panel"))
            self._outline(painter)
            return
        stage = self._stage()
        caption = QRect(0, stage.bottom() + 1, whole.width(), px(CAPTION_PX))
        self._picture(painter, stage)
        self._chip(painter, stage)
        if event.rect().intersects(caption):
            painter.fillRect(caption, self._theme.colour("raised"))
            self._caption(painter, caption.adjusted(px(10), 0, -px(10), 0))
        self._outline(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    # -- inside

    def _stage(self) -> QRect:
        """Where the picture goes: all but the caption."""
        return QRect(0, 0, self.width(), self.height() - self._theme.px(CAPTION_PX))

    def _texts(self) -> tuple[str, str]:
        return state_text(self.status, self.recorded, self._wording), trouble_text(self.status, self._wording)

    def _picture(self, painter: QPainter, stage: QRect) -> None:
        image = self._image
        if image is None:
            painter.fillRect(stage, GROUND)
            return
        size = image.size().scaled(stage.size(), Qt.AspectRatioMode.KeepAspectRatio)
        ratio = self.devicePixelRatioF()
        own = QSize(round(image.width() / ratio), round(image.height() / ratio))
        if abs(size.width() - own.width()) <= 2 and own.height() <= stage.height():
            size = own  # it was scaled where nobody waits; drawn as it is
        spot = QRect(stage.center() - QRect(0, 0, size.width(), size.height()).center(), size)
        faded = self.status.state in ("stalled", "lost", "refused", "connecting")
        if faded or spot.width() < stage.width() or spot.height() < stage.height():
            painter.fillRect(stage, GROUND)
        if faded:
            painter.setOpacity(0.45)  # an old picture must not be taken for what is there now
        painter.drawImage(spot, image)
        painter.setOpacity(1.0)

    def _chip(self, painter: QPainter, stage: QRect) -> None:
        """The state in the corner, and what is wrong: drawn once, then laid over every picture until it changes."""
        wanted = (self._texts_now, stage.size(), self.status.state, self.devicePixelRatioF())
        if self._over is None or self._over[0] != wanted:
            ratio = self.devicePixelRatioF()
            layer = QPixmap(stage.size() * ratio)
            layer.setDevicePixelRatio(ratio)
            layer.fill(Qt.GlobalColor.transparent)
            inner = QPainter(layer)
            self._state(inner, QRect(QPoint(0, 0), stage.size()))
            inner.end()
            used = QRegion(QBitmap.fromImage(layer.toImage().createAlphaMask())).boundingRect()
            spot = QRect(
                round(used.x() / ratio), round(used.y() / ratio), round(used.width() / ratio), round(used.height() / ratio)
            )
            self._over = wanted, spot, layer.copy(used)
        _, spot, pixmap = self._over
        painter.drawPixmap(spot.topLeft(), pixmap)

    def _state(self, painter: QPainter, stage: QRect) -> None:
        px, tone = self._theme.px, TONE_ON_GROUND[TONES[self.status.state]]
        state, trouble = self._texts_now
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(SMALL_PX, bold=True))
        width = QFontMetrics(painter.font()).horizontalAdvance(state) + px(30)
        chip = QRectF(stage.right() - width - px(8), px(8), width, px(24))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.black)
        painter.setOpacity(0.7)
        painter.drawRoundedRect(chip, px(RADIUS_PX), px(RADIUS_PX))
        painter.setOpacity(1.0)
        self._mark(painter, QPointF(chip.left() + px(13), chip.center().y()), tone)
        painter.setPen(ON_GROUND)
        painter.drawText(chip.adjusted(px(24), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, state)
        if trouble:
            self._say(painter, stage, trouble)

    def _mark(self, painter: QPainter, at: QPointF, tone: str) -> None:
        """A disc while pictures come, a ring while they may, a cross when they do not: never colour alone."""
        size = self._theme.px(4.5)
        pen = QPen(tone)
        pen.setWidthF(self._theme.px(2))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.status.state == "live":
            painter.setBrush(tone)
            painter.drawEllipse(at, size, size)
        elif self.status.state in ("lost", "refused"):
            painter.drawLine(at + QPointF(-size, -size), at + QPointF(size, size))
            painter.drawLine(at + QPointF(-size, size), at + QPointF(size, -size))
        elif self.status.state == "stalled":
            for side in (-0.6, 0.6):
                painter.drawLine(at + QPointF(side * size, -size), at + QPointF(side * size, size))
        else:
            painter.drawEllipse(at, size, size)

    def _say(self, painter: QPainter, stage: QRect, text: str) -> None:
        px = self._theme.px
        painter.setFont(self._theme.font(SMALL_PX))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        room = stage.adjusted(px(16), px(36), -px(16), -px(8))
        box = painter.boundingRect(room, flags, text).adjusted(-px(10), -px(6), px(10), px(6))
        if self.status.state == "live":
            box.moveBottom(stage.bottom() - px(8))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.black)
        painter.setOpacity(0.7)
        painter.drawRoundedRect(QRectF(box), px(RADIUS_PX), px(RADIUS_PX))
        painter.setOpacity(1.0)
        painter.setPen(ON_GROUND)
        painter.drawText(box, flags, text)

    def _caption(self, painter: QPainter, room: QRect) -> None:
        entry = self.entry
        assert entry is not None
        px = self._theme.px
        bold = self._theme.font(SMALL_PX, bold=True, tabular=True)
        painter.setFont(bold)
        painter.setPen(self._theme.colour("text"))
        name = f"{self.number}  {entry.id}"
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)
        left = QFontMetrics(bold).horizontalAdvance(name) + px(12)
        painter.setFont(self._theme.font(SMALL_PX))
        painter.setPen(self._theme.colour("muted"))
        rest = room.adjusted(left, 0, 0, 0)
        said = " · ".join(filter(None, (entry.way(self._wording), entry.sight_text(self._wording), entry.where)))
        metrics = QFontMetrics(painter.font())
        painter.drawText(
            rest, Qt.AlignmentFlag.AlignVCenter, metrics.elidedText(said, Qt.TextElideMode.ElideRight, rest.width())
        )

    def _outline(self, painter: QPainter) -> None:
        if self.hasFocus():
            pen = QPen(self._theme.colour("accent"))
            pen.setWidth(self._theme.px(2))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


def _said_of(status: FootageStatus) -> tuple[object, ...]:
    """All of a status that stands on the tile."""
    retry = None if status.retry_s is None else math.ceil(status.retry_s)
    return status.state, status.why, retry, status.thinned, status.attempts
