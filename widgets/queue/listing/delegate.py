"""How an incident looks in the list: drawn once into a picture, kept until it or its looks change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from alerts.incidents import Incident
from alerts.wording import Wording
from widgets.kinds import paint_kind
from widgets.queue.listing.ages import age
from widgets.queue.listing.lines import GroupLines
from widgets.queue.listing.model import IncidentModel
from widgets.queue.listing.written import Written
from widgets.shapes import paint_priority
from widgets.theme import RADIUS_PX, Theme

ROW_PX: Final = 62
_KEPT: Final = 96
_GLOWS: Final = 32
"""Steps in which a new critical incident shines more or less."""
_MARGIN: Final = 8
_INDENT: Final = 52
_SHAPE_X: Final = 28
_KIND_PX: Final = 17
_RIGHT: Final = 12
_LINES: Final = (9, 32)
"""Tops of the two lines, pixels at 100 %."""
_AGE_WIDTH: Final = 76


@dataclass(frozen=True, slots=True)
class _Look:
    """All that decides a row's picture besides its incident."""

    size: QSize
    ratio: float
    raised: bool
    gone: bool
    shelved: bool
    pending: str
    marked: bool
    language: str
    theme: str
    scale: float
    age: int
    """How wide its age is (pixels)."""


@dataclass(frozen=True, slots=True)
class _Kept:
    incident: Incident
    look: _Look
    picture: QPixmap
    whole: bool
    """Nothing in it is shortened."""


