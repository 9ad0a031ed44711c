"""Where an incident is: typed, or picked on the map; and how that is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton, QWidget

from alerts.events import Candidate
from alerts.wording import Wording
from widgets.dialogs.ask import Ask
from widgets.theme import Theme

SHOWN: Final = 6


class PlaceDialog(Ask):
    """``place`` and the reason in ``text`` in the answer; :attr:`map_wanted` that it is to be picked on the map instead.

    ``places`` finds what a text may mean. Down goes from the field into what was found.
    """

    map_wanted = Signal()

    def __init__(
        self, subject: str, places: Callable[[str], Sequence[Candidate]], wording: Wording, theme: Theme,
        parent: QWidget | None = None, draft: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__("place", subject, wording, theme, parent, draft)
        self._places = places
        self._found: list[Candidate] = []
        self.where = QLineEdit(self)
        self.where.setPlaceholderText(wording("dialog-place-where"))
        self.where.setAccessibleName(wording("dialog-place-where"))
        self.where.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(wording("dialog-place-found"))
        self.list.setFixedHeight(theme.px(30 * 3))
        self.pick = QPushButton(f"{wording('dialog-place-map')}   F2", self)
        self.pick.setAutoDefault(False)
        self.pick.clicked.connect(self._to_map)
        for part in (self.where, self.list, self.pick):
            self.body.addWidget(part)
        self.where.textChanged.connect(self._look)
        self.where.setText((draft or {}).get("where", ""))
        self.where.setFocus()
        if self._found:
            self.text.setFocus()

    def draft(self) -> dict[str, Any]:
        """What is written so far, to go on from."""
        return {"where": self.where.text(), "text": self.text.toPlainText()}

    def fields(self) -> dict[str, Any]:
        row = self.list.currentRow()
        return super().fields() | {"place": self._found[row] if 0 <= row < len(self._found) else None}

    def lacks(self) -> str:
        fields = self.fields()
        if fields["place"] is None:
            return self._wording("dialog-place-none")
        return "" if fields["text"] else self._wording("dialog-place-no-reason")

    def wanting(self) -> QWidget:
        return self.where if self.fields()["place"] is None else self.text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self._to_map()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.where and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if event.key() == Qt.Key.Key_Down and self._found:
                self.list.setFocus()
                return True
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.text.setFocus()
                return True
        return super().eventFilter(watched, event)

    def _look(self, text: str) -> None:
        self.missing.hide()
        self._found = list(self._places(text))[:SHOWN]
        self.list.clear()
        for place in self._found:
            at = f"{place.lat:.5f}, {place.lon:.5f}"
            self.list.addItem(f"{place.place} · {at}" if place.place else at)
        self.list.setCurrentRow(0 if self._found else -1)
        if text.strip() and not self._found:
            self.missing.setText(self._wording("dialog-place-none"))
            self.missing.show()

    def _to_map(self) -> None:
        self.reject()
        self.map_wanted.emit()
