"""Writes made-up footage into files, each once, for whoever wants to look through a camera of the synthetic city."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

from alerts.errors import OutputError
from feeds.paths import private_folder

LIVE_S: Final = 12
RECORDED_S: Final = 24
BEGINS_S: Final = 12.0
"""When in a recording that begins which an incident is about."""
VARIANTS: Final = 3
_HOME: Final = Path(__file__).resolve().parent.parent.parent.parent
_OF_KIND: Final = {
    "crowd": "crowd", "violence": "fight", "fire": "fire", "rescue": "fall", "medical": "fall", "flood": "flood",
    "weather": "flood", "vehicle": "street", "journey": "alone", "vulnerable": "alone", "intrusion": "alone",
    "traffic": "stopped", "environment": "flood",
}  # fmt: skip


def scene_of(kind: str) -> str:
    """What cameras near an incident of this kind show."""
    return _OF_KIND.get(kind, "street")


class Clips:
    """The files of one folder. For any thread; two that want the same file wait for one writing of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    def live(self, scene: str, variant: int) -> Path:
        """Footage in which it is going on, made to be shown over and over. About a second of work the first time."""
        return self._made(scene, variant % VARIANTS, LIVE_S, -4.0, "live")

    def recorded(self, scene: str, variant: int) -> Path:
        """Footage in which it begins after :data:`BEGINS_S` seconds."""
        return self._made(scene, variant % VARIANTS, RECORDED_S, BEGINS_S, "recorded")

    def _made(self, scene: str, variant: int, seconds: int, begins: float, what: str) -> Path:
        path = self._folder / f"{scene}-{variant}-{what}.mp4"
        with self._lock:
            if not path.exists():
                private_folder(self._folder)
                part = path.with_suffix(".part")
                # in a process of its own: drawing holds the interpreter, and whoever asks has a screen to keep moving
                arguments = [str(part), scene, str(variant), str(seconds), str(begins)]
                done = subprocess.run(  # noqa: S603
                    [sys.executable, "-m", "feeds.city.footage", *arguments], capture_output=True, cwd=_HOME, check=False
                )
                if done.returncode:
                    said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
                    raise OutputError(f"{path}: made-up footage cannot be written: {said or 'the disk or the memory is full'}")
                part.replace(path)
        return path
