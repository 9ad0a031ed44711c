"""Standing in for linked services."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import click

from alerts.errors import InputError
from alerts.outward.load import load_directory
from console.feed.line import Stop
from feeds.hub.processes.local import outward_to
from feeds.keys import KeyRing
from feeds.outward.line import follow
from feeds.outward.stand_in import Ledger, StandIn
from feeds.paths import data_folder


@dataclass(frozen=True, slots=True)
class Manner:
    """How it answers: the share it refuses, nothing at all, after how many seconds, in which language."""

    refuse: float
    silent: bool
    delay_s: float
    seed: int | None
    language: Literal["ko", "en"]


def stand_in(
    names: tuple[str, ...], manner: Manner, ledger: Path | None, hub: str | None, hub_key: Path | None, data: Path | None,
    with_parent: bool,
) -> int:  # fmt: skip
    """Stand in for these counterparts (all that the product knows of, unless named) until told to stop."""
    known = [one.id for one in load_directory().counterparts]
    stop = Stop(with_parent)
    folder = data_folder(os.environ, data)
    keys = KeyRing(folder / "keys").client("counterpart", hub_key)
    book = Ledger(ledger or folder / "counterparts.ndjson")
    chance = random.Random(manner.seed)
    for name in names:
        if not name.replace("-", "").replace(".", "").isalnum():
            raise InputError(f"--service {name}: expected a counterpart's id, such as {', '.join(known)}")
    desks = [
        StandIn(
            name, book, refuse=manner.refuse, silent=manner.silent, delay_s=manner.delay_s, language=manner.language,
            chance=chance, tell=click.echo,
        )
        for name in names or known
    ]  # fmt: skip
    try:
        follow(desks, outward_to(folder, hub), keys, stop)
    finally:
        book.close()
    return 0
