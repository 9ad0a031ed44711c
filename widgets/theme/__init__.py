"""Colours, fonts and sizes of every screen, dark and light, under the same names."""

from __future__ import annotations

from widgets.theme.contrast import PART, TEXT, contrast, luminance
from widgets.theme.theme import FAMILIES, GRID_PX, RADIUS_PX, SMALL_PX, TEXT_PX, TITLE_PX, Theme, ThemeName
from widgets.theme.tokens import DARK, LIGHT, Tokens

__all__ = [
    "DARK", "FAMILIES", "GRID_PX", "LIGHT", "PART", "RADIUS_PX", "SMALL_PX", "TEXT", "TEXT_PX", "TITLE_PX", "Theme",
    "ThemeName", "Tokens", "contrast", "luminance",
]  # fmt: skip
