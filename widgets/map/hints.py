"""What the tooltip says of the things on the map."""

from __future__ import annotations

from datetime import tzinfo

from alerts.incidents import Incident
from alerts.picture import JourneySpot, SensorReading, UnitSpot, WarnedArea
from alerts.wording import Wording
from widgets.map.marks import label_text
from widgets.moments import ago, at
from widgets.reports import report_text


class Hints:
    """Sentences for a tooltip; plain text, lines broken with line feeds."""

    def __init__(self, wording: Wording, zone: tzinfo) -> None:
        self._wording = wording
        self._zone = zone

    def incident(self, incident: Incident, now: float) -> str:
        """Title, then priority, state, age and reports."""
        say = self._wording
        facts = [
            say(f"priority-{incident.priority}"),
            say(f"state-{incident.state}"),
            ago(say, now - incident.opened.timestamp()),
            say("map-hint-reports", count=incident.reports),
        ]
        if incident.owner:
            facts.append(say.person(incident.owner))
        lines = [label_text(incident, say.language), " · ".join(facts)]
        if not incident.id:
            lines.append(say("map-hint-provisional"))
        if incident.candidates:
            lines.append(say("map-hint-doubtful", count=len(incident.candidates)))
        return "\n".join(lines)

    def more(self, count: int) -> str:
        """That so many more lie under the cursor."""
        return self._wording("map-hint-more", count=count)

    def unit(self, unit: UnitSpot, now: float) -> str:
        """Service and name, state, age of the position."""
        say = self._wording
        service = say(f"service-{unit.service}") if say.has(f"service-{unit.service}") else unit.service
        state = say(f"map-unit-{unit.state}") if say.has(f"map-unit-{unit.state}") else unit.state
        facts = [text for text in (state, ago(say, now - unit.time)) if text]
        return f"{service} {unit.unit_id}\n{' · '.join(facts)}"

    def camera(self, camera_id: str) -> str:
        """The camera's name."""
        return self._wording("map-hint-camera", id=camera_id)

    def journey(self, journey: JourneySpot, now: float) -> str:
        """The journey's name, stage, age of the position."""
        say = self._wording
        facts = [say(f"map-journey-{journey.stage}"), ago(say, now - journey.time)]
        return f"{say('channel-journey')} {journey.journey_id}\n{' · '.join(facts)}"

    def sensor(self, one: SensorReading, now: float) -> str:
        """What it measures, where, at what level, and since when."""
        say = self._wording
        level = say(f"map-level-{one.level}") if say.has(f"map-level-{one.level}") else one.level
        measured = report_text("sensor", f"{one.quantity} {one.value:g} {one.unit}", say)
        head = " · ".join(part for part in (one.place, measured) if part)
        return f"{head}\n{level} · {ago(say, now - one.time)}"

    def area(self, area: WarnedArea) -> str:
        """What is warned of, where, and until when."""
        lines = [area.event if not area.area_name else f"{area.event} · {area.area_name}"]
        if area.headline and area.headline != area.event:
            lines.append(area.headline)
        if area.expires is not None:
            lines.append(self._wording("map-hint-until", time=f"{at(area.expires, self._zone):%m-%d %H:%M}"))
        return "\n".join(lines)
