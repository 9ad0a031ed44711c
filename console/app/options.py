"""What the command line asks of the application."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """``desks`` empty: one window with all of them. ``seconds`` None: until the window is closed.

    ``hub_key`` is the public key of a hub on another machine. ``synthetic`` plays the synthetic city whatever feeds are
    configured; ``rate`` is its pace (1: about 50 events a second), ``seed`` its randomness. ``pictures`` names a folder for
    a picture of each desk, taken before the end. ``print_incidents`` writes each incident to the standard output as it is
    raised. ``replay`` names a recording to play on the trainer's desk from ``replay_from`` (seconds since the epoch) on at
    ``replay_speed``: then there is no live hub at all. ``press_keys`` works the first window by keys, to measure how soon it
    answers.
    """

    hub: str | None = None
    hub_key: Path | None = None
    desks: tuple[str, ...] = ()
    data: Path | None = None
    report: Path | None = None
    seconds: float | None = None
    pictures: Path | None = None
    operator: str | None = None
    language: str | None = None
    theme: str | None = None
    synthetic: bool = False
    rate: float | None = None
    seed: int | None = None
    offscreen: bool = False
    print_incidents: bool = False
    replay: Path | None = None
    replay_speed: float = 1.0
    replay_from: float | None = None
    press_keys: bool = False
