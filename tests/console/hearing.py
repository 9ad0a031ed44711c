"""What a window says in passing: a note stands for seconds, or until an alarm takes its place, whichever comes first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from console.window.notice import Notice
from console.window.window import Window


class Heard(list[str]):
    """All that has been said, oldest first."""

    def has(self, text: str) -> bool:
        """Whether this was part of something that was said."""
        return any(text in said for said in self)


@contextmanager
def hearing(window: Window) -> Iterator[Heard]:
    """All that the window's note says meanwhile."""
    note, heard = window.notices.note, Heard()
    say = note.say

    def listen(notice: Notice) -> None:
        say(notice)
        heard.append(note.text())

    note.say = listen  # type: ignore[method-assign]
    try:
        yield heard
    finally:
        note.say = say  # type: ignore[method-assign]
