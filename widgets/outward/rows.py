"""On the card: what was asked of linked services, and what has become of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from alerts.outward.deciding import summary
from alerts.outward.directory import Directory
from alerts.outward.request import ON_ITS_WAY, Request
from alerts.wording import Wording
from widgets.moments import ago
from widgets.outward.scene import counterpart_name
from widgets.theme import Theme

TONES: Final = {
    "draft": "warn", "sent": "muted", "received": "accent", "accepted": "good", "refused": "bad", "timed_out": "warn",
    "ended": "muted", "withdrawn": "muted",
}  # fmt: skip
MARKS: Final = {
    "draft": "✎", "sent": "→", "received": "◔", "accepted": "●", "refused": "×", "timed_out": "!",
    "ended": "○", "withdrawn": "–",
}  # fmt: skip
"""Beside its colour each state has a mark and a word."""
RENEW_KEY: Final = "Ctrl+E"
REVIEW: Final = "review"


class RequestRows(QWidget):
    """``acted`` carries an action of ``alerts.commands`` and the request's id; ``opened`` the id of one to be looked at."""

    acted = Signal(str, str)
    opened = Signal(str)

    def __init__(self, wording: Wording, theme: Theme, quiet: Callable[[], QPushButton]) -> None:
        """``quiet`` makes a button that reads like text."""
        super().__init__()
        self._wording, self._theme, self._quiet = wording, theme, quiet
        self._directory: Directory | None = None
        self._requests: tuple[Request, ...] = ()
        self._operator = ""
        self._now = 0.0
        self._enabled = True
        self._rows: dict[str, _Row] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))

    @property
    def filled(self) -> bool:
        """Whether there are any."""
        return bool(self._requests)

    @property
    def requests(self) -> Sequence[Request]:
        """What is shown, the latest first."""
        return self._requests

    def show_requests(self, requests: Sequence[Request], directory: Directory | None, operator: str) -> None:
        """Show these, the latest first."""
        shown = tuple(sorted(requests, key=lambda request: request.at, reverse=True))
        if (shown, directory, operator) == (self._requests, self._directory, self._operator):
            return
        self._requests, self._directory, self._operator = shown, directory, operator
        self._build()

    def set_now(self, now: float) -> None:
        """It is ``now``, seconds since the epoch."""
        if int(now) != int(self._now):
            self._now = now
            for row in self._rows.values():
                row.tick(now)

    def enable(self, enabled: bool) -> None:
        """Whether anything can be done."""
        self._enabled = enabled
        for row in self._rows.values():
            row.enable(enabled)

    def rebuild(self) -> None:
        """In the language and colours of the moment."""
        self._build()

    def session(self) -> Request | None:
        """The open session that ends first."""
        open_ = [request for request in self._requests if request.is_session and request.until is not None]
        return min(open_, key=lambda request: request.until.timestamp() if request.until else 0.0, default=None)

    def _build(self) -> None:
        focused = next((name for name, row in self._rows.items() if row.isAncestorOf(self.window().focusWidget() or self)), "")
        for row in self._rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {}
        for request in self._requests:
            row = _Row(request, self._directory, self._operator, self._wording, self._theme, self._quiet)
            row.acted.connect(self.acted)
            row.opened.connect(self.opened)
            row.tick(self._now)
            row.enable(self._enabled)
            self._column.addWidget(row)
            self._rows[request.id] = row
        self.setVisible(bool(self._requests))
        if focused in self._rows and self._rows[focused].buttons:
            next(iter(self._rows[focused].buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)


class _Row(QWidget):
    """One request."""

    acted = Signal(str, str)
    opened = Signal(str)

    def __init__(
        self, request: Request, directory: Directory | None, operator: str, wording: Wording, theme: Theme,
        quiet: Callable[[], QPushButton],
    ) -> None:  # fmt: skip
        super().__init__()
        self.request, self._wording, self._theme, self._quiet = request, wording, theme, quiet
        self._directory, self._operator = directory, operator
        self.buttons: dict[str, QPushButton] = {}
        to = counterpart_name(directory, request.counterpart, wording)
        service = wording(f"outward-{request.service.replace('_', '-')}-short")
        self.what = quiet()
        self.what.setText(f"{to} · {service}")
        self.what.setAccessibleName(wording("outward-details", name=self.what.text()))
        self.what.setStyleSheet(
            f"QPushButton {{ color: {theme.tokens.text}; background: transparent; text-align: left; padding: 0;"
            f" border: {theme.px(1)}px solid transparent; }} QPushButton:hover {{ text-decoration: underline; }}"
            f" QPushButton:focus {{ border-color: {theme.tokens.accent}; }}"
        )
        self.what.clicked.connect(lambda: self.opened.emit(request.id))
        self.state = QLabel()
        self.state.setAlignment(Qt.AlignmentFlag.AlignRight)
        first = QHBoxLayout()
        first.addWidget(self.what)
        first.addStretch(1)
        first.addWidget(self.state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addLayout(first)
        said = self._said()
        self.said = QLabel(said)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setProperty("role", "muted")
        self.said.setWordWrap(True)
        self.said.setVisible(bool(said))
        column.addWidget(self.said)
        self.left, self.bar = QLabel(), QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(theme.px(6))
        self.bar.setAccessibleName(wording("outward-session"))
        session = request.is_session
        self.left.setVisible(session)
        self.bar.setVisible(session)
        column.addWidget(self.left)
        column.addWidget(self.bar)
        acts = QHBoxLayout()
        acts.setSpacing(theme.px(12))
        for action in self._actions():
            button = quiet()
            text = wording(f"outward-do-{action.removeprefix('out_')}")
            button.setText(f"{text}  {RENEW_KEY}" if action == "out_renew" else text)
            button.setAccessibleName(f"{text}: {self.what.text()}")
            button.clicked.connect(lambda _checked=False, chosen=action: self._act(chosen))
            acts.addWidget(button)
            self.buttons[action] = button
        acts.addStretch(1)
        column.addLayout(acts)

    def tick(self, now: float) -> None:
        """Ages and what is left of a session."""
        request, wording = self.request, self._wording
        age = ago(wording, now - request.changed.timestamp()) if now else ""
        word = wording(f"outward-state-{request.state.replace('_', '-')}")
        colour = self._theme.colour(TONES[request.state]).name()
        exercise = f" · {wording('card-status-exercise')}" if request.status != "actual" else ""
        self.state.setText(f"{MARKS[request.state]} {word} · {age}{exercise}")
        self.state.setStyleSheet(f"color: {colour};")
        self.setAccessibleName(f"{self.what.text()}. {word}. {age}")
        if request.until is not None and request.is_session:
            self._count_down(request.until.timestamp() - now)

    def enable(self, enabled: bool) -> None:
        """Whether anything can be done."""
        for button in self.buttons.values():
            button.setEnabled(enabled)

    def _count_down(self, left: float) -> None:
        session = self._directory.session if self._directory is not None else None
        whole = session.minutes * 60 if session is not None else 1200.0
        warn = session is not None and left <= session.warn_s
        minutes, seconds = divmod(max(0, round(left)), 60)
        waiting = any(item.what == "renew" and item.state in ON_ITS_WAY for item in self.request.follow_ups)
        word = "outward-renewing" if waiting else "outward-ends-soon" if warn else "outward-left"
        self.left.setText(self._wording(word, time=f"{minutes}:{seconds:02d}"))
        tone = "warn" if warn else "muted"
        weight = "bold" if warn else "normal"
        self.left.setStyleSheet(
            f"color: {self._theme.colour(tone).name()}; font-size: {self._theme.px(13)}px; font-weight: {weight};"
        )
        self.bar.setRange(0, 1000)
        self.bar.setValue(max(0, min(1000, round(1000 * left / whole))))

    def _said(self) -> str:
        request, wording = self.request, self._wording
        parts = []
        if request.state == "draft":
            parts.append(wording("outward-draft-of", by=wording.person(request.by)))
        if request.reason:
            parts.append(wording("outward-expired") if request.reason == "expired" else f"“{request.reason}”")
        elif request.state == "timed_out":
            parts.append(wording("outward-timed-out-advice"))
        else:
            text = summary(request.form).strip().replace("\n", " ")
            parts.append(text if len(text) <= 90 else f"{text[:89]}…")
        if request.reference:
            parts.append(request.reference)
        failed = next((item for item in reversed(request.follow_ups) if item.state in ("refused", "timed_out")), None)
        if failed is not None and failed is request.follow_ups[-1]:
            parts.append(wording(f"outward-follow-{failed.what}-{failed.state.replace('_', '-')}", reason=failed.reason))
        return " · ".join(part for part in parts if part)

    def _actions(self) -> list[str]:
        request = self.request
        if request.state == "draft":
            return ["out_reject"] if request.by == self._operator else [REVIEW]
        if request.state == "timed_out":
            return ["out_again"]
        if request.is_session:
            return ["out_renew", "out_end"]
        if request.state == "accepted" and request.service in ("warning", "signals"):
            return ["out_end"]
        return []

    def _act(self, action: str) -> None:
        if action == REVIEW:
            self.opened.emit(self.request.id)
        else:
            self.acted.emit(action, self.request.id)
