"""How panels stand: as it is declared, and as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from msgspec import Struct, field


@dataclass(frozen=True, slots=True)
class Split:
    """Parts beside one another, or one above the other; each a panel's name or a further split."""

    vertical: bool
    parts: tuple[Node, ...]


Node: TypeAlias = str | Split


def columns(*parts: Node) -> Split:
    """These from left to right."""
    return Split(False, parts)


def rows(*parts: Node) -> Split:
    """These from top to bottom."""
    return Split(True, parts)


def first(node: Node) -> str:
    """The name of the panel in its upper left corner."""
    return node if isinstance(node, str) else first(node.parts[0])


class Arrangement(Struct, omit_defaults=False):
    """``state``: what Qt keeps of docks, in hexadecimal. ``sizes``: the width and height in pixels that a panel keeps while
    its window grows or shrinks. ``full``: the torn-off panels that fill their monitor.
    """

    state: str = ""
    sizes: dict[str, tuple[int, int]] = field(default_factory=dict)
    full: list[str] = field(default_factory=list)
