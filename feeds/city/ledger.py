"""The truth: which reports belong together. The engine never sees it; scoring does."""

from __future__ import annotations


class Ledger:
    """The incident label of every report, by (source, event id).

    A report is whatever says that something is wrong: calls with their stages, detections, hits, alerts, readings above
    normal. Positions and normal readings are none and have no label.
    """

    def __init__(self, keep: bool = True) -> None:
        self.labels: dict[tuple[str, str], str] = {}
        self._keep = keep
        self._count = 0

    def new(self, kind: str) -> str:
        """A label for something that has not been before: ``violence-000123``."""
        self._count += 1
        return f"{kind}-{self._count:06d}"

    def note(self, source: str, event_id: str, label: str) -> None:
        """This report is about that."""
        if self._keep:
            self.labels[source, event_id] = label
