"""What the card tells, as lines: reports, what people did, the places it may be at."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Final

from alerts.events import EventRef
from alerts.incidents import KINDS, Change, Fact, Incident, Member, Undoable, key_of
from alerts.lifecycle.overlay import REMINDERS
from alerts.procedures import Procedures
from alerts.wording import Wording
from widgets.card.lines import Line
from widgets.findings import fact_text
from widgets.moments import span
from widgets.procedure.said import step_text
from widgets.reasons import rule_text
from widgets.reports import report_text
from widgets.timeline.channels import token
from widgets.titles import title_of

OWNING: Final = frozenset({"offered", "assigned", "accepted", "declined", "withdrawn", "offer_lapsed"})
"""Changes that name another person."""


class Account:
    """Makes lines of an incident's parts; ``zone`` is the clock that times are given on."""

    def __init__(self, wording: Wording, zone: tzinfo) -> None:
        self._wording = wording
        self._zone = zone
        self.procedures = Procedures()
        """Those in force at the hub: what was marked at their steps is told in their words."""

    def reports(self, members: list[Member]) -> list[Line]:
        """The reports in the order in which things happened; the positions of one journey are one line."""
        positions: dict[str, list[Member]] = {}
        for member in members:
            if (member.type, member.text) == ("journey", "position"):
                positions.setdefault(member.source, []).append(member)
        lines = []
        for member in members:
            same = positions.get(member.source, []) if (member.type, member.text) == ("journey", "position") else []
            if not same:
                lines.append(self._report(member))
            elif member is same[0]:
                last = self.clock(same[-1].time, seconds=True)
                aside = self._wording("card-reports-positions", count=len(same), time=last) if len(same) > 1 else ""
                lines.append(replace(self._report(member), aside=aside))
        return lines

    def report(self, member: Member) -> Line:
        """One report."""
        return self._report(member)

    def takes_back(self, incident: Incident, operator: str, now: float) -> Undoable | None:
        """What Z would take back at ``now`` (seconds since the epoch): what this operator has only just done, else the last
        act that can be taken back for good.
        """
        quick = incident.retract
        if quick is not None and quick.by == operator and quick.until is not None and now < quick.until.timestamp():
            return quick
        return incident.undo

    def undoing(self, undo: Undoable) -> str:
        """What taking back would take back, and what is so again then: ``우선순위 변경 (kim 13:06) → 다시 2``."""
        known = f"card-act-{undo.action.replace('_', '-')}"
        back = undo.back
        if undo.action == "kind":
            back = self._wording(f"kind-{back}") if back else self._wording("card-act-engine")
        elif undo.action == "priority" and not back:
            back = self._wording("card-act-engine")
        return self._wording(
            known, by=self._wording.person(undo.by), at=self.clock(undo.at) if undo.at is not None else "", back=back
        )

    def history(self, changes: list[Change]) -> list[Line]:
        """What was changed and noted, oldest first."""
        return [self._change(change) for change in changes]

    def facts(self, facts: list[Fact]) -> list[Line]:
        """What is known of it beside its reports, in the order in which it became known."""
        return [
            Line(self.clock(fact.time) if fact.time is not None else "", "", fact_text(self._wording, fact)) for fact in facts
        ]

    def dated(self, incident: Incident) -> str:
        """How a list names it among others of its kind and place: ``건물 화재 · 역삼동 · 13:06:40``."""
        return f"{subject(incident, self._wording.language)} · {self.clock(incident.opened, seconds=True)}"

    def clock(self, moment: datetime, seconds: bool = False) -> str:
        """``13:06``, on this screen's clock."""
        return moment.astimezone(self._zone).strftime("%H:%M:%S" if seconds else "%H:%M")

    def change_text(self, change: Change) -> str:
        """What was done, in words: ``확인하고 맡음``."""
        known = f"card-change-{change.change.replace('_', '-')}"
        return self._wording(known) if self._wording.has(known) else change.change

    def _report(self, member: Member) -> Line:
        known = f"channel-{member.channel}"
        channel = self._wording(known) if self._wording.has(known) else member.channel
        text = report_text(member.type, member.text, self._wording)
        text = text or self._wording("card-report-silent", source=member.source)
        name = key_of(EventRef(member.source, member.id))
        return Line(self.clock(member.time, seconds=True), channel, text, token(member.channel), name=name)

    def _change(self, change: Change) -> Line:
        known = change.actor in ("engine", "operator")
        actor = self._wording(f"card-{change.actor}") if known else self._wording.person(change.actor)
        if change.change == "note":
            return Line(self.clock(change.time, seconds=True), actor, change.why, "accent")
        why = change.why
        head, colon, rest = why.partition(":")
        if change.change in OWNING:
            why = f"{self._wording.person(head)}{colon}{rest}"
        if change.change == "kind" and head in KINDS:
            why = f"{self._wording(f'kind-{head}')}{colon}{rest}"
        if change.change in REMINDERS and why.isdecimal():
            why = self._wording("card-waited", span=span(self._wording, float(why)))
        if change.change in ("step", "step_open"):
            why = step_text(why, self.procedures, self._wording)
        if change.change == "finding":
            why = rule_text(self._wording, why)
        if change.change == "priority":
            if change.actor == "engine":
                why = rule_text(self._wording, why)
            why = " · ".join(part for part in (self._wording("priority-numbered", priority=change.priority), why) if part)
        return Line(self.clock(change.time, seconds=True), actor, self.change_text(change), "muted", why)


def subject(incident: Incident, language: str) -> str:
    """How a dialog names the incident: ``건물 화재 · 역삼동 · INC-20261121-0007``."""
    return " · ".join(part for part in (title_of(incident, language), incident.place, incident.id) if part)
