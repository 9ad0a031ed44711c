"""The forms of all services: filled from the incident, complete in both languages, and what they send is what they show."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QPushButton, QWidget

from alerts.commands import Answer
from alerts.events import Candidate
from alerts.incidents import Incident, Member, Reason
from alerts.outward.forms import SERVICES, CameraRef, Report, Video
from alerts.outward.lacking import lacking
from alerts.outward.load import load_directory
from alerts.outward.request import Request
from alerts.picture import Linked
from alerts.wording import Wording
from widgets.moments import korean_time
from widgets.outward import NearCamera, NearUnit, RequestRows, Scene
from widgets.outward.details import Details
from widgets.outward.forms import DIALOGS
from widgets.outward.still import as_still

OPENED = datetime(2026, 11, 21, 13, 6, tzinfo=korean_time())
DIRECTORY = load_directory()
CHOSEN: dict[str, dict[str, Any]] = {
    "report": {}, "disaster": {}, "signals": {}, "check_call": {"journey_id": "j-7"},
    "video": {"purpose": "search", "basis": "pipa_18_2_3"},
    "person": {"person_ref": "p-1", "programme": "dementia", "purpose": "search", "basis": "missing_9"},
    "vehicle": {"plate": "12가3456", "list": "stolen", "purpose": "investigation", "basis": "pipa_18_2_7"},
    "warning": {"event_code": "FRW", "response": "Evacuate", "headline": "역삼동 화재", "description": "대피하세요"},
}  # fmt: skip
"""What a person adds to what the form is filled with."""


def incident(**fields: Any) -> Incident:
    values: dict[str, Any] = {
        "id": "INC-20261121-0007", "key": "119\x1fc1", "kind": "fire", "title": "건물 화재", "title_en": "Building fire",
        "priority": 1, "state": "new", "opened": OPENED, "updated": OPENED, "lat": 37.5012, "lon": 127.0396, "radius_m": 60.0,
        "candidates": [], "event_ids": [], "related": [], "why": [Reason("open", OPENED)], "history": [], "sources": 2,
        "reports": 2, "place": "역삼동 823", "region": "11680",
        "members": [Member("119", "c1", "dispatch", "119", OPENED, "3층에서 연기가 나요")],
    }  # fmt: skip
    return Incident(**(values | fields))


def scene(**fields: Any) -> Scene:
    cameras = tuple(NearCamera(f"강남-{n:04d}", f"강남-{n:04d}", 37.5, 127.03, 40.0 * n, 45.0 * n) for n in range(1, 6))
    units = (NearUnit("119-004", "119", 37.49, 127.02, 1500.0),)
    linked = {"119": Linked("119", True, 0.0)}
    return Scene(incident(**fields), DIRECTORY, korean_time(), OPENED.timestamp(), linked, cameras, units)


def opened(qtbot: Any, theme: Any, service: str, wording: Wording | None = None, draft: Any = None, **fields: Any) -> Any:
    dialog = DIALOGS[service](scene(**fields), "건물 화재", wording or Wording("ko"), theme, None, draft)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    return dialog


def sent(dialog: Any) -> list[tuple[str, Any]]:
    told: list[tuple[str, Any]] = []
    dialog.wanted.connect(lambda to, form: told.append((to, form)))
    dialog.submit()
    return told


def test_a_report_says_how_many_told_of_it_and_leaves_out_the_positions_of_a_journey(qtbot: Any, theme: Any) -> None:
    dialog = opened(qtbot, theme, "report", channels={"journey": 42, "112": 10, "119": 3, "cctv": 2})
    assert dialog.value("text").startswith("13:06 건물 화재, 112 10건, 119 3건, CCTV 2건.")
    assert opened(qtbot, theme, "report", channels={"journey": 3}).value("text").startswith("13:06 건물 화재.")


def test_a_public_warning_begins_with_what_happened_and_no_callers_words(qtbot: Any, theme: Any) -> None:
    assert opened(qtbot, theme, "warning").value("description") == "13:06 역삼동 823 건물 화재 발생"


def test_a_warning_that_lacks_several_things_says_all_of_them_and_covers_nothing(qtbot: Any, theme: Any) -> None:
    dialog = opened(qtbot, theme, "warning", kind="other", place="")
    assert not sent(dialog)
    for name in ("event_code", "response", "headline", "area_name"):
        assert dialog.fields[name].missing.isVisible(), name
    dialog.set_stale(True)
    qtbot.waitUntil(lambda: dialog.state.geometry().top() >= dialog.area.geometry().bottom(), timeout=60_000)
    assert dialog.state.height() >= dialog.state.heightForWidth(dialog.state.width())


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_form_sends_what_the_hub_takes(qtbot: Any, theme: Any, service: str, language: str) -> None:
    dialog = opened(qtbot, theme, service, Wording(language))
    for name, value in CHOSEN[service].items():
        dialog.fields[name].set_value(value)
    [(to, form)] = sent(dialog)
    offered = DIRECTORY.service(service)
    assert offered is not None
    assert to in {one.id for one in DIRECTORY.takers(service)}
    assert lacking(form, offered) == []


@pytest.mark.parametrize("service", SERVICES)
def test_whatever_takes_the_focus_has_a_name(qtbot: Any, theme: Any, service: str) -> None:
    dialog = opened(qtbot, theme, service)
    nameless = [
        type(one).__name__
        for one in dialog.findChildren(QWidget)
        if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.accessibleName()
        and not (isinstance(one, QPushButton) and one.text()) and not getattr(one, "text", lambda: "")()
    ]  # fmt: skip
    assert not nameless


@pytest.mark.parametrize(
    ("sights", "ticked"),
    [
        (("away", "sees", "away", "far", "unknown"), ["강남-0002", "강남-0004", "강남-0005"]),
        (("away",) * 5, []),
        (("",) * 5, ["강남-0001", "강남-0002", "강남-0003"]),
    ],
)
def test_no_camera_that_looks_elsewhere_is_ticked(qtbot: Any, theme: Any, sights: tuple[str, ...], ticked: list[str]) -> None:
    made = scene()
    cameras = tuple(replace(one, sight=sight) for one, sight in zip(made.cameras, sights, strict=True))
    dialog = DIALOGS["video"](replace(made, cameras=cameras), "건물 화재", Wording("ko"), theme, None, None)
    qtbot.addWidget(dialog)
    field = dialog.fields["cameras"]
    assert field.value() == ticked
    assert ("다른 방향" in field.hint.text()) == (not ticked)
    assert not sent(dialog)
    lacking_now = [name for name, one in dialog.fields.items() if not one.missing.isHidden()]
    assert lacking_now == (["cameras"] if not ticked else []) + ["purpose", "basis"]


def test_a_place_in_doubt_goes_without_its_point(qtbot: Any, theme: Any) -> None:
    doubtful = opened(qtbot, theme, "report", candidates=[Candidate("a", 37.5, 127.0), Candidate("b", 37.6, 127.1)])
    assert "2곳" in doubtful.fields["place"].hint.text()
    [(_, form)] = sent(doubtful)
    assert (form.lat, form.lon) == (None, None)
    [(_, sure)] = sent(opened(qtbot, theme, "report"))
    assert (sure.lat, sure.lon) == (37.5012, 127.0396)


def test_a_warning_without_a_place_is_refused_at_its_area(qtbot: Any, theme: Any) -> None:
    dialog = opened(qtbot, theme, "warning", lat=None, lon=None)
    for name, value in CHOSEN["warning"].items():
        dialog.fields[name].set_value(value)
    assert sent(dialog) == []
    assert dialog.fields["area"].missing.isVisible()


def test_while_the_hub_is_away_nothing_is_sent_and_nothing_is_lost(qtbot: Any, theme: Any) -> None:
    dialog = opened(qtbot, theme, "report")
    dialog.fields["text"].set_value("사람이 갇혔습니다")
    dialog.set_stale(True)
    assert sent(dialog) == []
    assert "끊겨" in dialog.state.text()
    again = opened(qtbot, theme, "report", draft=dialog.draft())
    assert again.fields["text"].value() == "사람이 갇혔습니다"
    dialog.set_stale(False)
    assert len(sent(dialog)) == 1


def test_a_refusal_is_said_and_the_form_stays(qtbot: Any, theme: Any) -> None:
    dialog = opened(qtbot, theme, "report")
    sent(dialog)
    dialog.answered(Answer("x", False, "taken", by="lee"), "lee 님이 먼저 보냈습니다.")
    assert dialog.isVisible()
    assert dialog.state.text() == "lee 님이 먼저 보냈습니다."
    assert dialog.send.isEnabled()
    dialog.answered(Answer("x", True), "")
    assert not dialog.isVisible()


def test_a_picture_is_made_small_enough_and_what_is_none_is_refused(qtbot: Any, theme: Any, tmp_path: Path) -> None:
    image = QImage(4000, 3000, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    image.save(str(tmp_path / "scene.png"))
    (tmp_path / "broken.jpg").write_bytes(b"not a picture")
    dialog = opened(qtbot, theme, "report")
    field = dialog.fields["still"]
    assert field.load(tmp_path / "scene.png")
    [(_, form)] = sent(dialog)
    small = QImage.fromData(form.still.data)
    assert (small.width(), form.still.media) == (1920, "image/jpeg")
    other = opened(qtbot, theme, "report")
    assert not other.fields["still"].load(tmp_path / "broken.jpg")
    assert "broken.jpg" in other.fields["still"].missing.text()
    assert as_still(image, "x") is not None


def request(state: Any, **fields: Any) -> Request:
    form = Report(place="역삼동", text="연기", category="fire")
    given = {"epoch": 1, "n": 1} | fields
    return Request(given.pop("id", state), "119", "report", "k", given.pop("form", form), given.pop("by", "kim"), OPENED, state,
                   OPENED, **given)  # fmt: skip


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_state_has_words_and_what_can_be_done(qtbot: Any, theme: Any, language: str) -> None:
    rows = RequestRows(Wording(language), theme, QPushButton)
    qtbot.addWidget(rows)
    video = Video(cameras=[CameraRef("a")], purpose="search", basis="pipa_18_2_3")
    states = ("draft", "sent", "received", "accepted", "refused", "timed_out", "ended", "withdrawn")
    requests = [request(state, by="lee") for state in states]
    requests.append(request("accepted", id="session", form=video, until=OPENED + timedelta(minutes=20)))
    rows.show_requests(requests, DIRECTORY, "kim")
    rows.set_now(OPENED.timestamp() + 65)
    rows.show()
    texts = {name: row.state.text() for name, row in rows._rows.items()}
    assert len(set(texts.values())) == len(states)
    assert list(rows._rows["draft"].buttons) == ["review"]
    assert list(rows._rows["timed_out"].buttons) == ["out_again"]
    assert list(rows._rows["session"].buttons) == ["out_renew", "out_end"]
    assert "18:55" in rows._rows["session"].left.text()
    rows.set_now(OPENED.timestamp() + 20 * 60 - 41)
    assert "0:41" in rows._rows["session"].left.text()
    assert "bold" in rows._rows["session"].left.styleSheet(), "the last minute is unmistakable"


def test_who_reviews_sees_everything_and_says_why_not(qtbot: Any, theme: Any) -> None:
    dialog = opened(qtbot, theme, "warning")
    for name, value in CHOSEN["warning"].items():
        dialog.fields[name].set_value(value)
    [(_, form)] = sent(dialog)
    details = Details(request("draft", form=form, by="lee"), DIRECTORY, Wording("ko"), theme, korean_time(), None, True)
    qtbot.addWidget(details)
    details.show()
    told: list[tuple[bool, str]] = []
    details.decided.connect(lambda approved, why: told.append((approved, why)))
    shown = " ".join(text for _, text in details.lines())
    assert all(part in shown for part in ("역삼동 화재", "대피하세요", "대피", "37.50120", "60 분"))
    details.turn_down.click()
    assert told == []
    assert details.missing.isVisible()
    details.why.setPlainText("구역이 너무 넓습니다")
    details.turn_down.click()
    assert told == [(False, "구역이 너무 넓습니다")]


@pytest.mark.parametrize(("service", "first"), [("video", "purpose"), ("warning", "response"), ("report", "text")])
def test_the_focus_begins_with_what_is_left_to_be_chosen(qtbot: Any, theme: Any, service: str, first: str) -> None:
    dialog = opened(qtbot, theme, service)
    assert dialog.fields[first].isAncestorOf(dialog.focusWidget())
