"""What stands on the card, from its head to its history; what can be done with it is the card's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from alerts.incidents import Incident, Undoable
from alerts.wording import Wording
from widgets.card.account import Account
from widgets.card.acting.offers import UNDO_KEY
from widgets.card.dots import ChannelDots
from widgets.card.doubt import Doubt
from widgets.card.head import CardHead
from widgets.card.lines import Line, Lines
from widgets.card.links import Links
from widgets.card.plain import bullets, quiet_button, quiet_sheet
from widgets.outward import RequestRows
from widgets.procedure import Checklist
from widgets.reasons import Reasons, Sentence
from widgets.theme import Theme

PARTS: Final = ("why", "requests", "facts", "course", "candidates", "nearby", "procedure", "reports", "related", "history")
REPORTS_SHOWN: Final = 100
REASONS_SHOWN: Final = 4


class Inside(QWidget):
    """As wide as there is room: one endless word must not push everything else out of sight."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class CardBody(QScrollArea):
    """The parts below each other, each under its heading; a part without anything to say is not there."""

    def __init__(self, wording: Wording, theme: Theme, zone: tzinfo, account: Account, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording, self._theme, self._account = wording, theme, account
        self._reasons = Reasons(wording, zone)
        self._incident: Incident | None = None
        self._whole_why = False
        self._reports_shown = REPORTS_SHOWN
        self._parts: dict[str, tuple[QWidget, ...]] = {}
        self.head = CardHead(wording, theme, account)
        self.headings = {name: QLabel() for name in PARTS}
        for heading in self.headings.values():
            heading.setProperty("role", "heading")
        self.why, self.more_why = QLabel(), self.quiet()
        self.why.setWordWrap(True)
        self.why.setTextFormat(Qt.TextFormat.RichText)
        self.dots = ChannelDots(wording, theme, zone)
        self.reports, self.history = Lines(theme), Lines(theme)
        self.doubt = Doubt(wording, self.quiet)
        self.facts, self.nearby = Lines(theme), Lines(theme)
        self.steps = Checklist(wording, theme, account.clock, self.quiet)
        self.steps.entered.connect(lambda: self.reveal("procedure"))
        self.more_reports = self.quiet()
        self.related, self.take_back = Links(wording, zone, self.quiet, self._bullets), self.quiet()
        self.requests = RequestRows(wording, theme, self.quiet)
        self.more_why.clicked.connect(self._turn_why)
        self.more_reports.clicked.connect(self._more_reports)
        self._lay_out()

    def quiet(self) -> QPushButton:
        """A button that reads like a line of text."""
        return quiet_button(self._theme)

    def begin(self) -> None:
        """Another incident follows: from its top, in brief."""
        self._whole_why, self._reports_shown = False, REPORTS_SHOWN
        self.related.forget()
        self.verticalScrollBar().setValue(0)

    def show_incident(self, incident: Incident, shelved: bool, back: Undoable | None) -> None:
        """Show this one; ``shelved`` while it is; ``back`` is what can be taken back of it."""
        self._incident = incident
        self.head.show_incident(incident, shelved)
        self._show_why(incident)
        self.dots.show_incident(incident)
        self.doubt.show_incident(incident)
        self.facts.show_lines(self._account.facts(incident.facts))
        self.steps.show_incident(incident)
        self._show_reports(incident)
        self.related.show_related(incident, incident.related)
        self.take_back.setVisible(back is not None)
        if back is not None:
            self.take_back.setText(self._wording("card-take-back", what=self._account.undoing(back), key=UNDO_KEY))
        self.history.show_lines(self._account.history(incident.history))
        for name, filled in (
            ("candidates", self.doubt.filled), ("facts", self.facts.lines), ("reports", self.reports.lines),
            ("nearby", self.nearby.lines), ("history", self.history.lines), ("requests", self.requests.filled),
            ("course", incident.members), ("related", incident.related), ("procedure", self.steps.filled),
        ):  # fmt: skip
            self.headings[name].setVisible(bool(filled))
        self.dots.setVisible(bool(incident.members))

    def show_nearby(self, lines: Sequence[Line]) -> None:
        """What is near the shown incident."""
        self.nearby.show_lines(lines)
        self.headings["nearby"].setVisible(bool(lines))

    def reveal(self, part: str) -> None:
        """Scroll to this part, with its heading; once it is laid out."""
        QTimer.singleShot(0, self, lambda: self._reveal(part))

    def retranslate(self) -> None:
        """Say every heading and name in the language of the moment."""
        for name, heading in self.headings.items():
            if name != "reports":  # counts them
                heading.setText(self._wording(f"card-{name}"))
        self.reports.setAccessibleName(self._wording("card-reports-list"))
        self.history.setAccessibleName(self._wording("card-history"))
        self.doubt.setAccessibleName(self._wording("card-candidates"))
        self.facts.setAccessibleName(self._wording("card-facts"))
        self.nearby.setAccessibleName(self._wording("card-nearby"))
        self.steps.setAccessibleName(self._wording("procedure-name"))
        self.setAccessibleName(self._wording("card-name"))
        self.requests.rebuild()

    def restyle(self) -> None:
        """Take colours and sizes from the theme anew."""
        self.head.restyle()
        for button in (self.more_why, self.more_reports):
            button.setStyleSheet(quiet_sheet(self._theme))
        self.requests.rebuild()

    # -- within

    def _lay_out(self) -> None:
        px = self._theme.px
        inside = Inside()
        inside.setProperty("ground", "panel")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(18), px(16), px(18), px(16))
        column.setSpacing(px(6))
        parts: list[tuple[str, tuple[QWidget, ...]]] = [
            ("", (self.head,)),
            ("why", (self.why, self.more_why)),
            ("requests", (self.requests,)),
            ("facts", (self.facts,)),
            ("course", (self.dots,)),
            ("candidates", (self.doubt,)),
            ("nearby", (self.nearby,)),
            ("procedure", (self.steps,)),
            ("reports", (self.more_reports, self.reports)),
            ("related", (self.related,)),
            ("history", (self.history, self.take_back)),
        ]
        for name, widgets in parts:
            self._parts[name] = widgets
            if name:
                self.headings[name].setContentsMargins(0, px(10), 0, 0)  # air that goes with a part that has nothing to say
                column.addWidget(self.headings[name])
            for widget in widgets:
                column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _reveal(self, part: str) -> None:
        shown = [widget for widget in self._parts[part] if widget.isVisibleTo(self)]
        if shown:
            self.ensureVisible(0, shown[-1].geometry().bottom(), 0, self._theme.px(8))
            self.ensureVisible(0, self.headings[part].y(), 0, self._theme.px(8))

    def _show_why(self, incident: Incident) -> None:
        said = self._reasons.summary(incident)
        shown = self._reasons.every(incident) if self._whole_why else said[:REASONS_SHOWN]
        priority = self._reasons.priority(incident)
        if priority is not None and not self._whole_why:
            shown = [*shown, priority]
        self.why.setText(self._bullets(shown))
        self.more_why.setVisible(len(incident.why) > 1)
        self.more_why.setText(self._wording("card-why-less" if self._whole_why else "card-why-more", count=len(incident.why)))

    def _bullets(self, sentences: list[Sentence]) -> str:
        return bullets(self._theme, sentences)

    def _show_reports(self, incident: Incident) -> None:
        hidden = max(0, len(incident.members) - self._reports_shown)
        self.reports.show_lines(self._account.reports(incident.members[hidden:]))
        self.headings["candidates"].setText(self._wording(self.doubt.heading))
        self.headings["reports"].setText(self._wording("card-reports", count=max(incident.reports, len(incident.members))))
        self.more_reports.setVisible(hidden > 0)
        self.more_reports.setText(self._wording("card-reports-more", count=min(hidden, REPORTS_SHOWN)))

    def _turn_why(self) -> None:
        self._whole_why = not self._whole_why
        if self._incident is not None:
            self._show_why(self._incident)

    def _more_reports(self) -> None:
        self._reports_shown += REPORTS_SHOWN
        if self._incident is not None:
            self._show_reports(self._incident)
