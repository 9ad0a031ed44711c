"""Incidents on the standard output as they are raised, for a console that nobody sees."""

from __future__ import annotations

import sys
from typing import Final, TextIO

from alerts.incidents import KEY_SEPARATOR, Incident, Reason
from alerts.wording import Wording
from console.bridge import Tick

REASONS: Final = 2


class Announcer:
    """One line an alarm when it is raised, and one when it is given its number. Ordinary reports (priority 4) are counted."""

    def __init__(self, wording: Wording, out: TextIO = sys.stdout) -> None:
        self._wording, self._out = wording, out
        self._said: dict[str, str] = {}
        self.ordinary: set[str] = set()

    def hear(self, tick: Tick) -> None:
        """Say what this tick raised."""
        for old, new in tick.moved.items():
            if old in self._said:
                self._said[new] = self._said.pop(old)
        for incident in tick.incidents.values():
            if not incident.is_alarm:
                self.ordinary.add(incident.key)
                continue
            known = self._said.get(incident.key)
            if known is None:
                self._print(f"raised  {self._line(incident)}")
            elif not known and incident.id:
                self._print(f"number  {incident.id} is {_founder(incident)}")
            self._said[incident.key] = incident.id

    def _print(self, line: str) -> None:
        print(line, file=self._out, flush=True)

    def _line(self, incident: Incident) -> str:
        clock = incident.opened.astimezone().strftime("%H:%M:%S")
        name = incident.id or _founder(incident)
        place = incident.place or self._wording("unknown-place")
        why = "; ".join(filter(None, (_in_words(reason) for reason in incident.why[-REASONS:])))
        return f"{clock}  {name}  P{incident.priority}  {incident.kind}  {incident.title} · {place}  [{why}]"


def _founder(incident: Incident) -> str:
    return incident.key.replace(KEY_SEPARATOR, "/")


def _in_words(reason: Reason) -> str:
    parts = [reason.rule]
    if reason.entity:
        parts.append(f"same {reason.entity}")
    if reason.distance_m is not None:
        parts.append(f"{reason.distance_m:.0f} m")
    if reason.seconds is not None:
        parts.append(f"{reason.seconds:.0f} s")
    if reason.detail:
        parts.append(reason.detail)
    return " ".join(parts)
