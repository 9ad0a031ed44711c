"""`console`: opens the console."""

from __future__ import annotations

from pathlib import Path

import click

DESKS = ("operator", "supervisor", "trainer", "wall")


def parse_desks(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[str, ...]:
    """``operator,trainer`` as names; all of them where nothing is said."""
    if value is None:
        return ()
    names = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    unknown = [name for name in names if name not in DESKS]
    if unknown or not names:
        raise click.BadParameter(f"{', '.join(unknown) or 'nothing'} is no desk; choose from {', '.join(DESKS)}")
    return names


@click.command(name="console")
@click.option("--hub", metavar="ADDRESS", help="Connect to this hub (host or host:port) instead of starting one.")
@click.option("--hub-key", type=click.Path(dir_okay=False, path_type=Path), metavar="KEY",
              help="The public key (hub.key) of a hub on another machine.")  # fmt: skip
@click.option("--desk", "desks", callback=parse_desks, metavar="NAMES",
              help="A window for each of these (operator,supervisor,trainer,wall), not one window with all.")  # fmt: skip
@click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path), help="Write how the console did to this file, as JSON."
)
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="The data folder (log, keys, recordings, settings)."
)
@click.option("--operator", metavar="NAME", help="Who is working; by default the account's name.")
@click.option("--language", type=click.Choice(["ko", "en"]), help="The language to start in; otherwise the one used last.")
def command(
    hub: str | None, hub_key: Path | None, desks: tuple[str, ...], report: Path | None, data: Path | None,
    operator: str | None, language: str | None,
) -> int:  # fmt: skip
    """Open the console. Without --hub it starts a hub of its own with the configured feeds, or the synthetic city."""
    from console.app.windows.screen import require_display

    require_display()
    from console.app.options import Options
    from console.cli.stopping import at_once
    from console.whole import must_be_writable

    if report is not None:
        must_be_writable(report)

    with at_once():
        from console.app.run import run

    return run(Options(hub=hub, hub_key=hub_key, desks=desks, report=report, data=data, operator=operator, language=language))
