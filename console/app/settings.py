"""What one person has set up: language, theme, windows. Kept per user under the data folder."""

from __future__ import annotations

import getpass
import logging
import re
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct, field

from alerts.attention import Quiet
from widgets.docks.arrangement import Arrangement

log = logging.getLogger(__name__)


class Hearing(Struct, omit_defaults=False):
    """``volume`` from 0 to 1; ``quiet`` hours, local time, in which only priority 1 is heard; ``voice``: spoken as well."""

    volume: Annotated[float, Meta(ge=0.0, le=1.0)] = 0.6
    muted: bool = False
    voice: bool = False
    flash: bool = True
    reminders: bool = True
    """Whether it is heard that nobody takes an alarm up."""
    quiet: Quiet = field(default_factory=Quiet)


class Layouts(Struct, omit_defaults=False):
    """``now``: how a desk's panels stood at the end, by scale (``1.25``); ``named``: as a person has kept them."""

    now: dict[str, Arrangement] = field(default_factory=dict)
    named: dict[str, Arrangement] = field(default_factory=dict)


class Settings(Struct, omit_defaults=False):
    """``windows``: a window's name -> its geometry as Qt saves it, in hexadecimal; ``splitters`` the same for splitters.
    ``layouts``: operator -> desk -> how its panels stand.
    """

    language: str = "ko"
    theme: str = "dark"
    scale: Annotated[float, Meta(ge=1.0, le=2.0)] = 1.0
    toured: bool = False
    operator: str = ""
    windows: dict[str, str] = field(default_factory=dict)
    splitters: dict[str, str] = field(default_factory=dict)
    layouts: dict[str, dict[str, Layouts]] = field(default_factory=dict)
    layers: list[str] = field(default_factory=list)
    hearing: Hearing = field(default_factory=Hearing)


def user_name() -> str:
    """The account's name, as far as the system knows it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "operator"


def settings_path(data: Path, user: str) -> Path:
    """Where this user's settings lie."""
    return data / "settings" / f"{re.sub(r'[^0-9A-Za-z가-힣._-]', '_', user) or 'operator'}.json"


def load_settings(path: Path) -> Settings:
    """The settings; the defaults where there are none, or where the file is damaged (which is logged, not fatal)."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Settings)
    except FileNotFoundError:
        return Settings()
    except (OSError, msgspec.MsgspecError) as error:
        log.warning("the settings %s cannot be read, starting with the defaults: %s", path, error)
        return Settings()


def save_settings(settings: Settings, path: Path) -> None:
    """Keep the settings; a folder that cannot be written is logged: nobody's work depends on it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(msgspec.json.format(msgspec.json.encode(settings), indent=2))
        part.replace(path)
    except OSError as error:
        log.warning("the settings %s cannot be kept: %s", path, error)
