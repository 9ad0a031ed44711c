"""The hash chain: every entry vouches for all entries before it.

An entry's hash is SHA-256 over the hash before it and the entry's own content, each part with its length in front, so
that no two different entries give the same bytes. The first entry follows :func:`genesis`, which holds the log's own
random name: entries of two logs cannot be mixed. Where the chain ends is sealed with a key that lies beside the database
in a file of its own: who cuts entries off the end must have that key as well.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from typing import Final

from msgspec import Struct

from alerts.log.work import Draft

_PART: Final = struct.Struct(">Q")
_HEAD: Final = struct.Struct(">Qd")


def genesis(name: bytes) -> bytes:
    """What the first entry of the log with this name follows."""
    return hashlib.sha256(b"gwanje incident log\n" + name).digest()


def link(previous: bytes, n: int, draft: Draft) -> bytes:
    """The hash of entry number ``n`` (from 1) after an entry with the hash ``previous``; ``draft.time`` in epoch seconds."""
    sha = hashlib.sha256(previous)
    sha.update(_HEAD.pack(n, draft.time))
    for part in (draft.kind.encode(), draft.actor.encode(), draft.body, draft.blob):
        sha.update(_PART.pack(len(part)))
        sha.update(part)
    return sha.digest()


class Head(Struct, array_like=True):
    """Where the chain ends: the number of entries, the last hash, and the seal over both."""

    n: int
    hash: bytes
    seal: bytes


def seal(key: bytes, n: int, digest: bytes) -> bytes:
    """HMAC-SHA256 over the end of the chain."""
    return hmac.new(key, _PART.pack(n) + digest, hashlib.sha256).digest()


def is_sealed(key: bytes, head: Head) -> bool:
    """Whether the head was written by a holder of the key."""
    return hmac.compare_digest(seal(key, head.n, head.hash), head.seal)
