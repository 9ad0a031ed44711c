"""The theme: one object that every widget takes, and reads when it paints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Final, Literal, TypeAlias

from PySide6.QtGui import QColor, QFont, QPalette

from alerts.listeners import Listeners
from widgets.theme.style import sheet
from widgets.theme.tokens import DARK, LIGHT, Tokens

ThemeName: TypeAlias = Literal["dark", "light"]
FAMILIES: Final[tuple[str, ...]] = (
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "Nanum Gothic",
    "NanumGothic",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
)
TEXT_PX: Final = 14
SMALL_PX: Final = 13
TITLE_PX: Final = 16
GRID_PX: Final = 8
RADIUS_PX: Final = 6


class Theme:
    """Colours, fonts and sizes. ``scale`` multiplies every size (1 on a desk, 2 on a wall).

    Changing the theme or its scale calls every follower, in the order in which they came; widgets look colours up when
    they paint, so most need only ``update()``.
    """

    def __init__(self, name: ThemeName = "dark", scale: float = 1.0) -> None:
        self.name: ThemeName = name
        self.scale = _checked(scale)
        self.tokens: Tokens = _tokens(name)
        self._colours: dict[str, QColor] = _colours(self.tokens)
        self._fonts: dict[tuple[float, int, bool], QFont] = {}
        self._listeners = Listeners()

    @classmethod
    def dark(cls, scale: float = 1.0) -> Theme:
        """The theme of a dim control room, and the first day's."""
        return cls("dark", scale)

    @classmethod
    def light(cls, scale: float = 1.0) -> Theme:
        """The theme of a bright office."""
        return cls("light", scale)

    def colour(self, token: str, alpha: float = 1.0) -> QColor:
        """The colour with this token's name, at ``alpha`` 0 to 1; KeyError where there is none."""
        colour = self._colours[token]
        if alpha < 1.0:
            colour = QColor(colour)
            colour.setAlphaF(max(alpha, 0.0))
        return colour

    def priority(self, priority: int, alpha: float = 1.0) -> QColor:
        """The colour of priority 1 to 4."""
        return self.colour(f"priority_{min(max(priority, 1), 4)}", alpha)

    def px(self, size: float) -> int:
        """A size given in pixels at 100 %, at this theme's scale."""
        return max(1, round(size * self.scale)) if size > 0 else 0

    def font(self, px: float = TEXT_PX, bold: bool = False, tabular: bool = False) -> QFont:
        """The text font at this size. ``tabular`` figures are all equally wide, so that a running number stands still."""
        key = (px, QFont.Weight.Bold if bold else QFont.Weight.Normal, tabular)
        font = self._fonts.get(key)
        if font is None:
            font = QFont()
            font.setFamilies(list(FAMILIES))
            font.setStyleHint(QFont.StyleHint.SansSerif)
            font.setPixelSize(self.px(px))
            font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
            if tabular:
                font.setFeature(QFont.Tag("tnum"), 1)
            self._fonts[key] = font
        return font

    def palette(self) -> QPalette:
        """The theme as a palette, for what a style sheet does not reach (selections, placeholders, disabled text)."""
        palette = QPalette()
        role = QPalette.ColorRole
        for wanted, token in (
            (role.Window, "background"),
            (role.WindowText, "text"),
            (role.Base, "panel"),
            (role.AlternateBase, "raised"),
            (role.Text, "text"),
            (role.PlaceholderText, "muted"),
            (role.Button, "raised"),
            (role.ButtonText, "text"),
            (role.Highlight, "chosen"),
            (role.HighlightedText, "on_chosen"),
            (role.ToolTipBase, "raised"),
            (role.ToolTipText, "text"),
            (role.Link, "accent"),
        ):
            palette.setColor(wanted, self.colour(token))
        for wanted in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, wanted, self.colour("edge"))
        return palette

    def qss(self) -> str:
        """The application's style sheet."""
        return sheet(self.tokens, self.px, FAMILIES)

    def switch(self, name: ThemeName) -> None:
        """Use this theme from now on and tell every follower."""
        if name != self.name:
            self.name, self.tokens = name, _tokens(name)
            self._colours = _colours(self.tokens)
            self._listeners.tell()

    def rescale(self, scale: float) -> None:
        """Use this scale (0.5 to 4) from now on and tell every follower; ValueError outside."""
        if _checked(scale) != self.scale:
            self.scale = scale
            self._fonts = {}
            self._listeners.tell()

    def follow(self, follower: Callable[[], None]) -> Callable[[], None]:
        """Call ``follower`` when the theme changes; the returned function ends that."""
        return self._listeners.add(follower)


def _tokens(name: ThemeName) -> Tokens:
    if name not in ("dark", "light"):
        raise ValueError(f"no such theme: {name!r}")
    return DARK if name == "dark" else LIGHT


def _colours(tokens: Tokens) -> dict[str, QColor]:
    return {field.name: QColor(getattr(tokens, field.name)) for field in fields(tokens)}


def _checked(scale: float) -> float:
    if not 0.5 <= scale <= 4.0:
        raise ValueError(f"the scale must lie between 0.5 and 4, not {scale}")
    return scale
