"""Ends with whoever started this process, however they ended."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable


def end_with_parent(end: Callable[[], None], standard_input: int = 0) -> None:
    """Call ``end`` when the standard input ends: it is a pipe whose other end only the parent holds."""

    def watch() -> None:
        try:
            while os.read(standard_input, 4096):
                pass
        except OSError:
            pass  # it was closed here: nobody is there either
        end()

    threading.Thread(target=watch, name="end with parent", daemon=True).start()
