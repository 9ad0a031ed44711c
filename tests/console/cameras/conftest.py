"""A whole console on a synthetic city, to look through its cameras."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from console.app.compose import Console
from console.window.window import Window

PATIENCE_MS = 300_000


@pytest.fixture(scope="module")
def console(opened: Callable[..., Console]) -> Console:
    return opened(synthetic=True, seed=1, rate=2.0)


@pytest.fixture
def window(window: Window) -> Iterator[Window]:
    """Footage is closed behind each test."""
    yield window
    watching = window.desk.watching
    watching.close()
    streams = list(watching.players._leaving)  # some may still wait for their footage to be drawn
    for stream in streams:
        assert stream.join(PATIENCE_MS / 1000)
