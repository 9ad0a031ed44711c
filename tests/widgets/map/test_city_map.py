"""The map under an operator's hands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication

from alerts.events import Candidate, Polygon
from alerts.picture import JourneySpot, UnitSpot, WarnedArea
from widgets.map import CityMap
from widgets.map.ground import ground_of
from widgets.map.layers.incidents import FADES_S, STRONGEST, WEAKEST, halo_strength
from widgets.map.marks import PULSE_STEPS, PULSES
from widgets.map.placed import EDGE_STEP_PX

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC).timestamp()
AREA = WarnedArea(
    "A1", "호우경보", "Severe", "호우경보 발효", "구로구 일대",
    Polygon([[[126.83, 37.47], [126.91, 37.47], [126.91, 37.52], [126.83, 37.52], [126.83, 37.47]]]), NOW - 60, NOW + 3600,
)  # fmt: skip


def picture(view: CityMap) -> QImage:
    QApplication.processEvents()
    return view.grab().toImage()


def pixel(view: CityMap, lat: float, lon: float) -> QPoint:
    scene = view._scene
    x, y = scene.viewport.pixel(*scene.projection.point(lat, lon))
    return QPoint(round(x), round(y))


def near(image: QImage, spot: QPoint, reach: int = 3) -> list[QColor]:
    return [
        image.pixelColor(spot.x() + dx, spot.y() + dy) for dx in range(-reach, reach + 1) for dy in range(-reach, reach + 1)
    ]


def click(qtbot, view: CityMap, spot: QPoint) -> None:
    qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def drag(qtbot, view: CityMap, start: QPoint, end: QPoint) -> None:
    surface = view.canvas.viewport()
    qtbot.mousePress(surface, Qt.MouseButton.LeftButton, pos=start)
    for part in (0.3, 0.7, 1.0):
        qtbot.mouseMove(surface, start + (end - start) * part)
    qtbot.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=end)


def test_an_incident_is_drawn_and_picked_where_it_is(qtbot, city_map, make, theme) -> None:
    city_map.apply(incidents=[make("a", priority=1)], now=NOW)
    spot = pixel(city_map, 37.5440, 127.0560)
    assert theme.priority(1) in near(picture(city_map), spot, 8)
    with qtbot.waitSignal(city_map.incident_picked) as picked:
        click(qtbot, city_map, spot)
    assert picked.args == ["a"]
    assert city_map.marks.selected == "a"
    with qtbot.assertNotEmitted(city_map.incident_picked):
        click(qtbot, city_map, spot + QPoint(200, 0))
    city_map.apply(removed=["a"], now=NOW)
    assert theme.priority(1) not in near(picture(city_map), spot, 8)


def test_clicking_again_picks_the_next_one_at_the_same_spot(qtbot, city_map, make) -> None:
    city_map.apply(incidents=[make("low", priority=4), make("high", priority=1), make("middle", priority=2)], now=NOW)
    picture(city_map)
    picks: list[str] = []
    city_map.incident_picked.connect(picks.append)
    for _ in range(4):
        click(qtbot, city_map, pixel(city_map, 37.5440, 127.0560))
        picture(city_map)
    assert set(picks[:3]) == {"low", "high", "middle"}
    assert picks[0] == "high"
    assert "2건 더" in city_map.hint(*pixel(city_map, 37.5440, 127.0560).toTuple())


def test_dragging_moves_the_map_and_picks_nothing(qtbot, city_map, make) -> None:
    city_map.apply(incidents=[make("a", priority=1)], now=NOW)
    before = pixel(city_map, 37.5440, 127.0560)
    with qtbot.assertNotEmitted(city_map.incident_picked):
        drag(qtbot, city_map, before, before + QPoint(-60, 40))
    after = pixel(city_map, 37.5440, 127.0560)
    assert (after - before).toTuple() == (-60, 40)
    qtbot.keyClick(city_map.canvas, Qt.Key.Key_Home)
    assert pixel(city_map, 37.5440, 127.0560) == before


def test_wheel_and_keys_zoom(qtbot, city_map) -> None:
    view = city_map._scene.viewport
    fitted = view.scale
    spot = QPointF(300, 200)
    held = view.metres(300, 200)
    event = QWheelEvent(
        spot, city_map.canvas.mapToGlobal(spot), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(city_map.canvas.viewport(), event)
    assert view.scale < fitted / 1.5
    assert view.metres(300, 200) == pytest.approx(held)
    zoomed = view.scale
    qtbot.keyClick(city_map.canvas, Qt.Key.Key_Plus)
    assert view.scale < zoomed
    qtbot.keyClick(city_map.canvas, Qt.Key.Key_Minus)
    assert view.scale == pytest.approx(zoomed)
    x = view.x
    qtbot.keyClick(city_map.canvas, Qt.Key.Key_Right)
    assert view.x > x
    city_map.resize(700, 500)
    assert view.scale == pytest.approx(zoomed)  # who has moved the map keeps his view
    qtbot.keyClick(city_map.canvas, Qt.Key.Key_Home)
    city_map.resize(450, 350)
    assert view.scale > fitted  # the whole city again, in half the room


def test_layers_are_turned_on_and_off(qtbot, city_map, make, theme) -> None:
    unit = UnitSpot("순21", "112", 37.60, 127.00, 90.0, "en_route", NOW - 5)
    city_map.apply(units=[unit], areas=[AREA], incidents=[make("a")], now=NOW)
    spot = pixel(city_map, 37.60, 127.00)
    # the fixture's map shows all layers but the density
    with_all = picture(city_map)
    for name, chip in city_map.chips.chips.items():
        assert chip.isChecked() == city_map.layer_shown(name) == (name != "density")
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
        assert city_map.layer_shown(name) == (name == "density")
    without = picture(city_map)
    assert near(with_all, spot) != near(without, spot)
    assert city_map.hint(spot.x(), spot.y()) == ""
    city_map.show_layer("units", True)
    assert city_map.chips.chips["units"].isChecked()
    assert "순21" in city_map.hint(spot.x(), spot.y())
    with pytest.raises(KeyError):
        city_map.show_layer("weather", True)


def test_units_and_journeys_move_and_go(city_map) -> None:
    city_map.apply(units=[UnitSpot("구급3", "119", 37.50, 127.00, 0.0, "patrol", NOW - 30)], now=NOW)
    city_map.apply(units=[UnitSpot("구급3", "119", 37.58, 127.05, 180.0, "patrol", NOW)], now=NOW)
    assert len(city_map.units.spots) == 1
    assert "구급3" in city_map.hint(*pixel(city_map, 37.58, 127.05).toTuple())
    assert "구급3" not in city_map.hint(*pixel(city_map, 37.50, 127.00).toTuple())
    route = [[127.05, 37.60], [127.06, 37.61], [127.08, 37.61]]
    city_map.apply(journeys=[JourneySpot("J1", "started", 37.60, 127.05, NOW, route)], now=NOW)
    city_map.apply(journeys=[JourneySpot("J1", "position", 37.61, 127.06, NOW)], now=NOW)
    assert "안심귀가 J1" in city_map.hint(*pixel(city_map, 37.61, 127.06).toTuple())
    on_route = near(picture(city_map), pixel(city_map, 37.61, 127.07), 6)
    city_map.apply(journeys=[JourneySpot("J1", "arrived", 37.61, 127.08, NOW)], now=NOW)
    assert city_map.journeys.spots == []
    assert near(picture(city_map), pixel(city_map, 37.61, 127.07), 6) != on_route


def test_many_units_are_all_drawn(city_map, theme) -> None:
    spots = [
        UnitSpot(str(k), "112", 37.45 + 0.002 * (k % 100), 126.85 + 0.0012 * (k // 100), 0.0, "x", NOW) for k in range(25_000)
    ]
    city_map.apply(units=spots, now=NOW)
    assert len(city_map.units.spots) == 25_000
    image = picture(city_map)
    lit = [sum(c.lightness() for c in near(image, pixel(city_map, spots[k].lat, spots[k].lon), 2)) for k in (0, 12_345, 24_999)]
    city_map.clear()
    dark = picture(city_map)
    for k, light in zip((0, 12_345, 24_999), lit, strict=True):
        assert light > sum(c.lightness() for c in near(dark, pixel(city_map, spots[k].lat, spots[k].lon), 2))


def test_a_warned_area_is_hatched_until_it_ends(city_map) -> None:
    middle = pixel(city_map, 37.495, 126.87)
    plain = picture(city_map)
    city_map.apply(areas=[AREA], now=NOW)
    assert near(picture(city_map), middle, 8) != near(plain, middle, 8)
    assert "호우경보" in city_map.hint(middle.x(), middle.y())
    assert city_map.areas.text(AREA) == "호우경보 · ~22:00"
    city_map.apply(now=NOW + 3601)
    assert near(picture(city_map), middle, 8) == near(plain, middle, 8)
    city_map.apply(areas_gone=["A1"], now=NOW)
    assert city_map.areas.areas == []


def test_a_halo_fades_but_what_nobody_saw_stays_lit(make) -> None:
    acknowledged = [halo_strength(make("a", priority=1, age=age, state="acknowledged"), NOW) for age in (0, 600, FADES_S, 9e4)]
    assert acknowledged == sorted(acknowledged, reverse=True)
    assert acknowledged[0] == STRONGEST
    assert acknowledged[2] == acknowledged[3] == WEAKEST
    assert halo_strength(make("a", priority=1, age=9e4), NOW) == STRONGEST / 2


def test_only_news_of_the_first_priority_pulses_and_only_three_times(qtbot, city_map, make) -> None:
    city_map.apply(incidents=[make("old", priority=1)], now=NOW)
    assert not city_map.marks.pulsing  # the first picture is no news
    city_map.apply(incidents=[make("b", priority=2), make("c", priority=1, state="acknowledged")], now=NOW)
    assert not city_map.marks.pulsing
    city_map.apply(incidents=[make("new", priority=1), make("b", priority=1)], now=NOW)
    assert city_map._pulse.isActive()
    assert city_map.marks.get("new").pulse == PULSES * PULSE_STEPS
    for _ in range(PULSE_STEPS):
        city_map._step()
    city_map.apply(incidents=[make("new", priority=1, reports=5)], now=NOW)  # more reports do not start it anew
    assert city_map.marks.get("new").pulse == (PULSES - 1) * PULSE_STEPS
    city_map.apply(incidents=[make("b", priority=1, state="acknowledged")], now=NOW)
    assert city_map.marks.get("b").pulse == 0
    for _ in range(2 * PULSE_STEPS):
        city_map._step()
    assert not city_map._pulse.isActive()


def test_a_key_that_moves_keeps_its_selection(city_map, make) -> None:
    city_map.apply(incidents=[make("a", priority=1)], now=NOW)
    city_map.select("a")
    city_map.apply(incidents=[make("z", priority=1)], moved={"a": "z"}, now=NOW)
    assert city_map.marks.selected == "z"
    assert len(city_map.marks) == 1
    city_map.apply(incidents=[make("z", state="closed")], now=NOW)
    assert len(city_map.marks) == 0


def test_urgent_ones_beyond_the_window_stand_at_its_edge(qtbot, city_map, make) -> None:
    city_map.apply(incidents=[make("a", priority=1), make("b", priority=3)], now=NOW)
    city_map.canvas.look_at(*city_map._scene.projection.point(37.66, 126.80), 5.0)
    picture(city_map)
    placed = {one.mark.incident.key: one for one in city_map.marks.placed}
    assert set(placed) == {"a"}
    assert placed["a"].beyond
    with qtbot.waitSignal(city_map.incident_picked):
        click(qtbot, city_map, placed["a"].spot.toPoint())
    assert city_map.show_incident("a")
    assert city_map._scene.viewport.sees(*city_map._scene.projection.point(37.5440, 127.0560))
    assert not city_map.show_incident("nobody")


def test_labels_are_for_the_urgent_and_the_chosen_and_never_over_each_other(city_map, make) -> None:
    crowd = [make(f"u{k}", priority=2, lat=37.54 + 0.002 * k, lon=127.0 + 0.001 * k, title=f"화재 {k}") for k in range(12)]
    city_map.apply(incidents=[*crowd, make("quiet", priority=4, lat=37.65, lon=127.03)], now=NOW)
    city_map.select("quiet")
    picture(city_map)
    boxes = [one.box for one in city_map.marks.placed if one.box is not None]
    labels = {one.mark.incident.key for one in city_map.marks.placed if one.box is not None}
    assert "quiet" in labels
    assert len(boxes) > 3
    names = [box for _, box in city_map.names.shown]
    assert len(names) > 10
    for k, one in enumerate(boxes + names):
        assert not any(one.intersects(other) for other in (boxes + names)[k + 1 :])
    city_map.select("")
    picture(city_map)
    assert "quiet" not in {one.mark.incident.key for one in city_map.marks.placed if one.box is not None}


def test_a_flood_of_ordinary_reports_does_not_hide_the_urgent_one(city_map, make, theme) -> None:
    flood = [make(f"f{k}", priority=4, lat=37.53 + 0.001 * (k // 20), lon=127.04 + 0.0015 * (k % 20)) for k in range(400)]
    city_map.apply(incidents=[make("a", priority=1), *flood], now=NOW)
    image = picture(city_map)
    red = [c for c in near(image, pixel(city_map, 37.5440, 127.0560), 9) if c == theme.priority(1)]
    assert len(red) > 120
    assert len(city_map.marks.dots[4]) == 400
    assert {one.mark.incident.priority for one in city_map.marks.placed} == {1}
    corner = pixel(city_map, 37.53, 127.04)
    assert city_map.marks.under(corner.x(), corner.y())[0] == "f0"
    city_map.apply(removed=[f"f{k}" for k in range(0, 400, 2)], now=NOW)
    picture(city_map)
    assert len(city_map.marks.dots[4]) == 200
    assert "f0" not in city_map.marks.under(corner.x(), corner.y())
    city_map.select("f1")
    picture(city_map)
    assert "f1" in {one.mark.incident.key for one in city_map.marks.placed}


def test_doubtful_and_unplaced_incidents_say_so(city_map, make) -> None:
    doubtful = make("d", id="", candidates=[Candidate(place="중앙시장", lat=37.5660, lon=127.0170)] * 2)
    city_map.apply(incidents=[doubtful], now=NOW)
    picture(city_map)
    hint = city_map.hint(*pixel(city_map, 37.5440, 127.0560).toTuple())
    assert "번호 부여 전" in hint
    assert "후보 2곳" in hint
    city_map.select("d")
    before = picture(city_map)
    city_map.select("")
    other = pixel(city_map, 37.5660, 127.0170)
    assert near(before, other, 9) != near(picture(city_map), other, 9)
    city_map.apply(incidents=[make("n", lat=None, lon=None)], now=NOW)
    assert "위치를 모르는 사건 1건" in city_map.legend.note


def test_cameras_are_pointed_at_when_near(qtbot, city_map, seoul) -> None:
    lat, lon = seoul.cameras.lat[100], seoul.cameras.lon[100]
    picture(city_map)
    assert seoul.cameras.ids[100] not in city_map.hint(*pixel(city_map, lat, lon).toTuple())
    city_map.canvas.look_at(*city_map._scene.projection.point(lat, lon), 1.0)
    picture(city_map)
    with qtbot.waitSignal(city_map.camera_picked) as picked:
        click(qtbot, city_map, pixel(city_map, lat, lon))
    assert picked.args == [seoul.cameras.ids[100]]
    with pytest.raises(ValueError, match="cameras"):
        city_map.set_cameras(["one"], [37.5, 37.6], [127.0])


def test_nothing_is_redrawn_without_a_change(qtbot, city_map, make) -> None:
    city_map.apply(incidents=[make("a")], now=NOW)
    picture(city_map)
    frames, base = city_map.canvas.frames, city_map.base.drawn
    for k in range(20):
        city_map.apply(now=NOW + k * 0.05)
        QApplication.processEvents()
    assert city_map.canvas.frames == frames
    city_map.apply(incidents=[make("a", reports=5)], now=NOW + 2)
    QApplication.processEvents()
    assert city_map.canvas.frames == frames + 1
    for _ in range(5):
        city_map.canvas.pan(10, 5)
        QApplication.processEvents()
    assert city_map.base.drawn == base  # the kept picture reaches beyond the window


def test_after_zooming_the_ground_reaches_as_far_as_one_pans(city_map, seoul) -> None:
    picture(city_map)
    for factor, steps in ((2.0, [(60, 0), (60, 40), (-300, 0)]), (0.5, [(0, -50), (200, 0)])):
        city_map.canvas.zoom(factor)
        picture(city_map)
        for step in steps:
            city_map.canvas.pan(*step)
            panned = picture(city_map)
            city_map.base.set_ground(ground_of(seoul))
            city_map.set_cameras(seoul.cameras.ids, seoul.cameras.lat, seoul.cameras.lon)
            fresh = picture(city_map)
            spots = [(x, y) for x in range(3, 900, 12) for y in range(3, 700, 12)]
            other = sum(panned.pixel(x, y) != fresh.pixel(x, y) for x, y in spots)
            assert other < len(spots) / 50, "but for the smoothing of a line here and there it is the same picture"


def test_it_speaks_both_languages_and_says_what_would_be_here(qtbot, wording, theme, seoul, city_map) -> None:
    empty = CityMap(wording, theme)
    qtbot.addWidget(empty)
    assert "지도 자료가 없습니다" in empty.legend.note
    assert "열린 사건 없음" in city_map.legend.note
    assert "국토지리정보원" in city_map.legend.attribution
    picture(city_map)
    assert "강남구" in [name for name, _ in city_map.names.shown]
    wording.switch("en")
    city_map.retranslate()
    picture(city_map)
    assert "Gangnam-gu" in [name for name, _ in city_map.names.shown]
    assert "NGII" in city_map.legend.attribution
    assert city_map.canvas.accessibleName() == "Map"
    assert city_map.chips.chips["areas"].text() == "Warned areas"


def test_the_light_theme_is_light_and_the_focus_by_keyboard_is_seen(qtbot, city_map, theme) -> None:
    dark = picture(city_map).pixelColor(5, 300)
    theme.switch("light")
    city_map.setStyleSheet(theme.qss())
    image = picture(city_map)
    assert image.pixelColor(5, 300).lightness() > 150 > 100 > dark.lightness()
    assert image.pixelColor(1, 300) != theme.colour("accent")
    city_map.canvas.clearFocus()
    city_map.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert picture(city_map).pixelColor(1, 300) == theme.colour("accent")


def test_the_ground_with_cameras_on_it_looks_like_both_drawn_one_after_the_other(city_map) -> None:
    together = picture(city_map)
    assert city_map.cameras.carried
    city_map.base.carry(city_map.cameras, lambda: True)
    apart = picture(city_map)
    assert not city_map.cameras.carried
    assert together == apart
    city_map.base.carry(city_map.cameras, lambda: False)
    city_map.set_cameras(["C1"], [37.56], [126.99])
    assert picture(city_map) != together
    one = picture(city_map)
    city_map.show_layer("cameras", False)
    assert picture(city_map) != one
    city_map.show_layer("cameras", True)
    assert picture(city_map) == one
    city_map.canvas.pan(40, 0)
    assert picture(city_map) != one


def test_a_dot_more_among_thousands_moves_no_mark_and_no_name(city_map, make) -> None:
    flood = [make(f"f{k}", priority=4, lat=37.53 + 0.001 * (k // 20), lon=127.04 + 0.0015 * (k % 20)) for k in range(400)]
    city_map.apply(incidents=[make("a", priority=1), *flood], now=NOW)
    picture(city_map)
    placed = city_map.marks.placed
    city_map.apply(incidents=[make("one more", priority=4, lat=37.55, lon=126.95)], now=NOW)
    picture(city_map)
    assert len(city_map.marks.dots[4]) == 401
    assert city_map.marks.placed is placed
    city_map.apply(incidents=[make("b", priority=2, lat=37.60, lon=127.0)], now=NOW)
    picture(city_map)
    assert {one.mark.incident.key for one in city_map.marks.placed} == {"a", "b"}


def test_a_route_that_changes_is_drawn_anew_and_one_told_again_is_not(city_map) -> None:
    route = [[127.05, 37.60], [127.06, 37.61], [127.08, 37.61]]
    city_map.apply(journeys=[JourneySpot("J1", "started", 37.60, 127.05, NOW, route)], now=NOW)
    before = near(picture(city_map), pixel(city_map, 37.61, 127.07), 6)
    dots = city_map.journeys._dots_of
    city_map.apply(journeys=[JourneySpot("J1", "position", 37.605, 127.055, NOW, route)], now=NOW)
    assert near(picture(city_map), pixel(city_map, 37.61, 127.07), 6) == before
    assert city_map.journeys._dots_of is dots
    city_map.apply(journeys=[JourneySpot("J1", "position", 37.605, 127.055, NOW, [[127.05, 37.60], [127.05, 37.63]])], now=NOW)
    assert near(picture(city_map), pixel(city_map, 37.61, 127.07), 6) != before


def test_on_a_small_map_the_source_of_its_data_takes_one_line(city_map) -> None:
    large = city_map.legend.box()
    city_map.resize(420, 300)
    picture(city_map)
    small = city_map.legend.box()
    assert small.width() < large.width()
    assert small.height() <= large.height(), "not three lines over the city"
    assert city_map.rect().contains(small.toRect())


def test_the_name_of_a_warned_area_is_clear_of_the_urgent_and_in_its_area(city_map, make) -> None:
    city_map.apply(areas=[AREA], now=NOW)
    picture(city_map)
    plain = city_map.areas.labels["A1"]
    scene = city_map.areas.shared
    lat, lon = scene.projection.degrees(*scene.viewport.metres(plain.center().x(), plain.center().y()))
    city_map.apply(incidents=[make("a", priority=1, lat=lat, lon=lon)], now=NOW)
    picture(city_map)
    moved = city_map.areas.labels["A1"]
    assert moved != plain
    placed = next(one for one in city_map.marks.placed if one.mark.incident.key == "a")
    assert not moved.contains(placed.spot)


def test_a_districts_name_stands_wherever_nothing_meets_it(city_map: CityMap) -> None:
    picture(city_map)
    all_shown = dict(city_map.names.shown)
    assert len(all_shown) >= 5
    (first, room), (second, beside), *_ = all_shown.items()
    # the one is met by a pixel, the other only touched; what has no size meets nothing
    meets = QRectF(room.right() - 1, room.bottom() - 1, 5, 5)
    touches = QRectF(beside.right(), beside.top(), 5, 5)
    city_map._scene.taken = [*city_map._scene.kept, meets, touches, QRectF(beside.center(), beside.center())]
    city_map.names._find()
    shown = dict(city_map.names.shown)
    assert first not in shown
    assert shown[second] == beside
    city_map._scene.taken = []
    city_map.names._find()
    assert all_shown.keys() <= dict(city_map.names.shown).keys()


def test_at_the_edge_only_what_has_room_stands_and_a_click_finds_those_behind_it(city_map, make) -> None:
    crowd = [make(f"u{k:02}", priority=1 if k == 30 else 2, lat=37.50 + 0.0004 * k, lon=127.0 + 0.0004 * k) for k in range(60)]
    city_map.apply(incidents=crowd, now=NOW)
    city_map.canvas.look_at(*city_map._scene.projection.point(37.66, 126.80), 5.0)
    picture(city_map)
    placed = city_map.marks.placed
    assert all(one.beyond for one in placed)
    spots = [one.spot for one in placed]
    for k, spot in enumerate(spots):
        assert all(max(abs(spot.x() - other.x()), abs(spot.y() - other.y())) >= EDGE_STEP_PX for other in spots[k + 1 :])
    assert {key for one in placed for key in (one.mark.incident.key, *one.behind)} == {one.key for one in crowd}
    first = placed[0]
    assert first.mark.incident.key == "u30"
    under = city_map.marks.under(first.spot.x(), first.spot.y())
    assert under[0] == "u30"
    assert set(first.behind) <= set(under)
