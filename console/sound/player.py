"""Plays one sound at a time, off the GUI thread."""

from __future__ import annotations

import logging
import os
import sys
import threading
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any, Final

from console.sound.tones import RATE, tone

_log: Final = logging.getLogger("console.sound")


class Player:
    """One device, opened with the first sound. Without one (or without the library) it stays silent, and says why."""

    def __init__(self, backends: Sequence[str] = ()) -> None:
        """``backends``: the library's names of the sound systems to try; none for whatever this machine has."""
        self._backends = tuple(backends)
        self.trouble = ""
        """Why nothing is heard; empty where all is well."""
        self.played = 0
        self._device: Any = None
        self._thread: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether a sound is on its way: another one is not begun meanwhile."""
        return self._thread is not None and self._thread.is_alive()

    def play(self, sound: int | str, volume: float) -> bool:
        """Sound this priority, or this reminder, at ``volume`` 0 to 1; False where one is sounding already."""
        if self.busy:
            return False
        self._thread = threading.Thread(target=self._play, args=(sound, volume), name="alarm sound", daemon=True)
        self._thread.start()
        return True

    def close(self) -> None:
        """Let the device go."""
        if self._thread is not None:
            self._thread.join(3.0)
        if self._device is not None:
            self._device.close()
            self._device = None

    def _play(self, sound: int | str, volume: float) -> None:
        try:
            import miniaudio  # opening a device takes time that the start of a console does not have

            if not self._backends and not _has_device():
                raise OSError("there is no sound device")
            if self._device is None:
                self._device = miniaudio.PlaybackDevice(
                    backends=[miniaudio.Backend[name] for name in self._backends] or None,
                    output_format=miniaudio.SampleFormat.SIGNED16,
                    nchannels=1,
                    sample_rate=RATE,
                    app_name="Gwanje",
                )
            over = threading.Event()
            stream = _stream(tone(sound, volume).tobytes(), over)
            next(stream)
            self._device.start(stream)
            over.wait(5.0)
            self._device.stop()
            self.played += 1
            self.trouble = ""
        except Exception as error:  # whatever a sound system can say: an alarm is also seen
            if not self.trouble:
                _log.info("no sound: %s", error)
            self.trouble = str(error) or type(error).__name__
            self._device = None


def _has_device() -> bool:
    """Whether opening one can succeed: the sound system of Linux writes pages of complaints where it cannot."""
    if sys.platform != "linux":
        return True
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    served = "PULSE_SERVER" in os.environ or (bool(runtime) and Path(runtime, "pulse", "native").exists())
    return served or Path("/dev/snd").is_dir()


def _stream(samples: bytes, over: threading.Event) -> Generator[bytes, int, None]:
    """What the device asks for, frame by frame (two bytes each)."""
    at = 0
    wanted = yield b""
    while at < len(samples):
        part = samples[at : at + 2 * wanted]
        at += len(part)
        wanted = yield part
    over.set()
    while True:
        wanted = yield b"\0" * (2 * wanted)
