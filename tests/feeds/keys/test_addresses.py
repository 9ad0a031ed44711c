"""Addresses of hubs, and the data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from alerts.errors import WireError
from feeds.addresses import CONSOLE_PORT, FEED_PORT, console_door, feed_door, parse_ready
from feeds.hub.processes.local import door_to
from feeds.paths import data_folder


def test_doors_have_two_neighbouring_ports() -> None:
    assert feed_door("tcp://10.0.0.7:6000").control == "tcp://10.0.0.7:6001"
    assert feed_door("control-room").feed == f"tcp://control-room:{FEED_PORT}"
    assert console_door("10.0.0.7").commands == f"tcp://10.0.0.7:{CONSOLE_PORT + 1}"


@pytest.mark.parametrize("address", ["", "a b", "ipc://x", "h:0", "h:65535", "h:99999", "h:port", "tcp://", "1:2:3"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(WireError, match="no address"):
        feed_door(address)


def test_another_line_is_not_ready() -> None:
    with pytest.raises(WireError):
        parse_ready(b"Traceback")


def test_the_data_folder(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert data_folder({"GWANJE_HOME": str(home)}) == home
    assert data_folder({"GWANJE_HOME": str(home)}, tmp_path / "chosen") == tmp_path / "chosen"
    (tmp_path / "file").write_text("")
    with pytest.raises(WireError, match="GWANJE_HOME"):
        data_folder({}, tmp_path / "file" / "below")
    with pytest.raises(WireError, match="no hub"):
        door_to(home, None)
    (home / "hub.json").write_text('{"ready":true,"feed":"f","control":"c","updates":"u","commands":"m","pid":999999999}')
    with pytest.raises(WireError, match="gone"):
        door_to(home, None)
