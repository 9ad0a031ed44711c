"""What an event is about, and whose report it is: the names by which events belong together for certain."""

from __future__ import annotations

from alerts.events import Cctv, Disaster, Dispatch, Event, Journey, Sensor, Tracker, Unit, Vehicle, event_type


def entity_of(event: Event) -> str:
    """The thing this event is certainly about, as ``field:value``; an empty text where it names none."""
    if isinstance(event, Dispatch):
        return f"call_id:{event.service}:{event.call_id}"
    if isinstance(event, Cctv):
        return f"track_id:{event.camera_id}:{event.track_id}" if event.track_id else ""
    if isinstance(event, Journey):
        return f"journey_id:{event.journey_id}"
    if isinstance(event, Vehicle):
        return f"plate:{event.plate}"
    if isinstance(event, Tracker):
        return f"person_ref:{event.person_ref}"
    if isinstance(event, Disaster):
        return f"identifier:{event.identifier}"
    if isinstance(event, Sensor):
        return f"sensor_id:{event.sensor_id}"
    return ""


def channel_of(event: Event) -> str:
    """The channel an event came by: a dispatch service, or the event's type."""
    if isinstance(event, Dispatch | Unit) and event.service in ("112", "119", "120"):
        return event.service if isinstance(event, Dispatch) else "unit"
    return event_type(event)


def text_of(event: Event) -> str:
    """What the event says, in one line, for a time line; an empty text where it says nothing."""
    if isinstance(event, Dispatch):
        return " ".join(part for part in (event.category, event.text) if part)
    if isinstance(event, Cctv):
        return event.label
    if isinstance(event, Disaster):
        return event.headline or event.event
    if isinstance(event, Journey):
        return event.stage
    if isinstance(event, Tracker):
        return event.alert
    if isinstance(event, Vehicle):
        return f"{event.plate} {event.list}"
    if isinstance(event, Sensor):
        return f"{event.quantity} {event.value:g} {event.unit}"
    return ""
