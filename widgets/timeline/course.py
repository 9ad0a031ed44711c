"""An incident's log, as rows of dots and a few marked moments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from alerts.log.reading.search import Happening, Timeline
from alerts.wording import Wording
from widgets.reports import report_text
from widgets.timeline.channels import in_order, token

OPERATOR: Final = "operator"
DISPATCH: Final = "unit"
_STAGES: Final = frozenset({"dispatched", "en_route", "arrived", "closed"})
_MARKED: Final[dict[str, str]] = {
    "acknowledged": "acknowledged", "started": "started", "resolved": "resolved", "closed": "closed", "reopened": "reopened",
    "merged": "merged", "priority": "priority", "raised": "priority",
}  # fmt: skip
"""Lines of the history that get a mark -> the mark's name."""


@dataclass(frozen=True, slots=True)
class Dot:
    """Something that happened, in its row; ``time`` in seconds since the epoch."""

    row: str
    time: float
    text: str
    colour: str
    """A token of the theme."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment that everything is read by: a line through all rows, with a label. The first of its kind."""

    time: float
    label: str
    colour: str


@dataclass(frozen=True, slots=True)
class Course:
    """Rows from top to bottom, dots in order of time, marks in order of time; ``first`` and ``last`` bound them all."""

    rows: tuple[str, ...]
    dots: tuple[Dot, ...]
    marks: tuple[Mark, ...]
    first: float
    last: float


def course(timeline: Timeline, wording: Wording) -> Course:
    """What the log tells of one incident: reports by channel, what people did, and how dispatched units got there."""
    channels = {(member.source, member.id): member.channel for member in timeline.incident.members}
    opened = timeline.incident.opened.timestamp()
    dots: list[Dot] = []
    marks: dict[str, Mark] = {}
    for happening in timeline.happenings:
        if happening.what == "event":
            dots.append(_report(happening, channels, wording))
            stage = _stage(happening.raw)
            if stage == "arrived":
                _mark(marks, "arrived", happening.time, opened, wording, "good")
        elif happening.what == "change" and happening.actor != "engine":
            dots.append(Dot(OPERATOR, happening.time, _done(happening, wording), token(OPERATOR)))
        if happening.what == "change" and (name := _MARKED.get(happening.text)):
            colour = "good" if name in ("resolved", "closed") else "warn" if name == "priority" else "accent"
            _mark(marks, name, happening.time, opened, wording, colour)
    dots.sort(key=lambda dot: dot.time)
    times = [dot.time for dot in dots] + [mark.time for mark in marks.values()] + [opened]
    rows = in_order(dot.row for dot in dots)
    return Course(tuple(rows), tuple(dots), tuple(sorted(marks.values(), key=lambda mark: mark.time)), min(times), max(times))


def change_text(change: str, wording: Wording) -> str:
    """What a line of the history says, in words."""
    known = f"card-change-{change.replace('_', '-')}"
    return wording(known) if wording.has(known) else change


def _report(happening: Happening, channels: dict[tuple[str, str], str], wording: Wording) -> Dot:
    text = report_text(happening.type, happening.text, wording)
    if _stage(happening.raw) in _STAGES:
        return Dot(DISPATCH, happening.time, text, token(DISPATCH))
    channel = channels.get((happening.source, happening.event), happening.type)
    return Dot(channel, happening.time, text or happening.source, token(channel))


def _stage(raw: Any) -> str:
    """The stage of a call as it was received; empty for anything else."""
    if isinstance(raw, dict) and raw.get("type") == "dispatch":
        return str(raw.get("stage", ""))
    return ""


def _done(happening: Happening, wording: Wording) -> str:
    said = [wording.person(happening.actor), change_text(happening.text, wording), happening.why]
    return " · ".join(part for part in said if part)


def _mark(marks: dict[str, Mark], name: str, time: float, opened: float, wording: Wording, colour: str) -> None:
    if name not in marks:
        whole = max(0, int(time - opened))
        after = (
            f"{whole // 60:02d}:{whole % 60:02d}"
            if whole < 3600
            else f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"
        )
        marks[name] = Mark(time, wording("timeline-mark", what=wording(f"timeline-mark-{name}"), after=after), colour)
