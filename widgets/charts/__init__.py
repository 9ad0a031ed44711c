"""Strip charts."""

from __future__ import annotations

from widgets.charts.feed_strips import FeedStrips

__all__ = ["FeedStrips"]
