"""Marks and names of incidents: which stand out, which give way, which keep still."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from alerts.events import Candidate
from tests.widgets.map.seeing import AREA, NOW, click, near, picture, pixel
from widgets.map import CityMap
from widgets.map.layers.incidents import FADES_S, STRONGEST, WEAKEST, halo_strength
from widgets.map.marks import PULSE_STEPS, PULSES
from widgets.map.placed import EDGE_STEP_PX


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
