"""Sounds are computed, played one at a time, and a machine without a loudspeaker is no reason to fail."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from console.sound import Player, Voice
from console.sound.tones import RATE, tone


@pytest.fixture
def player() -> Iterator[Player]:
    made = Player(["NULL"])  # a real device that swallows what it is given, at the speed of a real one
    yield made
    made.close()


def test_each_priority_sounds_different_and_none_clicks_or_clips() -> None:
    sounds = [tone(priority, 1.0) for priority in (1, 2, 3)]
    assert len({sound.tobytes() for sound in sounds}) == 3
    for sound in sounds:
        assert 0.3 * RATE < len(sound) < 3.0 * RATE
        assert 15_000 < int(np.abs(sound.astype(np.int32)).max()) < 32_767
        assert int(np.abs(np.diff(sound.astype(np.int32))).max()) < 12_000
    assert int(np.abs(tone(1, 0.0)).max()) == 0


def test_reminders_are_softer_than_any_alarm_and_told_apart() -> None:
    gentle = [tone(name, 1.0) for name in ("reminded", "escalated")]
    assert gentle[0].tobytes() != gentle[1].tobytes()
    least = int(np.abs(tone(3, 1.0).astype(np.int32)).max())
    for sound in gentle:
        assert 5_000 < int(np.abs(sound.astype(np.int32)).max()) < least
        assert 0.3 * RATE < len(sound) < 3.0 * RATE


def heard_out(player: Player) -> None:
    deadline = time.monotonic() + 180.0
    while player.busy:
        assert time.monotonic() < deadline, "the sound does not end"
        time.sleep(0.01)


def test_one_sound_at_a_time(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.sound.player.tone", lambda *_: np.zeros(2 * RATE, dtype=np.int16))  # long enough to be asked
    assert player.play(3, 0.5)
    assert player.busy
    assert not player.play(1, 0.5), "a second voice would tell nothing apart"
    heard_out(player)
    player.close()
    assert player.trouble == ""
    assert player.played == 1


def test_a_machine_without_a_sound_system_says_so_and_goes_on() -> None:
    silent = Player(["CUSTOM"])
    assert silent.play(1, 0.5)
    heard_out(silent)
    silent.close()
    assert silent.trouble
    assert silent.played == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the voice of another platform cannot be put in its place")
def test_the_platform_s_voice_is_given_the_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = tmp_path / "said.txt"
    program = tmp_path / "espeak-ng"
    program.write_text(f'#!/bin/sh\necho "$@" > {said}\ncat >> {said}\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin")
    voice = Voice()
    assert voice.there
    assert voice.say("긴급 경보", "ko")
    assert voice._running is not None
    voice._running.wait(180)
    voice.close()
    assert said.read_text(encoding="utf-8") == "-v ko --stdin\n긴급 경보"


def test_a_machine_without_a_voice_says_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if sys.platform == "linux":
        assert not Voice().there
        assert not Voice().say("긴급", "ko")
