"""Drawing: the map's points and the strips, beside what pyqtgraph does by itself, on the same offscreen window.

Run with ``uv run python -m tests.benchmarks drawing``; prints milliseconds of CPU time a frame, so that a busy machine changes
little, and ratios.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QApplication, QWidget

from alerts.picture import FEEDS, UnitSpot
from alerts.places import load_city
from alerts.wording import Wording
from widgets.charts import FeedStrips
from widgets.map import CityMap
from widgets.theme import Theme

SIZE = (1040, 760)
STRIPS = 12
NOW = 1_795_237_357.0
FRAMES = 40


def frame_ms(viewport: QWidget, before: Callable[[int], object], frames: int = FRAMES) -> float:
    """The median time of a change (``before``) and the repaint it needs, milliseconds of CPU time."""
    taken = []
    for k in range(frames):
        begin = time.process_time()
        before(k)
        viewport.repaint()
        taken.append((time.process_time() - begin) * 1e3)
    return statistics.median(taken)


def report(what: str, ours: float, theirs: float | None = None) -> None:
    """One line of the table."""
    beside = f"   pyqtgraph {theirs:8.1f} ms {theirs / ours:6.1f} x" if theirs is not None else ""
    print(f"{what:52} {ours:8.2f} ms {1000 / ours:7.0f} fps{beside}")


def units(count: int, moment: int = 0) -> list[UnitSpot]:
    """Units all over the city, elsewhere at another moment."""
    chance = np.random.default_rng(count + moment)
    lat, lon = 37.45 + 0.2 * chance.random(count), 126.83 + 0.3 * chance.random(count)
    heading = 360 * chance.random(count)
    services = ("112", "119", "city", "drone")
    return [
        UnitSpot(str(k), services[k % 4], float(lat[k]), float(lon[k]), float(heading[k]), "patrol", NOW) for k in range(count)
    ]


def scatter_ms(count: int) -> float:
    """pyqtgraph's own scatter plot, four brushes, positions changing with each frame."""
    plot = pg.PlotWidget()
    plot.resize(*SIZE)
    chance = np.random.default_rng(count)
    x, y = chance.random(count), chance.random(count)
    brushes = [pg.mkBrush(colour) for colour in ("w", "r", "g", "b")]
    item = pg.ScatterPlotItem(size=8, pen=None)
    plot.addItem(item)
    plot.setRange(xRange=(0, 1), yRange=(0, 1))
    plot.show()
    QApplication.processEvents()
    chosen = [brushes[k % 4] for k in range(count)]

    def move(k: int) -> None:
        item.setData(x=x + 1e-4 * k, y=y, brush=chosen)

    taken = frame_ms(plot.viewport(), move, max(3, min(FRAMES, 200_000 // count)))
    plot.close()
    return taken


def stock_strips_ms() -> float:
    """Twelve plots with pyqtgraph's own curves, their range moving with each frame."""
    view = pg.GraphicsLayoutWidget()
    view.resize(SIZE[0], 480)
    chance = np.random.default_rng(3)
    boxes = []
    for k in range(STRIPS):
        plot = view.addPlot(row=k, col=0)
        plot.plot(np.arange(3600.0), chance.poisson(40, 3600).astype(float), pen="b")
        boxes.append(plot.getViewBox())
    view.show()
    QApplication.processEvents()
    taken = frame_ms(view.viewport(), lambda k: [box.setXRange(k, 3600 + k, padding=0) for box in boxes])
    view.close()
    return taken


def main() -> None:
    application = QApplication.instance() or QApplication([])
    wording, theme = Wording("ko"), Theme.dark()
    city = load_city("seoul")
    view = CityMap(wording, theme)
    view.resize(*SIZE)
    view.set_city(city)
    view.show()
    application.processEvents()
    surface = view.canvas.viewport()
    report("map, 3,000 cameras, nothing moves", frame_ms(surface, lambda _: None))
    report("map, 3,000 cameras, panned", frame_ms(surface, lambda k: view.canvas.pan(5 if k % 2 else -5, 0)))
    report("map, 3,000 cameras, zoomed", frame_ms(surface, lambda k: view.canvas.zoom(1.02 if k % 2 else 1 / 1.02)))
    for count in (1_000, 10_000, 100_000):
        spots = units(count)
        view.apply(units=spots, now=NOW)
        report(f"map, {count:,} units, nothing moves", frame_ms(surface, lambda _: None))
        few = spots[: count // 20]
        report(f"map, {count:,} units, every 20th moves", frame_ms(surface, lambda _, few=few: view.apply(units=few)))  # type: ignore[misc]
        moments = [spots, units(count, 1)]
        ours = frame_ms(surface, lambda k, both=moments: view.apply(units=both[k % 2]), 20)  # type: ignore[misc]
        report(f"map, {count:,} units, all move", ours, scatter_ms(count))
    view.clear()
    for count in (10_000, 100_000):
        chance = np.random.default_rng(count)
        view.set_cameras(
            [str(k) for k in range(count)], 37.45 + 0.2 * chance.random(count), 126.83 + 0.3 * chance.random(count)
        )
        report(f"map, {count:,} cameras, zoomed", frame_ms(surface, lambda k: view.canvas.zoom(1.02 if k % 2 else 1 / 1.02)))
    view.close()
    names = [*FEEDS, "eleven", "twelve"]
    strips = FeedStrips(wording, theme, channels=names)
    strips.resize(SIZE[0], 480)
    chance = np.random.default_rng(3)
    strips.set_history({name: chance.poisson(40, 3600).astype(float).tolist() for name in names}, NOW)
    strips.show()
    application.processEvents()
    ours = frame_ms(strips.plot.viewport(), lambda k: strips.box.advance(NOW + k))
    report(f"{STRIPS} strips of an hour, moving", ours, stock_strips_ms())
    strips.close()


if __name__ == "__main__":
    main()
