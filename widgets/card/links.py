"""Incidents that may be the same one: go there, ask why they are two, put them together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo
from html import escape
from math import cos, hypot, radians

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from alerts.earth import WHOLE_METRES_PER_DEGREE
from alerts.explaining import Comparison
from alerts.incidents import Incident, Related
from alerts.wording import Wording
from widgets.explanations import Explanations
from widgets.moments import span
from widgets.reasons import Reasons, Sentence
from widgets.titles import full_title

WHY_KEY = "W"
MERGE_KEY = "U"


class Links(QWidget):
    """One line and two small actions for each; below them the answer to the last question, until it is closed.

    ``picked``, ``asked`` and ``merged`` carry the id (or key) of the other incident.
    """

    picked = Signal(str)
    asked = Signal(str)
    merged = Signal(str)

    def __init__(
        self, wording: Wording, zone: tzinfo, quiet: Callable[[], QPushButton], bullets: Callable[[list[Sentence]], str]
    ) -> None:
        """``quiet`` makes a button that reads like text, ``bullets`` a list of sentences as rich text."""
        super().__init__()
        self._wording, self._quiet, self._bullets = wording, quiet, bullets
        self._reasons, self._explanations = Reasons(wording, zone), Explanations(wording, zone)
        self.named: Callable[[str], Incident | None] = lambda _name: None
        """The incident of this id or key, where the screen knows it: people know incidents by what and where they are."""
        self._incident: Incident | None = None
        self._related: tuple[Related, ...] = ()
        self._enabled = True
        self._found: Comparison | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.rows = QWidget()
        QVBoxLayout(self.rows).setContentsMargins(0, 0, 0, 0)
        self.answer = QLabel()
        self.answer.setWordWrap(True)
        self.answer.setTextFormat(Qt.TextFormat.RichText)
        self.close_answer = quiet()
        self.close_answer.clicked.connect(self.forget)
        for part in (self.rows, self.answer, self.close_answer):
            self.column.addWidget(part)
        self.forget()

    def show_related(self, incident: Incident, related: Sequence[Related]) -> None:
        """Show these, which may be the same one as ``incident``."""
        self._incident, self._related = incident, tuple(related)
        column = self.rows.layout()
        assert column is not None
        while (item := column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for at, one in enumerate(self._related):
            column.addWidget(self._row(one, first=at == 0))
        self.rows.setVisible(bool(self._related))
        if self._found is not None and not self._found.together and self._is_merged(self._found):
            self._found = None  # what was true when it was asked is not any more
        self._show()

    def enable(self, enabled: bool) -> None:
        """Whether anything can be asked or done."""
        self._enabled = enabled
        for button in self.rows.findChildren(QPushButton):
            if button.property("acts"):
                button.setEnabled(enabled)

    def press(self, letter: str) -> bool:
        """As if the first one's button with this key were pressed; False where there is none."""
        if not self._related or not self._enabled or letter not in (WHY_KEY, MERGE_KEY):
            return False
        (self.asked if letter == WHY_KEY else self.merged).emit(self._related[0].id)
        return True

    def show_answer(self, found: Comparison) -> None:
        """Why these two are one, or two."""
        self._found = found
        self._show()

    def forget(self) -> None:
        """The answer is not needed any more."""
        self._found = None
        self._show()

    def _show(self) -> None:
        found = self._found
        self.answer.setVisible(found is not None)
        self.close_answer.setVisible(found is not None)
        self.setVisible(bool(self._related) or found is not None)
        if found is not None:
            verdict = escape(self._explanations.verdict(found, self._title))
            self.answer.setText(f"<b>{verdict}</b>{self._bullets(self._explanations.reasons(found))}")
            self.close_answer.setText(self._wording("card-why-not-close"))

    def _is_merged(self, found: Comparison) -> bool:
        """Whether one of the two was put into the other since."""
        return any(_gone(self.named(side.key)) for side in (found.first, found.second))

    def _title(self, key: str) -> str:
        other = self.named(key)
        return full_title(other, self._wording.language) if other is not None else ""

    def _line(self, related: Related) -> tuple[str, str]:
        """What and where the other one is, and how far from this one in space and time; what speaks for it."""
        why = self._reasons.related(related)
        other, here = self.named(related.id), self._incident
        said = [full_title(other, self._wording.language) if other is not None else why.aside]
        if other is not None and here is not None:
            if (metres := _apart(here, other)) is not None:
                said.append(self._wording("metres", n=str(round(metres))))
            between = abs((other.opened - here.opened).total_seconds())
            said.append(self._wording("card-related-apart", span=span(self._wording, between)))
        return " · ".join(said), why.text

    def _row(self, related: Related, first: bool) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        go = self._quiet()
        name, why = self._line(related)
        go.setText(name)
        go.clicked.connect(lambda: self.picked.emit(related.id))
        column.addWidget(go)
        if why:
            said = QLabel(why)
            said.setWordWrap(True)
            column.addWidget(said)
        acts = QHBoxLayout()
        for name, key, signal in (("why-not", WHY_KEY, self.asked), ("merge", MERGE_KEY, self.merged)):
            button = self._quiet()
            text = self._wording(f"card-{name}")
            button.setText(f"{text}  {key}" if first else text)
            button.setProperty("acts", True)
            button.setEnabled(self._enabled)
            button.clicked.connect(lambda _checked=False, said=signal: said.emit(related.id))
            acts.addWidget(button)
        acts.addStretch(1)
        column.addLayout(acts)
        return row


def _gone(other: Incident | None) -> bool:
    return other is not None and other.state == "merged"


def _apart(one: Incident, other: Incident) -> float | None:
    """Metres between two incidents, on a plane that touches the earth there (good to a thousandth within a city)."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    north = (other.lat - one.lat) * WHOLE_METRES_PER_DEGREE
    return hypot(north, (other.lon - one.lon) * WHOLE_METRES_PER_DEGREE * cos(radians(one.lat)))
