"""Where CAP alerts come from: files, folders, addresses."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator
from http.client import HTTPException
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import Request, urlopen

from alerts.errors import InputError
from feeds.adapters.cap import CapReader
from feeds.wire.frame import Frame

MAX_DOCUMENT: Final = 16 * 1024 * 1024
TIMEOUT_S: Final = 15.0
_REMEMBERED: Final = 10_000


class CapPlaces:
    """Reads what is new in each place; a document that was read before is not read again."""

    def __init__(self, places: tuple[str, ...], source: str) -> None:
        """InputError where a file or folder is not there."""
        for place in places:
            if not _is_url(place) and not Path(place).exists():
                raise InputError(f"{place}: there is no such file or folder")
        self._places = places
        self._reader = CapReader(source)
        self._seen: dict[bytes, None] = {}
        self.troubles: deque[str] = deque(maxlen=100)

    def fresh(self, stop: Callable[[], bool]) -> Iterator[Frame]:
        """A frame for each document not seen before."""
        for place in self._places:
            for name, data in self._documents(place):
                if stop():
                    return
                mark = hashlib.sha256(data).digest()
                if mark in self._seen:
                    continue
                self._seen[mark] = None
                if len(self._seen) > _REMEMBERED:
                    del self._seen[next(iter(self._seen))]
                frame = self._reader.read(data)
                self.troubles.extend(f"{name}: {rejection.reason}" for rejection in frame.rejections)
                yield frame

    def _documents(self, place: str) -> Iterator[tuple[str, bytes]]:
        if _is_url(place):
            data = self._fetch(place)
            if data is not None:
                yield place, data
            return
        path = Path(place)
        for file in sorted(path.glob("*.xml")) if path.is_dir() else [path]:
            try:
                with file.open("rb") as opened:
                    yield str(file), opened.read(MAX_DOCUMENT)
            except OSError as error:
                self.troubles.append(f"{file}: cannot be read ({error.strerror})")

    def _fetch(self, url: str) -> bytes | None:
        try:
            request = Request(url, headers={"Accept": "application/cap+xml, application/xml, text/xml"})  # noqa: S310
            with urlopen(request, timeout=TIMEOUT_S) as reply:  # noqa: S310  (http and https only, see _is_url)
                data: bytes = reply.read(MAX_DOCUMENT)
                return data
        except (URLError, HTTPException, OSError, ValueError) as error:
            self.troubles.append(f"{url}: cannot be fetched ({getattr(error, 'reason', error)})")
            return None


def _is_url(place: str) -> bool:
    return place.startswith(("https://", "http://"))
