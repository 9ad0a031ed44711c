"""What all of these dialogs share: what it is about, a text, two buttons, and a sentence where something is missing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from alerts.wording import Wording
from widgets.dialogs.sending import SendingDialog
from widgets.theme import Theme
from widgets.written import written

LONGEST_TEXT = 10_000
"""Characters, as the hub accepts them."""


class Ask(SendingDialog):
    """Ctrl+Enter sends, Esc leaves; Tab goes on from the text too, for nobody indents a note.

    ``answered`` carries the command's fields. ``subject`` names the incident. ``draft`` are fields of a command that was
    refused: shown again, so that nothing has to be written twice.
    """

    answered = Signal(dict)

    def __init__(
        self, name: str, subject: str, wording: Wording, theme: Theme, parent: QWidget | None, draft: dict[str, Any] | None
    ) -> None:
        super().__init__(parent)
        px = theme.px
        self._wording = wording
        self.setModal(True)
        self.setWindowTitle(wording(f"dialog-{name}-title"))
        self.setProperty("ground", "panel")
        self.setStyleSheet(_sheet(theme))
        self.setMinimumWidth(px(440))
        self.heading = QLabel(wording(f"dialog-{name}-title"), self)
        self.heading.setProperty("role", "title")
        self.subject = QLabel(subject, self)
        self.subject.setProperty("role", "muted")
        self.subject.setTextFormat(Qt.TextFormat.PlainText)
        self.subject.setWordWrap(True)
        self.text = QPlainTextEdit((draft or {}).get("text", ""), self)
        self.text.setTabChangesFocus(True)
        self.text.setStyleSheet(f"min-height: {px(96)}px; max-height: {px(96)}px;")
        self.text.setPlaceholderText(wording(f"dialog-{name}-hint"))
        self.text.setAccessibleName(wording(f"dialog-{name}-text"))
        self.send_from(self.text)
        self.missing = QLabel(self)
        self.missing.setWordWrap(True)
        self.missing.setStyleSheet(f"color: {theme.colour('bad').name()};")
        self.missing.hide()
        self.send = QPushButton(self)
        self.send.setProperty("kind", "primary")
        self.send.setDefault(False)
        self.send.setText(f"{wording(f'dialog-{name}-send')}   Ctrl+Enter")
        self.send.setAccessibleName(wording(f"dialog-{name}-send"))
        self.leave = QPushButton(f"{wording('dialog-cancel')}   Esc", self)
        self.leave.setAccessibleName(wording("dialog-cancel"))
        self.leave.setAutoDefault(False)
        self.send.setAutoDefault(False)
        self.meanwhile = QLabel(self)
        self.meanwhile.setWordWrap(True)
        self.meanwhile.setTextFormat(Qt.TextFormat.PlainText)
        self.meanwhile.setStyleSheet(f"color: {theme.colour('warn').name()};")
        self.meanwhile.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(px(8))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.send)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(24), px(20), px(24), px(20))
        whole.setSpacing(px(12))
        whole.addWidget(self.heading)
        whole.addWidget(self.subject)
        whole.addWidget(self.meanwhile)
        whole.addLayout(self.body)
        whole.addWidget(self.text)
        whole.addWidget(self.missing)
        whole.addLayout(buttons)
        self.send.clicked.connect(self.submit)
        self.leave.clicked.connect(self.reject)
        self.text.textChanged.connect(self.missing.hide)

    def tell(self, text: str) -> None:
        """Something has happened to it while the dialog was open; what is written stays."""
        self.meanwhile.setText(text)
        self.meanwhile.show()

    def fields(self) -> dict[str, Any]:
        """The command's fields as they stand."""
        return {"text": written(self.text.toPlainText())}

    def lacks(self) -> str:
        """What is still missing, as a sentence; empty where nothing is."""
        return ""

    def wanting(self) -> QWidget:
        """Where what is missing is given: the keys go there."""
        return self.text

    def submit(self) -> None:
        """Send, or say what is missing."""
        too_long = len(self.text.toPlainText()) > LONGEST_TEXT
        lacks = self._wording("dialog-too-long", most=LONGEST_TEXT) if too_long else self.lacks()
        if lacks:
            self.missing.setText(lacks)
            self.missing.show()
            wanting = self.text if too_long else self.wanting()
            wanting.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.answered.emit(self.fields())
        self.accept()


def _sheet(theme: Theme) -> str:
    """A round mark for choices of which one holds, so that they are not taken for ticks."""
    px, tokens = theme.px, theme.tokens
    return (
        f"QRadioButton::indicator {{ width: {px(12)}px; height: {px(12)}px; border: {px(2)}px solid {tokens.edge};"
        f" border-radius: {px(8)}px; }}"
        f" QRadioButton::indicator:checked {{ background: {tokens.accent}; }}"
        f" QRadioButton::indicator:focus {{ border-color: {tokens.accent}; }}"
        f" QListView::indicator, QCheckBox::indicator {{ width: {px(14)}px; height: {px(14)}px;"
        f" border: {px(2)}px solid {tokens.edge}; border-radius: {px(3)}px; background: {tokens.panel}; }}"
        f" QListView::indicator:checked, QCheckBox::indicator:checked {{ background: {tokens.accent}; }}"
        f" QCheckBox::indicator:focus {{ border-color: {tokens.accent}; }}"
        f" QRadioButton {{ padding: {px(3)}px {px(4)}px; border: {px(1)}px solid transparent; border-radius: {px(4)}px; }}"
        f" QRadioButton:focus {{ border-color: {tokens.accent}; }}"
    )
