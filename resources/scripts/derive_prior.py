"""Makes ``resources/priors/<city>.json``: where a city's ordinary reports are expected before any has been heard.

    uv run python resources/scripts/derive_prior.py seoul

From what the city's profile ships: the legal dongs of its base map and its named places. A dong counts by its land, but by
at most 0.8 km2 of it, because what is larger is hills, river or an airfield; the named places of a kind share their part
evenly, because nobody has told which of them are busy. The parts are round guesses of what call centres tell of themselves.

Nothing here comes from the synthetic city: that one draws dongs by another power of their area, prefers a few places of each
kind by a throw of dice, has recurring addresses that stand nowhere, and shares of its own by category of call.
"""

from __future__ import annotations

import json
import sys
from typing import Final

from alerts.places import load_city
from alerts.places.load import PRIORS

LAND_M2: Final = 0.8e6
DONGS: Final = 0.70
"""Part of all reports that come from ordinary addresses."""
PLACES: Final = {
    "station": 0.10, "hospital": 0.06, "nightlife": 0.05, "market": 0.03, "landmark": 0.02, "park": 0.02, "campus": 0.01,
    "bridge": 0.01,
}  # fmt: skip
SPREAD_M: Final = 80.0
"""How far from a named place's middle its reports come from (1 sigma); a hospital's door is nearer."""
DOOR_M: Final = 50.0


def main(city: str) -> None:
    """Write the prior of this city."""
    profile = load_city(city)
    land = [min(dong.area_m2, LAND_M2) for dong in profile.dongs]
    spots = [
        (dong.label[1], dong.label[0], 0.4 * dong.area_m2**0.5, DONGS * area / sum(land))
        for dong, area in zip(profile.dongs, land, strict=True)
    ]
    for kind, share in PLACES.items():
        places = profile.places_by_kind.get(kind, ())
        spread = DOOR_M if kind == "hospital" else SPREAD_M
        spots += [(place.lat, place.lon, spread, share / len(places)) for place in places]
    total = sum(spot[3] for spot in spots)
    rows = [[round(lat, 5), round(lon, 5), round(spread), round(share / total, 7)] for lat, lon, spread, share in spots]
    note = (
        "Derived from the city profile and its base map (see resources/basemap/NOTICE.md) by resources/scripts/derive_prior.py."
    )
    text = json.dumps({"attribution": note, "spots": rows}, ensure_ascii=False).replace("], [", "],\n[")
    (PRIORS / f"{city}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
