"""Ctrl+C while Qt is being loaded."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_once() -> Iterator[None]:
    """Within it Ctrl+C ends the process on the spot, status 2: an exception inside Qt's own import would abort it loudly.

    Only for importing, before there is anything to put in order.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _stop(*_: object) -> None:
    os.write(2, b"gwanje: stopped\n")
    os._exit(2)
