"""A console whose parts are timed: CPU time of the thread that paints, part by part, beside the report of the console."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, Final

from console.app.garbage import Garbage
from console.app.notices.announce import Announcer
from console.app.notices.attention import Alerting
from console.app.notices.nagging import Nagging
from console.app.options import Options
from console.app.run import run
from console.bridge.bridge import Bridge
from console.bridge.picture import Picture
from console.desks.situation import Situation
from console.window.window import Window
from widgets.card import IncidentCard
from widgets.charts import FeedStrips
from widgets.charts.curves import CurvesItem
from widgets.charts.marks import MarksItem
from widgets.map.canvas import Canvas
from widgets.map.layers.areas import AreaLayer
from widgets.map.layers.base import BaseLayer
from widgets.map.layers.by_hand.own import OwnLayers
from widgets.map.layers.density import DensityLayer
from widgets.map.layers.incidents import IncidentLayer
from widgets.map.layers.journeys import JourneyLayer
from widgets.map.layers.kept import KeptPicture
from widgets.map.layers.legend import LegendLayer
from widgets.map.layers.names import NamesLayer
from widgets.map.layers.sensors import SensorLayer
from widgets.map.layers.tracks import TrackLayer
from widgets.map.layers.units import UnitLayer
from widgets.map.marks import Marks
from widgets.queue import IncidentModel, IncidentQueue
from widgets.queue.listing.delegate import IncidentDelegate
from widgets.topbar import TopBar

PARTS: Final[tuple[tuple[str, type, str], ...]] = (
    ("the bridge: a tick, all told", Bridge, "_tick"),
    ("  picture: an update taken in", Picture, "apply"),
    ("  notices of what nobody takes up", Nagging, "_hear"),
    ("  what is heard: a tick", Alerting, "_hear"),
    ("  printed lines", Announcer, "hear"),
    ("  top bar", TopBar, "apply"),
    ("  desk: a tick", Situation, "apply"),
    ("    queue: changes", IncidentQueue, "apply"),
    ("      model", IncidentModel, "apply"),
    ("      counts, pill, flood line", IncidentQueue, "_refresh"),
    ("    queue: ages", IncidentQueue, "set_now"),
    ("    strips: marks", FeedStrips, "mark_all"),
    ("    strips: response times", FeedStrips, "push_responses"),
    ("    strips: rates", FeedStrips, "push"),
    ("    strips: sensors", FeedStrips, "push_sensors"),
    ("    card", IncidentCard, "show_incident"),
    ("    units near the chosen one", Situation, "_show_nearby"),
    ("what is heard: between ticks", Alerting, "_look"),
    ("map: a turn", Situation, "_show_moves"),
    ("  marks: changes", Marks, "put"),
    ("  tracks", TrackLayer, "put"),
    ("a repaint, all told", Window, "event"),
    ("  map", Canvas, "paintEvent"),
    ("    marks placed", Marks, "place"),
    ("    ground and cameras", BaseLayer, "draw"),
    ("    incidents", IncidentLayer, "draw"),
    ("      dots", IncidentLayer, "_draw_dots"),
    ("      halos and shapes", KeptPicture, "draw"),
    ("      names", IncidentLayer, "_draw_label"),
    ("    units", UnitLayer, "draw"),
    ("    names", NamesLayer, "draw"),
    ("    journeys", JourneyLayer, "draw"),
    ("    density", DensityLayer, "draw"),
    ("    areas", AreaLayer, "draw"),
    ("    sensors", SensorLayer, "draw"),
    ("    tracks drawn", TrackLayer, "draw"),
    ("    legend", LegendLayer, "draw"),
    ("    own layers", OwnLayers, "draw"),
    ("  a row of the queue", IncidentDelegate, "paint"),
    ("  marks on the strips", MarksItem, "paint"),
    ("  a curve", CurvesItem, "paint"),
    ("garbage", Garbage, "look"),
)
"""Name as printed (indented: part of what stands above), class, method."""

Spent = dict[str, list[float]]


def timed(spent: Spent) -> None:
    """Have each part's calls timed from now on: milliseconds of this thread's CPU time by name."""
    for name, part, method in PARTS:
        setattr(part, method, _timed(getattr(part, method), spent.setdefault(name, [])))


def _timed(method: Callable[..., Any], taken: list[float]) -> Callable[..., Any]:
    @wraps(method)
    def run(*args: Any, **given: Any) -> Any:
        began = time.thread_time()
        try:
            return method(*args, **given)
        finally:
            taken.append((time.thread_time() - began) * 1e3)

    return run


def main(data: Path, report: Path, seconds: float, rate: float) -> int:
    """One demo, timed."""
    spent: Spent = {}
    timed(spent)
    began = time.thread_time()
    status = run(
        Options(data=data, seconds=seconds, seed=1, rate=rate, report=report, synthetic=True, offscreen=True, press_keys=True)
    )
    whole = time.thread_time() - began
    print(f"{'CPU time of the painting thread, ms':<44}{'calls':>8}{'mean':>8}{'p99':>8}{'longest':>9}{'share':>8}")
    for name, taken in spent.items():
        if taken:
            taken.sort()
            p99 = taken[int(0.99 * (len(taken) - 1))]
            share = sum(taken) / 10.0 / seconds
            print(f"{name:<44}{len(taken):8}{sum(taken) / len(taken):8.2f}{p99:8.1f}{taken[-1]:9.1f}{share:7.1f}%")
    print(f"{'all of it, with the start':<44}{'':33}{100 * whole / seconds:7.1f}%")
    return status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])))
