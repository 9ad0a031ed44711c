"""The truth about a recording: a CSV file with the columns source, event_id and incident_id, as `correlate` writes it too."""

from __future__ import annotations

import csv
from pathlib import Path

from alerts.errors import InputError

COLUMNS = ("source", "event_id", "incident_id")


def read_labels(path: Path) -> dict[tuple[str, str], str]:
    """Labels by source and event id; events of no incident are left out. InputError where the file is of no use."""
    truth: dict[tuple[str, str], str] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if not set(COLUMNS) <= set(rows.fieldnames or ()):
                raise InputError(f"{path}: its first line must name the columns source, event_id and incident_id")
            for row in rows:
                source, name, label = (row[column] for column in COLUMNS)
                if source is None or name is None or label is None:
                    raise InputError(f"{path}: line {rows.line_num} has too few columns")
                if label:
                    truth[source, name] = label
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from error
    if not truth:
        raise InputError(f"{path}: no event has an incident; there is nothing to learn from")
    return truth
