"""What does not fit into a row goes on in the next one; nothing is cut."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from widgets.wrapping import Wrapping


@pytest.mark.parametrize("last_right", [False, True])
def test_parts_go_on_in_a_further_row(qtbot: Any, last_right: bool) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    row = Wrapping(6, last_right=last_right)
    buttons = [QPushButton(text) for text in ("Alarms", "All of them", "Mine", "Not acknowledged", "Kind")]
    for button in buttons:
        row.addWidget(button)
    column.addLayout(row)
    column.addStretch(1)
    whole.resize(row.sizeHint().width() + 80, 300)
    whole.show()
    assert len({button.y() for button in buttons}) == 1
    assert (buttons[-1].geometry().right() == whole.width() - 1) is last_right
    one = row.heightForWidth(whole.width())
    whole.resize(row.sizeHint().width() - 1, 300)
    column.activate()
    assert len({button.y() for button in buttons}) == 2
    assert row.heightForWidth(whole.width()) == 2 * one + 6
    whole.resize(max(button.sizeHint().width() for button in buttons), 300)
    column.activate()
    assert whole.minimumSizeHint().width() <= whole.width()
    for button in buttons:
        assert button.width() >= button.sizeHint().width()
        assert whole.rect().contains(button.geometry())
    buttons[1].hide()
    column.activate()
    shown = [button.geometry() for button in buttons if button.isVisible()]
    assert not any(one.intersects(other) for one in shown for other in shown if one is not other)
