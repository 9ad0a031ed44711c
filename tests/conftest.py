"""What every test gets: an offscreen Qt, and a test that fails where the product makes noise.

Noise is a log record of WARNING or above that the test did not ask for, any message of Qt's own, a thread that outlives
the test, or a running timer whose owner is gone from the test's sight.
"""

from __future__ import annotations

import logging
import os
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

os.environ["QT_QPA_PLATFORM"] = "offscreen"

QT_FIXTURES = frozenset({"qtbot", "qapp"})
# what the offscreen platform says it cannot do
QT_HARMLESS = ("propagateSizeHints", "does not support raise()", "does not support grabbing the keyboard")
THREAD_GRACE_S = 180.0

# The same examples on every run, so that a change is judged by what it changed; `make fuzz` looks for new ones.
# no deadline: how long an example takes says more of the machine than of the code
SLOW = [HealthCheck.too_slow]
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=SLOW)
settings.register_profile("fuzz", max_examples=400, deadline=None, suppress_health_check=SLOW)
settings.load_profile("fuzz" if os.environ.get("GWANJE_FUZZ") else "steady")


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> Any:
    """The one of pytest-qt, with patience."""
    from tests.patience import PatientBot

    return PatientBot(request)


@pytest.fixture
def wording() -> Any:
    """Korean texts, as a workstation has them on its first day."""
    from alerts.wording import Wording

    return Wording("ko")


@pytest.fixture
def theme(qapp: Any) -> Any:
    """The dark theme."""
    from widgets.theme import Theme

    return Theme.dark()


class _Noise(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []
        self.expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def unexpected(self) -> list[str]:
        texts = [f"{record.name} {record.levelname}: {record.getMessage()}" for record in self.records]
        return [text for text in texts if not any(part in text for part in self.expected)]


@pytest.fixture(autouse=True)
def quiet_log() -> Iterator[_Noise]:
    """Fail on a log record of WARNING or above that :func:`expected_log` did not announce."""
    noise = _Noise()
    root = logging.getLogger()
    root.addHandler(noise)
    yield noise
    root.removeHandler(noise)
    unexpected = noise.unexpected()
    if unexpected:
        pytest.fail("unexpected log records:\n" + "\n".join(unexpected))


@pytest.fixture
def expected_log(quiet_log: _Noise) -> Callable[[str], None]:
    """``expected_log("part of the message")``: this test causes such a record on purpose."""
    return quiet_log.expected.append


@pytest.fixture(autouse=True)
def quiet_qt(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Fail on any message Qt writes (warnings, and what it prints of exceptions in slots)."""
    if not QT_FIXTURES & set(request.fixturenames):
        yield []
        return
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler

    said: list[str] = []

    def hear(kind: QtMsgType, _context: object, message: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not any(part in message for part in QT_HARMLESS):
            said.append(f"{kind.name}: {message}")

    before = qInstallMessageHandler(hear)
    yield said
    qInstallMessageHandler(before)
    if said:
        pytest.fail("Qt complained:\n" + "\n".join(said))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "keeps_thread(name): a longer-lived fixture starts such a thread during this test")


@pytest.fixture(autouse=True)
def no_thread_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on a thread that this test started and that still runs when it is over, unless it is marked to be kept."""
    kept = tuple(name for mark in request.node.iter_markers("keeps_thread") for name in mark.args)
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + THREAD_GRACE_S
    left = [
        thread for thread in threading.enumerate() if thread not in before and not thread.name.startswith(("pydevd", *kept))
    ]
    while left and time.monotonic() < deadline:
        left[0].join(0.05)
        left = [thread for thread in left if thread.is_alive()]
    if left:
        pytest.fail("threads left running: " + ", ".join(thread.name for thread in left))


@pytest.fixture(autouse=True)
def no_timer_left(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail on a timer that still runs after the widgets of the test are closed, unless it belongs to a closed window.

    A window that was there before the test belongs to a longer-lived fixture: what happens in it may start its timers at
    any time.
    """
    if not QT_FIXTURES & set(request.fixturenames):
        yield
        return
    import shiboken6
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    older = [weakref.ref(window) for window in QApplication.topLevelWidgets()]
    started: list[weakref.ref[Any]] = []
    start = QTimer.start

    def record(timer: Any, *arguments: Any) -> None:
        started.append(weakref.ref(timer))
        start(timer, *arguments)

    monkeypatch.setattr(QTimer, "start", record)
    request.getfixturevalue("qapp")
    yield
    left = []
    for reference in started:
        timer = reference()
        if timer is None or not shiboken6.isValid(timer) or not timer.isActive() or timer.isSingleShot():
            continue
        owner = timer.parent()
        while owner is not None and not isinstance(owner, QWidget):
            owner = owner.parent()
        if isinstance(owner, QWidget) and any(owner.window() is window() for window in older):
            continue
        if owner is None or owner.isVisible():
            left.append(f"{timer.objectName() or timer!r} every {timer.interval()} ms, of {timer.parent()!r}")
        timer.stop()
    if left:
        pytest.fail("timers left running: " + "; ".join(left))
