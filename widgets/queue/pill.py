"""The pill over the list: what has come that the list does not show yet."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QWidget

from alerts.wording import Wording
from widgets.queue.listing.figures import Waiting
from widgets.shapes import priority_pixmap
from widgets.theme import Theme


class NewPill(QPushButton):
    """``새 사건 2건 — 맨 위로``; carries the shape of the highest priority that waits. Hidden while nothing does."""

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._theme = theme
        self._waiting = Waiting()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.restyle()
        self.hide()

    def show_waiting(self, waiting: Waiting) -> None:
        """Show what waits."""
        if waiting != self._waiting:
            self._waiting = waiting
            self.retranslate()
        self.setVisible(waiting.new + waiting.raised > 0)
        self.place()

    def place(self) -> None:
        """At the bottom of the parent, in the middle."""
        parent = self.parentWidget()
        if parent is not None and not self.isHidden():
            self.adjustSize()
            self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - self._theme.px(16))
            self.raise_()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        new, raised = self._waiting.new, self._waiting.raised
        which = "both" if new and raised else "raised" if raised else "new"
        self.setText(self._wording(f"queue-pill-{which}", new=new, raised=raised))
        pixmap = priority_pixmap(self._theme, self._waiting.highest, self._theme.px(16), self.devicePixelRatio(), number=False)
        self.setIcon(QIcon(pixmap))
        self.restyle()

    def restyle(self) -> None:
        """Take the theme's colours; a waiting critical incident outlines the pill in its own."""
        theme = self._theme
        px = theme.px
        edge = theme.priority(1).name() if self._waiting.highest == 1 else theme.colour("chosen").name()
        tokens = theme.tokens
        self.setStyleSheet(
            f"QPushButton {{ background: {tokens.chosen}; color: {tokens.on_chosen}; border: {px(2)}px solid {edge};"
            f" border-radius: {px(15)}px; padding: {px(3)}px {px(14)}px; }}"
            f" QPushButton:focus {{ border-color: {tokens.accent}; }}"
            f" QPushButton:hover {{ background: {tokens.primary}; color: {tokens.on_primary}; }}"
        )
