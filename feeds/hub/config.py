"""The hub's configuration file (TOML)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta, Struct, field

from alerts.errors import RulesError
from alerts.people import Person
from alerts.rules.locate import locate
from alerts.small_text import read_small_text
from feeds.addresses import CONSOLE_PORT, FEED_PORT, OUTWARD_PORT

Port = Annotated[int, Meta(ge=0, le=65534)]
Host = Annotated[str, Meta(min_length=1, max_length=255, pattern=r"^[^\s/:]+$")]
_AT: Final = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")
_UNKNOWN: Final = re.compile(r"Object contains unknown field `(?P<name>[^`]+)`")


class Listen(Struct, forbid_unknown_fields=True):
    """Where it listens: feeds and consoles at a port and the next one, linked services at one; 0 for any that are free."""

    host: Host = "127.0.0.1"
    feed_port: Port = FEED_PORT
    console_port: Port = CONSOLE_PORT
    outward_port: Port = OUTWARD_PORT


class ConfiguredFeed(Struct, forbid_unknown_fields=True):
    """A feed to start with the hub: the arguments of the ``feed`` command, such as ``["city", "--rate", "2"]``."""

    run: Annotated[list[str], Meta(min_length=1)]


class HubConfig(Struct, forbid_unknown_fields=True):
    """All of it; every key may be left out. ``rules``, ``outward`` (files) and ``procedures`` (a folder) are looked for beside
    it.
    """

    city: Annotated[str, Meta(min_length=1)] = "seoul"
    mode: Literal["live", "exercise"] = "live"
    rules: str | None = None
    procedures: str | None = None
    outward: str | None = None
    """The file of linked services (see resources/outward.toml)."""
    checkpoints: Literal["fork", "beside"] = "fork"
    """Who writes the state now and then: a fork of the hub (on Linux; elsewhere always the other), or a process of its own that
    makes it from the log, which takes its own memory and the work of a start."""
    listen: Listen = field(default_factory=Listen)
    feeds: list[ConfiguredFeed] = []
    operators: list[Person] = []
    """Who works here, by the names that screens show; nobody else is kept out."""


def load_config(path: Path) -> HubConfig:
    """Read a configuration. RulesError, with the line and the key, where it has a mistake."""
    try:
        text = read_small_text(path)
    except OSError as error:
        raise RulesError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise RulesError(f"{path}: is not UTF-8 text") from error
    try:
        config = msgspec.convert(tomllib.loads(text), HubConfig)
    except tomllib.TOMLDecodeError as error:
        raise RulesError(f"{path}: not valid TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise _refuse(path, text, str(error)) from error
    seen: set[str] = set()
    for place, person in enumerate(config.operators):
        if person.id in seen:
            raise RulesError(f"{path}: operators[{place}].id: {person.id} is named twice")
        seen.add(person.id)
    if config.rules is not None:
        config.rules = str(path.parent / config.rules)
    if config.procedures is not None:
        config.procedures = str(path.parent / config.procedures)
    if config.outward is not None:
        config.outward = str(path.parent / config.outward)
    return config


def _refuse(path: Path, text: str, said: str) -> RulesError:
    at = _AT.search(said)
    keys = re.findall(r"[^.\[\]]+", at["path"]) if at is not None else []
    said = _AT.sub("", said)
    unknown = _UNKNOWN.search(said)
    if unknown is not None:
        keys.append(unknown["name"])
        said = "there is no such key"
    lines = locate(text)
    while keys and tuple(keys) not in lines and len(keys) > 1:
        keys.pop()
    line = lines.get(tuple(keys))
    where = f"line {line}: " if line is not None else ""
    return RulesError(f"{path}: {where}{'.'.join(keys)}: {said.replace('`', '').lower()}")
