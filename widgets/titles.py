"""An incident's title where its place stands beside it."""

from __future__ import annotations


def plain_title(title: str, place: str) -> str:
    """The title without the place at its end: ``건물 화재 · 역삼동`` is ``건물 화재`` where 역삼동 is shown by itself."""
    head = title.removesuffix(f" · {place}") if place else title
    return head or title
