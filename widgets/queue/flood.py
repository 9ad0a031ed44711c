"""A flood of alarms, grouped: how many, of what kinds; pressing a kind shows it alone."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from alerts.wording import Wording
from widgets.theme import Theme

_SHOWN = 3


class FloodLine(QWidget):
    """Hidden until there is a flood. ``kind_picked`` carries a kind's name."""

    kind_picked = Signal(str)

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
        self.buttons = [QPushButton(self) for _ in range(_SHOWN)]
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        for button in self.buttons:
            button.setProperty("kind", "chip")
            button.setFocusPolicy(button.focusPolicy().TabFocus)
            button.clicked.connect(lambda _checked=False, pressed=button: self.kind_picked.emit(pressed.property("name")))
            row.addWidget(button)
        row.addWidget(self.rest)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(10))
        whole.setSpacing(theme.px(6))
        whole.addWidget(self.title)
        whole.addLayout(row)
        self.hide()

    def show_flood(self, count: int, kinds: Mapping[str, int]) -> None:
        """``count`` new alarms in ten minutes; ``kinds`` counts the unacknowledged ones by kind. 0 hides the line."""
        ranked = dict(sorted(kinds.items(), key=lambda item: (-item[1], item[0])))
        if (count, ranked) != (self._count, self._kinds):
            self._count, self._kinds = count, ranked
            self.retranslate()
        self.setVisible(count > 0)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        warn = self._theme.colour("warn").name()
        self.title.setText(f'<b><span style="color:{warn}">▲</span> {self._wording("queue-flood", count=self._count)}</b>')
        named = list(self._kinds.items())
        for button, (name, count) in zip(self.buttons, [*named[:_SHOWN], *([("", 0)] * _SHOWN)], strict=False):
            button.setVisible(count > 0)
            button.setProperty("name", name)
            if count:
                button.setText(self._wording("queue-pick", text=self._wording(f"kind-{name}"), count=count))
                button.setAccessibleName(self._wording("queue-flood-kind", kind=self._wording(f"kind-{name}"), count=count))
        left = sum(count for _, count in named[_SHOWN:])
        self.rest.setText(self._wording("queue-flood-rest", count=left) if left else "")
