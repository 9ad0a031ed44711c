"""Public warnings as CAP 1.2: valid, and read back by this product's own reader as they were meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from alerts.outward.cap import EVENT_CODE, NAMESPACE, CapWriter
from alerts.outward.forms import PublicWarning, Spot
from alerts.outward.load import load_directory
from alerts.outward.request import Request
from feeds.adapters.cap import CapReader

SENT = datetime(2026, 11, 21, 5, 2, 37, 123456, tzinfo=UTC)
WRITER = CapWriter(load_directory().issuer)
FORM = PublicWarning(
    event="화재", event_code="FRW", category="Fire", response="Evacuate", urgency="Immediate", severity="Severe",
    certainty="Observed", headline="역삼동 화재 <대피>", description="연기 & 불꽃", instruction="창문을 닫고 대피하세요",
    area_name="역삼동", region="11680", centre=Spot(37.5, 127.03), radius_km=0.5, minutes=90,
)  # fmt: skip


def request(form: PublicWarning = FORM, **fields: Any) -> Request:
    given_ = {"status": "actual", "epoch": 255, "n": 7, "approved_by": "lee"} | fields
    return Request("r1", "disaster", "warning", "k", form, "kim", SENT, "sent", SENT, **given_)


def read(text: str) -> Any:
    frame = CapReader().read(text.encode())
    assert not frame.rejections, frame.rejections
    [event] = frame.batch.events
    return event


def test_what_is_sent_is_what_our_own_reader_reads() -> None:
    event = read(WRITER.alert(request(), SENT))
    assert (event.msg_type, event.status, event.event, event.event_code) == ("Alert", "actual", "화재", "FRW")
    assert (event.urgency, event.severity, event.certainty, event.category) == ("Immediate", "Severe", "Observed", "Fire")
    assert (event.headline, event.instruction) == ("역삼동 화재 <대피>", "창문을 닫고 대피하세요")
    assert event.time == SENT.replace(microsecond=0)
    assert event.expires == SENT.replace(microsecond=0) + timedelta(minutes=90)
    assert (event.area_name, event.region) == ("역삼동", "11680")
    ring = event.area.coordinates[0]
    assert max(lat for _, lat in ring) - min(lat for _, lat in ring) == pytest.approx(2 * 0.5 / 111.195, rel=0.03)


def test_a_polygon_is_closed_and_comes_back_as_it_was() -> None:
    corners = [Spot(37.50, 127.02), Spot(37.50, 127.04), Spot(37.52, 127.04)]
    event = read(WRITER.alert(request(replace(FORM, polygon=corners, centre=None, radius_km=None)), SENT))
    ring = [tuple(point) for point in event.area.coordinates[0]]
    assert ring[0] == ring[-1]
    assert {(lat, lon) for lon, lat in ring} == {(spot.lat, spot.lon) for spot in corners}


def test_english_is_a_block_of_its_own_and_the_codes_are_the_korean_profiles() -> None:
    form = replace(FORM, headline_en="Fire in Yeoksam-dong", description_en="Smoke is spreading.")
    root = etree.fromstring(WRITER.alert(request(form), SENT).encode())
    name = f"{{{NAMESPACE}}}"
    assert [info.findtext(f"{name}language") for info in root.iter(f"{name}info")] == ["ko-KR", "en-US"]
    assert root.findtext(f"{name}code") == "대한민국정부1.0"
    assert root.findtext(f".//{name}eventCode/{name}valueName") == EVENT_CODE
    assert root.findtext(f"{name}sent") == "2026-11-21T14:02:37+09:00"


def test_an_exercise_says_so() -> None:
    assert read(WRITER.alert(request(status="exercise"), SENT)).status == "exercise"


def test_a_cancellation_refers_to_what_was_sent() -> None:
    first = request()
    first = replace(first, cap=WRITER.alert(first, SENT))
    event = read(WRITER.cancel(first, SENT + timedelta(minutes=5), "불이 꺼졌습니다"))
    assert event.msg_type == "Cancel"
    assert event.references[0].split(",")[1] == read(first.cap).identifier


def test_what_would_not_be_valid_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="areaDesc"):
        WRITER.alert(request(replace(FORM, area_name="  ")), SENT)


@given(st.text(max_size=80), st.floats(33.0, 38.9), st.floats(124.1, 131.9), st.floats(0.1, 50.0))
def test_whatever_people_write_gives_a_valid_document_or_a_refusal(text: str, lat: float, lon: float, km: float) -> None:
    form = replace(FORM, description=f"상황: {text}", centre=Spot(lat, lon), radius_km=km)
    event = read(WRITER.alert(request(form), SENT))
    assert event.area is not None
