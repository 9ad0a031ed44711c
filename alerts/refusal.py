"""A command that is not done, and why."""

from __future__ import annotations

from datetime import datetime


class Refusal(Exception):
    """A command that cannot be done; the fields are those of :class:`alerts.commands.Answer`."""

    def __init__(self, error: str, detail: str = "", by: str = "", at: datetime | None = None) -> None:
        super().__init__(detail or error)
        self.error = error
        self.detail = detail
        self.by = by
        self.at = at
