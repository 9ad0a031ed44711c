"""One request, whole: what was asked, in every field, and what has happened to it; a draft is approved or turned down here."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from alerts.outward.directory import Directory
from alerts.outward.forms import PublicWarning, Video, Where
from alerts.outward.request import Line, Request
from alerts.wording import Wording
from widgets.outward.scene import counterpart_name
from widgets.theme import Theme

_LEFT_OUT: Final = frozenset(
    {"service", "lat", "lon", "still", "cameras", "centre", "radius_km", "polygon", "way", "event_code"}
)
"""Said in words of their own, or by another field."""
_CHOICES: Final = {
    "whom": "outward-whom", "programme": "outward-programme", "list": "outward-list", "level": "outward-level",
    "response": "outward-cap", "urgency": "outward-cap", "severity": "outward-cap", "certainty": "outward-cap",
    "category": "outward-119",
}  # fmt: skip
_NAMED_LINES: Final = frozenset({"again", "renewing", "renewed"})


class Details(QDialog):
    """``decided`` carries whether the draft is approved, and why not. Ctrl+Enter approves, Esc leaves."""

    decided = Signal(bool, str)

    def __init__(
        self, request: Request, directory: Directory | None, wording: Wording, theme: Theme, zone: tzinfo,
        parent: QWidget | None, deciding: bool,
    ) -> None:  # fmt: skip
        """``deciding``: this person may approve it or turn it down."""
        super().__init__(parent)
        self._wording, self._theme, self._zone, self._directory, self._deciding = wording, theme, zone, directory, deciding
        px = theme.px
        self.request = request
        self.setModal(True)
        self.setProperty("ground", "panel")
        title = wording(f"outward-{request.service.replace('_', '-')}-title")
        self.setWindowTitle(title)
        heading = QLabel(title)
        heading.setProperty("role", "title")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(24), px(20), px(24), px(20))
        whole.setSpacing(px(12))
        whole.addWidget(heading)
        self.area = self._content()
        whole.addWidget(self.area, 1)
        self.why, self.missing = QPlainTextEdit(), QLabel()
        self.approve, self.turn_down, self.leave = QPushButton(), QPushButton(), QPushButton()
        self._buttons(whole)
        self.setFixedWidth(px(640))
        (self.approve if deciding else self.leave).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._deciding and _approves(event):
            self._decide(True)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._deciding and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _approves(event):
            self._decide(True)
            return True
        return super().eventFilter(watched, event)

    def lines(self) -> list[tuple[str, str]]:
        """What stands there: label and text."""
        request, wording = self.request, self._wording
        to = counterpart_name(self._directory, request.counterpart, wording)
        number = f" · {request.n}" if request.n else ""
        found = [(wording("outward-field-counterpart"), f"{to}{number}")]
        found += self._form()
        found += [(self._clock(line), self._said(line)) for line in request.history]
        return [(label, text) for label, text in found if text]

    def _form(self) -> list[tuple[str, str]]:
        wording, form = self._wording, self.request.form
        found = []
        for name in form.__struct_fields__:
            value = getattr(form, name)
            if name in _LEFT_OUT or value in ("", None, []) or (name == "category" and isinstance(form, PublicWarning)):
                continue
            label = "valid-minutes" if name == "minutes" and isinstance(form, PublicWarning) else name.replace("_", "-")
            known = f"outward-field-{label}"
            if wording.has(known):
                found.append((wording(known), self._value(name, value)))
        if isinstance(form, Where) and form.lat is not None and form.lon is not None:
            found.append((wording("outward-point"), f"{form.lat:.5f}, {form.lon:.5f}"))
        if isinstance(form, Video):
            found.append((wording("outward-field-cameras"), ", ".join(camera.name or camera.id for camera in form.cameras)))
        if isinstance(form, PublicWarning):
            found.append((wording("outward-field-area"), self._area(form)))
        still = getattr(form, "still", None)
        if still is not None:
            print_of = still.sha256[:16]
            found.append((wording("outward-field-still"), f"{still.name} (SHA-256 {print_of}…)" if print_of else still.name))
        return found

    def _value(self, name: str, value: Any) -> str:
        wording, korean = self._wording, self._wording.language == "ko"
        if name in ("purpose", "basis") and self._directory is not None:
            named = self._directory.purposes if name == "purpose" else self._directory.bases
            return next((one.ko if korean else one.en for one in named if one.id == value), str(value))
        known = f"{_CHOICES[name]}-{str(value).lower().replace('_', '-')}" if name in _CHOICES else ""
        if known and wording.has(known):
            return wording(known)
        return f"{value} {wording('outward-minutes')}" if name == "minutes" else str(value)

    def _area(self, form: PublicWarning) -> str:
        if form.polygon:
            return self._wording("outward-area-polygon", count=len(form.polygon))
        if form.centre is None or form.radius_km is None:
            return ""
        point = f"{form.centre.lat:.5f}, {form.centre.lon:.5f}"
        return self._wording("outward-area-around", point=point, metres=str(round(form.radius_km * 1000)))

    def _clock(self, line: Line) -> str:
        return line.time.astimezone(self._zone).strftime("%H:%M:%S")

    def _said(self, line: Line) -> str:
        wording = self._wording
        names = (f"outward-state-{line.what.replace('_', '-')}", f"outward-line-{line.what.replace('_', '-')}")
        what = next((wording(name) for name in names if wording.has(name)), line.what)
        actor = wording("card-engine") if line.actor == "hub" else counterpart_name(self._directory, line.actor, wording)
        text = wording("outward-expired") if line.text == "expired" else "" if line.text in _NAMED_LINES else line.text
        return " · ".join(part for part in (what, actor, text) if part)

    def _content(self) -> QScrollArea:
        px, muted = self._theme.px, self._theme.colour("muted").name()
        inside = QWidget()
        inside.setProperty("ground", "panel")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, px(8), 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(1, 1)
        for row, (label, text) in enumerate(self.lines()):
            name, value = QLabel(label), QLabel(text)
            name.setStyleSheet(f"color: {muted}; font-size: {px(13)}px;")
            for one in (name, value):
                one.setTextFormat(Qt.TextFormat.PlainText)
                one.setWordWrap(one is value)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(self.lines()), 1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumHeight(min(px(30) * len(self.lines()) + px(40), px(620)))
        return area

    def _buttons(self, whole: QVBoxLayout) -> None:
        wording, px = self._wording, self._theme.px
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        if self._deciding:
            self.why.setPlaceholderText(wording("outward-turn-down-hint"))
            self.why.setAccessibleName(wording("outward-turn-down-why"))
            self.why.setTabChangesFocus(True)
            self.why.setStyleSheet(f"min-height: {px(52)}px; max-height: {px(52)}px;")
            self.why.installEventFilter(self)
            self.why.textChanged.connect(self.missing.hide)
            self.missing.setStyleSheet(f"color: {self._theme.colour('bad').name()}; font-size: {px(13)}px;")
            self.missing.hide()
            whole.addWidget(self.why)
            whole.addWidget(self.missing)
        for button, name, key in (
            (self.leave, "outward-close", "Esc"), (self.turn_down, "outward-turn-down", ""),
            (self.approve, "outward-do-approve", "Ctrl+Enter"),
        ):  # fmt: skip
            if button is not self.leave and not self._deciding:
                continue
            button.setText(f"{wording(name)}   {key}" if key else wording(name))
            button.setAccessibleName(wording(name))
            button.setAutoDefault(False)
            buttons.addWidget(button)
        self.approve.setProperty("kind", "primary")
        self.leave.clicked.connect(self.reject)
        self.approve.clicked.connect(lambda: self._decide(True))
        self.turn_down.clicked.connect(lambda: self._decide(False))
        whole.addLayout(buttons)

    def _decide(self, approved: bool) -> None:
        why = self.why.toPlainText().strip()
        if not approved and not why:
            self.missing.setText(self._wording("outward-refused-needs-reason"))
            self.missing.show()
            self.why.setFocus()
            return
        self.decided.emit(approved, why)
        self.accept()


def _approves(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
