"""What is heard, how loud, and when it is quiet; with a button to try each sound."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from alerts.attention import Quiet
from alerts.wording import Wording
from widgets.theme import Theme


@dataclass(frozen=True, slots=True)
class Heard:
    """The settings as they stand; ``volume`` from 0 to 1."""

    volume: float
    muted: bool
    voice: bool
    flash: bool
    quiet: Quiet
    reminders: bool = True


class HearingDialog(QDialog):
    """Every change holds at once: ``changed`` carries the :class:`Heard`. ``tried`` asks for a sound: a priority,
    ``reminded`` or ``escalated``.
    """

    changed = Signal(object)
    tried = Signal(object)

    def __init__(self, heard: Heard, has_voice: bool, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        """``has_voice``: whether this machine can speak."""
        super().__init__(parent)
        px, say = theme.px, wording
        self._wording, self._theme = wording, theme
        self.setModal(True)
        self.setProperty("ground", "panel")
        self.setWindowTitle(say("hearing-title"))
        self.setMinimumWidth(px(460))
        heading = QLabel(say("hearing-title"), self)
        heading.setProperty("role", "title")
        self.volume = QSlider(Qt.Orientation.Horizontal, self)
        self.volume.setRange(0, 100)
        self.volume.setPageStep(10)
        self.volume.setValue(round(100 * heard.volume))
        self.volume.setAccessibleName(say("hearing-volume"))
        self.percent = QLabel(self)
        self.percent.setMinimumWidth(px(48))
        self.muted = self._check("hearing-muted", heard.muted)
        self.voice = self._check("hearing-voice", heard.voice and has_voice)
        self.voice.setEnabled(has_voice)
        self.flash = self._check("hearing-flash", heard.flash)
        self.reminders = self._check("hearing-reminders", heard.reminders)
        self.quiet = self._check("hearing-quiet", heard.quiet.on)
        self.since, self.to = self._time("hearing-since", heard.quiet.since), self._time("hearing-to", heard.quiet.to)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.said.setProperty("role", "muted")
        self.say_trouble("" if has_voice else say("hearing-no-voice"))
        tries = QHBoxLayout()
        tries.setSpacing(px(8))
        self.tries: list[QPushButton] = []
        for priority in (1, 2, 3):
            button = QPushButton(say("hearing-try", priority=str(priority)), self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, one=priority: self.tried.emit(one))
            tries.addWidget(button)
            self.tries.append(button)
        tries.addStretch(1)
        gentle = QHBoxLayout()
        gentle.setSpacing(px(8))
        for name in ("reminded", "escalated"):
            button = QPushButton(say(f"hearing-try-{name}"), self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, one=name: self.tried.emit(one))
            gentle.addWidget(button)
            self.tries.append(button)
        gentle.addStretch(1)
        loud = QHBoxLayout()
        loud.addWidget(QLabel(say("hearing-volume"), self))
        loud.addWidget(self.volume, 1)
        loud.addWidget(self.percent)
        hours = QHBoxLayout()
        hours.setContentsMargins(px(26), 0, 0, 0)
        for part in (self.since, QLabel("–", self), self.to):
            hours.addWidget(part)
        hours.addStretch(1)
        done = QPushButton(f"{say('hearing-done')}   Esc", self)
        done.setAccessibleName(say("hearing-done"))
        done.setAutoDefault(False)
        done.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(20))
        column.setSpacing(px(12))
        column.addWidget(heading)
        column.addLayout(loud)
        column.addLayout(tries)
        column.addLayout(gentle)
        for box in (self.muted, self.voice, self.flash, self.reminders, self.quiet):
            column.addWidget(box)
        column.addLayout(hours)
        column.addWidget(self.said)
        column.addWidget(done, 0, Qt.AlignmentFlag.AlignRight)
        self._show()
        self.volume.valueChanged.connect(self._tell)
        for box in (self.muted, self.voice, self.flash, self.reminders, self.quiet):
            box.toggled.connect(self._tell)
        for edit in (self.since, self.to):
            edit.currentIndexChanged.connect(self._tell)

    def heard(self) -> Heard:
        """The settings as they stand."""
        quiet = Quiet(self.since.currentData(), self.to.currentData(), self.quiet.isChecked())
        return Heard(
            self.volume.value() / 100, self.muted.isChecked(), self.voice.isChecked(), self.flash.isChecked(), quiet,
            self.reminders.isChecked(),
        )  # fmt: skip

    def say_trouble(self, text: str) -> None:
        """One sentence below the settings; empty for none."""
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _check(self, name: str, on: bool) -> QCheckBox:
        box = QCheckBox(self._wording(name), self)
        box.setChecked(on)
        return box

    def _time(self, name: str, at: time) -> QComboBox:
        edit = QComboBox(self)
        times = sorted({*(time(half // 2, 30 * (half % 2)) for half in range(48)), at.replace(second=0, microsecond=0)})
        for one in times:
            edit.addItem(f"{one:%H:%M}", one)
        edit.setCurrentText(f"{at:%H:%M}")
        edit.setAccessibleName(self._wording(name))
        return edit

    def _tell(self) -> None:
        self._show()
        self.changed.emit(self.heard())

    def _show(self) -> None:
        self.percent.setText(f"{self.volume.value()} %")
        for edit in (self.since, self.to):
            edit.setEnabled(self.quiet.isChecked())
