"""The wall's upper edge: whose cameras, what for, how many, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QWidget

from alerts.wording import Wording
from widgets.elided import Elided
from widgets.theme import Theme

LAYOUT_COUNTS = (1, 4, 9)
TITLE = 0.35
"""Of the edge's width, the most that is kept free for the title."""


class WallHead(QWidget):
    """``layout_wanted`` carries 1, 4 or 9."""

    layout_wanted = Signal(int)

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording, self._theme = wording, theme
        self._page = (1, 1)
        self._working = False
        px = theme.px
        self.title, self.purpose, self.page = Elided("title"), Elided("muted"), QLabel()
        self.page.setProperty("role", "muted")
        self.layouts = {count: self._chip() for count in LAYOUT_COUNTS}
        group = QButtonGroup(self)
        for count, button in self.layouts.items():
            button.setCheckable(True)
            button.setText(str(count))
            group.addButton(button)
            button.clicked.connect(lambda _checked=False, count=count: self.layout_wanted.emit(count))
        self.before, self.snapshot, self.leave = self._chip(), self._chip(), self._chip()
        line = QHBoxLayout(self)
        line.setContentsMargins(px(14), px(6), px(10), px(6))
        line.setSpacing(px(6))
        line.addWidget(self.title)
        line.addSpacing(px(6))
        line.addWidget(self.purpose)
        line.addStretch(1)
        line.addWidget(self.page)
        for button in (*self.layouts.values(), self.before, self.snapshot, self.leave):
            line.addWidget(button)

    def show_title(self, title: str, purpose: str) -> None:
        """The incident's title, and what was recorded of the look."""
        self.title.say(title)
        self._keep_title()
        self.show_purpose(purpose)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_title()

    def show_purpose(self, purpose: str) -> None:
        """What the look was recorded as; empty while it is not."""
        self.purpose.say(purpose)

    def show_page(self, page: int, pages: int, count: int) -> None:
        """Which page of how many, of so many tiles each."""
        self._page = page, pages
        for number, button in self.layouts.items():
            button.setChecked(number == count)
        self.retranslate()

    def set_working(self, working: bool) -> None:
        """Whether there is footage to do something with."""
        self._working = working
        for widget in (self.page, *self.layouts.values(), self.before, self.snapshot):
            widget.setVisible(working)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        wording, (page, pages) = self._wording, self._page
        self.page.setText(wording("wall-page", page=page, pages=pages))
        self.page.setVisible(self._working and pages > 1)
        for count, button in self.layouts.items():
            button.setAccessibleName(wording("wall-layout", count=count))
            button.setToolTip(wording("wall-layout", count=count))
        for button, name, key in ((self.before, "before", "B"), (self.snapshot, "snapshot", "S"), (self.leave, "close", "Esc")):
            button.setText(f"{wording(f'wall-{name}')} {key}")
            button.setAccessibleName(wording("wall-button", text=wording(f"wall-{name}"), key=key))
            button.setToolTip(wording(f"wall-{name}-hint"))

    def restyle(self) -> None:
        """Take colours and sizes from the theme anew."""
        self.update()

    def _keep_title(self) -> None:
        """Whose cameras these are is read before what was recorded of the look: it is shortened last."""
        self.title.setMinimumWidth(min(self.title.sizeHint().width(), round(self.width() * TITLE)))

    def _chip(self) -> QPushButton:
        button = QPushButton()
        button.setProperty("kind", "chip")
        return button
