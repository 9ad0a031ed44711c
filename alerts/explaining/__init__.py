"""Why reports were joined, and why they were not: figures for people, found beside the engine and never on its way.

Here stands what screens know of it; what finds it (``live``, ``rerun``) brings the engine, and is imported by name.
"""

from alerts.explaining.comparison import (
    Better,
    Comparison,
    Explanation,
    Found,
    Obstacle,
    Side,
    Unknown,
    answer_of,
)

__all__ = [
    "Better", "Comparison", "Explanation", "Found", "Obstacle", "Side", "Unknown", "answer_of",
]  # fmt: skip
