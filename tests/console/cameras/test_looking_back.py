"""The last seconds of a live camera without a recording: shown by a key, gone with the wall."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt

from alerts.cameras import Camera
from alerts.cameras.store import register_path, write_register
from console.app.compose import Console
from console.cameras.players import Players
from console.window.window import Window
from feeds.city.footage.writing import write_clip
from feeds.streams import Address
from tests.console.hearing import hearing
from tests.console.pressing import press
from tests.feeds.streams.rtsp import RtspCamera

PATIENCE_MS = 300_000
pytestmark = pytest.mark.keeps_thread("output of the hub", "child the hub", "rtsp camera")


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RtspCamera]:
    clip = tmp_path_factory.mktemp("footage") / "street.mp4"
    write_clip(clip, "street", 0, 4.0, 2.0)
    with RtspCamera(clip) as made:
        yield made


def test_b_looks_back_in_a_live_stream_that_goes_on(qtbot: Any, console: Console, window: Window, camera: RtspCamera) -> None:
    desk = window.desk
    qtbot.waitUntil(
        lambda: (urgent := desk.situation.most_urgent()) is not None and urgent.lat is not None, timeout=PATIENCE_MS
    )
    spots = [one for one in console.bridge.picture.incidents.values() if one.lat is not None and one.lon is not None]
    cameras = [Camera(f"가-{n}", one.lat, one.lon, stream=camera.url()) for n, one in enumerate(spots)]
    write_register(register_path(console.data, "seoul"), cameras, ["a.csv"], "x", "lee")
    qtbot.waitUntil(lambda: len(console.cameras.register) == len(cameras), timeout=PATIENCE_MS)
    incident = next(one for one in spots if one.key == desk.situation.most_urgent().key)
    desk.situation.choose(incident.key)
    press(window, Qt.Key.Key_C)
    press(window, Qt.Key.Key_Return)
    tile = desk.wall.tiles[0]
    qtbot.waitUntil(lambda: tile.has_picture, timeout=PATIENCE_MS)
    players, index = desk.watching.players, desk.wall.chosen
    live = players._players[index].stream

    def looked_back() -> bool:
        press(window, Qt.Key.Key_B)  # until there is enough to look at, it says so
        return desk.wall.tiles[index].recorded

    with hearing(window) as heard:
        qtbot.waitUntil(looked_back, timeout=PATIENCE_MS)
    assert heard.has("모아 둔")
    shown = players._players[index].stream
    assert shown is not live
    qtbot.waitUntil(lambda: desk.wall.tiles[index].has_picture, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: live.status().state == "live", timeout=PATIENCE_MS)
    press(window, Qt.Key.Key_B)
    assert not desk.wall.tiles[index].recorded
    assert players._players[index].stream is live
    ring = live.ring
    press(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: live.join(0.0), timeout=PATIENCE_MS)
    assert not players._parked
    assert ring is not None


def test_what_a_tile_kept_waits_for_the_camera_to_come_back_and_goes_with_the_wall(qtbot: Any, camera: RtspCamera) -> None:
    players, room = Players(), QSize(320, 180)
    players.open(0, "가", False, lambda: Address(camera.url()), room)
    first = players._players[0].stream
    qtbot.waitUntil(lambda: (cut := first.ring.cut(0.0)) is not None and cut.seconds >= 1.5, timeout=PATIENCE_MS)
    began = first.ring.cut(0.0).since
    players.close(0)
    players.open(3, "가", False, lambda: Address(camera.url()), room)
    assert players.look_back(3, 0.0, room)[0] == began
    assert players.recorded(3)
    assert players.look_back(3, 0.0, room) is None, "it is looked back already"
    assert players.go_on(3)
    assert not players.go_on(3)
    players.close_all()
    players.forget()
    players.open(3, "가", False, lambda: Address(camera.url()), room)
    assert players.look_back(3, 0.0, room) is None
    players.shut()
    qtbot.waitUntil(lambda: all(stream.join(0.0) for stream in players._leaving), timeout=PATIENCE_MS)
