"""Incidents marked to be handled together."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal


class Marks(QObject):
    """Keys of marked incidents, in the order in which they were marked.

    They are kept apart from the list's own choice, which is always one incident: the one that the card shows.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys: dict[str, None] = {}
        self.anchor = ""
        """Where a range begins."""

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    @property
    def keys(self) -> tuple[str, ...]:
        """The marked ones."""
        return tuple(self._keys)

    def toggle(self, key: str) -> None:
        """Mark it, or not any more."""
        if key in self._keys:
            del self._keys[key]
        else:
            self._keys[key] = None
        self.anchor = key
        self.changed.emit()

    def put(self, keys: Iterable[str]) -> None:
        """Mark exactly these."""
        self._keys = dict.fromkeys(keys)
        self.changed.emit()

    def add(self, keys: Iterable[str]) -> None:
        """Mark these too."""
        self.put([*self._keys, *keys])

    def clear(self) -> None:
        """Nothing is marked."""
        self.anchor = ""
        if self._keys:
            self.put(())

    def rename(self, old: str, new: str) -> None:
        """The incident goes by another key."""
        self.anchor = new if self.anchor == old else self.anchor
        if old in self._keys:
            self.put(new if key == old else key for key in self._keys)

    def keep(self, known: Callable[[str], bool]) -> None:
        """Only those that are still known stay marked."""
        left = [key for key in self._keys if known(key)]
        if len(left) != len(self._keys):
            self.put(left)
