"""Incidents on the standard output as they are raised, for a console that nobody sees."""

from __future__ import annotations

import sys
from typing import Final, TextIO

from alerts.incidents import KEY_SEPARATOR, Incident
from alerts.wording import Wording
from console.bridge import Tick
from widgets.moments import korean_time
from widgets.reasons import Reasons

REASONS: Final = 2


class Announcer:
    """One line an alarm when it is raised, when it becomes more urgent, and when it is given its number.

    Ordinary reports (priority 4) are passed over.
    """

    def __init__(self, wording: Wording, out: TextIO = sys.stdout) -> None:
        self._wording = wording
        self._out: TextIO | None = out
        self._reasons = Reasons(wording, korean_time())
        self._said: dict[str, tuple[str, int]] = {}

    def hear(self, tick: Tick) -> None:
        """Say what this tick raised."""
        for old, new in tick.moved.items():
            if old in self._said:
                self._said[new] = self._said.pop(old)
        for incident in tick.incidents.values():
            if not incident.is_alarm:
                continue
            known = self._said.get(incident.key)
            if known is None:
                self._print(f"raised  {self._line(incident)}")
            elif incident.priority < known[1]:
                self._print(f"urgent  {self._line(incident)}")
            elif not known[0] and incident.id:
                self._print(f"number  {incident.id} is {_founder(incident)}")
            self._said[incident.key] = incident.id, incident.priority
        for key in tick.removed:
            self._said.pop(key, None)

    def _print(self, line: str) -> None:
        if self._out is None:
            return
        try:
            print(line, file=self._out, flush=True)
        except OSError:  # nobody reads it any more (a closed pipe), or there is no room: that is no reason to stop working
            self._out = None

    def _line(self, incident: Incident) -> str:
        clock = incident.opened.astimezone(korean_time()).strftime("%H:%M:%S")
        name = incident.id or _founder(incident)
        title = (incident.title_en if self._wording.language == "en" else "") or incident.title
        place = "" if incident.place and incident.place in title else f" · {incident.place or self._wording('unknown-place')}"
        sentences = [*self._reasons.summary(incident)[:REASONS], self._reasons.priority(incident)]
        why = "; ".join(sentence.text for sentence in sentences if sentence is not None)
        return f"{clock}  {name}  P{incident.priority}  {incident.kind}  {title}{place}  [{why}]"


def _founder(incident: Incident) -> str:
    return incident.key.replace(KEY_SEPARATOR, "/")
