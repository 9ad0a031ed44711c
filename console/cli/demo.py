"""`demo`: the console on a synthetic city, with or without a display."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

import click

WITHOUT_DISPLAY_S = 60.0


@click.command(name="demo")
@click.option("--seconds", type=click.FloatRange(min=1.0),
              help="So long from the first events on. With a display: until closed, unless given; else 60.")  # fmt: skip
@click.option("--seed", type=int, help="Which city: the same seed plays the same events.")
@click.option("--rate", type=click.FloatRange(min=0.1, max=5000.0), help="How many times about 50 events a second.")
@click.option(
    "--pictures", type=click.Path(file_okay=False, path_type=Path), help="Save a picture of each desk into this folder."
)
@click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path), help="Write how the console did to this file, as JSON."
)
@click.option("--press-keys", is_flag=True,
              help="Press keys as an operator would; --report then tells how soon the screen answered.")  # fmt: skip
@click.option("--data", type=click.Path(file_okay=False, path_type=Path),
              help="Keep the log and the recordings in this folder; by default they go when the demo ends.")  # fmt: skip
@click.option("--language", type=click.Choice(["ko", "en"]), help="The language of the screens; Korean by default.")
@click.option("--theme", type=click.Choice(["dark", "light"]), help="The theme of the screens; dark by default.")
def command(
    seconds: float | None, seed: int | None, rate: float | None, pictures: Path | None, report: Path | None,
    press_keys: bool, data: Path | None, language: str | None, theme: str | None,
) -> int:  # fmt: skip
    """Show the console on a synthetic city. Without a display it runs unseen, prints incidents and saves pictures."""
    from console.app.windows.screen import has_display

    offscreen = not has_display()
    if offscreen:
        seconds = seconds or WITHOUT_DISPLAY_S
        pictures = pictures or Path("pictures")
        click.echo(f"no display: running unseen for {seconds:g} s, then saving a picture of each desk to {pictures}/")
    from console.app.options import Options
    from console.cli.stopping import at_once
    from console.whole import must_be_writable

    if report is not None:
        must_be_writable(report)

    with at_once():
        from console.app.run import run

    with tempfile.TemporaryDirectory(prefix="gwanje-demo-", ignore_cleanup_errors=True) as temporary:
        status = run(Options(
            data=data or Path(temporary), seconds=seconds, seed=seed, rate=rate, pictures=pictures, report=report,
            language=language, theme=theme, synthetic=True, offscreen=offscreen, print_incidents=offscreen,
            press_keys=press_keys,
        ))  # fmt: skip
        if data is None:
            _keep(Path(temporary) / "console.log")
        return status


def _keep(faults: Path) -> None:
    """The folder goes; what went wrong in it does not."""
    if faults.exists():
        kept = Path(tempfile.gettempdir()) / "gwanje-demo.log"
        with suppress(OSError):
            shutil.copyfile(faults, kept)
            click.echo(f"gwanje: what went wrong is kept in {kept}", err=True)
