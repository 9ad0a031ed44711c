"""The list of incidents under load, beside a QSortFilterProxyModel over a plain Python model.

Run with ``uv run python -m tests.benchmarks queue``; prints milliseconds and ratios.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import msgspec
from PySide6.QtCore import QAbstractListModel, QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QApplication

from alerts.incidents import KINDS, Incident
from alerts.wording import Wording
from widgets.queue import IncidentModel, IncidentQueue, QueueFilter
from widgets.theme import Theme

START = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
ROWS = int(os.environ.get("ROWS", "100000"))
UPDATES = 200


def incident(number: int, chance: random.Random) -> Incident:
    """A made-up incident; one in twenty is closed, priorities lean towards low."""
    opened = START - timedelta(seconds=chance.random() * 86_400)
    return Incident(
        id="", key=f"call\x1f{number}", kind=chance.choice(KINDS), title=chance.choice(["건물 화재", "인파 급증", "폭행 신고"]),
        priority=chance.choices((1, 2, 3, 4), (1, 4, 15, 80))[0], state=chance.choice(["new", "acknowledged", "in_progress"]),
        opened=opened, updated=opened, lat=37.5, lon=127.0, radius_m=60.0, candidates=[], event_ids=[], related=[], why=[],
        history=[], place=f"성동구 성수동{number % 9}가", region=chance.choice(["11200", "11680", "11440"]),
        channels={"112": 3},
    )  # fmt: skip


class Plain(QAbstractListModel):
    """What one would write first."""

    def __init__(self, incidents: list[Incident]) -> None:
        super().__init__()
        self.incidents = incidents

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self.incidents)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self.incidents[index.row()] if role == Qt.ItemDataRole.UserRole else None


class Proxy(QSortFilterProxyModel):
    """Sorting and filtering by Python calls from Qt."""

    ordinary = False

    def lessThan(self, left: QModelIndex, right: QModelIndex) -> bool:  # noqa: N802
        a, b = left.data(Qt.ItemDataRole.UserRole), right.data(Qt.ItemDataRole.UserRole)
        return bool((a.priority, -a.opened.timestamp()) < (b.priority, -b.opened.timestamp()))

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:  # noqa: N802
        return self.ordinary or self.sourceModel().incidents[row].priority <= 3


def median_ms(run: Callable[[], object], times: int) -> tuple[float, float]:
    """Median and worst, milliseconds."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        run()
        taken.append((time.perf_counter() - begin) * 1e3)
    return statistics.median(taken), max(taken)


def main() -> None:
    application = QApplication.instance() or QApplication([])
    chance = random.Random(1)
    incidents = [incident(number, chance) for number in range(ROWS)]
    model = IncidentModel(lambda each: each.title)
    model.replace(incidents, START.timestamp())
    model.set_window(0, 12)

    def tick(model: IncidentModel) -> Callable[[], object]:
        batches = iter(
            [
                [
                    msgspec.structs.replace(chance.choice(incidents), priority=chance.choice((1, 2, 3, 4)))
                    if chance.random() < 0.7
                    else incident(ROWS + chance.randrange(10**9), chance)
                    for _ in range(UPDATES)
                ]
                for _ in range(40)
            ]
        )

        def run() -> None:
            model.apply(next(batches))
            model.counts()

        return run

    def report(what: str, ours: tuple[float, float], theirs: float | None = None) -> None:
        beside = f"   proxy model {theirs:9.1f} ms   {theirs / ours[0]:6.0f} x" if theirs is not None else ""
        print(f"{what:58} {ours[0]:8.2f} ms (worst {ours[1]:6.2f}){beside}")

    proxy = Proxy()
    proxy.setSourceModel(Plain(incidents))
    proxy_sort = median_ms(lambda: proxy.sort(0), 1)[0]

    def turn() -> None:
        proxy.ordinary = not proxy.ordinary
        proxy.invalidate()
        proxy.rowCount()  # it filters when asked

    proxy_filter = median_ms(turn, 2)[0]
    print(f"{ROWS} incidents")
    report(f"a tick of {UPDATES} changes, alarms shown", median_ms(tick(model), 40))
    model.set_filter(QueueFilter(ordinary=True))
    report(f"a tick of {UPDATES} changes, all shown", median_ms(tick(model), 40))
    model.freeze(True)
    report(f"a tick of {UPDATES} changes, order frozen", median_ms(tick(model), 40))
    model.freeze(False)
    report("sort all again", median_ms(model.release, 10), proxy_sort)
    filters = iter([QueueFilter(), QueueFilter(ordinary=True)] * 10)
    report("alarms alone <-> ordinary reports too", median_ms(lambda: model.set_filter(next(filters)), 10), proxy_filter)
    texts = iter([QueueFilter(ordinary=True, text=text) for text in ("화재 성수동3", "폭행", "인파 성동구") * 4])
    report("search text over all", median_ms(lambda: model.set_filter(next(texts)), 10))
    painted(incidents, chance)
    application.quit()


def painted(incidents: list[Incident], chance: random.Random) -> None:
    """The whole list on screen: a tick with all that it shows, and every visible row drawn anew."""
    queue = IncidentQueue(Wording("ko"), Theme.dark())
    queue.resize(420, 1000)
    queue.replace(incidents, START.timestamp())
    queue.show()
    QApplication.processEvents()
    top = [queue.model.incident(row) for row in range(12)]

    def tick() -> None:
        changed = chance.sample(incidents, UPDATES - 6)
        queue.apply([msgspec.structs.replace(each, updated=START) for each in (*changed, *top[:6])])
        queue.set_now(START.timestamp())
        QApplication.processEvents()

    def whole() -> None:
        queue.delegate.forget()
        queue.list.viewport().repaint()

    for what, run in (
        (f"a tick of {UPDATES} changes, six of them in view, painted", tick),
        ("all visible rows drawn anew", whole),
        ("all visible rows from their pictures", queue.list.viewport().repaint),
    ):
        median, worst = median_ms(run, 40)
        print(f"{what:58} {median:8.2f} ms (worst {worst:6.2f})")
    queue.close()


if __name__ == "__main__":
    main()
