"""Raster tiles from an MBTiles file (MBTiles 1.3: an SQLite database of Web Mercator tiles), read and never written."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from math import asinh, atan, degrees, pi, radians, sinh, tan
from pathlib import Path
from typing import Final
from urllib.parse import quote

from alerts.errors import InputError

RASTER: Final = ("png", "jpg", "jpeg", "webp")
MOST_ZOOM: Final = 22


@dataclass(slots=True)
class Tiles:
    """One open file. ``least`` and ``most`` are the zoom levels it has; ``attribution`` must be shown with the map."""

    path: Path
    name: str
    attribution: str
    least: int
    most: int
    _database: sqlite3.Connection

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """The picture of this tile, rows counted from the north; None where the file has none, or is damaged there."""
        try:
            found = self._database.execute(
                "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
                (zoom, column, 2**zoom - 1 - row),  # MBTiles counts rows from the south
            ).fetchone()
        except sqlite3.Error:
            return None
        return bytes(found[0]) if found is not None and found[0] is not None else None

    def close(self) -> None:
        """Let the file go."""
        self._database.close()


def open_tiles(path: Path) -> Tiles:
    """Open a file; InputError where it is none, or holds vector tiles."""
    if not path.is_file():
        raise InputError(f"{path}: no such file")
    try:
        database = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        given = {str(name): str(value) for name, value in database.execute("SELECT name, value FROM metadata")}
        levels = database.execute("SELECT min(zoom_level), max(zoom_level) FROM tiles").fetchone()
    except sqlite3.Error as error:
        raise InputError(f"{path} is no MBTiles file: {error}") from None
    form = given.get("format", "png").lower()
    if form not in RASTER:
        database.close()
        raise InputError(f"{path}: tiles of format {form!r}; raster tiles ({', '.join(RASTER)}) were expected")
    if levels[0] is None or not 0 <= levels[0] <= levels[1] <= MOST_ZOOM:
        database.close()
        raise InputError(f"{path}: it holds no tile, or none at zoom levels 0 to {MOST_ZOOM}")
    return Tiles(path, given.get("name", path.stem), given.get("attribution", ""), int(levels[0]), int(levels[1]), database)


def column_row(zoom: int, lat: float, lon: float) -> tuple[float, float]:
    """Where this place (degrees) lies among the tiles of this zoom: column and row with their fractions, rows from the north.

    The spherical Mercator projection of the OGC tile matrix set WebMercatorQuad.
    """
    count = 2**zoom
    return (lon + 180.0) / 360.0 * count, (1.0 - asinh(tan(radians(lat))) / pi) / 2.0 * count


def corner(zoom: int, column: float, row: float) -> tuple[float, float]:
    """The (latitude, longitude) of this corner of a tile: the inverse of :func:`column_row`."""
    count = 2**zoom
    return degrees(atan(sinh(pi * (1.0 - 2.0 * row / count)))), column / count * 360.0 - 180.0
