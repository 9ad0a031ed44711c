"""A flood of alarms: how many, of what kinds, and whether the list groups them; pressing a kind shows it alone."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from alerts.wording import Wording
from widgets.theme import Theme
from widgets.wrapping import Wrapping

_SHOWN = 3


class FloodLine(QWidget):
    """Hidden until there is a flood. ``kind_picked`` carries a kind's name, ``grouping`` that groups are wanted, or not."""

    kind_picked = Signal(str)
    grouping = Signal(bool)

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._theme = theme
        self._count = 0
        self._kinds: dict[str, int] = {}
        self.setProperty("ground", "raised")
        self.title = QLabel(self)
        self.title.setWordWrap(True)
        self.rest = QLabel(self)
        self.rest.setProperty("role", "muted")
        self.group = QPushButton(self)
        self.group.setProperty("kind", "chip")
        self.group.setCheckable(True)
        self.group.setFocusPolicy(self.group.focusPolicy().TabFocus)
        self.group.clicked.connect(self.grouping)
        self.buttons = [QPushButton(self) for _ in range(_SHOWN)]
        row = Wrapping(theme.px(6))
        for button in self.buttons:
            button.setProperty("kind", "chip")
            button.setFocusPolicy(button.focusPolicy().TabFocus)
            button.clicked.connect(lambda _checked=False, pressed=button: self.kind_picked.emit(pressed.property("name")))
            row.addWidget(button)
        row.addWidget(self.rest)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(10))
        whole.setSpacing(theme.px(6))
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.group, 0)
        whole.addLayout(head)
        whole.addLayout(row)
        self.hide()

    def show_flood(self, count: int, kinds: Mapping[str, int]) -> None:
        """``count`` new alarms in ten minutes; ``kinds`` counts the unacknowledged ones by kind. 0 hides the line."""
        ranked = dict(sorted(kinds.items(), key=lambda item: (-item[1], item[0])))
        if (count, ranked) != (self._count, self._kinds):
            self._count, self._kinds = count, ranked
            self.retranslate()
        self.setVisible(count > 0)

    def show_grouped(self, on: bool) -> None:
        """Whether the list stands in groups."""
        if on != self.group.isChecked():
            self.group.setChecked(on)
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        warn = self._theme.colour("warn").name()
        self.title.setText(f'<b><span style="color:{warn}">▲</span> {self._wording("queue-flood", count=self._count)}</b>')
        self.group.setText(f"{self._wording('queue-flood-grouped' if self.group.isChecked() else 'queue-flood-group')}  Q")
        self.group.setAccessibleName(self._wording("queue-flood-group"))
        self.group.setToolTip(self._wording("queue-flood-group-tip"))
        named = list(self._kinds.items())
        for button, (name, count) in zip(self.buttons, [*named[:_SHOWN], *([("", 0)] * _SHOWN)], strict=False):
            button.setVisible(count > 0)
            button.setProperty("name", name)
            if count:
                button.setText(self._wording("queue-pick", text=self._wording(f"kind-{name}"), count=count))
                button.setAccessibleName(self._wording("queue-flood-kind", kind=self._wording(f"kind-{name}"), count=count))
        left = sum(count for _, count in named[_SHOWN:])
        self.rest.setText(self._wording("queue-flood-rest", count=left) if left else "")
