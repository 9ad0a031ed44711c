"""The fields of a form: a label, something to write or choose in, and what is missing said right below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from widgets.theme import Theme
from widgets.written import written

CHIPS, ROW_PX = 4, 500
"""So many choices are buttons side by side; more of them are a list to open."""
Choices = Sequence[tuple[str, str]]
"""What a choice is called in the form, and on the screen."""


class Field(QWidget):
    """``value`` and ``set_value`` are plain, so that a draft can be kept and shown again."""

    changed = Signal()

    def __init__(self, name: str, label: str, theme: Theme) -> None:
        super().__init__()
        self.name = name
        self._theme = theme
        self._label = QLabel(label)
        self._label.setProperty("role", "muted")
        self.missing = QLabel()
        self.missing.setWordWrap(True)
        self.missing.setStyleSheet(f"color: {theme.colour('bad').name()}; font-size: {theme.px(13)}px;")
        self.missing.hide()
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.hint.setProperty("role", "muted")
        self.hint.hide()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(4))
        self.column.addWidget(self._label)
        self.changed.connect(self.missing.hide)

    def take(self, editor: QWidget) -> None:
        """Put in what is written in, under the label."""
        self._label.setBuddy(editor)
        editor.setAccessibleName(self._label.text())
        self.column.addWidget(editor)
        self.column.addWidget(self.hint)
        self.column.addWidget(self.missing)
        self.setFocusProxy(editor)

    def say_missing(self, text: str) -> None:
        """Say what is missing here."""
        self.missing.setText(text)
        self.missing.setVisible(bool(text))

    def say_hint(self, text: str) -> None:
        """Say something quiet about it; empty for nothing."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def value(self) -> Any:
        """What stands there."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Let it stand there."""
        raise NotImplementedError


class LineField(Field):
    """One line of text."""

    def __init__(self, name: str, label: str, theme: Theme, text: str = "", most: int = 500) -> None:
        super().__init__(name, label, theme)
        self.edit = QLineEdit(text)
        self.edit.setMaxLength(most)
        self.edit.setCursorPosition(0)
        self.edit.textChanged.connect(self.changed)
        self.take(self.edit)

    def value(self) -> str:
        return written(self.edit.text())

    def set_value(self, value: Any) -> None:
        self.edit.setText(str(value))


class TextField(Field):
    """Some lines of text; Tab goes on, for nobody indents a report."""

    def __init__(self, name: str, label: str, theme: Theme, text: str = "", lines: int = 4) -> None:
        super().__init__(name, label, theme)
        self.edit = QPlainTextEdit(text)
        self.edit.setTabChangesFocus(True)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        height = theme.px(12 + 20 * lines)
        self.edit.setStyleSheet(f"min-height: {height}px; max-height: {height}px;")
        self.edit.textChanged.connect(self.changed)
        self.take(self.edit)

    def value(self) -> str:
        return written(self.edit.toPlainText())

    def set_value(self, value: Any) -> None:
        self.edit.setPlainText(str(value))


class NumberField(Field):
    """A whole number, with its unit."""

    def __init__(self, name: str, label: str, theme: Theme, least: int, most: int, value: int, unit: str) -> None:
        super().__init__(name, label, theme)
        self.edit = QSpinBox()
        self.edit.setRange(least, most)
        self.edit.setValue(value)
        self.edit.setSuffix(f" {unit}")
        # without their own width the buttons take the text's; the arrow keys and the wheel do what they would
        self.edit.setStyleSheet("QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }")
        self.edit.lineEdit().setTextMargins(theme.px(8), 0, 0, 0)
        self.edit.valueChanged.connect(self.changed)
        self.take(self.edit)

    def value(self) -> int:
        return self.edit.value()

    def set_value(self, value: Any) -> None:
        self.edit.setValue(int(value))


