"""How well one colour is told from another (WCAG 2.2, relative luminance and contrast ratio)."""

from __future__ import annotations

import re
from typing import Final

TEXT: Final = 4.5
"""The least ratio for text (WCAG 2.2, 1.4.3)."""
PART: Final = 3.0
"""The least ratio for shapes and controls (WCAG 2.2, 1.4.11)."""

_HEX: Final = re.compile(r"#[0-9A-Fa-f]{6}")


def luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB``, 0 (black) to 1 (white); ValueError for anything else."""
    if not _HEX.fullmatch(colour):
        raise ValueError(f"not a colour of the form #RRGGBB: {colour!r}")
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two ``#RRGGBB`` colours, 1 (the same) to 21 (black on white)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
