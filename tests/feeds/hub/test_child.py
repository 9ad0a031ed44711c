"""Child processes: started again when they die, and never left behind."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from alerts.errors import WireError
from feeds.hub.processes.child import Child, HubProcess


def test_a_child_that_dies_is_started_again_and_ends_with_us(
    tmp_path: Path, until: Callable[..., None], expected_log: Callable[[str], None]
) -> None:
    expected_log("the child ended (2); starting it again: gwanje:")
    child = Child("the child", lambda: ["feed", "file", str(tmp_path / "nothing.ndjson")], tmp_path / "child.log")
    until(lambda: child.starts >= 2)
    child.stop()
    assert child.pid is None
    assert "nothing.ndjson" in child.last_words()


def test_a_hub_that_cannot_start_says_why(tmp_path: Path, expected_log: Callable[[str], None]) -> None:
    expected_log("the hub ended (2)")
    hub = HubProcess(["--data", str(tmp_path), "--city", "atlantis"], tmp_path / "hub.log")
    with pytest.raises(WireError, match="atlantis"):
        hub.wait_ready(180)
    hub.stop()


def test_one_that_does_not_listen_is_ended_by_force(tmp_path: Path) -> None:
    hub = HubProcess(["--data", str(tmp_path)], tmp_path / "hub.log")
    hub.wait_ready(180)
    pid = hub.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    hub.stop(2.0)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
