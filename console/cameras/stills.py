"""Stills taken at the wall: recorded with the fingerprint of their file, then written, then at hand for reports."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from alerts.cameras import Purpose
from alerts.commands import Answer
from alerts.errors import WorldError
from alerts.incidents import Incident
from console.bridge import Bridge, Tick
from console.window.workplace import Workplace
from widgets.moments import korean_time
from widgets.outward import KeptStill

MOST: Final = 12
"""Stills of one incident that are looked up in the folder, the newest first."""
_UNSAFE: Final = re.compile(r"[^0-9A-Za-z가-힣._-]+")
_STAMP: Final = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class _Taken:
    path: Path
    incident: Incident
    camera: str
    moment: datetime
    purpose: Purpose
    data: bytes = b""
    sha256: str = ""


class Stills(QObject):
    """A picture becomes a file only when the log has it; the entry names the file and its SHA-256."""

    _encoded = Signal(object)
    _written = Signal(object, str)

    def __init__(self, bridge: Bridge, place: Workplace, why: Callable[[Answer], str], parent: QObject) -> None:
        """``why`` says in words what an answer refused."""
        super().__init__(parent)
        self._bridge, self._place, self._why = bridge, place, why
        self._folder = place.data / "stills"
        self._asked: dict[str, _Taken] = {}
        self._kept: dict[str, list[KeptStill]] = {}
        self._names: set[str] = set()
        self._encoded.connect(self._send)
        self._written.connect(self._told)

    def take(self, incident: Incident, camera: str, purpose: Purpose, pixels: Any) -> None:
        """Keep this picture ((height, width, 4) uint8, BGRA) of a camera, seen for this purpose."""
        moment = datetime.now(korean_time())
        taken = _Taken(self._free(incident, camera, moment), incident, camera, moment, purpose)

        def encode() -> None:
            from feeds.streams.stills import png_of

            try:
                data = png_of(pixels)
            except WorldError as error:
                self._written.emit(taken, str(error))
                return
            ready = _Taken(taken.path, incident, camera, moment, purpose, data, sha256(data).hexdigest())
            self._encoded.emit(ready)

        threading.Thread(target=encode, name="still", daemon=True).start()

    def apply(self, tick: Tick) -> None:
        """Take answers, and follow incidents that got another key."""
        for command, answer in tick.answers:
            taken = self._asked.pop(command.id, None)
            if taken is not None:
                self._answered(taken, answer)
        for old, new in tick.moved.items():
            if old in self._kept:
                self._kept.setdefault(new, []).extend(self._kept.pop(old))

    def of(self, incident: Incident) -> tuple[KeptStill, ...]:
        """The stills kept of this incident on this machine, the newest first: also those of an earlier day."""
        found = {still.path: still for still in self._kept.get(incident.key, [])}
        if incident.id:
            for path in self._folder.glob(f"{_UNSAFE.sub('_', incident.id)}_*.png"):
                still = found.get(path) or _named(path, incident.id)
                if still is not None:
                    found[path] = still
        return tuple(sorted(found.values(), key=lambda one: one.taken, reverse=True)[:MOST])

    def _free(self, incident: Incident, camera: str, moment: datetime) -> Path:
        name = _UNSAFE.sub("_", "_".join(filter(None, (incident.id, camera, f"{moment:{_STAMP}}"))))
        free, number = name, 1
        while free in self._names or (self._folder / f"{free}.png").exists():
            number += 1
            free = f"{name}-{number}"
        self._names.add(free)
        return self._folder / f"{free}.png"

    def _send(self, taken: _Taken) -> None:
        language = self._place.wording.language
        command = self._bridge.command(
            "snapshot", taken.incident.key, cameras=[taken.camera], purpose=taken.purpose.id,
            basis=taken.purpose.basis(language), text=taken.path.name, sha256=taken.sha256,
        )  # fmt: skip
        if command is None:
            self._place.notices.say("console-too-many-commands")
        else:
            self._asked[command.id] = taken

    def _answered(self, taken: _Taken, answer: Answer) -> None:
        if not answer.ok:
            self._place.notices.say("wall-not-saved", why=self._why(answer))
            return

        def write() -> None:
            from feeds.streams.stills import write_still

            try:
                write_still(taken.path, taken.data)
            except WorldError as error:
                self._written.emit(taken, str(error))
            else:
                self._written.emit(taken, "")

        threading.Thread(target=write, name="still", daemon=True).start()

    def _told(self, taken: _Taken, why: str) -> None:
        if why:
            self._place.notices.say("wall-not-saved", why=why)
            return
        still = KeptStill(taken.path, taken.camera, taken.moment, taken.sha256)
        self._kept.setdefault(taken.incident.key, []).append(still)
        self._place.notices.say("wall-saved", path=str(taken.path))


def _named(path: Path, incident: str) -> KeptStill | None:
    """What a file's name says of it; the fingerprint stands in the log alone then."""
    camera, _, stamp = path.stem.removeprefix(f"{_UNSAFE.sub('_', incident)}_").rpartition("_")
    try:
        taken = datetime.strptime(stamp[:15], _STAMP).replace(tzinfo=korean_time())
    except ValueError:
        return None
    return KeptStill(path, camera, taken)
