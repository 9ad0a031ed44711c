"""What an event is about, and whose report it is: the names by which events belong together for certain."""

from __future__ import annotations

from alerts.events import Cctv, Disaster, Dispatch, Event, Journey, Sensor, Tracker, Unit, Vehicle, event_type


def entity_of(event: Event) -> str:
    """The thing this event is certainly about, as ``field:value``; an empty text where it names none."""
    kind = type(event)
    if kind is Dispatch:
        return f"call_id:{event.service}:{event.call_id}"  # type: ignore[union-attr]
    if kind is Cctv:
        return f"track_id:{event.camera_id}:{event.track_id}" if event.track_id else ""  # type: ignore[union-attr]
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


def origin_of(event: Event) -> str:
    """Whose report it is: a camera, a gauge or a caller is one source however often it reports."""
    if isinstance(event, Cctv):
        return f"camera_id:{event.camera_id}"
    return entity_of(event) or f"{event.source}:{event.id}"


def references_of(event: Event) -> tuple[str, ...]:
    """Entities of earlier messages that this one says it continues (CAP's references: sender,identifier,sent)."""
    if not isinstance(event, Disaster) or not event.references:
        return ()
    names: list[str] = []
    for reference in event.references:
        for one in reference.split():
            parts = one.split(",")
            names.append(f"identifier:{parts[1] if len(parts) >= 2 else parts[0]}")
    return tuple(names)


def channel_of(event: Event) -> str:
    """The channel an event came by: a dispatch service, or the event's type."""
    if isinstance(event, Dispatch):
        return event.service
    return event_type(event)


def text_of(event: Event) -> str:
    """What the event says, in one line, for a time line; an empty text where it says nothing."""
    if isinstance(event, Dispatch):
        parts = [event.category, event.text] if event.stage == "received" else [event.stage, *(event.units or ())]
        return " ".join(part for part in parts if part)
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
    assert isinstance(event, Unit)
    return event.state or ""
