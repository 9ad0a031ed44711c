"""Everything a person can do with a key: one catalogue for shortcuts, the palette and the help page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from alerts.wording import Wording

EVERYWHERE = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One action: ``desk`` is empty where it works on every desk."""

    name: str
    desk: str
    action: QAction

    def keys(self) -> str:
        """Its keys as they stand on the keyboard (``Ctrl+L``)."""
        named = (key.toString(QKeySequence.SequenceFormat.NativeText) for key in self.action.shortcuts())
        return " · ".join(dict.fromkeys("Enter" if name == "Return" else name for name in named))  # two keys, one word on both


class Actions(QObject):
    """The actions of one window. An action of a desk works only while that desk is shown.

    Each takes its text from ``console-action-<name>``. A key of one letter is typed, not obeyed, where a text field has
    the focus: Qt asks the field first.
    """

    def __init__(self, window: QWidget, wording: Wording) -> None:
        super().__init__(window)
        self._window = window
        self._wording = wording
        self._entries: list[Entry] = []
        self._desk = EVERYWHERE

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def add(
        self, name: str, keys: str | list[str], slot: Callable[[], object], desk: str = EVERYWHERE, on: QWidget | None = None
    ) -> QAction:
        """Add an action; ``keys`` as Qt writes them (``Ctrl+L``), none for the palette alone.

        With ``on`` its keys work only where that widget has the focus: Enter means something else elsewhere.
        """
        action = QAction(self._window)
        action.setObjectName(name)
        shortcuts = [keys] if isinstance(keys, str) else keys
        action.setShortcuts([QKeySequence(key) for key in shortcuts if key])
        alone = Qt.ShortcutContext.WidgetWithChildrenShortcut
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut if on is None else alone)
        action.setAutoRepeat(name in ("next", "previous"))
        action.triggered.connect(lambda _checked=False: slot())
        action.setText(self._wording(f"console-action-{name}"))
        action.setEnabled(desk in (EVERYWHERE, self._desk))
        (on or self._window).addAction(action)
        self._entries.append(Entry(name, desk, action))
        return action

    def show_desk(self, desk: str) -> None:
        """This desk is on the screen: its actions work, those of the others do not."""
        self._desk = desk
        for entry in self._entries:
            entry.action.setEnabled(entry.desk in (EVERYWHERE, desk))

    def offered(self) -> list[Entry]:
        """What can be done right now, this desk's own first."""
        return sorted(
            (entry for entry in self._entries if entry.action.isEnabled()), key=lambda entry: entry.desk == EVERYWHERE
        )

    def retranslate(self) -> None:
        """Say every name in the language of the moment."""
        for entry in self._entries:
            entry.action.setText(self._wording(f"console-action-{entry.name}"))
