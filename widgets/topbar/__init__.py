"""The bar at the top of every window."""

from __future__ import annotations

from widgets.topbar.judge import FeedState, Judge, Verdict
from widgets.topbar.top_bar import TopBar

__all__ = ["FeedState", "Judge", "TopBar", "Verdict"]
