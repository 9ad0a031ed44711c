"""`cameras`: the city's camera register."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from alerts.wording import Wording
    from feeds.adapters.cameras import Imported
    from feeds.adapters.cameras.importing import Progress

SHOWN = 20
"""Faults written to the terminal; all of them go into the file of --faults."""
_DATA = click.option("--data", type=click.Path(path_type=Path), help="The data folder [env: GWANJE_HOME].")
_CITY = click.option("--city", metavar="NAME", help="The city profile; by default the one of the hub's configuration.")
_LANGUAGE = click.option("--language", type=click.Choice(["ko", "en"]), default="en", show_default=True)


@click.group(name="cameras")
def command() -> None:
    """Takes in the city's camera register, and looks cameras up in it."""


@command.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--stream", default="", metavar="ADDRESS", help="Where footage is, for cameras without an address: rtsp://vms/{id}"
)
@click.option(
    "--recording", default="", metavar="ADDRESS", help="Where recordings are: rtsp://vms/{id}?from={start}, or a file."
)
@click.option("--faults", type=click.Path(dir_okay=False, path_type=Path), help="Write every fault into this text file.")
@click.option("--progress", is_flag=True, hidden=True, help="Write the rows read so far as lines, for a program to follow.")
@_CITY
@_DATA
@_LANGUAGE
def import_command(
    files: tuple[Path, ...],
    stream: str,
    recording: str,
    faults: Path | None,
    progress: bool,
    city: str | None,
    data: Path | None,
    language: str,
) -> int:
    """Replaces the register with the cameras of FILES: the national standard's CSV (전국CCTV표준데이터), or GeoJSON.

    Rows that cannot be used are named with line and column and left out; the others are taken. A hub that runs on this data
    folder notices within a second or two: it uses the new register from then on, and so does every console connected with it.
    """
    from datetime import UTC, datetime

    from alerts.cameras.store import register_path, write_register
    from alerts.wording import Wording
    from console.app.settings import user_name
    from feeds.adapters.cameras import import_cameras

    wording, (folder, name) = Wording(language), _where(data, city)
    found = import_cameras(files, stream, recording, _telling(wording, progress))
    path = register_path(folder, name)
    write_register(
        path, found.cameras, [file.name for file in files], datetime.now(UTC).isoformat(timespec="seconds"), user_name()
    )
    _tell(found, wording, faults)
    click.echo(f"{path}")
    return 0


@command.command(name="near")
@click.argument("lat", type=click.FloatRange(-90, 90))
@click.argument("lon", type=click.FloatRange(-180, 180))
@click.option("-n", "--count", type=click.IntRange(1, 100), default=9, show_default=True)
@_CITY
@_DATA
@_LANGUAGE
def near_command(lat: float, lon: float, count: int, city: str | None, data: Path | None, language: str) -> int:
    """Names the cameras that see a place best (degrees): distance, side, and whether they look there."""
    from alerts.cameras.store import read_register, register_path
    from alerts.places import load_city
    from alerts.wording import Wording

    wording, (folder, name) = Wording(language), _where(data, city)
    register = load_city(name, register=read_register(register_path(folder, name))).register
    for near in register.nearest(lat, lon, count):
        side = wording(f"wall-side-{near.sector}")
        way = wording("wall-way", side=side, metres=f"{near.distance_m:.0f}")
        click.echo("  ".join(filter(None, (near.camera.id, way, wording(f"wall-sight-{near.sight}"), near.camera.where))))
    return 0


def _where(data: Path | None, city: str | None) -> tuple[Path, str]:
    """The data folder, and the name of the city."""
    from alerts.places import load_city
    from feeds.hub.config import HubConfig, load_config
    from feeds.paths import data_folder

    folder = data_folder(os.environ, data)
    config = folder / "hub.toml"
    name = city or (load_config(config) if config.exists() else HubConfig()).city
    load_city(name)  # there is such a city, or it is said
    return folder, name


def _telling(wording: Wording, lines: bool) -> Progress | None:
    if not lines and not sys.stderr.isatty():
        return None

    def tell(rows: int, total: int) -> bool:
        if lines:
            click.echo(f"rows {rows} {total}")
        else:
            click.echo(f"\r{wording('import-reading', rows=f'{rows:,}')}", err=True, nl=False)
        return True

    return tell


def _tell(found: Imported, wording: Wording, out: Path | None) -> None:
    from alerts.errors import OutputError

    lines = [fault.text(wording) for fault in found.faults]
    if out is not None:
        try:
            out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        except OSError as error:
            raise OutputError(f"{out}: the list of faults cannot be written ({error.strerror})") from error
    for line in lines[:SHOWN]:
        click.echo(line, err=True)
    if len(lines) > SHOWN:
        where = str(out) if out is not None else "--faults FILE"
        click.echo(wording("import-faults-more", count=len(lines) - SHOWN, path=where), err=True)
    click.echo(
        wording(
            "import-summary", rows=f"{found.rows:,}", cameras=f"{len(found.cameras):,}", refused=f"{found.refused:,}",
            directed=f"{found.directed:,}", streams=f"{found.streams:,}",
        )
    )  # fmt: skip
