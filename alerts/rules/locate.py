"""On which line of a TOML text a key stands: the parser does not say, and a mistake must name its line."""

from __future__ import annotations

import re

_TABLE = re.compile(r"^\s*\[(\[)?\s*([^\]]+?)\s*\](\])?\s*(#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_\-]+|\"[^\"]*\")\s*=")


def locate(text: str) -> dict[tuple[str, ...], int]:
    """Line numbers (from 1) of tables and of their keys, by path; ``[[report]]`` counts: ``("report", "0", "name")``.

    Good for texts with one key a line, which a rules file is; a key inside an inline table has its table's line.
    """
    lines: dict[tuple[str, ...], int] = {}
    counts: dict[str, int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        header = _TABLE.match(line)
        if header is not None:
            name = header.group(2)
            if header.group(1):
                index = counts.get(name, 0)
                counts[name] = index + 1
                table = (name, str(index))
            else:
                table = tuple(part.strip().strip('"') for part in name.split("."))
            lines.setdefault(table, number)
            continue
        key = _KEY.match(line)
        if key is not None:
            lines.setdefault((*table, key.group(1).strip('"')), number)
    return lines
