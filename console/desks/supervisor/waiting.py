"""What the operators did not take up, and is the supervisor's now."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from alerts.incidents import Incident
from alerts.wording import Wording
from console.bridge import Tick
from widgets.queue.listing.ages import age
from widgets.shapes import priority_pixmap
from widgets.theme import Theme
from widgets.titles import full_title

SHOWN = 5


class WaitingList(QWidget):
    """Hidden while there is nothing; the longest waiting first. ``picked`` carries a key, ``taken`` that of the first one."""

    picked = Signal(str)
    taken = Signal(str)

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording, self._theme = wording, theme
        self._known: dict[str, Incident] = {}
        self._now = 0.0
        self.setProperty("ground", "raised")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title, self.rest = QLabel(self), QLabel(self)
        self.title.setProperty("role", "heading")
        self.rest.setProperty("role", "muted")
        self.take = QPushButton(self)
        self.take.setProperty("kind", "primary")
        self.take.clicked.connect(self.take_first)
        self.rows = [QPushButton(self) for _ in range(SHOWN)]
        px = theme.px
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.take)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(16), px(10), px(12), px(10))
        whole.setSpacing(px(4))
        whole.addLayout(head)
        for row in self.rows:
            row.setProperty("kind", "chip")
            row.setStyleSheet("text-align: left;")
            row.setIconSize(QSize(px(16), px(16)))
            row.clicked.connect(lambda _checked=False, pressed=row: self.picked.emit(pressed.property("incident")))
            whole.addWidget(row)
        whole.addWidget(self.rest)
        self.retranslate()

    def apply(self, tick: Tick) -> None:
        """Take in what has changed."""
        before = dict(self._known)
        if tick.fresh:
            self._known = {}
        for key in (*tick.removed, *tick.moved):
            self._known.pop(key, None)
        for incident in tick.incidents.values():
            if incident.escalated is not None:
                self._known[incident.key] = incident
            else:
                self._known.pop(incident.key, None)
        if before != self._known or (self._known and int(tick.now) != int(self._now)):
            self._now = tick.now
            self.retranslate()

    def waiting(self) -> list[Incident]:
        """The most urgent first, of these the longest waiting."""
        return sorted(self._known.values(), key=lambda one: (one.priority, one.opened, one.key))

    def take_first(self) -> None:
        """Take the one on top."""
        waiting = self.waiting()
        if waiting:
            self.taken.emit(waiting[0].key)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        say, waiting = self._wording, self.waiting()
        self.title.setText(say("console-waiting", count=len(waiting)))
        self.take.setText(f"{say('console-waiting-take')}   A")
        self.take.setAccessibleName(say("console-waiting-take"))
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(waiting))
            if place < len(waiting):
                one = waiting[place]
                waited = age(say, self._now - one.opened.timestamp())
                text = say("console-waiting-row", title=full_title(one, say.language), age=waited)
                row.setText(text)
                row.setAccessibleName(text)
                row.setIcon(QIcon(priority_pixmap(self._theme, one.priority, self._theme.px(16), self.devicePixelRatio())))
                row.setProperty("incident", one.key)
        more = len(waiting) - SHOWN
        self.rest.setText(say("console-waiting-more", count=more) if more > 0 else "")
        self.rest.setVisible(more > 0)
        self.setVisible(bool(waiting))
