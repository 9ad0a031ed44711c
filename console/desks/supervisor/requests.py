"""What the centre asks of linked services, over all incidents: what went wrong stands first."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from alerts.outward.request import Request
from alerts.wording import Wording
from console.bridge import Tick
from widgets.moments import ago
from widgets.outward.rows import MARKS, TONES
from widgets.outward.scene import counterpart_name
from widgets.theme import Theme

ROWS: Final = 5
"""Lines that are seen at once; the others are scrolled to."""
ROW_PX: Final = 28
REFUSED_S: Final = 8 * 3600.0
"""A refusal that nobody did anything about leaves the list with the shift."""
URGENCY: Final = {"timed_out": 0, "refused": 1, "draft": 2, "sent": 3, "received": 3, "accepted": 4}


class RequestsList(QWidget):
    """Hidden while there is nothing; Enter or a click goes to the incident: ``picked`` carries its key."""

    picked = Signal(str)

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording, self._theme = wording, theme
        self._known: dict[str, Request] = {}
        self._tick: Tick | None = None
        self._second = 0
        self.setProperty("ground", "raised")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        px = theme.px
        self.title = QLabel(self)
        self.title.setProperty("role", "heading")
        self.list = QListWidget(self)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self._go())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(16), px(10), px(12), px(10))
        whole.setSpacing(px(4))
        whole.addWidget(self.title)
        whole.addWidget(self.list)
        self.retranslate()

    def apply(self, tick: Tick) -> None:
        """Take in what has changed."""
        changed = tick.fresh or bool(tick.requests)
        self._tick = tick
        if changed:
            self._known = dict(tick.picture.requests)
        if changed or (self._known and int(tick.now) != self._second):
            self._second = int(tick.now)
            self._show()

    def rows(self) -> list[Request]:
        """What is not over, and what was refused in this shift; the most pressing first, of these the oldest."""
        now = float(self._second)
        found = [
            one
            for one in self._known.values()
            if not one.is_over or (one.state == "refused" and now - one.changed.timestamp() < REFUSED_S)
        ]
        return sorted(found, key=lambda one: (URGENCY.get(one.state, 5), one.changed, one.id))

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.list.setAccessibleName(self._wording("console-requests-name"))
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the incident."""
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in enter:
            self._go()
            return True
        return super().eventFilter(watched, event)

    # -- within

    def _show(self) -> None:
        rows, say = self.rows(), self._wording
        bad = sum(one.state in ("timed_out", "refused") for one in rows)
        self.title.setText(say("console-requests", count=len(rows), bad=bad))
        chosen = self.list.currentItem().data(Qt.ItemDataRole.UserRole) if self.list.currentItem() is not None else ""
        while self.list.count() > len(rows):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(rows):
            self.list.addItem(QListWidgetItem())
        for place, one in enumerate(rows):
            item, text = self.list.item(place), self._text(one)
            if item.text() != text:
                item.setText(text)
                item.setToolTip(text)
                item.setForeground(QColor(self._theme.colour(TONES[one.state] if URGENCY.get(one.state, 5) < 3 else "text")))
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            if one.id == chosen:
                self.list.setCurrentRow(place)
        high = max(self._theme.px(ROW_PX), self.list.sizeHintForRow(0))  # the style has a word in how high a row is
        self.list.setFixedHeight(high * min(max(len(rows), 1), ROWS) + 2 * self.list.frameWidth())
        self.setVisible(bool(rows))

    def _text(self, one: Request) -> str:
        say = self._wording
        directory = self._tick.picture.directory if self._tick is not None else None
        parts = [
            f"{MARKS[one.state]} {say('outward-state-' + one.state.replace('_', '-'))}",
            ago(say, self._second - one.changed.timestamp()),
            f"{counterpart_name(directory, one.counterpart, say)} {say('outward-' + one.service.replace('_', '-') + '-short')}",
            say.person(one.by),
            one.title,
        ]
        if one.reason and one.reason != "expired":
            parts.append(f"“{one.reason}”")
        return " · ".join(part for part in parts if part)

    def _go(self) -> None:
        item = self.list.currentItem()
        one = self._known.get(item.data(Qt.ItemDataRole.UserRole)) if item is not None else None
        if one is not None:
            self.picked.emit(one.incident)
