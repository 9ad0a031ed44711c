"""What a form of a linked service begins with: warned areas that hold the incident."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from alerts.events import MultiPolygon, Polygon
from alerts.incidents import Incident
from alerts.picture import WarnedArea
from console.desks.outward import _holds
from widgets.outward.forms.warning import _ring

NOW = datetime(2026, 11, 21, tzinfo=UTC)
RING = [[126.9, 37.4], [127.1, 37.4], [127.1, 37.6], [126.9, 37.6], [126.9, 37.4]]


def incident(lat: float | None, lon: float | None) -> Incident:
    return Incident("", "k", "flood", "침수", 2, "new", NOW, NOW, lat, lon, 0.0, [], [], [], [], [])


@pytest.mark.parametrize("area", [Polygon([RING]), MultiPolygon([[RING], [RING]])], ids=["polygon", "multipolygon"])
def test_an_area_of_either_shape_holds_what_lies_in_it(area: Polygon | MultiPolygon) -> None:
    warned = WarnedArea("A1", "호우경보", "Severe", "호우경보 발효", "서울", area, 0.0, None)
    assert _holds(warned, incident(37.5, 127.0))
    assert not _holds(warned, incident(38.5, 127.0))
    assert not _holds(warned, incident(None, None))
    assert _ring(area) == [(lon, lat) for lon, lat in RING]
