"""The length of a degree of latitude, on a sphere of the earth's mean radius (6,371.0088 km, IUGG)."""

from __future__ import annotations

from typing import Final

METRES_PER_DEGREE: Final = 111_195.08
"""For what is drawn and for made-up cities: there and back gives the same place."""
WHOLE_METRES_PER_DEGREE: Final = 111_195.0
"""For distances that decisions follow from. 0.7 mm in a kilometre less; the same events must give the same results as ever."""
