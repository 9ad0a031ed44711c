"""Where a hub under test listens: at ports the system gives, because several tests run side by side."""

from __future__ import annotations

from typing import Final

ANY_PORT: Final = ("--feed-port", "0", "--console-port", "0", "--outward-port", "0")
