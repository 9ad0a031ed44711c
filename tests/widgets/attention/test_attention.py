"""The frame that flashes, and the settings of what is heard."""

from __future__ import annotations

from datetime import time
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from alerts.attention import Quiet
from widgets.attention import Flash, HearingDialog
from widgets.attention.flash import FLASHES, HALF_MS
from widgets.attention.hearing import Heard


def test_it_flashes_three_times_and_is_gone(qtbot: Any, theme: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200)
    window.show()
    flash = Flash(theme, window)
    assert 1000 / (2 * HALF_MS) <= 3, "no more than three flashes a second"
    flash.flash()
    flash.flash()
    assert flash.isVisible()
    assert flash.geometry() == window.rect()
    assert window.grab().toImage().pixelColor(2, 2).red() > 150
    changes = []
    flash._timer.timeout.connect(lambda: changes.append(flash.isVisible()))
    qtbot.waitUntil(lambda: not flash.flashing, timeout=180_000)
    assert changes == [False, True] * (FLASHES - 1) + [False]
    assert not flash.isVisible()


def test_every_change_of_the_settings_is_told_at_once(qtbot: Any, wording: Any, theme: Any) -> None:
    dialog = HearingDialog(Heard(0.6, False, True, True, Quiet()), False, wording, theme)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.voice.isEnabled()
    assert not dialog.voice.isChecked()
    assert "음성 합성" in dialog.said.text()
    assert not dialog.since.isEnabled()
    told: list[Heard] = []
    dialog.changed.connect(told.append)
    dialog.volume.setFocus()
    qtbot.keyClick(dialog.volume, Qt.Key.Key_PageUp)
    assert told[-1].volume == 0.7
    dialog.quiet.click()
    assert dialog.since.isEnabled()
    dialog.since.setCurrentText("23:30")
    assert told[-1].quiet == Quiet(time(23, 30), time(6, 0), True)
    with qtbot.waitSignal(dialog.tried) as tried:
        qtbot.mouseClick(dialog.tries[0], Qt.MouseButton.LeftButton)
    assert tried.args == [1]
    with qtbot.waitSignal(dialog.tried) as tried:
        qtbot.mouseClick(dialog.tries[-1], Qt.MouseButton.LeftButton)
    assert tried.args == ["escalated"]
    dialog.reminders.click()
    assert not told[-1].reminders
