"""The theme keeps what it promises: contrast, sizes, figures of one width, and one set of names for both."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel

from widgets.theme import DARK, LIGHT, PART, TEXT, Theme, Tokens, contrast

GROUNDS = ("background", "panel", "raised")
TEXTS = ("text", "muted", "accent", "good", "warn", "bad", "priority_1", "priority_2", "priority_3", "priority_4")
PAIRS = [
    ("on_chosen", "chosen"), ("on_primary", "primary"), ("good", "live_band"), ("text", "live_band"),
    ("text", "replay_band"), ("muted", "replay_band"), ("replay", "replay_band"), ("warn", "replay_band"),
    ("text", "exercise_band"), ("muted", "exercise_band"), ("exercise", "exercise_band"),
    ("text", "exercise_stripe"), ("muted", "exercise_stripe"), ("exercise", "exercise_stripe"),
    ("on_priority", "priority_1"), ("on_priority", "priority_2"), ("on_priority", "priority_3"), ("on_priority", "priority_4"),
    ("on_priority", "replay"), ("on_priority", "exercise"), ("label", "land"), ("muted", "land"), ("warned", "land"),
]  # fmt: skip
PARTS = [
    (part, ground)
    for part in ("edge", "trace", "accent", "good", "priority_1", "priority_2", "priority_3", "priority_4")
    for ground in ("panel", "background")
] + [(unit, "land") for unit in ("police", "fire", "city", "drone", "journey", "camera")]


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
def test_contrast_of_text_and_parts(tokens: Tokens) -> None:
    values = asdict(tokens)
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS] + PAIRS
    faint = {pair: round(contrast(values[pair[0]], values[pair[1]]), 2) for pair in pairs}
    faint = {pair: ratio for pair, ratio in faint.items() if ratio < TEXT}
    assert faint == {}
    weak = {pair: round(contrast(values[pair[0]], values[pair[1]]), 2) for pair in PARTS}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < PART} == {}


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    with pytest.raises(ValueError, match="not a colour"):
        contrast("red", "#FFFFFF")


def test_the_sheet_is_complete_and_taken_by_qt(qapp, qtbot) -> None:
    for theme in (Theme.dark(), Theme.light(2.0)):
        sheet = theme.qss()
        assert "$" not in sheet
        assert set(re.findall(r"#[0-9A-F]{6}", sheet)) <= set(asdict(theme.tokens).values())
        label = QLabel("관제")
        qtbot.addWidget(label)
        label.setStyleSheet(sheet)  # Qt complains of a sheet it cannot read, and the test fails on the message
        label.ensurePolished()
        assert label.font().pixelSize() == theme.px(14)


def test_a_change_is_told_until_one_leaves(qapp) -> None:
    theme = Theme.dark()
    told: list[str] = []
    leave = theme.follow(lambda: told.append(theme.name))
    theme.switch("light")
    theme.switch("light")
    theme.rescale(2.0)
    assert told == ["light", "light"]
    assert theme.colour("panel").name().upper() == LIGHT.panel
    assert theme.font(14).pixelSize() == 28
    leave()
    theme.switch("dark")
    assert len(told) == 2
    with pytest.raises(ValueError, match="scale"):
        theme.rescale(9.0)


def test_figures_are_all_equally_wide(theme) -> None:
    metrics = QFontMetricsF(theme.font(20, bold=True, tabular=True))
    assert len({round(metrics.horizontalAdvance(figure * 8), 2) for figure in "0123456789"}) == 1
