"""What a person may type to say where something is."""

from __future__ import annotations

import pytest

from alerts.places import load_city
from alerts.places.gazetteer import Gazetteer
from alerts.places.typed import typed_places


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(load_city("seoul"))


@pytest.mark.parametrize("text", ["37.5433, 127.0565", "127.0565 37.5433", "(37.5433; 127.0565)", " 37.5433/127.0565 "])
def test_coordinates_in_either_order_are_one_place(gazetteer: Gazetteer, text: str) -> None:
    (place,) = typed_places(text, gazetteer)
    assert (place.lat, place.lon) == (37.5433, 127.0565)
    assert "성동구" in place.place


def test_a_name_is_looked_up_and_nonsense_is_nothing(gazetteer: Gazetteer) -> None:
    assert typed_places("강남역", gazetteer)[0].lat == pytest.approx(37.498, abs=0.01)
    for text in ("", "  ", "0, 0", "1234567", "no such place at all"):
        assert typed_places(text, gazetteer) == [], text