class ChoiceField(Field):
    """One of some: buttons side by side where they are few, a list where they are many."""

    def __init__(self, name: str, label: str, theme: Theme, choices: Choices, chosen: str = "", chips: bool = True) -> None:
        super().__init__(name, label, theme)
        self._names = [name for name, _ in choices]
        self.buttons: dict[str, QPushButton] = {}
        self.box: QComboBox | None = None
        if chips and len(choices) <= CHIPS and _side_by_side(theme, choices):
            self._chips(choices)
        else:
            self._list(choices)
        self.set_value(chosen if chosen in self._names else (self._names[0] if len(self._names) == 1 else ""))

    def value(self) -> str:
        if self.box is not None:
            return str(self.box.currentData() or "")
        return next((name for name, button in self.buttons.items() if button.isChecked()), "")

    def set_value(self, value: Any) -> None:
        if self.box is not None:
            self.box.setCurrentIndex(self._names.index(value) if value in self._names else -1)
        for name, button in self.buttons.items():
            button.setChecked(name == value)
        self.changed.emit()

    def _chips(self, choices: Choices) -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._theme.px(8))
        for name, text in choices:
            button = QPushButton(text)
            button.setProperty("kind", "chip")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{self._label.text()}: {text}")
            button.clicked.connect(lambda _checked=False, chosen=name: self.set_value(chosen))
            line.addWidget(button)
            self.buttons[name] = button
        line.addStretch(1)
        self.take(row)
        if self.buttons:
            self.setFocusProxy(next(iter(self.buttons.values())))

    def _list(self, choices: Choices) -> None:
        self.box = Box(self._theme)
        for name, text in choices:
            self.box.addItem(text, name)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.currentIndexChanged.connect(self.changed)
        self.take(self.box)


class Box(QComboBox):
    """A list to open, with an arrow that says so."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = self._theme.px
        painter.setPen(QPen(self._theme.colour("muted"), px(2)))
        x, y, size = self.width() - px(16), self.height() / 2, px(4)
        painter.drawPolyline([QPointF(x - size, y - size / 2), QPointF(x, y + size / 2), QPointF(x + size, y - size / 2)])


class ChecksField(Field):
    """Some of many, one a line; the arrow keys and the space bar work."""

    def __init__(self, name: str, label: str, theme: Theme, choices: Choices, chosen: Sequence[str]) -> None:
        super().__init__(name, label, theme)
        self.boxes: dict[str, QCheckBox] = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        for name_, text in choices:
            box = QCheckBox(text)
            box.setStyleSheet(_check_sheet(theme))
            box.setChecked(name_ in chosen)
            box.toggled.connect(self.changed)
            column.addWidget(box)
            self.boxes[name_] = box
        self.take(inside)
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))

    def value(self) -> list[str]:
        return [name for name, box in self.boxes.items() if box.isChecked()]

    def set_value(self, value: Any) -> None:
        for name, box in self.boxes.items():
            box.setChecked(name in value)


def _side_by_side(theme: Theme, choices: Choices) -> bool:
    """Whether the choices have room in one row of the narrowest form."""
    metrics, px = QFontMetrics(theme.font(13)), theme.px
    return sum(metrics.horizontalAdvance(text) + px(30) for _, text in choices) <= px(ROW_PX)


def _check_sheet(theme: Theme) -> str:
    """What is ticked stays as readable as what is not; the focus shows on its own line alone."""
    px, tokens = theme.px, theme.tokens
    return (
        f"QCheckBox {{ color: {tokens.text}; border: {px(1)}px solid transparent; border-radius: {px(4)}px;"
        f" padding: {px(2)}px {px(4)}px; }} QCheckBox:focus {{ border-color: {tokens.accent}; }}"
        f" QCheckBox::indicator:focus {{ border-color: {tokens.edge}; }}"
    )


class PlainLabel(QLabel):
    """A quiet line of text that is not taken for markup."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "muted")
        self.setWordWrap(True)