class IncidentDelegate(QStyledItemDelegate):
    """Paints the rows of an :class:`IncidentModel`.

    ``glow`` holds how strongly (0 to 1) each new critical incident shines right now, by key; ``pending`` what has been
    commanded and is not answered yet (``sent`` or ``unknown``), by key; ``marked`` which keys are marked; ``districts``
    names of districts by code, for incidents that have no place of their own.
    """

    def __init__(self, model: IncidentModel, wording: Wording, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._wording = wording
        self._theme = theme
        self._lines = GroupLines(wording, theme)
        self._written = Written(wording, theme)
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._lights: dict[tuple[object, ...], QPixmap] = {}
        self.glow: dict[str, float] = {}
        self.pending: dict[str, str] = {}
        self.marked: Container[str] = ()
        self.districts: Mapping[str, str] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._theme.px(240), self._theme.px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        row = index.row()
        group = self._model.group(row)
        if group is not None:
            self._lines.paint(painter, rect, group, state, self._model.now, self.districts)
            return
        incident = self._model.incident(row)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        raised = selected or bool(state & QStyle.StateFlag.State_MouseOver)
        device = painter.device()
        shelved = incident.shelved_until is not None and incident.shelved_until.timestamp() > self._model.now
        look = _Look(
            rect.size(), device.devicePixelRatio() if device is not None else 1.0, raised, self._model.is_gone(row), shelved,
            self.pending.get(incident.key, ""), incident.key in self.marked,
            self._wording.language, self._theme.name, self._theme.scale, self._age_width(incident),
        )  # fmt: skip
        painter.drawPixmap(rect.topLeft(), self._picture(incident, look))
        self._light(painter, rect, incident)
        self._age(painter, rect, incident)
        if selected:
            self._outline(painter, rect, bool(state & QStyle.StateFlag.State_HasFocus))

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """A row that is shortened is read whole where the pointer rests on it."""
        incident = self._model.incident_at(index.row()) if event.type() == QEvent.Type.ToolTip else None
        kept = self._kept.get(incident.key) if incident is not None else None
        if kept is None or kept.whole:
            QToolTip.hideText()
            return False
        QToolTip.showText(event.globalPos(), str(index.data(Qt.ItemDataRole.AccessibleTextRole)), view)
        return True

    def age_rect(self, row: QRect) -> QRect:
        """The part of a row that changes every second."""
        px = self._theme.px
        return QRect(row.right() - px(_RIGHT + _AGE_WIDTH), row.top() + px(_LINES[0]) - px(2), px(_AGE_WIDTH), px(26))

    def forget(self) -> None:
        """Draw everything anew."""
        self._kept.clear()
        self._lights.clear()

    # -- within

    def _picture(self, incident: Incident, look: _Look) -> QPixmap:
        kept = self._kept.get(incident.key)
        if kept is not None and kept.look == look and (kept.incident is incident or _face(kept.incident) == _face(incident)):
            self._kept.move_to_end(incident.key)
            return kept.picture
        picture = QPixmap(look.size * look.ratio)
        picture.setDevicePixelRatio(look.ratio)
        picture.fill(self._theme.colour("panel"))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = self._draw(painter, incident, look)
        painter.end()
        self._kept[incident.key] = _Kept(incident, look, picture, whole)
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return picture

    def _draw(self, painter: QPainter, incident: Incident, look: _Look) -> bool:
        """False where something had to be shortened."""
        px, theme = self._theme.px, self._theme
        width, height = look.size.width(), look.size.height()
        if look.raised or look.marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("chosen" if look.marked else "raised"))
            painter.drawRoundedRect(_card(QRect(0, 0, width, height), px(_MARGIN)), px(RADIUS_PX), px(RADIUS_PX))
        if look.gone:
            painter.setOpacity(0.45)
        hollow = incident.state == "resolved" or look.shelved
        paint_priority(painter, theme, incident.priority, QPointF(px(_SHAPE_X), height / 2), px(11), hollow=hollow)
        if look.marked:
            self._tick(painter, QPointF(px(_SHAPE_X) + px(9), height / 2 + px(10)))
        left, right = px(_INDENT), width - px(_RIGHT + _MARGIN)
        paint_kind(
            painter, incident.kind, QPointF(left + px(_KIND_PX) / 2, px(_LINES[0] + 11)), px(_KIND_PX), theme.colour("muted")
        )
        words = [(self._state(incident, look), self._state_colour(incident, look))]
        if incident.status != "actual":
            words.append((self._wording(f"status-{incident.status}"), self._theme.colour("exercise")))
        tops = (px(_LINES[0]), px(_LINES[1]))
        return self._written.write(painter, incident, words, left, px(_KIND_PX + 7), right, look.age, tops, self.districts)

    def _state(self, incident: Incident, look: _Look) -> str:
        if look.gone:
            return self._wording("queue-gone")
        if look.pending:
            return self._wording(f"queue-pending-{look.pending}")
        if look.shelved:
            return self._wording("state-shelved")
        if incident.escalated is not None:
            return self._wording("queue-escalated")
        if incident.reminded is not None:
            return self._wording("queue-reminded")
        return self._wording(f"state-{incident.state}")

    def _state_colour(self, incident: Incident, look: _Look) -> QColor:
        if look.pending == "unknown" or (incident.reminded is not None and not look.gone and not look.pending):
            return self._theme.colour("warn")
        if incident.state == "new" and incident.is_alarm and not look.gone:
            return blend(self._theme.colour("bad"), self._theme.colour("text"), 0.45)
        return self._theme.colour("muted")

    def _tick(self, painter: QPainter, centre: QPointF) -> None:
        """A small tick at the shape: marked, for those who do not tell the ground's colour."""
        px, theme = self._theme.px, self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(centre, px(6.5), px(6.5))
        painter.setPen(QPen(theme.colour("panel"), px(1.8), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        bend = centre + QPointF(-px(0.8), px(2.4))
        painter.drawLine(centre + QPointF(-px(3), px(0.2)), bend)
        painter.drawLine(bend, centre + QPointF(px(3.2), -px(2.4)))

    def _age_width(self, incident: Incident) -> int:
        text = age(self._wording, self._model.now - incident.opened.timestamp())
        return QFontMetrics(self._theme.font(15, tabular=True)).horizontalAdvance(text)

    def _age(self, painter: QPainter, rect: QRect, incident: Incident) -> None:
        painter.setFont(self._theme.font(15, tabular=True))
        painter.setPen(self._theme.colour("text"))
        text = age(self._wording, self._model.now - incident.opened.timestamp())
        painter.drawText(
            self.age_rect(rect).adjusted(0, 0, -self._theme.px(_MARGIN), 0),
            int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
            text,
        )

    def _light(self, painter: QPainter, rect: QRect, incident: Incident) -> None:
        """A new critical incident: a lit ground and a bar at its left until it is acknowledged."""
        strength = self.glow.get(incident.key)
        if strength is None:
            return
        device = painter.device()
        ratio = device.devicePixelRatio() if device is not None else 1.0
        # kept: in a storm each row of the list is lit, and smooth corners cost more than all the rest of a row
        key = (rect.size().toTuple(), ratio, incident.priority, round(strength * _GLOWS), self._theme.name, self._theme.scale)
        light = self._lights.get(key)
        if light is None:
            if len(self._lights) >= 2 * _GLOWS:
                self._lights.clear()
            light = self._lights[key] = self._lit(rect.size(), ratio, incident.priority, round(strength * _GLOWS) / _GLOWS)
        painter.drawPixmap(rect.topLeft(), light)

    def _lit(self, size: QSize, ratio: float, priority: int, strength: float) -> QPixmap:
        px, picture = self._theme.px, QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        card = _card(QRect(QPoint(0, 0), size), px(_MARGIN))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.priority(priority, 0.10 + 0.22 * strength))
        painter.drawRoundedRect(card, px(RADIUS_PX), px(RADIUS_PX))
        painter.setBrush(self._theme.priority(priority))
        painter.drawRoundedRect(QRectF(card.left(), card.top() + px(10), px(3), card.height() - px(20)), px(1.5), px(1.5))
        painter.end()
        return picture

    def _outline(self, painter: QPainter, rect: QRect, focused: bool) -> None:
        px = self._theme.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour("accent"), 2.0 if focused else 1.0))
        painter.drawRoundedRect(_card(rect, px(_MARGIN)).adjusted(0.5, 0.5, -0.5, -0.5), px(RADIUS_PX), px(RADIUS_PX))
        painter.restore()


def _face(incident: Incident) -> tuple[object, ...]:
    """All of an incident that its row shows."""
    return (
        incident.title, incident.title_en, incident.place, incident.region, incident.priority, incident.state, incident.status,
        incident.owner, incident.channels, len(incident.candidates), incident.kind, incident.reminded, incident.escalated,
        incident.offer,
    )  # fmt: skip


def _card(rect: QRect, margin: int) -> QRectF:
    return QRectF(rect).adjusted(margin, 0, -margin, -1)


def blend(one: QColor, other: QColor, part: float) -> QColor:
    """``part`` of the one colour and the rest of the other."""
    return QColor.fromRgbF(
        one.redF() * part + other.redF() * (1 - part),
        one.greenF() * part + other.greenF() * (1 - part),
        one.blueF() * part + other.blueF() * (1 - part),
    )
