from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from alerts.events import Disaster, Polygon
from feeds.adapters.cap import CapReader
from feeds.wire.frame import Frame

Make = Callable[..., str]
SQUARE = "<areaDesc>강남구</areaDesc><polygon>37.4,127.0 37.4,127.1 37.5,127.1 37.5,127.0 37.4,127.0</polygon>"


def read(document: str | bytes, source: str = "") -> Frame:
    return CapReader(source).read(document.encode() if isinstance(document, str) else document)


def only(document: str | bytes) -> Disaster:
    frame = read(document)
    assert not frame.rejections, frame.rejections
    assert len(frame.batch) == 1
    event = frame.batch.events[0]
    assert isinstance(event, Disaster)
    return event


def beside(frame: Frame, index: int = 0) -> dict[str, Any]:
    """What is kept in the event's extra field."""
    kept: dict[str, Any] = msgspec.json.decode(frame.batch.raw(index))["cap"]
    return kept


def test_an_alert_of_the_korean_profile(alert: Make, info: Make) -> None:
    more = (
        "<eventCode><valueName>SAME</valueName><value>FFW</value></eventCode>"
        "<eventCode><valueName>TTAS.KO-07.0046/R5 재난 종류 코드</valueName><value>HRW</value></eventCode>"
        "<effective>2026-07-20T14:00:00+09:00</effective><expires>2026-07-20T20:00:00+09:00</expires>"
        "<headline>강남구 호우경보</headline><description>시간당 60 mm</description>"
        "<instruction>지하차도 통행 금지</instruction>"
    )
    area = SQUARE + "<geocode><valueName>행정구역코드</valueName><value>1168000000</value></geocode>"
    document = alert("<code>대한민국정부1.0</code>" + info(more=more, area=area))
    event = only(document)
    assert (event.id, event.source, event.identifier) == ("KR.TEST-1", "control@example.kr", "KR.TEST-1")
    assert event.time == datetime(2026, 7, 20, 5, tzinfo=UTC)
    assert (event.event, event.event_code, event.category, event.msg_type) == ("호우경보", "HRW", "Met", "Alert")
    assert (event.urgency, event.severity, event.certainty) == ("Immediate", "Severe", "Observed")
    assert event.onset == event.time
    assert event.expires == datetime(2026, 7, 20, 11, tzinfo=UTC)
    assert (event.headline, event.instruction) == ("강남구 호우경보", "지하차도 통행 금지")
    assert (event.region, event.area_name, event.place) == ("11680", "강남구", "강남구")
    assert isinstance(event.area, Polygon)
    assert event.area.coordinates[0][0] == event.area.coordinates[0][-1]
    assert all(127.0 <= lon <= 127.1 and 37.4 <= lat <= 37.5 for lon, lat in event.area.coordinates[0])
    assert (event.lat, event.lon) == (37.45, 127.05)
    assert beside(read(document))["description"] == "시간당 60 mm"


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Actual", "actual"),
        ("exercise", "exercise"),
        ("System", "test"),
        ("Test", "test"),
        ("Draft", "test"),
        (" Actual ", "actual"),
    ],
)
def test_the_status_is_carried_over(alert: Make, said: str, status: str) -> None:
    assert only(alert(status=said)).status == status


@pytest.mark.parametrize(
    ("field", "value"),
    [("status", "Real"), ("status", ""), ("msgType", "Alarm"), ("identifier", ""), ("sender", ""), ("sent", ""),
     ("sent", "2026-07-20T14:00:00"), ("sent", "20 July"), ("sent", "1926-07-20T14:00:00+09:00"), ("identifier", "x" * 300)],
)  # fmt: skip
def test_what_cannot_be_left_out_or_guessed(alert: Make, field: str, value: str) -> None:
    frame = read(alert(**{field: value}))
    assert not frame.batch.events
    assert len(frame.rejections) == 1
    expected = {"sent": {"sent", "time"}, "identifier": {"id", "identifier"}}.get(field, {field})
    assert frame.rejections[0].field in expected


def test_a_bad_alert_costs_no_neighbour(alert: Make) -> None:
    feed = f"<feed>{alert(identifier='a')}<entry>{alert(status='?')}</entry>{alert(identifier='b')}</feed>"
    frame = read(feed)
    assert [event.id for event in frame.batch.events] == ["a", "b"]
    assert [(one.source, one.event_id, one.field) for one in frame.rejections] == [
        ("control@example.kr", "KR.TEST-1", "status")
    ]


def test_korean_is_told_before_english_before_the_first(alert: Make, info: Make) -> None:
    korean, english, french = info("ko-KR", "호우"), info("en-US", "heavy rain"), info("fr-CA", "pluie")
    frame = read(alert(french + english + korean))
    assert [event.event for event in frame.batch.events if isinstance(event, Disaster)] == ["호우"]
    assert [one["event"] for one in beside(frame)["languages"]] == ["pluie", "heavy rain"]
    assert only(alert(french + english)).event == "heavy rain"
    assert only(alert(french)).event == "pluie"
    unsaid = info("", "flood").replace("<language></language>", "")
    assert only(alert(french + unsaid)).event == "flood"  # CAP: no language means English


