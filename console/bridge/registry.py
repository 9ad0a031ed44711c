"""The cameras and purposes that all desks use: those of the hub, fetched when they change."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec
from PySide6.QtCore import QObject, Signal

from alerts.cameras import Purpose, Register
from alerts.cameras.served import Part, Sealed, Served, read_served, unseal
from alerts.errors import InputError, RulesError, WorldError
from alerts.places import CityProfile, load_city
from alerts.places.load import with_register
from console.bridge import Bridge, Tick

AGAIN_S: Final = 5.0
"""Between two tries to fetch, while the hub speaks to us."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    version: str
    city: CityProfile
    served: Served


class Registry(QObject):
    """What is known of the city's cameras. Begins with what lies on this machine: an own hub's files, or what a hub on another
    machine gave the last time; follows the hub from its first word on.
    """

    replaced = Signal()
    """:attr:`city`, :attr:`register` or :meth:`purposes` are others now."""
    said = Signal(str, object)
    """Something to tell the operator: the name of a message, and its arguments."""
    _ready = Signal(object)

    def __init__(self, bridge: Bridge, city: str, data: Path, remote: bool, parent: QObject | None = None) -> None:
        """``remote``: the hub is not one of this data folder. RulesError and InputError where nothing can be begun with."""
        super().__init__(parent)
        self._bridge, self._data = bridge, data
        self._cache = data / "served" / f"{city}.msgpack" if remote else None
        self.version = ""
        self._fetching = ""
        self._parts: list[bytes] = []
        self._again_at = 0.0
        self._said_failed = False
        self._served: Served | None = None
        self.city = self._begin(city)
        self._ready.connect(self._use)
        bridge.ticked.connect(self._hear)

    @property
    def register(self) -> Register:
        """The cameras in force."""
        return self.city.register

    @property
    def known(self) -> bool:
        """Whether anybody has said yet which purposes there are."""
        return self._served is not None

    def purposes(self) -> tuple[Purpose, ...]:
        """What footage may be looked at for. RulesError, with what is wrong, where the list cannot be used."""
        served = self._served
        if served is None or served.trouble or not served.purposes:
            raise RulesError(served.trouble if served is not None else "")
        return tuple(served.purposes)

    @property
    def training(self) -> Purpose | None:
        """What footage is looked at for while a recording is replayed; None where the city does not allow that."""
        return self._served.training if self._served is not None else None

    # -- beginning

    def _begin(self, name: str) -> CityProfile:
        kept = self._kept()
        if kept is None and self._cache is not None:
            return load_city(name)
        self._served = kept if kept is not None else read_served(self._data, name)
        cameras = self._served.cameras
        return load_city(name, register=None if cameras is None else Register(cameras))

    def _kept(self) -> Served | None:
        """What the hub gave the last time; what cannot be read is fetched again."""
        if self._cache is None:
            return None
        try:
            sealed = msgspec.msgpack.decode(self._cache.read_bytes(), type=Sealed)
            served = unseal(sealed)
        except (OSError, msgspec.MsgspecError, InputError):
            return None
        self.version = sealed.version
        return served

    # -- fetching

    def _hear(self, tick: Tick) -> None:
        wanted = tick.picture.cameras
        if not self._bridge.up or wanted == self._fetching or time.monotonic() < self._again_at:
            return
        if wanted == self.version:
            return
        if not wanted:  # a hub that serves none, such as one of an earlier version
            if not self.known:
                self._served = read_served(self._data, self.city.name)
                self.replaced.emit()
            return
        self._fetching, self._parts = wanted, []
        self._ask()

    def _ask(self) -> None:
        self._bridge.ask("register", {"part": len(self._parts)}, self._take, self._failed)

    def _take(self, reply: Any) -> None:
        part, asked = msgspec.convert(reply, Part), len(self._parts)
        if part.version != self._fetching:  # it was replaced while it was fetched: from the beginning
            self._fetching, self._parts = part.version, []
            if asked:
                self._ask()
                return
        self._parts.append(part.data)
        if len(self._parts) < part.parts:
            self._ask()
            return
        sealed = Sealed(part.version, b"".join(self._parts))
        self._parts = []
        threading.Thread(target=self._load, args=(sealed, self.city), name="cameras", daemon=True).start()

    def _failed(self, code: str, detail: str) -> None:
        self._fetching, self._parts, self._again_at = "", [], time.monotonic() + AGAIN_S
        if not self._said_failed and code != "timeout":
            self._said_failed = True
            self.said.emit("cameras-not-fetched", {"why": detail or code})

    def _load(self, sealed: Sealed, city: CityProfile) -> None:
        """Beside the screen: a large register takes a second."""
        try:
            served = unseal(sealed)
            made = with_register(city, None if served.cameras is None else Register(served.cameras))
        except (WorldError, ValueError) as error:
            self._ready.emit(str(error))
            return
        if self._cache is not None:
            _keep(self._cache, sealed)
        self._ready.emit(_Loaded(sealed.version, made, served))

    def _use(self, loaded: _Loaded | str) -> None:
        if isinstance(loaded, str):
            self._failed("damaged", loaded)
            return
        before, first = self._served, not self.version
        self._fetching, self.version, self._said_failed = "", loaded.version, False
        if before == loaded.served:
            return
        self._served, self.city = loaded.served, loaded.city
        self.replaced.emit()
        if first and before is None:
            return
        if before is None or before.cameras != loaded.served.cameras:
            drawn = loaded.served.cameras is None
            count = f"{len(loaded.city.cameras):,}"
            self.said.emit("cameras-drawn" if drawn else "cameras-replaced", {"count": count, "by": loaded.served.by or "-"})
        elif loaded.served.trouble:
            self.said.emit("cameras-purposes-bad", {"why": loaded.served.trouble})
        elif before.purposes != loaded.served.purposes:
            self.said.emit("cameras-purposes-replaced", {})


def _keep(path: Path, sealed: Sealed) -> None:
    """For the next start. For its owner alone: addresses of streams hold passwords. Not worth a word where it fails."""
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.msgpack.encode(sealed))
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
