"""A public warning as CAP 1.2: drafted here, approved by a second person, then sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from alerts.events import Polygon
from alerts.outward.shapes import Point
from widgets.outward.dialog import OutwardDialog
from widgets.outward.drawn import DrawnField
from widgets.outward.fields import ChoiceField, LineField, NumberField, TextField
from widgets.outward.scene import Scene
from widgets.titles import title_of

URGENCIES: Final = ("Immediate", "Expected", "Future")
SEVERITIES: Final = ("Extreme", "Severe", "Moderate", "Minor")
CERTAINTIES: Final = ("Observed", "Likely", "Possible")
RESPONSES: Final = ("Evacuate", "Shelter", "Avoid", "Prepare", "Monitor", "AllClear")
_SEVERITY: Final = {1: "Extreme", 2: "Severe", 3: "Moderate", 4: "Minor"}
LEAST_KM: Final = 0.3
DRAWN: Final = "drawn"


class WarningDialog(OutwardDialog):
    """The area is a circle around the incident, or a warned area that it lies in."""

    service = "warning"
    width_px = 760

    needed = ("event_code", "response", "headline", "description", "area_name")
    asked_at: ClassVar[dict[str, str]] = {"event": "event_code"}

    def build(self) -> None:
        wording, theme, scene, incident = self._wording, self._theme, self._scene, self._scene.incident
        self.note(wording("outward-warning-note"))
        korean = wording.language == "ko"
        events = sorted(scene.directory.events, key=lambda one: incident.kind not in one.kinds)
        names = [(one.code, f"{one.ko if korean else one.en} ({one.code})") for one in events]
        fits = bool(events) and incident.kind in events[0].kinds
        self.add(
            ChoiceField("event_code", self.label("event_code"), theme, names, events[0].code if fits else "", chips=False),
            self._choice("response", RESPONSES, ""),
        )
        self.add(
            self._choice("urgency", URGENCIES, "Immediate"),
            self._choice("severity", SEVERITIES, _SEVERITY[incident.priority]),
            self._choice("certainty", CERTAINTIES, "Observed" if incident.sources > 1 else "Likely"),
        )
        self._area(scene)
        self.add(LineField("headline", self.label("headline"), theme, "", 200))
        self.add(TextField("description", self.label("description"), theme, self._what(), 3))
        self.add(TextField("instruction", self.label("instruction"), theme, "", 2))
        self.add(LineField("headline_en", self.label("headline_en"), theme, "", 200))
        self.add(TextField("description_en", self.label("description_en"), theme, "", 2))

    def _what(self) -> str:
        """What happened where and when. Callers' words are not for the public."""
        incident, scene = self._scene.incident, self._scene
        return self._wording(
            "outward-warning-what", time=incident.opened.astimezone(scene.zone).strftime("%H:%M"),
            place=incident.place or scene.district, title=title_of(incident, self._wording.language),
        ).strip()  # fmt: skip

    def form(self) -> dict[str, Any]:
        scene, code = self._scene, self.value("event_code")
        event = next((one for one in scene.directory.events if one.code == code), None)
        names = (
            "response", "urgency", "severity", "certainty", "headline", "description", "instruction", "headline_en",
            "description_en", "area_name", "minutes",
        )  # fmt: skip
        return {
            **{name: self.value(name) for name in names}, **self._area_values(), "event_code": code,
            "event": event.ko if event is not None else "", "category": event.category if event is not None else "Other",
            "region": scene.incident.region if len(scene.incident.region) in (5, 10) else "",
        }  # fmt: skip

    def _choice(self, name: str, values: tuple[str, ...], chosen: str) -> ChoiceField:
        choices = [(value, self._wording(f"outward-cap-{value.lower()}")) for value in values]
        return ChoiceField(name, self.label(name), self._theme, choices, chosen, chips=False)

    def _area(self, scene: Scene) -> None:
        wording, incident = self._wording, scene.incident
        self._areas = {area.identifier: area for area in scene.areas if _ring(area.area)}
        choices = [("circle", wording("outward-area-circle"))]
        if scene.city is not None:
            choices.append((DRAWN, wording("outward-area-drawn")))
        choices += [(name, area.area_name or area.headline) for name, area in self._areas.items()]
        area = ChoiceField("area", self.label("area"), self._theme, choices, "circle", chips=False)
        if incident.lat is None or incident.candidates:
            area.say_hint(wording("outward-area-doubt"))
        radius = round(max(incident.radius_m * 2.0 / 1000.0, LEAST_KM) * 10) * 100
        metres = NumberField("radius_m", self.label("radius_m"), self._theme, 100, 50_000, radius, "m")
        self.add(area, metres)
        drawn = DrawnField(
            "drawn", self.label("drawn"), "area", incident, scene.city, self._drawn_said, lambda: None, wording, self._theme
        )
        drawn.setVisible(False)
        self.add(drawn)
        name = incident.place or scene.district
        self.add(
            LineField("area_name", self.label("area_name"), self._theme, name),
            NumberField("minutes", self.label("valid_minutes"), self._theme, 5, 1440, 60, wording("outward-minutes")),
        )
        area.changed.connect(lambda: metres.setVisible(area.value() == "circle"))
        area.changed.connect(lambda: self._show_drawn(area.value() == DRAWN))

    def _area_values(self) -> dict[str, Any]:
        incident, chosen = self._scene.incident, self.value("area")
        known = self._areas.get(chosen)
        if chosen == DRAWN:
            return {"polygon": [{"lat": lat, "lon": lon} for lat, lon in self.value("drawn")]}
        if known is not None:
            return {"polygon": [{"lat": lat, "lon": lon} for lon, lat in _ring(known.area)]}
        if incident.lat is None or incident.lon is None:
            return {}
        return {"centre": {"lat": incident.lat, "lon": incident.lon}, "radius_km": self.value("radius_m") / 1000.0}

    def _show_drawn(self, on: bool) -> None:
        field = self.fields["drawn"]
        if field.isHidden() == on:
            field.setVisible(on)
            self.refit()

    def _drawn_said(self, points: Sequence[Point]) -> str:
        return self._wording("outward-area-polygon", count=len(points)) if points else self._wording("outward-area-undrawn")


def _ring(area: Any) -> list[tuple[float, float]]:
    """The outline of an area: its largest part's outer ring as (lon, lat); empty for none."""
    if area is None:
        return []
    coordinates = area.coordinates
    rings = [coordinates[0]] if isinstance(area, Polygon) else [part[0] for part in coordinates]
    ring: list[Any] = max(rings, key=len, default=[])
    return [(float(point[0]), float(point[1])) for point in ring] if len(ring) <= 500 else []
