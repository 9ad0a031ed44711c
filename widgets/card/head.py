"""The top of the card: shape, title, where and when, who has it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from alerts.incidents import Incident
from alerts.wording import Wording
from widgets.card.account import Account
from widgets.shapes import paint_priority
from widgets.theme import Theme
from widgets.themed import wear
from widgets.titles import title_of

_SHAPE_PX = 32
_TOLD = 0.05
"""What is less likely than this need not be read."""


class Shape(QWidget):
    """A priority's shape, as large as a title."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._priority = 4
        self._hollow = False
        self.setFixedSize(QSize(theme.px(_SHAPE_PX), theme.px(_SHAPE_PX)))

    def show_priority(self, priority: int, hollow: bool) -> None:
        """Show this one; ``hollow`` for what is settled."""
        self._priority, self._hollow = priority, hollow
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        centre = QPointF(self.width() / 2, self.height() / 2)
        paint_priority(painter, self._theme, self._priority, centre, self._theme.px(12.5), hollow=self._hollow)
        painter.end()


class CardHead(QWidget):
    """Texts wrap: no place is too long for it."""

    def __init__(self, wording: Wording, theme: Theme, account: Account, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._theme = theme
        self._account = account
        self.districts: Mapping[str, str] = {}
        """Names by 5-digit code, for incidents that have no place of their own."""
        px = theme.px
        self.shape = Shape(theme, self)
        self.title, self.state, self.standing, self.where = (QLabel(self) for _ in range(4))
        for label in (self.title, self.state, self.standing, self.where):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.where.setProperty("role", "muted")
        first = QHBoxLayout()
        first.setSpacing(px(10))
        first.addWidget(self.shape, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self.title, 1, Qt.AlignmentFlag.AlignVCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(px(6))
        whole.addLayout(first)
        whole.addWidget(self.state)
        whole.addWidget(self.standing)
        whole.addWidget(self.where)
        self.restyle()

    def _standing(self, incident: Incident) -> list[str]:
        """What somebody has to answer: an offer, an alarm that nobody takes up."""
        say, clock, offer = self._wording, self._account.clock, incident.offer
        lines = []
        if offer is not None:
            lines.append(
                say(
                    "card-assigned" if offer.assigned else "card-offer",
                    by=say.person(offer.by),
                    to=say.person(offer.to),
                    time=clock(offer.until, seconds=True),
                )
            )
            if offer.text:
                lines.append(f"“{offer.text}”")
        if incident.escalated is not None:
            lines.append(say("card-escalated", time=clock(incident.escalated)))
        elif incident.reminded is not None:
            lines.append(say("card-reminded", time=clock(incident.reminded)))
        return lines

    def restyle(self) -> None:
        """Take sizes from the theme anew."""
        self.title.setStyleSheet(f"font-size: {self._theme.px(20)}px; font-weight: bold;")

    def show_incident(self, incident: Incident, shelved: bool) -> None:
        """Show this one; ``shelved`` while it is."""
        say, clock = self._wording, self._account.clock
        settled = shelved or incident.state in ("resolved", "closed", "merged")
        self.shape.show_priority(incident.priority, settled)
        self.shape.setAccessibleName(say("priority-numbered", priority=incident.priority))
        self.title.setText(title_of(incident, self._wording.language))
        state = say(f"state-{incident.state}")
        if shelved and incident.shelved_until is not None:
            state = say("card-shelved", time=clock(incident.shelved_until))
        owner = say("card-owner", name=say.person(incident.owner)) if incident.owner else say("card-no-owner")
        parts = [state, owner]
        if incident.disposition:
            parts.insert(1, say(f"disposition-{incident.disposition}"))
        if incident.highest < incident.priority:
            parts.append(say("card-highest", priority=str(incident.highest)))
        if incident.status != "actual":
            parts.append(say(f"card-status-{incident.status}"))
        if incident.probability is not None and incident.probability >= _TOLD and not settled:
            parts.append(say("card-probability", percent=str(round(100.0 * incident.probability))))
        self.state.setText(" · ".join(parts))
        urgent = incident.state == "new" and incident.is_alarm and not shelved
        colour = "exercise" if incident.status != "actual" else "bad" if urgent else "text"
        wear(self.state, f"color: {self._theme.colour(colour).name()}; font-size: {self._theme.px(13)}px;")
        standing = self._standing(incident)
        self.standing.setText("\n".join(standing))
        self.standing.setVisible(bool(standing))
        warn = self._theme.colour("warn").name()
        wear(self.standing, f"color: {warn}; font-size: {self._theme.px(13)}px; font-weight: bold;")
        place = incident.place or self.districts.get(incident.region) or say("unknown-place")
        where = [place, say("card-first", time=clock(incident.opened))]
        if incident.radius_m > 0:
            where.append(say("card-radius", metres=str(round(incident.radius_m))))
        if incident.id:
            where.append(incident.id)
        self.where.setText(" · ".join(where))
