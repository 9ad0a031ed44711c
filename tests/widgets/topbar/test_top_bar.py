"""The bar at the top: it says what is real, it fits, and it cuts no word."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from alerts.picture import FEEDS, FeedHealth, Load, Playback
from alerts.wording import Wording
from widgets.topbar import TopBar
from widgets.topbar.load import STEPS

NOW = 1_795_237_357.0  # Saturday, 14:02:37 in Seoul
UP = SimpleNamespace(state="up", since=NOW, trouble="")


def feeds(**delays: float) -> dict[str, FeedHealth]:
    return {name: FeedHealth(name, 1.0, delays.get(name, 0.4), NOW, 500, 0, 0, 0) for name in FEEDS}


def picture(**fields: Any) -> SimpleNamespace:
    values = {"mode": "live", "city": "서울", "now": NOW, "feeds": feeds(), "load": Load(3, [0] * 20, False), "playback": None}
    return SimpleNamespace(**(values | fields))


@pytest.fixture
def clock() -> list[float]:
    return [NOW]


@pytest.fixture
def build(qtbot, theme, clock) -> Callable[..., TopBar]:
    def make(language: str = "ko", width: int = 1920) -> TopBar:
        bar = TopBar(Wording(language), theme, clock=lambda: clock[0])
        qtbot.addWidget(bar)
        bar.setStyleSheet(theme.qss())
        bar.set_city("서울", "Seoul")
        bar.set_operator("김관제 · 주간 1조")
        bar.resize(width, 48)
        bar.show()
        return bar

    return make


def shown_parts(bar: TopBar) -> list[QWidget]:
    parts = [bar.chip, bar.city, bar.clock, bar.date, bar.note, bar.link, bar.load_name, bar.load_count, bar.line, bar.operator]
    return [part for part in [*parts, bar.lamps.well, *bar.lamps.lamps.values()] if part.isVisible()]


@pytest.mark.parametrize("width", [1180, 1366, 1920])
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("mode", ["live", "replay", "exercise"])
def test_it_fits_and_cuts_no_word(build, language: str, width: int, mode: str) -> None:
    bar = build(language, width)
    playback = None if mode == "live" else Playback("a.mcap", 0, 1, 0.5, 10.0, True)
    shown = picture(mode=mode, playback=playback, feeds=feeds(disaster=42.0), load=Load(14, [0] * 20, True))
    note = "" if mode == "live" else "지하상가 화재와 대피"
    bar.apply(shown, note, SimpleNamespace(state="stale", since=NOW - 12, trouble=""))
    QApplication.processEvents()
    assert bar.width() == width
    boxes = []
    for part in shown_parts(bar):
        box = QRect(part.mapTo(bar, part.rect().topLeft()), part.size())
        assert box.width() >= part.sizeHint().width(), part.accessibleName()
        assert 0 <= box.left() <= box.right() < width, part.accessibleName()
        assert not any(box.intersects(other) for other in boxes), part.accessibleName()
        boxes.append(box)
    words = [lamp.text() for lamp in bar.lamps.lamps.values() if lamp.isVisible()]
    assert ("재난 지연 42초" if language == "ko" else "Disaster late by 42 s") in words  # trouble is never what is left out
    assert bar.link.isVisible()


def test_at_full_width_everything_is_there(build) -> None:
    bar = build()
    bar.apply(picture(), "", UP)
    assert bar.city.text == "서울 도시통합운영센터"
    assert bar.clock.text == "14:02:37"
    assert bar.date.text == "2026년 11월 21일 (토)"
    assert bar.chip.text == "LIVE"
    assert not bar.note.isVisible()
    assert not bar.link.isVisible()
    assert [lamp.text() for lamp in bar.lamps.lamps.values() if lamp.isVisible()][:4] == ["CCTV", "112", "119", "120"]
    assert (bar.load_count.text, bar.load_of.text) == ("3", "/10분")


def test_what_is_not_real_cannot_be_taken_for_what_is(build, theme) -> None:
    bar = build()
    played = Playback("a.mcap", 0, 1, 0.5, 10.0, True)
    looks = {}
    for mode in ("live", "replay", "exercise"):
        bar.apply(picture(mode=mode, playback=None if mode == "live" else played), "", UP)
        QApplication.processEvents()
        image = bar.grab().toImage()
        looks[mode] = {image.pixelColor(x, 4).name() for x in range(900, 1000)}
        assert bar.chip.mode == mode
    assert looks["live"] == {theme.colour("panel").name()}
    assert looks["replay"] == {theme.colour("replay_band").name()}
    assert {theme.colour("exercise_band").name(), theme.colour("exercise_stripe").name()} <= looks["exercise"]
    assert bar.chip.text == "훈련 · 다시보기 ×10"
    assert "실제 상황이 아닙니다" in bar.note.text
    played.playing = False
    bar.apply(picture(mode="replay", playback=played), "기록 2026-03-14", UP)
    assert bar.chip.text == "다시보기 · 일시정지"
    assert bar.note.text == "기록 2026-03-14 · 지금 상황이 아닙니다"


def test_lamps_differ_in_shape_and_say_why(qtbot, build, theme) -> None:
    bar = build()
    unheard = FeedHealth("120", 0, 0, 0, 0, 0, 0, 0)
    bar.apply(picture(feeds=feeds(disaster=42.0) | {"120": unheard}), "", UP)
    lamps = bar.lamps.lamps
    assert [lamps[name].look for name in ("cctv", "disaster", "120")] == ["good", "trouble", "never"]
    covers = []
    for name in ("cctv", "disaster", "120"):
        image = lamps[name].grab().toImage()
        ground = image.pixelColor(0, 0).lightness()
        covers.append(
            [abs(image.pixelColor(x, y).lightness() - ground) > 25 for x in range(18) for y in range(4, image.height() - 4)]
        )
    assert covers[0] != covers[1] != covers[2] != covers[0]
    assert "지연 42.0초" in lamps["disaster"].toolTip()
    assert "누적 500건" in lamps["cctv"].accessibleDescription()
    assert "아직 수신한 적 없음" in lamps["120"].toolTip()
    with qtbot.waitSignal(bar.lamp_picked) as picked:
        qtbot.mouseClick(lamps["disaster"], Qt.MouseButton.LeftButton)
    assert picked.args == ["disaster"]


def test_where_there_is_little_room_one_lamp_stands_for_all_that_are_well(build) -> None:
    bar = build(width=1100)
    bar.apply(picture(feeds=feeds(disaster=42.0)), "", UP)
    assert bar.lamps.folded
    assert bar.lamps.well.text() == f"수신 정상 {len(FEEDS) - 1}"
    assert [name for name, lamp in bar.lamps.lamps.items() if lamp.isVisible()] == ["disaster"]
    bar.resize(1920, 48)
    assert not bar.lamps.folded
    assert bar.lamps.well.isHidden()


def test_the_clock_runs_on_live_and_stands_in_a_replay(build, clock) -> None:
    bar = build()
    bar.apply(picture(), "", UP)
    clock[0] += 5.0
    bar._second()
    assert bar.clock.text == "14:02:42"
    bar.apply(picture(mode="replay", playback=Playback("a", 0, 1, 0.5, 1.0, True), now=NOW - 3600), "", UP)
    clock[0] += 60.0
    bar._second()
    assert bar.clock.text == "13:02:37"


def test_a_replay_that_is_being_prepared_shows_no_time_and_is_not_live(build) -> None:
    bar = build()
    bar.apply(picture(), "", UP)
    connecting = SimpleNamespace(state="connecting", since=NOW - 6, trouble="")
    bar.apply(picture(mode="replay", now=0.0, feeds={}, load=None), "", connecting)
    assert bar.clock.text == "--:--:--"
    assert bar.chip.mode == "replay"
    assert bar.link.text == "재생 준비 중 6초"


def test_a_hub_that_is_away_is_said_and_counted(build, clock) -> None:
    bar = build()
    bar.apply(picture(), "", SimpleNamespace(state="stale", since=NOW - 3, trouble=""))
    assert bar.link.text == "허브 응답 없음 3초"
    bar.set_link("down", NOW - 3)
    clock[0] += 60.0
    bar._second()
    assert bar.link.text == "허브 연결 끊김 1분"
    assert bar.link.tone == "bad"
    assert bar.clock.tone == "muted"
    bar.set_link("down", NOW, "refused")
    assert bar.link.text == "허브가 이 콘솔을 거부함"
    bar.set_link("up", NOW)
    assert bar.link.isHidden()
    bar._second()
    assert bar.clock.tone == "text"


def test_load_is_drawn_over_half_an_hour_and_a_flood_is_said(build) -> None:
    bar = build()
    for minute, count in enumerate((1, 2, 2, 12)):
        bar.set_load(Load(count, [0] * 20, count > 10), NOW + 60 * minute)
    assert bar.line.values == [1, 1, 2, 2, 2, 2, 12]
    assert bar.load_name.text == "경보 폭주"
    assert bar.load_count.tone == "warn"
    assert "10건" in bar.line.toolTip()
    for step in range(200):
        bar.set_load(Load(3, [0] * 20, False), NOW + 300 + 30 * step)
    assert bar.line.values == [3] * STEPS
    assert bar.load_name.text == "경보 부하"


def test_it_runs_its_clock_only_while_it_is_seen(build) -> None:
    bar = build()
    assert bar._tick.isActive()
    bar.hide()
    assert not bar._tick.isActive()