def test_each_block_of_the_language_is_an_event(alert: Make, info: Make) -> None:
    frame = read(alert(info(event="호우") + info(event="강풍") + info("en", "wind")))
    assert [event.id for event in frame.batch.events] == ["KR.TEST-1", "KR.TEST-1#2"]
    assert {event.identifier for event in frame.batch.events if isinstance(event, Disaster)} == {"KR.TEST-1"}


def test_updates_and_cancels_refer_to_what_they_replace(alert: Make) -> None:
    reference = "control@example.kr,KR.TEST-0,2026-07-20T13:00:00+09:00"
    update = only(alert(msgType="Update", references=f"{reference}\n {reference}2"))
    assert (update.msg_type, update.references) == ("Update", [reference, reference + "2"])
    cancel = only(alert("", msgType="Cancel", references=reference, note="상황 종료"))
    assert (cancel.msg_type, cancel.event, cancel.references) == ("Cancel", "상황 종료", [reference])


def test_alerts_come_in_feeds_and_envelopes(alert: Make) -> None:
    inner = alert()
    escaped = inner.replace("&", "&amp;").replace("<", "&lt;")
    documents = [
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="text/xml">{inner}</content></entry></feed>',
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="html">{escaped}</content></entry></feed>',
        f"<rss><channel><item><description><![CDATA[{inner}]]></description></item></channel></rss>",
        '<EDXLDistribution xmlns="urn:oasis:names:tc:emergency:EDXL:DE:1.0"><contentObject><xmlContent><embeddedXMLContent>'
        f"{inner}</embeddedXMLContent></xmlContent></contentObject></EDXLDistribution>",
        inner.replace("<", "<c:").replace("<c:/", "</c:").replace("xmlns=", "xmlns:c=").replace("1.2", "1.1"),
        inner.replace(' xmlns="urn:oasis:names:tc:emergency:cap:1.2"', ""),
    ]
    for document in documents:
        assert only(document).event == "호우경보"


def test_a_feed_whose_escaped_alert_is_broken_keeps_the_others(alert: Make) -> None:
    broken = "&lt;alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'>&lt;oops"
    frame = read(f"<feed><entry><content>{broken}</content></entry><entry>{alert()}</entry></feed>")
    assert len(frame.batch) == 1
    assert "well-formed" in frame.rejections[0].reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "euc-kr", "cp949"])
def test_encodings_of_korean(alert: Make, info: Make, encoding: str) -> None:
    text = "호우 똠방각하" if encoding == "cp949" else "호우경보"
    named = {"utf-8-sig": "utf-8", "cp949": "EUC-KR", "utf-16-be": "utf-16"}.get(encoding, encoding)
    data = alert(info(event=text), head=f'<?xml version="1.0" encoding="{named}"?>\n').encode(encoding)
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data
    assert only(data).event == text


def test_latin_and_a_wrong_claim(alert: Make, info: Make) -> None:
    latin = alert(
        info("es", "Inundación", area="<areaDesc>A</areaDesc>"), head='<?xml version="1.0" encoding="ISO-8859-1"?>'
    ).encode("latin-1")
    assert only(latin).event == "Inundación"
    wrong = alert(head='<?xml version="1.0" encoding="UTF-8"?>').encode("euc-kr")
    frame = read(wrong)
    assert not frame.batch.events
    assert "encoding" in frame.rejections[0].reason


def test_words_that_cap_does_not_know_are_remarked(alert: Make, info: Make) -> None:
    odd = info(more="<expires>tomorrow</expires>").replace("Immediate", "Right now").replace("Observed", "Very Likely")
    frame = read(alert(odd))
    event = frame.batch.events[0]
    assert isinstance(event, Disaster)
    assert (event.urgency, event.certainty, event.expires) == ("Unknown", "Likely", None)
    assert len(beside(frame)["remarks"]) == 2


def test_several_areas_and_regions(alert: Make, info: Make) -> None:
    code = "<geocode><valueName>행정구역 코드</valueName><value>{}</value></geocode>"
    one, other = code.format("1168000000"), code.format("1165000000")
    area = f"{SQUARE}{one}</area><area><areaDesc>서초구</areaDesc><circle>37.48,127.02 1.5</circle>{other}"
    event = only(alert(info(area=area)))
    assert (event.region, event.area_name) == (None, "강남구; 서초구")
    whole_city = info(area=SQUARE + code.format("1100000000"))
    assert only(alert(whole_city)).region is None
    assert only(alert(info(area=SQUARE + one + one))).region == "11680"


def test_the_source_may_be_named(alert: Make) -> None:
    assert read(alert(), source="disaster office").batch.events[0].source == "disaster office"


def test_texts_too_long_for_an_event_do_not_cost_the_alert(alert: Make, info: Make) -> None:
    others = "".join(info(f"x{number}", "rain", more=f"<description>{'비' * 19_000}</description>") for number in range(20))
    event = only(alert(info() + others))
    assert event.event == "호우경보"


def test_a_document_without_an_alert() -> None:
    for document in ("<html><body/></html>", "", "not xml", "<a>"):
        frame = read(document)
        assert not frame.batch.events
        assert len(frame.rejections) == 1
