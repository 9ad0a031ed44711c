"""The words "synthetic footage", as a bitmap that is laid over every picture."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from feeds.city.footage.canvas import Canvas, Mask

FILE: Final[Path] = Path(__file__).resolve().parent.parent.parent.parent / "resources" / "footage" / "mark.pbm"


def load_mark(path: Path = FILE) -> Mask:
    """The mark as (height, width) bool, True where the letters are (a binary PBM: width, height, then bits)."""
    data = path.read_bytes()
    _, size, bits = data.split(b"\n", 2)
    width, height = map(int, size.split())
    rows = np.frombuffer(bits, dtype=np.uint8).reshape(height, (width + 7) // 8)
    return np.unpackbits(rows, axis=1)[:, :width].astype(bool)


def put_mark(canvas: Canvas, mark: Mask) -> None:
    """Lay the mark over the upper left corner, and a frame around the picture."""
    height, width = mark.shape
    corner = canvas[8 : 8 + height, 8 : 8 + width]
    corner[...] = (corner * 0.25).astype(np.uint8)
    corner[mark] = (255, 214, 102)
    canvas[:3], canvas[-3:], canvas[:, :3], canvas[:, -3:] = ((179, 139, 250),) * 4
