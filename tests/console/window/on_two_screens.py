"""A console on two screens of which one is unplugged: run as a process of its own, for Qt has one set of screens a process.

``python -m tests.console.window.on_two_screens DATA`` prints one JSON object a line, what stands where after each step. Started
once more on the same folder with one screen it shows what is made of windows that were kept for two.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import PySide6
import shiboken6
from PySide6.QtCore import QByteArray, QJsonDocument, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from console.app.compose import Console
from console.app.options import Options
from console.app.settings import save_settings
from console.app.windows.screen import make_application
from tests.console.hearing import Heard, hearing

PATIENCE_S = 300.0


def plug(names: Sequence[str]) -> None:
    """Only these of the screens that there were at first are there now.

    Qt's offscreen platform takes another configuration while it runs, through an interface that no Python module offers:
    its first function of its own (behind the twelve of a QObject) names the one that does it.
    """
    config = json.loads(Path(os.environ["QT_QPA_PLATFORM"].partition("=")[2]).read_text(encoding="utf-8"))
    config["screens"] = [screen for screen in config["screens"] if screen["name"] in names]
    document = QJsonDocument.fromJson(QByteArray(json.dumps(config).encode()))
    libraries = Path(PySide6.__file__).parent / "Qt" / "lib"
    gui, core = (ctypes.CDLL(str(libraries / f"libQt6{name}.so.6")) for name in ("Gui", "Core"))
    pointer, plain = ctypes.c_void_p, (ctypes.c_uint64 * 4)()
    to_object, find = core["_ZNK13QJsonDocument6objectEv"], gui["_ZN15QGuiApplication23platformNativeInterfaceEv"]
    to_object.restype, to_object.argtypes = pointer, [pointer, pointer]
    to_object(ctypes.addressof(plain), shiboken6.getCppPointer(document)[0])
    find.restype, find.argtypes = pointer, []
    native, name = find(), QByteArray(b"setConfiguration")
    functions = ctypes.cast(ctypes.cast(native, ctypes.POINTER(pointer))[0], ctypes.POINTER(pointer))
    found = ctypes.CFUNCTYPE(pointer, pointer, pointer)(functions[12])(native, shiboken6.getCppPointer(name)[0])
    ctypes.CFUNCTYPE(None, pointer, pointer)(found)(ctypes.addressof(plain), native)


class Trial:
    """The console and what is said of it."""

    def __init__(self, app: QApplication, data: Path) -> None:
        self.app = app
        self.console = Console(app, Options(offscreen=True, operator="kim", language="en"), data, time.time())
        self.console.open()
        self.until(lambda: self.console.bridge.up and len(self.console.windows[0].desks) == 3)
        self.window = self.console.windows[0]
        self.docks: Any = self.window.desk.docks
        self.heard = Heard()

    def until(self, condition: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < end, "it did not come to that"
            self.app.processEvents()
            time.sleep(0.01)

    def press(self, window: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        window.activateWindow()
        self.until(lambda: QApplication.activeWindow() is window)
        QTest.keyClick(window.focusWidget() or window, key, modifiers)

    def stand(self) -> None:
        """Wait until a brought back window counts as standing where it is."""
        away = self.console.monitors._away
        self.until(lambda: away and all(put is not None for _, put, _ in away.values()))

    def tell(self, step: str) -> None:
        """What stands where."""
        stands = {
            one.name: [list((one.geometry() if one.isFullScreen() else one.frameGeometry()).getRect()), one.isFullScreen()]
            for one in self.docks.torn
        }  # fmt: skip
        screens = [screen.name() for screen in QGuiApplication.screens()]
        print(json.dumps({"step": step, "screens": screens, "torn": stands, "said": " ".join(self.heard)}), flush=True)


def two(trial: Trial) -> None:
    """Tear off to the other screen, fill it, lose it, get it back, lose it again, go on."""
    alt = Qt.KeyboardModifier.AltModifier
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    city, note = trial.docks.panels["map"], trial.window.notices.note
    right = QGuiApplication.screens()[1].geometry()

    def home() -> bool:
        return QRect(city.geometry()).intersected(right).isEmpty() and city.screen().name() == "left"

    trial.press(trial.window, Qt.Key.Key_2, alt)
    trial.press(trial.window, Qt.Key.Key_5, alt)
    trial.tell("torn off")
    trial.press(trial.docks.panels["card"], Qt.Key.Key_M, both)
    trial.press(city, Qt.Key.Key_F11)
    trial.until(lambda: city.geometry() == right)
    trial.tell("arranged")
    trial.console._keep_places()
    save_settings(trial.console.settings, trial.console._settings_path)
    note.dismiss()
    trial.heard.clear()
    plug(["left"])
    trial.until(home)
    trial.until(lambda: trial.heard.has("monitor"))
    trial.tell("unplugged")
    trial.stand()
    plug(["left", "right"])
    trial.until(lambda: city.geometry() == right)
    trial.tell("plugged in")
    trial.console.monitors.next(city)
    trial.until(lambda: city.geometry() == QGuiApplication.screens()[0].geometry())
    trial.tell("on the other")
    trial.console.monitors.next(city)
    trial.until(lambda: city.geometry() == right)
    plug(["left"])
    trial.until(home)
    trial.press(city, Qt.Key.Key_2, alt)
    trial.until(lambda: not city.isFloating())
    trial.tell("put back")
    trial.console._keep_places = lambda: None  # type: ignore[method-assign]  # what is kept is from before


def main() -> None:
    trial = Trial(make_application(False), Path(sys.argv[1]))
    with hearing(trial.window) as trial.heard:
        if len(QGuiApplication.screens()) > 1:
            two(trial)
        else:
            trial.tell("kept for two")
    trial.console.close()


if __name__ == "__main__":
    main()
