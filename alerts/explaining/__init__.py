"""Why reports were joined, and why they were not: figures for people, found beside the engine and never on its way."""

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
from alerts.explaining.live import compare
from alerts.explaining.rerun import Rerun

__all__ = [
    "Better", "Comparison", "Explanation", "Found", "Obstacle", "Rerun", "Side", "Unknown", "answer_of", "compare",
]  # fmt: skip
