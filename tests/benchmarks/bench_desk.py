"""One action of an operator with 10,000 incidents open: from the key to what it changes being painted.

Run with ``uv run python -m tests.benchmarks desk``; prints milliseconds of CPU time, beside a bare widget that repaints at a
key.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from alerts.picture import Load
from alerts.wording import Wording
from tests.benchmarks.bench_queue import START, incident
from widgets.card import IncidentCard
from widgets.queue import IncidentQueue, QueueFilter
from widgets.theme import Theme

OPEN = int(os.environ.get("ROWS", "10000"))
TIMES = 40
BOUND_MS = 100.0
"""What an operator still takes for at once."""


class Bare(QWidget):
    """Repaints at a key: what no screen can do without."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        self.update()


def measured(run: Callable[[], object], times: int = TIMES) -> tuple[float, float]:
    """Median and worst, milliseconds of this process' time, until everything is painted."""
    taken = []
    for _ in range(times):
        begin = time.process_time()
        run()
        QApplication.processEvents()
        taken.append((time.process_time() - begin) * 1e3)
    return statistics.median(taken), max(taken)


def main() -> None:
    """Print the table."""
    application = QApplication.instance() or QApplication([])
    chance = random.Random(1)
    wording, theme = Wording("ko"), Theme.dark()
    incidents = [replace(incident(number, chance), priority=chance.choice((1, 2, 2, 3, 3, 3))) for number in range(OPEN)]
    queue, card, bare = IncidentQueue(wording, theme), IncidentCard(wording, theme), Bare()
    queue.resize(420, 1000)
    card.resize(460, 1000)
    bare.resize(420, 1000)
    for widget in (queue, card, bare):
        widget.show()
    queue.replace(incidents, START.timestamp())
    queue.picked.connect(lambda key: card.show_incident(queue.model.find(key)))
    QApplication.processEvents()

    def key(letter: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Callable[[], None]:
        return lambda: QTest.keyClick(queue.list, letter, modifiers)

    def acknowledged() -> None:
        """What the hub's answer brings: the chosen one, acknowledged, together with a tick of others."""
        chosen = queue.model.find(queue.current_key)
        changed = [replace(each, updated=START) for each in chance.sample(incidents, 50)]
        if chosen is not None:
            changed.append(replace(chosen, state="acknowledged", owner="kim"))
        queue.apply(changed)
        card.show_incident(queue.model.find(queue.current_key))

    filters = iter([QueueFilter(unacknowledged=True), QueueFilter()] * TIMES)
    floor, _ = measured(lambda: QTest.keyClick(bare, Qt.Key.Key_J))
    print(f"{OPEN} incidents open; a bare widget takes {floor:.2f} ms; asked for: {BOUND_MS:g} ms")

    def report(what: str, run: Callable[[], object], times: int = TIMES) -> None:
        median, worst = measured(run, times)
        verdict = "" if worst <= BOUND_MS else "   TOO SLOW"
        print(f"{what:56} {median:8.2f} ms (worst {worst:7.2f})   {median / floor:7.1f} x bare{verdict}")

    report("J: the next one, and its card", key(Qt.Key.Key_J))
    report("A, answered: the chosen one acknowledged in a tick", acknowledged)
    report("Shift+J: mark one more", key(Qt.Key.Key_J, Qt.KeyboardModifier.ShiftModifier))
    report("Ctrl+A: mark all", key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier))
    report("Esc: unmark all", key(Qt.Key.Key_Escape), 1)
    report("a filter chip, on and off", lambda: queue.chips.choose(next(filters)))
    queue.set_load(Load(500, [500], True))
    queue.to_top()
    report("Q: in groups, and out of them", queue.turn_grouping)
    if not queue.model.grouped:
        queue.turn_grouping()
    queue.hands.choose(next(row for row in range(queue.model.rowCount()) if queue.model.group(row) is not None))
    report("a group opened and closed", lambda: queue.hands.turn_group())
    queue.hold(False)
    report("a tick of 50 changes while in groups", acknowledged)
    application.quit()


if __name__ == "__main__":
    main()
