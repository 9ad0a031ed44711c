"""What to look for: a search field and groups of choices, each with how many there are."""

from widgets.facets.panel import FacetPanel
from widgets.facets.wanted import PERIODS, Wanted

__all__ = ["PERIODS", "FacetPanel", "Wanted"]
