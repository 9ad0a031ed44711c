"""Reads where a camera looks from the words of a register: "360도", "북동", "N", "135", "북/남", "정문 방향"."""

from __future__ import annotations

import re
from typing import Final

from alerts.cameras.camera import View

FIELD_DEG: Final = 90.0
"""The field of a fixed camera whose lens nobody wrote down: the usual 4 mm lens sees about as much."""
AROUND: Final = View(0.0, 360.0)
MOST_VIEWS: Final = 8
_COMPASS: Final = {
    "북북동": 22.5, "동북동": 67.5, "동남동": 112.5, "남남동": 157.5, "남남서": 202.5, "서남서": 247.5, "서북서": 292.5,
    "북북서": 337.5, "북동": 45.0, "동북": 45.0, "남동": 135.0, "동남": 135.0, "남서": 225.0, "서남": 225.0, "북서": 315.0,
    "서북": 315.0, "북": 0.0, "동": 90.0, "남": 180.0, "서": 270.0,
    "nne": 22.5, "ene": 67.5, "ese": 112.5, "sse": 157.5, "ssw": 202.5, "wsw": 247.5, "wnw": 292.5, "nnw": 337.5,
    "ne": 45.0, "se": 135.0, "sw": 225.0, "nw": 315.0, "n": 0.0, "e": 90.0, "s": 180.0, "w": 270.0,
    "north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0,
}  # fmt: skip
_AROUND: Final = re.compile(r"360|전\s*방위|전\s*방향|사방|회전|全|\bptz\b|팬틸트|스피드\s*돔|360°", re.IGNORECASE)
_SIDES: Final = re.compile(r"^(?:(?P<four>동서남북|4\s*방향|사방향)|(?P<ns>남북)|(?P<ew>동서))(?:측|쪽|향|방향|방면)*$")
_SPLIT: Final = re.compile(r"[/,+·;、&|\s]+|및|와\b|과\b")
_TAIL: Final = re.compile(r"(?:측|쪽|향|방향|방면|면|bound)+$")
_DEGREES: Final = re.compile(r"^(?P<value>\d{1,3}(?:\.\d+)?)\s*(?:도|°|deg(?:rees)?)?$", re.IGNORECASE)


def views_of(words: str) -> tuple[View, ...]:
    """The views that these words mean, in their order and each once; none where they say nothing of directions.

    A single number is a bearing in degrees from north, 360 all around. A street's or a gate's name is no direction: better
    unknown than wrong.
    """
    text = words.strip().strip("()[]\"'")
    if not text:
        return ()
    if _AROUND.search(text):
        return (AROUND,)
    sides = _SIDES.match(text.replace(" ", ""))
    if sides is not None:
        if sides["four"]:
            return (AROUND,)
        return tuple(View(bearing, FIELD_DEG) for bearing in ((180.0, 0.0) if sides["ns"] else (90.0, 270.0)))
    found: list[View] = []
    for part in filter(None, _SPLIT.split(text)):
        if _TAIL.fullmatch(part):
            continue
        bearing = _bearing(part)
        if bearing is None:
            return ()  # half understood is misunderstood: "서문로" is no west
        found.append(View(bearing, FIELD_DEG))
    views = tuple(dict.fromkeys(found))
    return views if len(views) <= MOST_VIEWS else (AROUND,)


def _bearing(part: str) -> float | None:
    degrees = _DEGREES.match(part)
    if degrees is not None:
        value = float(degrees["value"])
        return value % 360.0 if value <= 360.0 else None
    return _COMPASS.get(_TAIL.sub("", part).casefold())
