"""The cameras of a hub of another machine: fetched, kept, and replaced on the screen when somebody imports others there."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from alerts.cameras import Camera
from alerts.cameras.served import PART
from alerts.cameras.store import register_path, write_register
from alerts.errors import RulesError
from console.app.compose import Console
from console.app.options import Options
from feeds.addresses import Ready
from feeds.hub.processes.child import HubProcess
from feeds.keys import KeyRing
from tests.console.hearing import hearing

PATIENCE_MS = 300_000
MANY = 9000
OWN = '[[purpose]]\nid = "drill"\ntitle_ko = "훈련"\ntitle_en = "Drill"\nbasis_ko = "법"\nbasis_en = "law"\n'
pytestmark = pytest.mark.keeps_thread("output of the hub", "child the hub")


def install(hub: Path, count: int, where: float = 37.5) -> None:
    words = random.Random(1)
    address = "rtsp://user:word@10.0.0.1/{:0128x}"
    cameras = [Camera(f"가-{n}", where + n / 1e6, 127.0, stream=address.format(words.getrandbits(512))) for n in range(count)]
    write_register(register_path(hub, "seoul"), cameras, ["a.csv"], "x", "lee")


@dataclass
class Hub:
    data: Path
    ready: Ready


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    data = tmp_path / "hub"
    data.mkdir()
    (data / "hub.toml").write_text("[listen]\nfeed_port = 0\nconsole_port = 0\n", encoding="utf-8")
    install(data, MANY)
    with HubProcess(["--data", str(data), "--config", str(data / "hub.toml")], data / "hub.log") as process:
        yield Hub(data, process.wait_ready(180))


def connected(qtbot: Any, qapp: QApplication, hub: Hub, tmp_path: Path) -> Console:
    """A console on another machine: it has nothing but keys."""
    here = tmp_path / "here"
    ring = KeyRing(hub.data / "keys")
    KeyRing(here / "keys").client("console", ring.hub_file)
    ring.authorise("console", next((here / "keys").glob("console*.key")))
    options = Options(
        hub=hub.ready.consoles.updates, hub_key=ring.hub_file, offscreen=True, operator="kim", language="ko",
        desks=("operator",),
    )  # fmt: skip
    console = Console(qapp, options, here, time.time())
    console.open()
    qtbot.waitUntil(lambda: console.bridge.up and console.meters.running, timeout=PATIENCE_MS)
    return console


def test_registers_come_from_the_hub_and_change_while_it_runs(qtbot: Any, qapp: QApplication, hub: Hub, tmp_path: Path) -> None:
    console = connected(qtbot, qapp, hub, tmp_path)
    try:
        cameras, window = console.cameras, console.windows[0]
        qtbot.waitUntil(lambda: len(cameras.register) == MANY, timeout=PATIENCE_MS)
        assert hub_parts(console) > 1, "large enough to need several parts"
        kept = console.data / "served" / "seoul.msgpack"
        assert kept.stat().st_mode & 0o077 == 0
        assert {one.id for one in cameras.purposes()} >= {"rescue", "crime"}
        assert len(window.desk.situation.map.cameras.ids) == MANY

        with hearing(window) as heard:
            install(hub.data, 40, 37.55)
            qtbot.waitUntil(lambda: len(cameras.register) == 40 and heard.has("카메라 40대"), timeout=PATIENCE_MS)
        assert len(window.desk.situation.map.cameras.ids) == 40
        assert cameras.register.nearest(37.55, 127.0, 1)[0].camera.stream
        assert heard.has("lee")

        (hub.data / "purposes.toml").write_text(OWN, encoding="utf-8")
        qtbot.waitUntil(lambda: [one.id for one in cameras.purposes()] == ["drill"], timeout=PATIENCE_MS)
        with hearing(window) as heard:
            (hub.data / "purposes.toml").write_text("[[purpose]]\nid = 'x'\n", encoding="utf-8")
            qtbot.waitUntil(lambda: heard.has("purposes.toml"), timeout=PATIENCE_MS)
        with pytest.raises(RulesError, match=r"purposes\.toml"):
            cameras.purposes()
        version = cameras.version
    finally:
        console.close()

    # the next start has them at once, before the hub has said a word
    again = Console(qapp, console.options, console.data, time.time())
    try:
        assert (again.cameras.version, len(again.cameras.register)) == (version, 40)
    finally:
        again.close()
        qapp.setStyleSheet("")


def hub_parts(console: Console) -> int:
    return -(-(console.data / "served" / "seoul.msgpack").stat().st_size // PART)
