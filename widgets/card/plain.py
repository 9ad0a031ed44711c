"""Small things the parts of the card are made of."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

from widgets.reasons import Sentence
from widgets.theme import Theme


def quiet_button(theme: Theme) -> QPushButton:
    """A button that reads like a line of text."""
    button = QPushButton()
    button.setStyleSheet(quiet_sheet(theme))
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


def quiet_sheet(theme: Theme) -> str:
    """The style of such a button."""
    px, accent = theme.px, theme.tokens.accent
    return (
        f"QPushButton {{ color: {accent}; background: transparent; border: {px(1)}px solid transparent;"
        f" padding: {px(1)}px {px(2)}px; font-size: {px(13)}px; text-align: left; }}"
        f" QPushButton:hover {{ text-decoration: underline; }} QPushButton:focus {{ border-color: {accent}; }}"
        f" QPushButton:disabled {{ color: {theme.tokens.muted}; text-decoration: none; }}"
    )


def bullets(theme: Theme, sentences: list[Sentence]) -> str:
    """The sentences as a list, in rich text."""
    muted, accent, px = theme.colour("muted").name(), theme.colour("accent").name(), theme.px
    rows = (
        f'<tr><td style="color:{accent}; padding-right:{px(8)}px"><b>•</b></td><td>{escape(sentence.text)}'
        f' <span style="color:{muted}">{escape(sentence.aside)}</span></td></tr>'
        for sentence in sentences
    )
    return f'<table cellspacing="0" cellpadding="{px(2)}">{"".join(rows)}</table>'
