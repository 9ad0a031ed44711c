"""Which service: one key opens it, one more chooses."""

from __future__ import annotations

from collections.abc import Set

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from alerts.outward.forms import Service
from alerts.wording import Wording
from widgets.outward.fields import PlainLabel
from widgets.outward.scene import Scene, counterpart_name
from widgets.theme import Theme

ROW_PX = 44


class _Rows(QStyledItemDelegate):
    """What it is, and below it, quietly, who would get it."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._theme.px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        theme, px = self._theme, self._theme.px
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.colour("chosen"))
        rect = option.rect.adjusted(px(12), px(3), -px(12), -px(3))
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font(14))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), str(index.data()))
        painter.setPen(theme.colour("muted"))
        painter.setFont(theme.font(13))
        names = QFontMetrics(theme.font(13)).elidedText(
            str(index.data(Qt.ItemDataRole.UserRole)), Qt.TextElideMode.ElideRight, rect.width() - px(24)
        )
        painter.drawText(rect.adjusted(px(24), 0, 0, 0), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), names)
        painter.restore()


class Chooser(QDialog):
    """Digits and Enter choose, arrows move, Esc leaves. ``chosen`` carries the service."""

    chosen = Signal(str)

    def __init__(
        self, scene: Scene, subject: str, drafts: Set[str], wording: Wording, theme: Theme, parent: QWidget | None
    ) -> None:
        """``drafts``: services for which something was begun and not sent."""
        super().__init__(parent)
        px = theme.px
        self.setModal(True)
        self.setWindowTitle(wording("outward-choose"))
        self.setProperty("ground", "panel")
        self.services: list[Service] = scene.directory.fitting(scene.incident.kind)
        heading = QLabel(wording("outward-choose"))
        heading.setProperty("role", "title")
        self.list = QListWidget(self)
        self.list.setAccessibleName(wording("outward-choose"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda item: self._take(self.list.row(item)))
        for number, service in enumerate(self.services, 1):
            takers = scene.directory.takers(service)
            names = ", ".join(counterpart_name(scene.directory, one.id, wording) for one in takers)
            if not any(scene.connected(one.id) for one in takers):
                names = f"{names} ({wording('outward-unconnected')})"
            begun = f" · {wording('outward-begun')}" if service in drafts else ""
            text = wording(f"outward-{service.replace('_', '-')}-title")
            item = QListWidgetItem(f"{number}   {text}{begun}")
            item.setData(Qt.ItemDataRole.UserRole, names)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{number} {text}{begun}. {names}")
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setSpacing(px(2))
        self.list.setItemDelegate(_Rows(theme, self.list))
        self.list.setFixedHeight(self.list.count() * px(ROW_PX + 4) + px(4))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(24), px(20), px(24), px(20))
        whole.setSpacing(px(12))
        whole.addWidget(heading)
        whole.addWidget(PlainLabel(subject))
        whole.addWidget(self.list)
        whole.addWidget(PlainLabel(wording("outward-choose-keys")))
        self.setFixedWidth(px(520))
        self.list.installEventFilter(self)
        self.list.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit chooses: the list would only look for the row that begins with it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.text().isdecimal():
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if digit.isdecimal() and 1 <= int(digit) <= len(self.services):
            self._take(int(digit) - 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentRow())
        else:
            super().keyPressEvent(event)

    def _take(self, row: int) -> None:
        if 0 <= row < len(self.services):
            self.chosen.emit(self.services[row])
            self.accept()
