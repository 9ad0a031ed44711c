"""The colour of each channel, the same in card, timeline and transport."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from alerts.picture import FEEDS

CHANNEL_TOKEN: Final[dict[str, str]] = {
    "cctv": "camera", "112": "police", "119": "fire", "120": "city", "disaster": "warned", "journey": "journey",
    "tracker": "journey", "vehicle": "city", "sensor": "good", "unit": "good", "operator": "accent",
}  # fmt: skip
"""Channel -> token of the theme."""

_ORDER: Final = ("112", "119", "120", *(name for name in FEEDS if name not in ("112", "119", "120")), "operator")


def token(channel: str) -> str:
    """The token of a channel's colour; ``muted`` for one that nobody knows."""
    return CHANNEL_TOKEN.get(channel, "muted")


def in_order(channels: Iterable[str]) -> list[str]:
    """The order in which channels stand under each other everywhere: calls first."""
    return sorted(set(channels), key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name))
