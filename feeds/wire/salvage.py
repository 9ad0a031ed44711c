"""Takes a damaged message apart, so that one bad event does not cost its neighbours.

A decoder refuses a message as a whole when one event in it is malformed (``NaN`` in JSON, ten thousand brackets) because
it cannot know where the event ends. These scanners know only brackets, strings and lengths, never recurse, and go over
the message once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

MAX_SALVAGE: Final = 1024 * 1024
"""Bytes: a larger damaged message is refused whole, so that damage cannot hold up the hub."""

_TOKEN: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[{}\[\],:]', re.DOTALL)
_OPEN: Final = frozenset(b"{[")
_CLOSE: Final = frozenset(b"}]")


@dataclass(slots=True)
class Pieces:
    """The members of the outer object by name, and the elements of ``events`` (None if there is no such array).

    ``cut`` where the message ends before its end: there may have been more events.
    """

    members: dict[str, bytes] = field(default_factory=dict)
    events: list[bytes] | None = None
    cut: bool = False


def split_json(body: bytes) -> Pieces:
    """The pieces of a JSON object that does not decode as a whole. Pieces may themselves be damaged."""
    pieces = Pieces()
    depth = 0
    name: bytes | None = None
    last: bytes = b""
    start = element = 0
    for match in _TOKEN.finditer(body):
        token = match.group()
        first = token[0]
        if first in _OPEN:
            depth += 1
            if depth == 2 and name == b'"events"' and first == 0x5B:
                pieces.events = []
                element = match.end()
        elif first in _CLOSE or first == 0x2C:
            if depth == 2 and pieces.events is not None and name == b'"events"':
                _keep(pieces.events, body[element : match.start()])
                element = match.end()
            elif depth == 1 and name is not None:
                pieces.members[name[1:-1].decode(errors="replace")] = body[start : match.start()].strip()
                name = None
            depth -= first in _CLOSE
        elif first == 0x3A:
            if depth == 1 and name is None:
                name, start = last, match.end()
        else:
            last = token
    if depth == 1 and name is not None:
        pieces.members[name[1:-1].decode(errors="replace")] = body[start:].strip()
    pieces.cut = depth > 0
    return pieces


def _keep(events: list[bytes], piece: bytes) -> None:
    piece = piece.strip()
    if piece:
        events.append(piece)


def split_packed(body: bytes) -> Pieces:
    """The pieces of a MessagePack map that does not decode as a whole; stops where the lengths no longer add up."""
    pieces = Pieces()
    try:
        count, at = _map_header(body)
        for _ in range(count):
            key_end = _skip(body, at)
            key = body[at:key_end]
            end = key_end
            if key == b"\xa6events":
                elements, end = _array_header(body, key_end)
                pieces.events = []
                for _ in range(elements):
                    begin, end = end, _skip(body, end)
                    pieces.events.append(body[begin:end])
            else:
                end = _skip(body, key_end)
                pieces.members[key[1:].decode(errors="replace")] = body[key_end:end]
            at = end
    except (IndexError, ValueError):
        pieces.cut = True  # what was read so far is kept; the rest of the message cannot be told apart
    return pieces


def _map_header(body: bytes) -> tuple[int, int]:
    code = body[0]
    if 0x80 <= code <= 0x8F:
        return code & 0x0F, 1
    if code in (0xDE, 0xDF):
        size = 2 if code == 0xDE else 4
        return int.from_bytes(body[1 : 1 + size], "big"), 1 + size
    raise ValueError("no map")


def _array_header(body: bytes, at: int) -> tuple[int, int]:
    code = body[at]
    if 0x90 <= code <= 0x9F:
        return code & 0x0F, at + 1
    if code in (0xDC, 0xDD):
        size = 2 if code == 0xDC else 4
        return int.from_bytes(body[at + 1 : at + 1 + size], "big"), at + 1 + size
    raise ValueError("no array")


# first byte -> (bytes of the value after it, bytes of a length after it, elements for each unit of that length)
_FIXED: Final = {0xC0: 0, 0xC2: 0, 0xC3: 0, 0xCA: 4, 0xCB: 8, 0xCC: 1, 0xCD: 2, 0xCE: 4, 0xCF: 8, 0xD0: 1, 0xD1: 2, 0xD2: 4,
                0xD3: 8, 0xD4: 2, 0xD5: 3, 0xD6: 5, 0xD7: 9, 0xD8: 17}  # fmt: skip
_SIZED: Final = {0xC4: (1, 0), 0xC5: (2, 0), 0xC6: (4, 0), 0xC7: (1, 1), 0xC8: (2, 1), 0xC9: (4, 1), 0xD9: (1, 0),
                0xDA: (2, 0), 0xDB: (4, 0)}  # fmt: skip
_NESTED: Final = {0xDC: (2, 1), 0xDD: (4, 1), 0xDE: (2, 2), 0xDF: (4, 2)}


def _skip(body: bytes, at: int) -> int:
    """Where the value that begins at ``at`` ends. IndexError or ValueError where the bytes end first."""
    owed = 1
    end = len(body)
    while owed:
        owed -= 1
        code = body[at]
        at += 1
        if code <= 0x7F or code >= 0xE0:
            continue
        if code <= 0x8F:
            owed += 2 * (code & 0x0F)
        elif code <= 0x9F:
            owed += code & 0x0F
        elif code <= 0xBF:
            at += code & 0x1F
        elif code in _FIXED:
            at += _FIXED[code]
        elif code in _SIZED:
            width, extra = _SIZED[code]
            at += width + extra + int.from_bytes(body[at : at + width], "big")
        elif code in _NESTED:
            width, each = _NESTED[code]
            owed += each * int.from_bytes(body[at : at + width], "big")
            at += width
        else:
            raise ValueError("no such code")
        if at > end:
            raise ValueError("ends too early")
    return at
