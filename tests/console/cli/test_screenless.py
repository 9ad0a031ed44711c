"""What needs no screen must not load one, and what needs one must say so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

import pytest

from tests.ports import ANY_PORT

MAIN = Path(__file__).resolve().parents[3] / "main.py"
NO_SCREEN = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
LOADED = """
import sys
from console.cli import main
status = main(sys.argv[1:])
loaded = [name for name in ("PySide6", "shiboken6", "pyqtgraph") if name in sys.modules]
print("status", status, "loaded", loaded)
"""
WITHOUT = """
import sys
sys.modules |= dict.fromkeys(("PySide6", "shiboken6", "pyqtgraph"))
from console.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("command", ["hub", "feed", "correlate", "explain", "record", "convert", "audit", "rules"])
def test_a_command_without_a_screen_loads_no_qt(command: str) -> None:
    found = subprocess.run(
        [sys.executable, "-c", LOADED, command, "--help"], capture_output=True, text=True, cwd=MAIN.parent, timeout=180
    )
    assert "status 0 loaded []" in found.stdout, found.stdout + found.stderr


def test_a_hub_runs_where_qt_is_not_installed(tmp_path: Path) -> None:
    """Not only its options: what it takes up when it starts."""
    command = [sys.executable, "-c", WITHOUT, "hub", "--data", str(tmp_path), "--with-parent", *ANY_PORT, "--with-feed", "city"]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, cwd=MAIN.parent) as hub:
        assert hub.stdin is not None
        assert hub.stdout is not None
        try:
            assert b'"ready":true' in hub.stdout.readline()
        finally:
            hub.stdin.close()
            hub.stdin = None
            _, said = hub.communicate(timeout=180)
    assert hub.returncode == 0, said.decode()


def test_the_first_window_does_not_wait_for_the_engine() -> None:
    """The engine belongs to the hub: a window that waits for it opens later."""
    code = "import console.app.compose, console.desks.operator, sys; print('alerts.correlation' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=MAIN.parent, timeout=180)
    assert found.stdout.strip() == "False", found.stderr


def test_the_console_without_a_display_says_what_to_do(tmp_path: Path) -> None:
    found = subprocess.run(
        [sys.executable, str(MAIN), "console", "--data", str(tmp_path)],
        capture_output=True, text=True, timeout=180, env=NO_SCREEN,
    )  # fmt: skip
    assert found.returncode == 2
    assert found.stderr.count("\n") == 1
    assert "no display" in found.stderr
    assert "demo" in found.stderr


def test_a_desk_that_does_not_exist_is_named() -> None:
    found = subprocess.run(
        [sys.executable, str(MAIN), "console", "--desk", "operator,kitchen"],
        capture_output=True, text=True, timeout=180, env=NO_SCREEN,
    )  # fmt: skip
    assert found.returncode == 2
    assert "kitchen is no desk" in found.stderr
