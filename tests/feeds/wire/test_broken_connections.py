"""Connections that break while the hub is behind: libzmq must not take the process along (see feeds.wire.sockets)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_a_process_outlives_connections_that_break_under_load(tmp_path: Path) -> None:
    # longer than any ping of libzmq's own was ever due in this product
    given = [str(tmp_path / "keys"), "2", "2.5"]
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-m", "tests.feeds.wire.breaking", *given], cwd=root, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    said, heard = done.stdout.split()
    assert said == "alive"
    assert int(heard) > 0, "they were connected, and under load"
