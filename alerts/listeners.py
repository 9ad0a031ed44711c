"""Who is told of a change of something that is shared: the language, the theme."""

from __future__ import annotations

from collections.abc import Callable


class Listeners:
    """Functions that are called at a change, in the order in which they came; each may leave, also while all are told."""

    def __init__(self) -> None:
        self._all: dict[object, Callable[[], None]] = {}

    def add(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` at every change from now on; the returned function ends that, however often it is called."""
        token = object()
        self._all[token] = listener

        def leave() -> None:
            self._all.pop(token, None)

        return leave

    def tell(self) -> None:
        """Something has changed."""
        for listener in list(self._all.values()):
            listener()
