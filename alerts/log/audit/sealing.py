"""The key that seals the end of the chain, in a file of its own."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from alerts.log.troubles import trouble


def key_path(database: Path) -> Path:
    """Where the sealing key of this log lies."""
    return database.with_name(database.name + ".seal")


def seal_key(database: Path, entropy: Callable[[int], bytes]) -> bytes:
    """The log's sealing key (32 bytes), made at first use, readable by its owner alone. LogTrouble if it cannot be.

    Called by the log's one writer only: nobody else makes it at the same time.
    """
    path = key_path(database)
    draft = path.with_name(path.name + ".new")
    try:
        if path.exists():
            return path.read_bytes()
        key = entropy(32)
        file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.write(file, key)
            os.fsync(file)
        finally:
            os.close(file)
        draft.replace(path)
    except OSError as error:
        raise trouble(error, path) from error
    return key


def existing_key(database: Path) -> bytes | None:
    """The sealing key if this process may read it."""
    try:
        return key_path(database).read_bytes()
    except OSError:
        return None
