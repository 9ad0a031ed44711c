"""Which reports of an incident are about something else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from alerts.wording import Wording
from widgets.dialogs.ask import Ask
from widgets.theme import Theme

_NAME = Qt.ItemDataRole.UserRole


class SplitDialog(Ask):
    """Reports to tick (space ticks the one under the cursor); ``events`` and ``text`` in the answer.

    ``reports`` are (name, text) of every report but the first, which gives the incident its name and stays.
    """

    def __init__(
        self, subject: str, reports: Sequence[tuple[str, str]], wording: Wording, theme: Theme, parent: QWidget | None = None,
        draft: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        super().__init__("split", subject, wording, theme, parent, draft)
        chosen = set((draft or {}).get("events", ()))
        self.list = QListWidget(self)
        self.list.setAccessibleName(wording("dialog-split-list"))
        self.list.setMinimumHeight(theme.px(220))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        for name, text in reports:
            item = QListWidgetItem(text)
            item.setData(_NAME, name)
            item.setToolTip(text)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in chosen else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.itemChanged.connect(lambda _item: self.missing.hide())
        self.body.addWidget(self.list)
        self.setMinimumWidth(theme.px(560))
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def fields(self) -> dict[str, Any]:
        items = [self.list.item(row) for row in range(self.list.count())]
        ticked = [item.data(_NAME) for item in items if item.checkState() == Qt.CheckState.Checked]
        return super().fields() | {"events": ticked}

    def lacks(self) -> str:
        return "" if self.fields()["events"] else self._wording("dialog-split-nothing")

    def wanting(self) -> QWidget:
        return self.list
