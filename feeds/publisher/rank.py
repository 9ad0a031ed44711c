"""Which events may be given up first when there is room for no more."""

from __future__ import annotations

from alerts.events import Event, Journey, Sensor, Unit


def is_routine(event: Event) -> bool:
    """Whether a later event of the same kind says all that this one does: positions, and readings below any level."""
    if isinstance(event, Unit):
        return True
    if isinstance(event, Journey):
        return event.stage == "position"
    return isinstance(event, Sensor) and event.level in (None, "normal")
