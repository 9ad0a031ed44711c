"""One icon family (Phosphor, MIT licence, as qtawesome packages it), tinted by the theme.

Only that one font is loaded: qtawesome's own ``icon()`` loads every font it carries, which costs a tenth of a second at
the start and a dozen megabytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmap

from widgets.theme import Theme

GLYPHS: Final[dict[str, str]] = {
    "camera": "camera",
    "map": "map-trifold",
    "person": "user",
    "police": "shield",
    "fire": "fire",
    "ambulance": "first-aid-kit",
    "search": "magnifying-glass",
    "close": "x",
    "check": "check",
    "more": "dots-three",
    "note": "note-pencil",
    "clock": "clock",
    "history": "clock-counter-clockwise",
    "shelve": "bell-slash",
    "bell": "bell",
    "merge": "git-merge",
    "split": "git-branch",
    "hand-over": "arrow-bend-up-right",
    "play": "play-fill",
    "pause": "pause-fill",
    "first": "skip-back-fill",
    "next": "skip-forward-fill",
    "back": "caret-left",
    "forward": "caret-right",
    "down": "caret-down",
    "up": "caret-up",
    "export": "export",
    "report": "file-text",
    "filter": "funnel",
    "plus": "plus",
    "minus": "minus",
    "fit": "corners-out",
    "layers": "stack",
    "warning": "warning",
    "info": "info",
    "link": "link",
    "link-broken": "link-break",
    "language": "translate",
    "theme": "circle-half",
    "keyboard": "keyboard",
    "chart": "chart-line",
    "gauge": "gauge",
    "lock": "lock",
    "bookmark": "bookmark-simple",
    "pin": "map-pin",
    "video": "video-camera",
    "phone": "phone",
    "list": "list",
}
"""The icons of this console by what they mean, and Phosphor's names of them."""


APPLICATION: Final[Path] = Path(__file__).resolve().parent.parent / "resources" / "icons" / "gwanje.svg"


def application_icon() -> QIcon:
    """The product's own icon, for windows and task bars."""
    return QIcon(str(APPLICATION))


class Icons:
    """Icons in the theme's colours. Needs a running QApplication; make one and hand it round."""

    def __init__(self, theme: Theme) -> None:
        from qtawesome.iconic_font import IconicFont

        self._theme = theme
        self._font: Any = IconicFont(("ph", "phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json"))

    def icon(self, name: str, tone: str = "muted") -> QIcon:
        """The icon ``name`` of :data:`GLYPHS` in the colour ``tone`` (a token of the theme); KeyError where there is none."""
        theme = self._theme
        icon: QIcon = self._font.icon(
            f"ph.{GLYPHS[name]}",
            color=theme.colour(tone).name(),
            color_active=theme.colour("text").name(),
            color_disabled=theme.colour("line").name(),
        )
        return icon

    def pixmap(self, name: str, size: int, tone: str = "muted", ratio: float = 1.0) -> QPixmap:
        """The icon as a picture, ``size`` device-independent pixels square, for a screen of this pixel ratio."""
        return self.icon(name, tone).pixmap(QSize(size, size), ratio)
