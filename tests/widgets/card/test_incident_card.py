from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QPushButton

from alerts.events import Candidate
from alerts.incidents import Change, Member, Offer, Reason, Related
from widgets.card.plain import quiet_button


def test_nothing_chosen_says_how_to_choose(card, wording):
    assert card.empty.isVisible()
    assert card.empty.text.text() == wording("card-empty")
    assert not card.bar.isVisible()


def test_shows_what_why_and_the_reports(card, crush):
    card.show_incident(crush())
    assert card.head.title.text() == "인파 급증"
    assert "13:06 첫 신고" in card.head.where.text()
    assert "서로 다른 출처 4곳" in card.why.text()
    assert "우선순위 1" in card.why.text()
    assert [line.tag for line in card.reports.lines] == ["112", "112", "CCTV", "112", "CCTV", "112"]
    assert card.reports.lines[-1].text == "내용 없음 · 112"
    assert not card.doubt.filled


def test_all_reasons_one_by_one_on_request(card, crush, qtbot):
    card.show_incident(crush())
    qtbot.mouseClick(card.more_why, Qt.MouseButton.LeftButton)
    assert card.why.text().count("<tr>") == 5
    qtbot.mouseClick(card.more_why, Qt.MouseButton.LeftButton)
    assert card.why.text().count("<tr>") == 4


def test_places_in_doubt_related_and_history(card, crush, qtbot):
    related = Related("INC-20261121-0003", Reason("join", crush().opened, distance_m=240.0, seconds=300.0))
    history = [
        Change(crush().opened, "opened", 4, "engine"),
        Change(crush().opened, "note", 1, "김관제", "골목 양쪽 막힘"),
        Change(crush().opened, "kind", 1, "김관제", "fire: 연기"),
        Change(crush().opened, "something_else", 1, "engine"),
    ]
    places = [Candidate("연무장길", 37.54, 127.05), Candidate("연무장5길", 37.55, 127.06)]
    card.show_incident(crush(candidates=places, related=[related], history=history))
    settle = [button.text().partition(" ·")[0] for button in card.doubt.buttons]
    assert settle == ["1. 연무장길로 정하기", "2. 연무장5길로 정하기"]
    assert card.history.lines[1].text == "골목 양쪽 막힘"
    assert card.history.lines[2].aside == "화재: 연기"
    assert card.history.lines[3].text == "something_else"
    button = card.related.rows.findChildren(QPushButton)[0]
    with qtbot.waitSignal(card.related_picked) as picked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert picked.args == ["INC-20261121-0003"]


def test_long_accounts_show_the_latest_first_and_more_on_request(card, crush, qtbot):
    many = [Member("112", str(n), "dispatch", "112", crush().opened + timedelta(seconds=n), f"보고 {n}") for n in range(250)]
    card.show_incident(crush(members=many))
    assert (len(card.reports.lines), card.reports.lines[-1].text) == (100, "보고 249")
    qtbot.mouseClick(card.body.more_reports, Qt.MouseButton.LeftButton)
    assert len(card.reports.lines) == 200
    assert card.reports.height() > 2000


def test_takes_another_theme_with_its_style_sheet(card, crush, theme):
    card.show_incident(crush())
    dark = card.grab().toImage()
    theme.switch("light")
    card.setStyleSheet(theme.qss())
    assert theme.tokens.accent in card.more_why.styleSheet()
    light = card.grab().toImage()
    assert light.pixelColor(5, 5).lightness() > 200 > dark.pixelColor(5, 5).lightness()


def test_positions_of_a_journey_are_one_line(card, crush):
    steps = ["sos", *["position"] * 30, "arrived"]
    members = [
        Member("walk", str(number), "journey", "journey", crush().opened + timedelta(seconds=number), text)
        for number, text in enumerate(steps)
    ]
    card.show_incident(crush(members=members))
    assert [line.text for line in card.reports.lines] == ["긴급 호출", "이동 중", "귀가 완료"]
    assert card.reports.lines[1].aside == "위치 보고 30회 · 마지막 13:06:30"


