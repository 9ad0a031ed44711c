"""The example for other people's programs is run as it is printed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from feeds.client import ConsoleClient
from feeds.keys import make_pair

ROOT = Path(__file__).resolve().parents[3]
BEGIN, END = "<!-- publish-example -->", "<!-- /publish-example -->"


def example(path: Path) -> str:
    return path.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0].strip()


def test_the_example_of_the_help_publishes(running_hub: Any, until: Callable[..., None], tmp_path: Path) -> None:
    code = example(ROOT / "resources" / "help" / "third-party.md").removeprefix("```python").removesuffix("```")
    assert len(code.strip().splitlines()) <= 20
    public, secret = make_pair(tmp_path, "camera-7")
    running_hub.ring.authorise("feed", public)
    arguments = [running_hub.ready.feed, str(running_hub.ring.hub_file), str(secret)]
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, timeout=180)
    shown: list[Any] = []
    with ConsoleClient(running_hub.ready.consoles, running_hub.ring.client("console")) as client:

        def come() -> bool:
            shown.extend(incident for message in client.poll() for incident in getattr(message, "incidents", ()))
            return bool(shown)

        until(come)
    assert shown[0].channels == {"cctv": 1}


def test_the_readme_prints_the_same_example() -> None:
    printed = example(ROOT / "README.md")
    assert printed in ("", example(ROOT / "resources" / "help" / "third-party.md"))
