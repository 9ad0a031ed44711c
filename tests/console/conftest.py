"""A whole console, unseen but real, as the tests of this folder start it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
from PySide6.QtWidgets import QApplication

from console.app.compose import Console
from console.app.options import Options
from console.window.window import Window

PATIENCE_S = 300.0


class Opened(Protocol):
    def __call__(self, *, ready: Callable[[Console], object] = ..., data: Path | None = None, **options: object) -> Console: ...


@contextmanager
def running(
    app: QApplication, options: Options, data: Path, ready: Callable[[Console], object] = lambda _made: True
) -> Iterator[Console]:
    """A console that stands, with all its desks, linked to its hub, and ``ready``; closed afterwards."""
    made = Console(app, options, data, time.time())
    made.open()
    try:
        deadline = time.monotonic() + PATIENCE_S
        while not (made.bridge.up and made.meters.running and ready(made)):
            assert time.monotonic() < deadline, "the console did not get going"
            app.processEvents()
            time.sleep(0.01)
        yield made
    finally:
        made.close()
        app.setStyleSheet("")


@pytest.fixture(scope="module")
def opened(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Opens consoles of the operator kim, in Korean; they are closed with the module."""
    with ExitStack() as stack:

        def start(*, ready: Callable[[Console], object] = lambda _made: True, data: Path | None = None, **options: object):
            wanted = Options(**{"offscreen": True, "operator": "kim", "language": "ko"} | options)  # type: ignore[arg-type]
            return stack.enter_context(running(qapp, wanted, data or tmp_path_factory.mktemp("data"), ready))

        yield start


@pytest.fixture
def window(qtbot: Any, console: Console) -> Window:
    """The window of a module's ``console``, on the operator's desk and with the keys."""
    qtbot.waitUntil(lambda: console.bridge.up, timeout=round(PATIENCE_S * 1000))
    window = console.windows[0]
    window.show_desk("operator")
    window.activateWindow()
    return window
