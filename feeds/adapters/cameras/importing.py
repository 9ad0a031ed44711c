"""Takes registers in, whole: every usable camera once, every fault with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from alerts.cameras import Camera
from alerts.errors import InputError
from feeds.adapters.cameras.columns import columns_of
from feeds.adapters.cameras.faults import Code, Fault
from feeds.adapters.cameras.geojson import cells_of, read_features
from feeds.adapters.cameras.row import Refused, camera_of
from feeds.adapters.cameras.table import LOST, read_table

EVERY: Final = 500
"""Rows between two looks at whether it is still wanted."""
_MOST_AT_ONE_SPOT: Final = 100
Progress = Callable[[int, int], bool]
"""(rows done, rows in all so far) -> whether to go on."""


class Cancelled(Exception):
    """Whoever asked for it wants it no longer; nothing was changed."""


@dataclass(slots=True)
class Imported:
    """``rows`` read, ``cameras`` that came of them, ``faults`` in the order of the rows."""

    cameras: list[Camera] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    rows: int = 0

    @property
    def refused(self) -> int:
        """Rows that gave no camera."""
        return self.rows - len(self.cameras)

    @property
    def directed(self) -> int:
        """Cameras of which it is known where they look."""
        return sum(bool(camera.views) for camera in self.cameras)

    @property
    def streams(self) -> int:
        """Cameras with an address for their picture."""
        return sum(bool(camera.stream) for camera in self.cameras)


def import_cameras(paths: Sequence[Path], stream: str = "", recording: str = "", progress: Progress | None = None) -> Imported:
    """All cameras of these registers (``.csv``, ``.txt``, ``.tsv``, ``.geojson``, ``.json``), each once.

    ``stream`` and ``recording`` are the addresses of cameras that have none of their own, with ``{id}`` for the camera's id.
    InputError where a file cannot be used at all, or no camera comes of them; Cancelled where ``progress`` says so.
    """
    for template in (stream, recording):
        if template and "{id}" not in template:
            raise InputError(f"{template!r}: an address for all cameras needs {{id}} where the camera's id goes")
    found, seen = Imported(), _Seen()
    for path in paths:
        rows = _features(path) if path.suffix.lower() in (".geojson", ".json") else _lines(path)
        for total, line, cells, faults, headings in rows:
            found.rows += 1
            if progress is not None and found.rows % EVERY == 0 and not progress(found.rows, max(total, found.rows)):
                raise Cancelled
            camera = _camera(path.name, line, cells, faults, headings)
            if camera is not None:
                camera = seen.once(path.name, line, camera, faults, named=bool((cells or {}).get("id")))
            if camera is not None:
                found.cameras.append(_addressed(camera, stream, recording))
            found.faults += faults
    if not found.cameras:
        first = f" (the first of {len(found.faults)} faults: line {found.faults[0].line})" if found.faults else ""
        raise InputError(f"{', '.join(path.name for path in paths)}: no usable camera in {found.rows} rows{first}")
    return found


def _camera(file: str, line: int, cells: dict[str, str] | None, faults: list[Fault], headings: dict[str, str]) -> Camera | None:
    if cells is None:
        return None

    def say(code: Code, name: str, value: str) -> None:
        faults.append(Fault(file, line, code, headings.get(name, ""), value))

    try:
        return camera_of(cells, say)
    except Refused:
        return None


def _addressed(camera: Camera, stream: str, recording: str) -> Camera:
    if (stream and not camera.stream) or (recording and not camera.recording):
        return replace(
            camera,
            stream=camera.stream or stream.replace("{id}", camera.id),
            recording=camera.recording or recording.replace("{id}", camera.id),
        )
    return camera


class _Seen:
    """Knows which cameras there were, and where."""

    def __init__(self) -> None:
        self._ids: dict[str, tuple[int, Camera]] = {}

    def once(self, file: str, line: int, camera: Camera, faults: list[Fault], named: bool) -> Camera | None:
        """The camera, None where it repeats another one or takes its id; both are said, with the line that was first.

        One whose id was made here (``named`` False) gets another one if need be: two poles may stand at one spot.
        """
        made = camera.id
        for number in range(2, _MOST_AT_ONE_SPOT):
            known = self._ids.get(camera.id)
            if known is None:
                self._ids[camera.id] = line, camera
                return camera
            if _without_dates(camera) == _without_dates(known[1]):
                faults.append(Fault(file, line, "duplicate", value=camera.id, other=known[0]))
                return None
            if named:
                break
            camera = replace(camera, id=f"{made}-{number}")
        faults.append(Fault(file, line, "duplicate_id", value=made, other=self._ids[made][0]))
        return None


def _without_dates(camera: Camera) -> Camera:
    """What two rows of one camera may differ in: when it was looked at, and how its telephone is written."""
    return replace(camera, as_of="", phone="")


Row = tuple[int, int, "dict[str, str] | None", "list[Fault]", "dict[str, str]"]
"""(rows in all, line, cells by field or None where they are unusable, faults so far, headings by field)."""


def _lines(path: Path) -> Iterator[Row]:
    table = read_table(path)
    headings = {name: table.headings[place].strip() for name, place in table.columns.items()}
    width = len(table.headings)
    for line, cells in table.rows:
        faults: list[Fault] = []
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        if len(cells) > width or len(cells) < max(table.columns["lat"], table.columns["lon"]) + 1:
            faults.append(Fault(path.name, line, "cells", value=f"{len(cells)}/{width}"))
            yield table.lines, line, None, faults, headings
            continue
        found = {name: cells[place].strip() for name, place in table.columns.items() if place < len(cells)}
        broken = next((name for name, text in found.items() if LOST in text), None)
        if broken is not None:
            faults.append(Fault(path.name, line, "encoding", headings[broken], found[broken]))
        yield table.lines, line, found, faults, headings


def _features(path: Path) -> Iterator[Row]:
    for number, feature in read_features(path):
        properties = cells_of(feature)
        names = list(properties)
        headings = {name: names[place] for name, place in columns_of(names).items()}
        cells = {name: properties[heading].strip() for name, heading in headings.items()}
        point, faults = feature.point, []
        if point is None:
            faults.append(Fault(path.name, number, "not_a_point"))
            yield number, number, None, faults, headings
            continue
        cells["lon"], cells["lat"] = (repr(value) for value in point)
        if feature.id is not None and "id" not in cells:
            cells["id"] = str(feature.id)
        yield number, number, cells, faults, headings | {"lat": "coordinates", "lon": "coordinates"}
