"""How far each publisher has been taken in, and how far that is on disk."""

from __future__ import annotations


class Positions:
    """The next message wanted, by (source, epoch). Messages come in order; one found again late changes nothing."""

    def __init__(self, committed: dict[tuple[str, int], int]) -> None:
        self.committed = dict(committed)
        self._taken: dict[tuple[str, int], int] = {}

    def take(self, source: str, epoch: int, seq: int) -> None:
        """A message was taken in."""
        name = (source, epoch)
        known = self._taken.get(name)
        if known is None:
            known = self.committed.get(name, 0)
        if seq >= known:
            self._taken[name] = seq + 1

    def staged(self) -> dict[tuple[str, int], int]:
        """What has moved and is not on disk."""
        return self._taken

    def commit(self) -> None:
        """What :meth:`staged` gave is on disk."""
        self.committed.update(self._taken)
        self._taken = {}
