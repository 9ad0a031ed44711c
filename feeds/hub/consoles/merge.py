"""Two updates told as one."""

from __future__ import annotations

from typing import Final

from alerts.picture import JourneySpot, Update

SENT: Final = 64


def merge(first: Update, then: Update) -> Update:
    """The update that brings a console to where ``first`` and ``then``, one after the other, would; numbered as ``then``."""
    incidents = {incident.key: incident for incident in first.incidents}
    for key in (*then.removed, *then.moved):
        incidents.pop(key, None)
    incidents |= {incident.key: incident for incident in then.incidents}
    removed = dict.fromkeys((*(then.moved.get(key, key) for key in first.removed), *then.removed))
    moved = {old: then.moved.get(new, new) for old, new in first.moved.items()} | then.moved
    areas = {area.identifier: area for area in first.areas if area.identifier not in then.areas_gone}
    areas |= {area.identifier: area for area in then.areas}
    gone = dict.fromkeys((*first.areas_gone, *then.areas_gone))
    return Update(
        then.n,
        then.epoch,
        then.now,
        list(incidents.values()),
        [key for key in removed if key not in incidents],
        moved,
        list(({unit.unit_id: unit for unit in first.units} | {unit.unit_id: unit for unit in then.units}).values()),
        _journeys(first.journeys, then.journeys),
        list(({one.sensor_id: one for one in first.sensors} | {one.sensor_id: one for one in then.sensors}).values()),
        list(areas.values()),
        [identifier for identifier in gone if identifier not in areas],
        then.feeds or first.feeds,
        list(({row.source: row for row in first.sources} | {row.source: row for row in then.sources}).values()),
        then.load or first.load,
        then.playback or first.playback,
        then.trouble or first.trouble,
        then.trouble_detail if then.trouble else first.trouble_detail,
        [*first.published, *then.published][-SENT:],
        list(({one.id: one for one in first.requests} | {one.id: one for one in then.requests}).values()),
        list(({one.counterpart: one for one in first.linked} | {one.counterpart: one for one in then.linked}).values()),
        then.cameras or first.cameras,
        first.concerns if then.concerns is None else then.concerns,
    )


def _journeys(first: list[JourneySpot], then: list[JourneySpot]) -> list[JourneySpot]:
    """The latest of each; a route is told only once, and must not get lost."""
    spots = {spot.journey_id: spot for spot in first}
    for spot in then:
        before = spots.get(spot.journey_id)
        if before is not None and before.route and not spot.route:
            spot.route = before.route
        spots[spot.journey_id] = spot
    return list(spots.values())
