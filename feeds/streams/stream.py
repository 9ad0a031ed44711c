"""One stream: a thread that opens, decodes, and opens again; whoever shows it takes the newest picture when it likes."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from av.error import FFmpegError

from alerts.cameras.footage import FootageState, FootageStatus, FootageTrouble
from alerts.errors import WorldError
from feeds.streams.address import Address
from feeds.streams.kept import KeptReading
from feeds.streams.picture import Picture, Pixels
from feeds.streams.reading import Reading
from feeds.streams.ring import Ring
from feeds.streams.trouble import Damaged, NoAddress, NotCovered, NoVideo, reason

STALL_S: Final = 2.5
"""Without a picture for so long, a stream no longer counts as live."""
SILENT_S: Final = 8.0
"""Without anything for so long, it is given up and opened again."""
FIRST_RETRY_S: Final = 1.0
LONGEST_RETRY_S: Final = 30.0
HOPELESS: Final = ("denied", "no_address", "not_covered")
"""What is no better a second later: it is tried again when somebody asks for it."""
STEADY_S: Final = 20.0
"""A stream that ran so long had recovered: the next retry comes soon again."""

_log: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long opening and silence are borne, and the first pause before it is tried again; seconds."""

    open_s: float = 5.0
    silent_s: float = SILENT_S
    first_retry_s: float = FIRST_RETRY_S


class Stream:
    """Start it, take pictures from it, stop it. Every method may be called from any thread and none waits, but :meth:`join`.

    Holds one picture at a time: what nobody has taken when the next comes was not needed.
    """

    def __init__(
        self, name: str, source: Callable[[], Address], patience: Patience | None = None, ring: Ring | None = None
    ) -> None:
        """``name`` is the thread's and stands in the log; the address, which may hold a password, does not.

        ``source`` gives the address whenever it is opened; it is called in the thread and may take its time.
        ``ring`` keeps the last packets of a stream that comes over the network.
        """
        self._source = source
        self._patience = patience or Patience()
        self.ring = ring
        self._stop = threading.Event()
        self._again = threading.Event()
        self._lock = threading.Lock()
        self._picture: Picture | None = None
        self._fit = (640, 360)
        self._state: FootageState = "connecting"
        self._why: FootageTrouble = ""
        self._retry_at: float | None = None
        self._attempts = 0
        self._reading: Reading | None = None
        self._since = time.monotonic()
        self._thread = threading.Thread(target=self._run, name=f"stream {name}", daemon=True)

    def start(self) -> None:
        """Begin to open it."""
        self._thread.start()

    def stop(self) -> None:
        """End it, soon: an opening or a read that hangs ends with its own patience."""
        self._stop.set()
        self._again.set()

    def join(self, seconds: float) -> bool:
        """Wait for the end; False where it has not come."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def again(self) -> None:
        """Try again now, whatever was refused before."""
        self._again.set()

    def fit(self, width: int, height: int) -> None:
        """Give pictures that fit into so many pixels: scaling is done here, where nobody waits for it."""
        self._fit = (max(width, 16), max(height, 16))
        reading = self._reading
        if reading is not None:
            reading.fit = self._fit

    def take(self) -> Picture | None:
        """The newest picture, once; None where there is no new one."""
        with self._lock:
            picture, self._picture = self._picture, None
        return picture

    def still(self) -> Pixels | None:
        """The last picture in its whole size, as (height, width, 4) uint8; None before there was one."""
        reading = self._reading
        return None if reading is None else reading.still()

    def status(self) -> FootageStatus:
        """How it is doing now."""
        now, reading, state, why = time.monotonic(), self._reading, self._state, self._why
        retry = None if self._retry_at is None else max(0.0, self._retry_at - now)
        if reading is None:
            return FootageStatus(state, why, retry, attempts=self._attempts)
        if state == "live" and now - reading.last > STALL_S:
            state, why = "stalled", "silent"
        return FootageStatus(state, why, retry, reading.size, reading.fps(now), reading.load.thinned, self._attempts)

    # -- the thread

    def _run(self) -> None:
        wait = self._patience.first_retry_s
        while not self._stop.is_set():
            self._retry_at, self._state, self._why = None, "connecting", ""
            self._attempts += 1
            began = time.monotonic()
            failure = self._play()
            if self._stop.is_set():
                break
            if failure is None:
                self._state = "ended"
                self._pause(None)
                continue
            self._why = reason(failure)
            _log.debug("%s: %s (%s)", self._thread.name, self._why, type(failure).__name__)
            if self._why in HOPELESS:
                self._state = "refused" if self._why == "denied" else "lost"
                self._pause(None)
                continue
            if time.monotonic() - began > STEADY_S:
                wait = self._patience.first_retry_s
            self._state = "lost"
            self._pause(wait)
            wait = min(2.0 * wait, LONGEST_RETRY_S)
        self._reading = None

    def _play(self) -> Exception | None:
        """Until it is over (None) or fails (why)."""
        patience = self._patience
        try:
            address = self._source()
            kind = Reading if address.cut is None else KeptReading
            with kind(address, patience.open_s, patience.silent_s, self._fit) as reading:
                self._reading = reading
                reading.ring = self.ring
                reading.fit = self._fit  # it may have changed meanwhile
                for picture in reading.pictures(self._stop):
                    with self._lock:
                        self._picture = picture
                    self._state = "live"
        except (FFmpegError, OSError, ValueError, NoVideo, NoAddress, NotCovered, Damaged, WorldError) as failure:
            return failure
        if address.is_file or self._stop.is_set():
            return None
        return EOFError("the other side ended it")

    def _pause(self, seconds: float | None) -> None:
        """Until it is time, or somebody asks for it."""
        self._again.clear()
        if self._stop.is_set():
            return
        self._retry_at = None if seconds is None else time.monotonic() + seconds
        self._again.wait(seconds)
