"""An incident as it stands on the screen, or at the edge of the window that does not reach it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from alerts.incidents import Incident

EDGE_STEP_PX: Final = 28.0
"""At the window's edge marks stand no closer than this, the most urgent of those that lie the same way: the others would only
be covered."""


@dataclass(slots=True)
class Mark:
    """An incident with a place, metres on the plane. ``pulse`` counts down the steps of its pulses."""

    incident: Incident
    x: float
    y: float
    pulse: int = 0
    named: tuple[tuple[str, float], str, float] | None = None
    """For which language and scale, the name on the map, and how long it is in pixels."""


@dataclass(slots=True)
class Placed:
    """A mark on the screen: pixels. ``beyond`` says that it lies outside and is drawn at the window's edge."""

    mark: Mark
    spot: QPointF
    radius: float
    halo: float
    """The radius of its halo, 0 for none."""
    rank: tuple[bool, int, bool, str]
    """The chosen one first, then by urgency; the last is its key."""
    room: QRectF
    """What it covers."""
    beyond: bool = False
    label: str = ""
    box: QRectF | None = None
    behind: list[str] = field(default_factory=list)
    """At the window's edge: the keys of those that lie the same way and are not drawn themselves, the most urgent first."""


def thinned(ranked: Sequence[Placed], step: float) -> list[Placed]:
    """Without those at the window's edge that are closer than ``step`` pixels to one before them, which remembers them."""
    shown: list[Placed] = []
    edge: dict[tuple[int, int], Placed] = {}
    for one in ranked:
        if one.beyond:
            x, y = one.spot.x(), one.spot.y()
            column, row = int(x // step), int(y // step)
            around = (edge.get((column + across, row + down)) for across in (0, -1, 1) for down in (0, -1, 1))
            near = (two for two in around if two and abs(two.spot.x() - x) < step and abs(two.spot.y() - y) < step)
            first = next(near, None)
            if first is not None:
                first.behind.append(one.rank[-1])
                continue
            one.behind = []
            edge[column, row] = one
        shown.append(one)
    return shown


def to_edge(x: float, y: float, width: int, height: int, edge: float) -> tuple[float, float]:
    """Where the line from the window's middle to this point leaves the window, ``edge`` pixels inside."""
    half_w, half_h = width / 2 - edge, height / 2 - edge
    dx, dy = x - width / 2, y - height / 2
    shrink = min(half_w / abs(dx) if dx else float("inf"), half_h / abs(dy) if dy else float("inf"))
    return width / 2 + dx * shrink, height / 2 + dy * shrink
