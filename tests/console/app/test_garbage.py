"""When the console looks for garbage."""

from __future__ import annotations

import ctypes
import gc
import sys
import time
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from console.app.garbage import EVERY_S, RESTED_S, YOUNG, Garbage
from console.diagnostics.process import resident_mb


class Ring:
    """Holds itself, so that only the collector finds it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def touched(qapp: QApplication) -> Iterator[list[float]]:
    before = gc.get_threshold()
    yield [0.0]
    gc.set_threshold(*before)


def test_nothing_old_is_looked_through_until_an_hour_has_passed_and_nobody_works(touched: list[float]) -> None:
    before = gc.get_threshold()
    garbage = Garbage(lambda: touched[0])
    garbage.start()
    assert gc.get_threshold() == YOUNG
    ring = Ring()
    gc.collect()
    seen = weakref.ref(ring)
    del ring
    garbage.look()
    assert seen() is not None, "the start itself was a moment ago"
    garbage._collected = time.monotonic() - EVERY_S
    touched[0] = time.monotonic()
    garbage.look()
    assert seen() is not None, "somebody is at the keys"
    touched[0] = time.monotonic() - RESTED_S
    garbage.look()
    assert seen() is None
    garbage.stop()
    assert gc.get_threshold() == before


@pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="this C library gives back by itself"
)
def test_what_lies_free_between_pieces_that_stay_goes_back_to_the_system(touched: list[float]) -> None:
    garbage = Garbage(lambda: touched[0])
    burst = [bytearray(b"x" * 100_000) for _ in range(1_000)]
    staying = burst[::50]
    full = resident_mb()
    del burst
    garbage.look()
    assert resident_mb() < full - 50.0, "of 100 MB two were kept"
    assert len(staying) == 20
