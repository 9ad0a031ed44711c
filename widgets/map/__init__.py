"""The map of the city."""

from __future__ import annotations

from widgets.map.city_map import CityMap

__all__ = ["CityMap"]
