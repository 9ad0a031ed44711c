"""Runs the application from its options to its exit status."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from alerts.errors import WorldError
from console.app.compose import Console
from console.app.faults import logged
from console.app.options import Options
from console.app.windows.pictures import PictureRound, make_folder
from console.app.windows.screen import make_application
from console.diagnostics.pressing import Presser
from console.diagnostics.process import started_at
from console.diagnostics.report import Report
from feeds.paths import data_folder


def run(options: Options) -> int:
    """Open the console and stay until it is closed; the exit status. WorldError where it cannot be opened."""
    started = started_at()
    if options.pictures is not None:
        make_folder(options.pictures)
    data = data_folder(os.environ, options.data)
    # from before the first window to the very end: Ctrl+C inside one of Qt's calls would be lost, and a second one must not
    # cut an orderly end short
    with _interruptible() as stop, logged(data / "console.log") as faults:
        app = make_application(options.offscreen)
        console = Console(app, options, data, started)
        faults.tell = console.say_fault
        return _run(app, console, options, stop)


def _run(app: QApplication, console: Console, options: Options, stop: _Stop) -> int:
    reports: list[Report] = []
    failures: list[str] = []
    presser: Presser | None = None
    try:
        console.finished.connect(app.quit)
        if options.offscreen:  # nobody sees the notice in the window
            console.hub_failed.connect(failures.append)
            console.hub_failed.connect(app.quit)
        console.open()
        if options.press_keys:
            presser = Presser(console.windows[0], console.meters, lambda: bool(console.bridge.picture.incidents), console)
            presser.start()
        if options.seconds is not None:
            _after_the_first_events(console, options.seconds, lambda: _finish(console, reports, presser))
        stop.end = app.quit
        if not stop.asked:
            app.exec()
        reports.append(Report.of(console.bridge.picture, console.meters))
    finally:
        if presser is not None:
            presser.stop()
        console.close()
    if failures:
        raise WorldError(f"the hub could not be started: {failures[0]}")
    if options.report is not None:
        reports[0].write(options.report)
    return 0


def _after_the_first_events(console: Console, seconds: float, then: Callable[[], None]) -> None:
    """The time runs from when there is something to see: a busy machine may take longer than that to start a feed."""
    timer = QTimer(console)
    timer.setSingleShot(True)
    timer.setInterval(round(seconds * 1000))
    timer.timeout.connect(then)
    begun: list[bool] = []

    def begin() -> None:
        if not begun:
            begun.append(True)
            timer.start()

    console.bridge.ticked.connect(lambda tick: begin() if tick.published else None)
    console.hub_failed.connect(lambda _why: begin())


def _finish(console: Console, reports: list[Report], presser: Presser | None) -> None:
    """The time is over: take the figures before pictures disturb them, then the pictures, then end."""
    reports.append(Report.of(console.bridge.picture, console.meters))
    if presser is not None:
        presser.stop()
    folder = console.options.pictures
    if folder is None:
        console.finished.emit()
        return
    pictures = PictureRound(console.windows, folder, console)
    pictures.taken.connect(lambda path: print(f"picture: {path}", flush=True))
    pictures.failed.connect(lambda path: print(f"gwanje: {path}: the picture cannot be saved there", file=sys.stderr))
    pictures.done.connect(console.finished.emit)
    pictures.start()


class _Stop:
    """Whether somebody has asked to end, and how the event loop ends once it runs."""

    asked = False
    end: Callable[[], None] | None = None

    def __call__(self, *_: object) -> None:
        self.asked = True
        if self.end is not None:
            self.end()


@contextmanager
def _interruptible() -> Iterator[_Stop]:
    """Ctrl+C and SIGTERM end the event loop in order; asked before it runs, it does not begin."""
    stop = _Stop()
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
