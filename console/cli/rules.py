"""`rules`: is a rules file sound?"""

from __future__ import annotations

from pathlib import Path

import click

from alerts.errors import RulesError


@click.group(name="rules")
def command() -> None:
    """Looks at rules files: what reports are, how urgent, which patterns, what is held back."""


@command.command(name="check")
@click.argument("file", required=False, type=click.Path(path_type=Path))
def check_command(file: Path | None) -> int:
    """Checks FILE, or the rules that come with Gwanje.

    Ends with status 0 if a hub can use it, with 1 and one line that names the line, the key and what was expected if not, and
    with 2 if it cannot be read at all.
    """
    from alerts.rules import RulesFile
    from alerts.rules.tables import file_text

    if file is not None:
        file_text(file, "rules file")
    try:
        found = RulesFile(file)
    except RulesError as error:
        click.echo(f"gwanje: {error}", err=True)
        return 1
    rules = found.rules
    own = [report for report in rules.reports if not report.finding]
    click.echo(
        f"{found.path}: {len(own)} reports, {len(rules.priorities)} priorities, {len(rules.patterns)} patterns, "
        f"{len(rules.suppressions)} suppressions, {len(rules.maintenance)} maintenance windows, "
        f"{len(rules.lexicon.terms)} terms in the lexicon; rules {found.fingerprint}"
    )
    return 0
