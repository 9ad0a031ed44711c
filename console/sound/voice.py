"""Speaks, where the platform has a voice: through the program that comes with it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import Final

_LONGEST: Final = 200
"""Characters of one announcement."""
_POWERSHELL: Final = (
    "Add-Type -AssemblyName System.Speech;"
    "$v=New-Object System.Speech.Synthesis.SpeechSynthesizer;$v.Speak([Console]::In.ReadToEnd())"
)


class Voice:
    """One announcement at a time: what is still being said is not talked over."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def there(self) -> bool:
        """Whether this machine has a voice."""
        return bool(_program("ko"))

    @property
    def busy(self) -> bool:
        """Whether something is being said."""
        return self._running is not None and self._running.poll() is None

    def say(self, text: str, language: str) -> bool:
        """Say this; False where there is no voice, or something is being said already."""
        command = _program(language)
        if not command or self.busy:
            return False
        try:
            self._running = subprocess.Popen(  # noqa: S603 - a fixed program; the text goes by its standard input
                command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            assert self._running.stdin is not None
            self._running.stdin.write(text[:_LONGEST].encode())
            self._running.stdin.close()
        except OSError:
            return False
        return True

    def close(self) -> None:
        """Stop talking."""
        if self._running is not None and self._running.poll() is None:
            self._running.kill()
        if self._running is not None:
            self._running.wait(5.0)
            self._running = None


def _program(language: str) -> list[str]:
    """The command that speaks what it reads; empty where there is none."""
    if sys.platform == "darwin":
        return ["say", "-v", "Yuna"] if language == "ko" else ["say"]
    if sys.platform == "win32":
        return ["powershell", "-NoProfile", "-Command", _POWERSHELL]
    if shutil.which("spd-say"):
        return ["spd-say", "--wait", "--pipe-mode", "--language", language]
    for name in ("espeak-ng", "espeak"):
        if shutil.which(name):
            return [name, "-v", language, "--stdin"]
    return []
