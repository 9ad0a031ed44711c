"""The help window: short pages in the language of the moment, and the keys as they really are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextBrowser, QWidget

from alerts.wording import Wording
from console.window.actions import Actions
from widgets.theme import Theme

PAGES: Final[Path] = Path(__file__).resolve().parent.parent.parent / "resources" / "help"
TOPICS: Final = ("start", "operator", "supervisor", "trainer", "keys")
DESKS: Final = ("", "operator", "supervisor", "trainer")


class Help(QWidget):
    """Topics on the left, the page on the right; F1 or Esc closes."""

    def __init__(self, actions: Actions, wording: Wording, theme: Theme, parent: QWidget, pages: Path = PAGES) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._actions, self._wording, self._pages = actions, wording, pages
        self._topics = QListWidget(self)
        self._topics.setFixedWidth(theme.px(180))
        self._page = QTextBrowser(self)
        self._page.setOpenLinks(False)
        self._page.document().setDocumentMargin(theme.px(24))
        self._gap = theme.px(18)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._topics)
        line.addWidget(self._page, 1)
        self._topics.addItems(list(TOPICS))
        self._topics.setCurrentRow(0)
        self._topics.currentRowChanged.connect(lambda _row: self._show())
        for key in ("Esc", "F1"):
            QShortcut(QKeySequence(key), self, self.close)
        self.resize(theme.px(860), theme.px(680))
        self.retranslate()

    def open(self, topic: str) -> None:
        """Show this topic."""
        self._topics.setCurrentRow(TOPICS.index(topic) if topic in TOPICS else 0)
        self.show()
        self.raise_()
        self.activateWindow()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setWindowTitle(self._wording("help-title"))
        self._topics.setAccessibleName(self._wording("help-topics"))
        self._page.setAccessibleName(self._wording("help-page"))
        for row, topic in enumerate(TOPICS):
            item = self._topics.item(row)
            item.setText(self._wording(f"help-topic-{topic}"))
        self._show()

    def _show(self) -> None:
        topic = TOPICS[max(self._topics.currentRow(), 0)]
        text = self._keys() if topic == "keys" else self._read(topic)
        self._page.setMarkdown(text)
        self._set_headings_apart()

    def _set_headings_apart(self) -> None:
        """Markdown has no style sheet of its own: what a heading begins is told by the room above it."""
        block = self._page.document().begin()
        while block.isValid():
            shape = block.blockFormat()
            if shape.headingLevel() > 1:
                shape.setTopMargin(self._gap)
                shape.setBottomMargin(self._gap / 3)
                QTextCursor(block).setBlockFormat(shape)
            block = block.next()
        self._page.moveCursor(QTextCursor.MoveOperation.Start)

    def _read(self, topic: str) -> str:
        return (self._pages / self._wording.language / f"{topic}.md").read_text(encoding="utf-8")

    def _keys(self) -> str:
        lines = [f"# {self._wording('help-topic-keys')}"]
        for desk in DESKS:
            entries = [entry for entry in self._actions if entry.desk == desk and entry.keys()]
            if not entries:
                continue
            heading = self._wording(f"console-desk-{desk}") if desk else self._wording("help-keys-everywhere")
            lines += ["", f"## {heading}", "", f"| {self._wording('help-key')} | {self._wording('help-does')} |", "|---|---|"]
            lines += [f"| {entry.keys().replace('|', chr(92) + '|')} | {entry.action.text()} |" for entry in entries]
        return "\n".join(lines)
