"""Fields that several services ask for, filled from the incident."""

from __future__ import annotations

from typing import Any

import numpy as np

from alerts.cameras.seeing import away_from
from alerts.incidents import Incident
from alerts.wording import Wording
from widgets.outward.dialog import OutwardDialog
from widgets.outward.fields import ChecksField, ChoiceField, LineField, TextField
from widgets.outward.scene import Scene, compass
from widgets.outward.still import StillField
from widgets.reports import report_text
from widgets.titles import title_of

SAME_POLE_M = 15.0
ROUTINE = frozenset({"journey", "unit"})
"""Channels that tell where somebody is every few seconds: so many of them say nothing to whom it is reported to."""


def add_place(dialog: OutwardDialog, scene: Scene, wording: Wording) -> None:
    """Where it is; says so where that is in doubt."""
    incident = scene.incident
    field = LineField("place", dialog.label("place"), dialog._theme, incident.place)
    if incident.candidates:
        field.say_hint(wording("outward-place-doubt", count=len(incident.candidates)))
    elif incident.lat is not None and incident.lon is not None:
        field.say_hint(wording("outward-place-point", lat=f"{incident.lat:.5f}", lon=f"{incident.lon:.5f}"))
    dialog.add(field)


def place_values(dialog: OutwardDialog, scene: Scene) -> dict[str, Any]:
    """Name and point; a place in doubt goes without a point."""
    incident = scene.incident
    sure = incident.lat is not None and incident.lon is not None and not incident.candidates
    values: dict[str, Any] = {"place": dialog.value("place")}
    return values | ({"lat": incident.lat, "lon": incident.lon} if sure else {})


def add_text(dialog: OutwardDialog, text: str, lines: int = 4) -> None:
    """What is to be said."""
    dialog.add(TextField("text", dialog.label("text"), dialog._theme, text, lines))


def add_still(dialog: OutwardDialog, scene: Scene, wording: Wording) -> None:
    """A picture to go with it."""
    field = StillField("still", dialog.label("still"), wording, dialog._theme, scene.stills, scene.zone)
    field.changed.connect(dialog.refit)
    dialog.add(field)


def add_grounds(dialog: OutwardDialog, scene: Scene, wording: Wording) -> None:
    """For which purpose and on which legal basis personal information leaves the house: chosen, never assumed."""
    offered = scene.directory.service(dialog.service)
    assert offered is not None
    korean = wording.language == "ko"
    for name, named, wanted in (
        ("purpose", scene.directory.purposes, offered.purposes),
        ("basis", scene.directory.bases, offered.bases),
    ):
        known = {one.id: one.ko if korean else one.en for one in named}
        choices = [(one, known[one]) for one in wanted]
        dialog.add(ChoiceField(name, dialog.label(name), dialog._theme, choices, chips=name == "purpose"))


def add_cameras(dialog: OutwardDialog, scene: Scene, wording: Wording, chosen: int) -> None:
    """The nearest cameras, the first ones ticked of those that may see the place: no picture leaves the house needlessly."""
    choices = []
    for camera in scene.cameras:
        metres = wording("metres", n=str(round(camera.metres)))
        sight = f" · {wording(f'wall-sight-{camera.sight}')}" if camera.sight else ""
        choices.append((camera.id, f"{camera.name or camera.id}   {compass(wording, camera.bearing)} {metres}{sight}"))
    seeing = [camera.id for camera in scene.cameras if camera.sight != "away"]
    field = ChecksField("cameras", dialog.label("cameras"), dialog._theme, choices, seeing[:chosen])
    if not choices:
        field.say_hint(wording("outward-no-cameras"))
    elif not seeing:
        field.say_hint(wording("outward-cameras-away"))
    dialog.add(field)


def account(incident: Incident, wording: Wording, scene: Scene) -> str:
    """What has happened, in a few words: the beginning of a report, to be written on."""
    counted = sorted(((name, count) for name, count in incident.channels.items() if count and name not in ROUTINE), key=_most)
    reports = ", ".join(
        wording("outward-account-channel", channel=wording(f"channel-{name}"), count=count) for name, count in counted
    )
    first = wording(
        "outward-account" if reports else "outward-account-bare", reports=reports,
        time=incident.opened.astimezone(scene.zone).strftime("%H:%M"), title=title_of(incident, wording.language),
    )  # fmt: skip
    said = [
        text for one in incident.members if one.type in ("dispatch", "cctv")
        # what became of a call is in no caller's words
        if (text := report_text(one.type, one.text, wording)) == one.text or one.type == "cctv"
    ]  # fmt: skip
    told = list(dict.fromkeys(text for text in reversed(said) if text))[:2]
    return " ".join([first, *(f"“{text[:120]}”" for text in told)])


def _most(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def member_of(incident: Incident, kind: str) -> Any:
    """The latest report of this type, None where there is none."""
    return next((one for one in reversed(incident.members) if one.type == kind), None)


def camera_at(scene: Scene, member: Any) -> str:
    """The camera that stands where this report comes from, empty where none does: its source is the feed, not the camera."""
    if member is None or member.lat is None or member.lon is None or not scene.cameras:
        return ""
    lats, lons = np.array([one.lat for one in scene.cameras]), np.array([one.lon for one in scene.cameras])
    metres, _ = away_from(member.lat, member.lon, lats, lons)
    nearest = int(metres.argmin())
    return scene.cameras[nearest].id if metres[nearest] <= SAME_POLE_M else ""


def entity_of(incident: Incident, name: str) -> str:
    """What a certain link of the incident's names (``journey_id``, ``plate``, ``person_ref``), empty where nothing does."""
    for reason in reversed(incident.why):
        kind, _, value = (reason.entity or "").partition(":")
        if kind == name and value:
            return value
    return ""
