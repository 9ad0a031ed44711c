"""Where this program keeps what it keeps: one data folder, for this user alone."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import platformdirs

from alerts.errors import WireError

HOME_VARIABLE: Final = "GWANJE_HOME"
"""Names the environment variable that moves the data folder."""


def data_folder(environment: Mapping[str, str], chosen: Path | None = None) -> Path:
    """The data folder, made if need be: ``chosen``, else what GWANJE_HOME says, else the system's usual place."""
    if chosen is not None:
        folder = chosen
    elif environment.get(HOME_VARIABLE):
        folder = Path(environment[HOME_VARIABLE])
    else:
        folder = platformdirs.user_data_path("gwanje", appauthor=False)
    return private_folder(folder.expanduser())


def private_folder(folder: Path) -> Path:
    """This folder, made readable by its owner alone if it was not there. WireError where it cannot be made."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise WireError(f"{folder}: cannot be made ({error.strerror}); choose another folder with {HOME_VARIABLE}") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise WireError(f"{folder}: cannot be written to; choose another folder with {HOME_VARIABLE}")
    return folder
