"""A console whose parts are timed: CPU time of the thread that paints, part by part, beside the report of the console."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from console.app.options import Options
from console.app.run import run

PARTS = (
    ("the bridge: a tick, all told", "console.bridge.bridge", "Bridge", "_tick"),
    ("  picture: an update taken in", "console.bridge.picture", "Picture", "apply"),
    ("  notices of what nobody takes up", "console.app.nagging", "Nagging", "_hear"),
    ("  what is heard: a tick", "console.app.attention", "Alerting", "_hear"),
    ("  printed lines", "console.app.announce", "Announcer", "hear"),
    ("  top bar", "widgets.topbar", "TopBar", "apply"),
    ("  desk: a tick", "console.desks.situation", "Situation", "apply"),
    ("    queue: changes", "widgets.queue", "IncidentQueue", "apply"),
    ("      model", "widgets.queue", "IncidentModel", "apply"),
    ("      counts, pill, flood line", "widgets.queue", "IncidentQueue", "_refresh"),
    ("    queue: ages", "widgets.queue", "IncidentQueue", "set_now"),
    ("    strips: marks", "widgets.charts", "FeedStrips", "mark_all"),
    ("    strips: response times", "widgets.charts", "FeedStrips", "push_responses"),
    ("    strips: rates", "widgets.charts", "FeedStrips", "push"),
    ("    strips: sensors", "widgets.charts", "FeedStrips", "push_sensors"),
    ("    card", "widgets.card", "IncidentCard", "show_incident"),
    ("    units near the chosen one", "console.desks.situation", "Situation", "_show_nearby"),
    ("what is heard: between ticks", "console.app.attention", "Alerting", "_look"),
    ("map: a turn", "console.desks.situation", "Situation", "_show_moves"),
    ("  marks: changes", "widgets.map.marks", "Marks", "put"),
    ("  tracks", "widgets.map.layers.tracks", "TrackLayer", "put"),
    ("a repaint, all told", "console.window.window", "Window", "event"),
    ("  map", "widgets.map.canvas", "Canvas", "paintEvent"),
    ("    marks placed", "widgets.map.marks", "Marks", "place"),
    ("    ground and cameras", "widgets.map.layers.base", "BaseLayer", "draw"),
    ("    incidents", "widgets.map.layers.incidents", "IncidentLayer", "draw"),
    ("      dots", "widgets.map.layers.incidents", "IncidentLayer", "_draw_dots"),
    ("      halos and shapes", "widgets.map.layers.kept", "KeptPicture", "draw"),
    ("      names", "widgets.map.layers.incidents", "IncidentLayer", "_draw_label"),
    ("    units", "widgets.map.layers.units", "UnitLayer", "draw"),
    ("    names", "widgets.map.layers.names", "NamesLayer", "draw"),
    ("    journeys", "widgets.map.layers.journeys", "JourneyLayer", "draw"),
    ("    density", "widgets.map.layers.density", "DensityLayer", "draw"),
    ("    areas", "widgets.map.layers.areas", "AreaLayer", "draw"),
    ("    sensors", "widgets.map.layers.sensors", "SensorLayer", "draw"),
    ("    tracks drawn", "widgets.map.layers.tracks", "TrackLayer", "draw"),
    ("    legend", "widgets.map.layers.legend", "LegendLayer", "draw"),
    ("    own layers", "widgets.map.layers.own", "OwnLayers", "draw"),
    ("  a row of the queue", "widgets.queue.listing.delegate", "IncidentDelegate", "paint"),
    ("  marks on the strips", "widgets.charts.marks", "MarksItem", "paint"),
    ("  a curve", "widgets.charts.curves", "CurvesItem", "paint"),
    ("garbage", "console.app.garbage", "Garbage", "look"),
)
"""Name as printed (indented: part of what stands above), module, class, method."""

Spent = dict[str, list[float]]


def timed(spent: Spent) -> None:
    """Have each part's calls timed from now on: milliseconds of this thread's CPU time by name."""
    for name, module, cls, method in PARTS:
        found = getattr(__import__(module, fromlist=[cls]), cls)
        if hasattr(found, method):
            setattr(found, method, _timed(getattr(found, method), spent.setdefault(name, [])))
        else:
            print("missing", module, cls, method)


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
