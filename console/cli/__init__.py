"""The command line: `uv run main.py ...`. Each command lives in its own module and is imported only when it runs."""

from __future__ import annotations

import importlib
import io
import os
import sys
import tempfile
from pathlib import Path
from typing import Final

import click

from alerts.errors import WorldError

COMMANDS: Final[dict[str, str]] = {
    "console": "console.cli.console",
    "demo": "console.cli.demo",
    "hub": "console.cli.hub",
    "feed": "console.cli.feed",
    "correlate": "console.cli.recordings.correlate",
    "explain": "console.cli.explain",
    "record": "console.cli.recordings.record",
    "replay": "console.cli.recordings.replay",
    "convert": "console.cli.recordings.convert",
    "tune": "console.cli.recordings.tune",
    "audit": "console.cli.audit",
    "cameras": "console.cli.cameras",
    "rules": "console.cli.rules",
}
"""Command name -> module with a click command called ``command``."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for: a hub without a screen never imports Qt."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = importlib.import_module(module).command
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gwanje")
@click.pass_context
def gwanje(ctx: click.Context) -> None:
    """Gwanje (관제): the console of an urban integrated operations centre."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(importlib.import_module(COMMANDS["console"]).command)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status of the contract: 0 done, 1 the check failed, 2 it could not be done."""
    _say_what_can_be_said()
    try:
        result = gwanje.main(args=arguments, prog_name="gwanje", standalone_mode=False)
    except WorldError as error:
        print(f"gwanje: {error}", file=sys.stderr)
        return 2
    except click.ClickException as error:
        print(f"gwanje: {error.format_message()}", file=sys.stderr)
        return 2
    except (click.Abort, KeyboardInterrupt):
        print("gwanje: stopped", file=sys.stderr)
        return 2
    except (BrokenPipeError, SystemExit):  # click makes the one into the other
        return 0  # whoever read the output has read enough
    except OSError as error:
        print(f"gwanje: the system refused: {error.strerror or error}{_where(error)}", file=sys.stderr)
        return 2
    except Exception as error:
        _log(error)
        return 2
    return result if isinstance(result, int) else 0


def _say_what_can_be_said() -> None:
    """Letters that the terminal or the file behind a pipe cannot hold become question marks; they stop nothing.

    (Korean Windows writes CP949 into a pipe, a service often runs with LC_ALL=C.)
    """
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: PTH123, SIM115  (started without one: nobody listens)
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: PTH123, SIM115
    for stream, errors in ((sys.stdout, "replace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def _where(error: OSError) -> str:
    return f" ({error.filename})" if error.filename else ""


def _log(error: Exception) -> None:
    """A bug: whole in the log file, one line for the user."""
    from console.app.faults import logged
    from feeds.paths import data_folder

    try:
        path = data_folder(os.environ) / "console.log"
    except WorldError:
        path = Path(tempfile.gettempdir()) / "gwanje.log"
    with logged(path) as faults:
        faults.take(type(error), error, error.__traceback__)
