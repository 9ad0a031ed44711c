"""One camera, or one pole with several, as a city's register has it."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct


class View(NamedTuple):
    """Where a camera looks: ``bearing`` of the middle (degrees clockwise from north), ``width`` of the field (degrees).

    360 wide means all around: a dome that turns, or several cameras on one pole.
    """

    bearing: float
    width: float


class Camera(Struct, frozen=True, array_like=True, gc=False):
    """Latitude and longitude in WGS 84 degrees; empty fields are not known.

    ``views`` is where it looks, as far as the register says; ``direction`` are the register's own words. ``pixels`` counts
    ten thousands (만 화소) as the national register does; ``installed`` is ``YYYY-MM``, ``as_of`` ``YYYY-MM-DD``; ``kept_days``
    how long its footage is kept. ``stream`` is the address of the live picture, ``recording`` of what it recorded: an
    rtsp:// or http(s):// address or a file, with ``{start}`` where the moment wanted goes.
    """

    id: str
    lat: float
    lon: float
    agency: str = ""
    address: str = ""
    lot_address: str = ""
    purpose: str = ""
    count: int = 1
    pixels: int | None = None
    views: tuple[View, ...] = ()
    direction: str = ""
    kept_days: int | None = None
    installed: str = ""
    phone: str = ""
    as_of: str = ""
    stream: str = ""
    recording: str = ""

    @property
    def where(self) -> str:
        """The address a person reads: the road's name before the lot's number."""
        return self.address or self.lot_address
