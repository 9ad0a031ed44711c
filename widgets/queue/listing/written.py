"""The words of a row: what gives way where it is narrow, and what does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter

from alerts.incidents import Incident
from alerts.wording import Wording
from widgets.queue.listing.ages import counts
from widgets.theme import Theme
from widgets.titles import title_of

_GAP: Final = 8
_BETWEEN: Final = " · "
_HIGH: Final = 22
"""One line, pixels at 100 %."""


class Written:
    """Two lines: title and state, place and reports and owner.

    Where both do not fit, the state stands before the place. Reports give way channel by channel, in the end to their
    number, and that to the place: where something happens must be readable.
    """

    def __init__(self, wording: Wording, theme: Theme) -> None:
        self._wording, self._theme = wording, theme
        self._whole = True

    def write(
        self, painter: QPainter, incident: Incident, words: Sequence[tuple[str, QColor]], left: int, indent: int, right: int,
        age: int, tops: tuple[int, int], districts: Mapping[str, str],
    ) -> bool:  # fmt: skip
        """Write between ``left`` and ``right``, the title further in by ``indent`` and so far from the right that ``age`` has
        room, lines at ``tops`` (all pixels); ``words`` is the state with its colour. False where something was shortened.
        """
        self._whole = True
        px = self._theme.px
        room = right - left - indent - age - px(_GAP)
        title = title_of(incident, self._wording.language)
        tail = sum(self._wide(text, 13) + px(_GAP) for text, _ in words)
        beside = self._wide(title, 15, bold=True) + tail <= room
        x = left + indent
        x += self._text(painter, title, x, tops[0], room, 15, "text", bold=True)
        if beside:
            for text, colour in words:
                x += px(_GAP)
                x += self._text(painter, text, x, tops[0], left + indent + room - x, 13, colour)
        self._second(painter, incident, [] if beside else words, left, right, tops[1], districts)
        return self._whole

    # -- within

    def _second(
        self, painter: QPainter, incident: Incident, words: Sequence[tuple[str, QColor]], left: int, right: int, top: int,
        districts: Mapping[str, str],
    ) -> None:  # fmt: skip
        px, say = self._theme.px, self._wording
        owner = say.person(incident.owner) or "—"
        if incident.offer is not None:
            owner = f"{say.person(incident.offer.by)} → {say.person(incident.offer.to)}"
        wide = min(self._wide(owner, 13) + 2, (right - left) // 2)
        self._text(painter, owner, right - wide, top, wide, 13, "accent" if incident.offer is not None else "muted")
        end, x = right - wide - px(12), left
        for text, colour in words:
            x += self._text(painter, text, x, top, (end - x) // 2, 13, colour) + px(_GAP)
        place = incident.place or districts.get(incident.region) or say("unknown-place")
        if len(incident.candidates) > 1:
            place = say("queue-place-in-doubt", place=place, count=len(incident.candidates))
        x += self._text(painter, place, x, top, end - x, 13, "text") + px(10)
        for reports in self._reports(incident):
            if self._wide(reports, 13) <= end - x:
                self._text(painter, reports, x, top, end - x, 13, "muted")
                return
            self._whole = False

    def _reports(self, incident: Incident) -> Iterator[str]:
        """All channels, then fewer and fewer of them, the most telling first; at last only how many reports there are."""
        parts = counts(self._wording, incident.channels).split(_BETWEEN)
        yield _BETWEEN.join(parts)
        for shown in range(len(parts) - 1, 0, -1):
            yield f"{_BETWEEN.join(parts[:shown])} …"
        yield f"×{sum(incident.channels.values())}"

    def _text(
        self, painter: QPainter, text: str, x: int, y: int, width: int, size: int, colour: str | QColor, *, bold: bool = False
    ) -> int:
        """Paint one line, shortened to fit; returns how wide it came out."""
        font = self._theme.font(size, bold=bold, tabular=True)
        metrics = QFontMetrics(font)
        fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(width, 0))
        self._whole = self._whole and fitting == text
        painter.setFont(font)
        painter.setPen(self._theme.colour(colour) if isinstance(colour, str) else colour)
        advance = metrics.horizontalAdvance(fitting)
        box = QRect(x, y, max(advance, 1) + 2, self._theme.px(_HIGH))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), fitting)
        return advance

    def _wide(self, text: str, size: int, *, bold: bool = False) -> int:
        return QFontMetrics(self._theme.font(size, bold=bold, tabular=True)).horizontalAdvance(text)
