"""One row of a register becomes a camera, or a fault that says why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Final

from msgspec.structs import replace

from alerts.cameras import Camera, views_of
from feeds.adapters.cameras.faults import Code

LAT: Final = (32.5, 39.0)
LON: Final = (123.5, 132.5)
"""Korea, with its islands. No latitude there is a longitude there, so that swapped ones are unmistakable."""
_MONTH: Final = re.compile(r"^(?P<year>(?:19|20)\d\d)\D{0,2}(?P<month>0?[1-9]|1[0-2])(?:\D.*|\d\d)?$")
_DAY: Final = re.compile(r"^(?P<year>(?:19|20)\d\d)\D?(?P<month>\d\d)\D?(?P<day>\d\d)\D*$")
_NUMBER: Final = re.compile(r"^(?P<value>\d{1,7})(?:\.\d+)?\s*(?:만\s*화소|만|화소|대|일|개|개월)?$")
Say = Callable[[Code, str, str], None]
"""(code, field, value): what is wrong with which field."""


class Refused(Exception):
    """The row gives no camera; the reason was said."""


def camera_of(cells: Mapping[str, str], say: Say) -> Camera:
    """The camera of these cells (field -> text); what it can do without is left out and said.

    Refused where it has no usable place.
    """
    lat, lon = place_of(cells.get("lat", ""), cells.get("lon", ""), say)
    direction = cells.get("direction", "")
    camera = Camera(
        id=cells.get("id", ""), lat=lat, lon=lon, agency=cells.get("agency", ""), address=cells.get("address", ""),
        lot_address=cells.get("lot_address", ""), purpose=cells.get("purpose", ""),
        count=_number("count", cells, say) or 1, pixels=_pixels(cells, say), views=views_of(direction), direction=direction,
        kept_days=_number("kept_days", cells, say), installed=_date(cells, "installed", _MONTH, say),
        phone=cells.get("phone", ""), as_of=_date(cells, "as_of", _DAY, say),
        stream=cells.get("stream", ""), recording=cells.get("recording", ""),
    )  # fmt: skip
    return camera if camera.id else _named(camera)


def place_of(lat_text: str, lon_text: str, say: Say) -> tuple[float, float]:
    """Latitude and longitude in degrees; swapped ones are put right, which is only done inside Korea and is said."""
    for field, text in (("lat", lat_text), ("lon", lon_text)):
        if not text:
            say("no_place", field, "")
            raise Refused
    values = []
    for field, text in (("lat", lat_text), ("lon", lon_text)):
        try:
            value = float(text.rstrip("°NEne "))
        except ValueError:
            say("bad_place", field, text)
            raise Refused from None
        values.append(value)
    lat, lon = values
    if _inside(lat, lon):
        return lat, lon
    if _inside(lon, lat):
        say("swapped", "lat", f"{lat_text}, {lon_text}")
        return lon, lat
    say("outside", "lat", f"{lat_text}, {lon_text}")
    raise Refused


def _inside(lat: float, lon: float) -> bool:
    return LAT[0] <= lat <= LAT[1] and LON[0] <= lon <= LON[1]


def _number(field: str, cells: Mapping[str, str], say: Say) -> int | None:
    text = cells.get(field, "").replace(",", "")
    if not text or text == "-":
        return None
    found = _NUMBER.match(text)
    if found is None:
        say("left_out", field, text)
        return None
    return int(found["value"])


def _pixels(cells: Mapping[str, str], say: Say) -> int | None:
    """In ten thousands, as the standard has it; whole pixels (2,000,000) are what some write instead."""
    value = _number("pixels", cells, say)
    return None if not value else round(value / 10_000) if value >= 30_000 else value


def _date(cells: Mapping[str, str], field: str, pattern: re.Pattern[str], say: Say) -> str:
    """A date as the row writes it, to the day or to the month as ``pattern`` has it; empty where there is none."""
    text = cells.get(field, "")
    found = pattern.match(text)
    if found is None:
        if text:
            say("left_out", field, text)
        return ""
    return "-".join(part.zfill(2) for part in found.groups())


def _named(camera: Camera) -> Camera:
    """The national register has no ids: one that stays the same as long as the row says the same of place and view."""
    words = (camera.agency, camera.where, f"{camera.lat:.6f}", f"{camera.lon:.6f}", camera.purpose, camera.direction)
    mark = blake2b("\x1f".join(words).encode(), digest_size=4).hexdigest()
    office = (camera.agency.split() or ["CCTV"])[-1].removesuffix("청")
    return replace(camera, id=f"{office}-{mark}")
