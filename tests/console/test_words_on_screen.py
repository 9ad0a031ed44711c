"""What the whole console says: in one language, named for who cannot see it, and under no key twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from console.app.compose import Console
from console.window.window import Window
from tests.console.pressing import press

HANGUL = re.compile(r"[가-힣]")
LATIN = re.compile(r"[A-Za-z]{3,}")
LATIN_IN_KOREAN = {
    "CCTV", "LIVE", "CSV", "INC", "KST", "SOS", "ISA", "English", "mcap",
    "Ctrl", "Enter", "Esc", "Home", "End", "Shift", "Space", "Return",
}  # fmt: skip
"""What a Korean operator reads in Latin letters every day: channels, keys, file kinds."""
PATIENCE_MS = 300_000


@pytest.fixture(scope="module")
def console(opened: Callable[..., Console]) -> Console:
    return opened(synthetic=True, seed=1, rate=4.0)


def test_ctrl_l_leaves_no_word_of_the_other_language(qtbot: Any, console: Console, window: Window) -> None:
    situation = window.desk.situation

    def alarms() -> list[str]:
        return [one.key for one in console.bridge.picture.incidents.values() if one.is_alarm and one.is_open]

    qtbot.waitUntil(lambda: bool(alarms()), timeout=PATIENCE_MS)
    situation.choose(alarms()[0])
    press(window, Qt.Key.Key_A)  # there is something to be said in every part of the card
    for language in ("ko", "en"):
        if console.wording.language != language:
            press(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        assert console.wording.language == language
        for desk in window.desks:
            window.show_desk(desk.name)
            qtbot.wait(120)

            def says_all_in_it(language: str = language, name: str = desk.name) -> None:
                """What a desk asked the hub for is told anew when the answer comes."""
                foreign = [said for said in said_by(window, data_of(console)) if is_foreign(said, language)]
                assert not foreign, f"{language} {name}: {foreign}"

            qtbot.waitUntil(says_all_in_it, timeout=PATIENCE_MS)
    press(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_no_two_actions_of_a_desk_share_a_key(window: Window) -> None:
    for desk in window.desks:
        used: dict[str, str] = {}
        for entry in window.actions_of_window:
            everywhere = entry.action.shortcutContext() == Qt.ShortcutContext.WindowShortcut
            for key in entry.action.shortcuts() if everywhere and entry.desk in ("", desk.name) else ():
                name = key.toString()
                assert name not in used, f"{desk.name}: {name} is {used[name]} and {entry.name}"
                used[name] = entry.name


def test_whatever_takes_the_focus_has_a_name(qtbot: Any, window: Window) -> None:
    for desk in window.desks:
        window.show_desk(desk.name)
        qtbot.wait(60)
        nameless = [widget for widget in desk.findChildren(QWidget) if takes_focus(widget) and not name_of(widget)]
        assert not nameless, f"{desk.name}: {[(type(widget).__name__, type(widget.parent()).__name__) for widget in nameless]}"


def data_of(console: Console) -> set[str]:
    """Texts that are data: what people called in, names of places and titles made of them."""
    found = {console.bridge.actor, console.cameras.city.name_ko, str(console.data)}
    for incident in console.bridge.picture.incidents.values():
        found |= {incident.title, *incident.title.split(" · "), incident.place, incident.id, incident.key}
        found |= {member.text for member in incident.members} | {word for why in incident.why for word in why.words}
    return {text for text in found if text}


def said_by(window: Window, data: set[str]) -> list[str]:
    """Every text of every visible widget, data taken out."""
    texts: list[str] = [window.windowTitle()]
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        texts += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLabel | QAbstractButton):
            texts.append(widget.text())
        if isinstance(widget, QLineEdit):
            texts.append(widget.placeholderText())
        if isinstance(widget, QAbstractItemView) and isinstance(widget.model(), QAbstractItemModel):
            texts += [str(widget.model().index(row, 0).data() or "") for row in range(min(widget.model().rowCount(), 20))]
    longest_first = sorted(data, key=len, reverse=True)
    for place, text in enumerate(texts):
        plain = re.sub(r"<[^>]*>|&\w+;", " ", text)
        for part in longest_first:
            if part in plain:
                plain = plain.replace(part, " ")
        texts[place] = plain
    return texts


def is_foreign(text: str, language: str) -> bool:
    if language == "en":
        return bool(HANGUL.search(text))
    return any(word not in LATIN_IN_KOREAN for word in LATIN.findall(text))


def takes_focus(widget: QWidget) -> bool:
    """Whether the Tab key leads there; a scroll area's viewport belongs to the area."""
    area = widget.parentWidget()
    inner = isinstance(area, QAbstractScrollArea) and area.viewport() is widget
    tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tab and widget.isVisible() and not inner and not isinstance(widget, QScrollBar)


def name_of(widget: QWidget) -> str:
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QAbstractButton) else ""
