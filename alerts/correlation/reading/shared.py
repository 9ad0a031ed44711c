"""The words that a report has in common with its incident, as a person reads them: made when somebody looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from alerts.events import Dispatch, Event

if TYPE_CHECKING:
    from alerts.correlation.reading.lexicon import Lexicon


class Shared(Sequence[str]):
    """Words as they were compared, told as the event says them. Most joins nobody ever asks about."""

    __slots__ = ("_event", "_lexicon", "_words")

    def __init__(self, lexicon: Lexicon, words: list[str], event: Event) -> None:
        self._lexicon = lexicon
        self._words = words
        self._event = event

    def told(self) -> list[str]:
        """The words in a list."""
        event = self._event
        return self._lexicon.told(self._words, (event.text if type(event) is Dispatch else None, event.place))

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        return self.told()[at]

    def __len__(self) -> int:
        return len(self.told())
