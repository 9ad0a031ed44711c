"""Where the program keeps what must last."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import platformdirs

DATABASE: Final = "incidents.db"


def data_home(chosen: Path | None, environ: Mapping[str, str]) -> Path:
    """The data folder: the one chosen on the command line, else ``GWANJE_HOME``, else the user's data folder."""
    if chosen is not None:
        return chosen
    home = environ.get("GWANJE_HOME", "")
    return Path(home) if home else platformdirs.user_data_path("gwanje", appauthor=False)


def database_path(chosen: Path | None, environ: Mapping[str, str]) -> Path:
    """The incident log's file in the data folder."""
    return data_home(chosen, environ) / DATABASE
