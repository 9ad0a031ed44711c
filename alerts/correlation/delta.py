"""What one step of the engine changed, and what it can no longer change."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import Struct

from alerts.events import Event, EventRef


class Final(Struct, gc=False):
    """An accepted event whose place can no longer change by itself.

    ``n`` numbers them from 0. ``incident_id`` and ``key`` are empty where the event joined no incident. ``raw`` is the
    event's JSON as it came, kept for members of incidents only; None also where it did not come as JSON. ``at`` is when it
    takes effect, seconds since the epoch: the event's own time, or for a late one the watermark's as it came.
    """

    n: int
    ref: EventRef
    incident_id: str
    key: str
    event: Event
    raw: bytes | None = None
    late: bool = False
    at: float = 0.0


@dataclass(slots=True)
class Delta:
    """What a step changed.

    ``changed`` names incidents that differ from before the step, new ones included; ``removed`` the ones that are gone
    from the engine (dissolved before they were final, or closed and forgotten); ``moved`` old key -> new key where an
    earlier founding event came in; ``numbered`` key -> id given now; ``final`` the decisions that can no longer change,
    members in event order, one for every accepted event. ``duplicates`` and ``late`` count events of this step.
    ``ended`` names incidents that the engine closed in this step, and those that were put into them; it forgets them in the
    next one. ``joined`` names changed incidents that are in another one, by that one's key: people put them there, or a surge.
    """

    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    moved: dict[str, str] = field(default_factory=dict)
    final: list[Final] = field(default_factory=list)
    numbered: dict[str, str] = field(default_factory=dict)
    duplicates: int = 0
    late: int = 0
    ended: list[str] = field(default_factory=list)
    joined: dict[str, str] = field(default_factory=dict)
