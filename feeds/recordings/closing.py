"""What is open as long as a ``with`` lasts."""

from __future__ import annotations

from types import TracebackType
from typing import Self


class Closing:
    """``with`` it, and it is closed behind."""

    def close(self) -> None:
        """Let go of what is held; a second time does nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
