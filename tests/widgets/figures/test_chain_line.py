"""The line that says whether the log is what was written."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest

from alerts.log.audit.watch import ChainState
from widgets.figures import ChainLine

NOON = 1_795_230_000.0


@pytest.fixture
def line(qtbot: Any, wording: Any, theme: Any) -> ChainLine:
    made = ChainLine(wording, theme, UTC)
    qtbot.addWidget(made)
    made.resize(440, made.sizeHint().height())
    made.show()
    return made


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (None, "기록 사슬 · 확인 전"),
        (ChainState(), "기록 사슬 · 확인 전"),
        (ChainState(640, 1_204_551, NOON), "기록 사슬 · 확인 중 · 1,204,551건 중 640건"),
        (ChainState(1_204_551, 1_204_551, NOON, NOON), "기록 사슬 · 검증됨 · 03:00 · 1,204,551건"),
        (ChainState(700, 1_204_551, NOON, 0.0, 701), "기록 사슬 · 701번 기록이 어긋남 · 03:00 발견"),
    ],
)
def test_says_how_far_the_chain_is_verified(line: ChainLine, state: ChainState | None, text: str) -> None:
    line.show_state(state)
    assert line.text == line.accessibleName() == text


def test_a_broken_chain_is_red_and_says_what_to_do(line: ChainLine, theme: Any) -> None:
    def shades() -> set[str]:
        image = line.grab().toImage()
        return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}

    red = theme.colour("priority_1").name()
    line.show_state(ChainState(9, 9, NOON, NOON))
    assert red not in shades()
    line.show_state(ChainState(9, 9, NOON, NOON, 4))
    assert red in shades()
    assert "audit verify" in line.toolTip()
