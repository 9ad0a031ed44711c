"""What a person types to say where something is: coordinates, or a name that the gazetteer knows."""

from __future__ import annotations

import re
from typing import Final

from alerts.events import Candidate
from alerts.places.gazetteer import Gazetteer

_NUMBER: Final = r"[-+]?\d{1,3}(?:\.\d+)?"
_PAIR: Final = re.compile(rf"^\s*\(?\s*({_NUMBER})\s*[°NnEe]?\s*[,;\s/]\s*({_NUMBER})\s*[°NnEe]?\s*\)?\s*$")
LAT: Final = (33.0, 39.0)
LON: Final = (124.0, 132.0)
"""Korea's bounds in degrees: between them no latitude can be taken for a longitude."""


def typed_places(text: str, gazetteer: Gazetteer) -> list[Candidate]:
    """The places that this text may mean, the likeliest first; none where it says nothing.

    Coordinates in either order are told by Korea's bounds, and are called by the dong that they lie in.
    """
    pair = _PAIR.match(text)
    if pair is None:
        return gazetteer.candidates(text) if text.strip() else []
    one, other = float(pair[1]), float(pair[2])
    for lat, lon in ((one, other), (other, one)):
        if LAT[0] <= lat <= LAT[1] and LON[0] <= lon <= LON[1]:
            return [Candidate(gazetteer.name_of(lat, lon), lat, lon)]
    return []