def test_the_dot_under_the_pointer_tells_its_report(card, crush):
    card.show_incident(crush())
    first = crush().members[0]
    assert card.dots.at(card.dots._dot(first)) == first
    assert card.dots.at(QPointF(5, 5)) is None
    assert card.dots.tip(first) == "13:06:00 112 사람이 너무 많아서 밀려요"


def test_arrow_keys_read_the_reports_line_by_line(card, crush, qtbot):
    card.show_incident(crush())
    card.reports.setFocus()
    qtbot.keyClick(card.reports, Qt.Key.Key_Down)
    assert card.reports.accessibleDescription() == "13:34:00 112 압사할 것 같아요"


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("width", [420, 460])
def test_everything_fits_and_has_a_name(card, crush, wording, qtbot, language, width):
    wording.switch(language)
    card.retranslate()
    card.resize(width, 900)
    title = "지하상가에서 연기가 많이 나고 사람들이 대피하고 있다는 신고가 계속 들어옴"
    card.show_incident(crush(title=title, state="acknowledged", owner="박도시"))
    qtbot.waitUntil(lambda: card.area.widget().width() <= card.area.viewport().width(), timeout=180_000)
    for button in card.bar.buttons.values():
        assert button.minimumSizeHint().width() <= button.width(), button.text()
        assert button.accessibleName()
    assert card.head.title.height() >= card.head.title.heightForWidth(card.head.title.width())


def test_says_how_likely_it_becomes_major(card, crush):
    card.show_incident(replace(crush(), probability=0.724))
    assert "대형화 가능성 72\u00a0%" in card.head.state.text()
    card.show_incident(replace(crush(), probability=None))
    assert "대형화" not in card.head.state.text()


def test_a_related_incident_is_named_by_what_and_where_it_is(card, crush):
    related = Related("INC-20261121-0003", Reason("join", crush().opened))
    other = crush(
        key="cad\x1fother", id="INC-20261121-0003", title="화재 · 사당동", title_en="Fire · Sadang", lat=crush().lat + 0.001
    )
    other.opened = crush().opened + timedelta(seconds=40)
    card.related.named = {other.id: other}.get
    card.show_incident(crush(related=[related]))
    said = card.related.rows.findChildren(QPushButton)[0].text()
    assert said == "화재 · 사당동 · 111 m · 40초 차이"


def test_an_offer_is_answered_by_who_it_is_for_and_withdrawn_by_who_made_it(card, crush):
    offer = Offer("김관제", "박도시", crush().opened + timedelta(minutes=60), "교대")
    card.show_incident(crush(state="acknowledged", owner="박도시", offer=offer))
    assert card.bar.buttons["accept"].property("kind") == "primary"
    assert "decline" in card.bar.buttons
    assert "박도시 → 김관제" in card.head.standing.text()
    assert "교대" in card.head.standing.text()
    mine = Offer("박도시", "김관제", offer.until)
    card.show_incident(crush(state="acknowledged", owner="김관제", offer=mine))
    assert "withdraw" in card.bar.buttons
    assert "hand_over" not in card.bar.buttons


def test_what_nobody_takes_up_says_so(card, crush):
    card.show_incident(crush(reminded=crush().opened))
    assert "다시 알렸습니다" in card.head.standing.text()
    card.show_incident(crush(reminded=crush().opened, escalated=crush().opened))
    assert "감독자" in card.head.standing.text()


def test_an_endless_word_is_broken_and_pushes_nothing_out_of_sight(card, crush, qtbot):
    note = Change(crush().opened, "note", 1, "kim", "길" * 10_000)
    card.resize(460, 900)
    card.show_incident(crush(owner="이름" * 100, history=[note]))
    qtbot.waitUntil(lambda: card.area.widget().width() <= card.area.viewport().width(), timeout=60_000)
    qtbot.waitUntil(lambda: card.history.sizeHint().height() > 100 * card.fontMetrics().height(), timeout=60_000)


def test_what_cannot_be_done_does_not_look_as_if_it_could(card, theme, qtbot):
    button = quiet_button(theme)
    qtbot.addWidget(button)
    button.setText("건너뛰기")
    can = button.grab().toImage()
    button.setEnabled(False)
    assert button.grab().toImage() != can
