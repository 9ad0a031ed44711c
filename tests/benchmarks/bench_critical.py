"""A critical alarm on every desk: from the moment the hub raised it to the end of the repaint that shows it.

Run with ``uv run python -m tests.benchmarks critical``. One hub with the synthetic city, and three console processes (the
operator's, the supervisor's and the wall view), all real and without a display. Beside the consoles stands a bare client that
only receives: what is more than its time is the console's own; a second line tells it without the time in which the machine
had no core to give to the console's thread. Each critical alarm is three calls with code 0 from one place.
"""

from __future__ import annotations

import json
import os
import random
import shlex
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from alerts.events import Dispatch
from alerts.picture import Update
from feeds.client import ConsoleClient
from feeds.hub.processes.child import HubProcess
from feeds.keys import KeyRing
from feeds.publisher import Publisher

MAIN = Path(__file__).resolve().parents[2] / "main.py"
DESKS = ("operator", "supervisor", "wall")
ALARMS = int(os.environ.get("ALARMS", "40"))
EVERY_S = 1.5
RATE = float(os.environ.get("RATE", "20"))
"""Of the city: about 50 events a second each."""
CALLS = 3
WARM_S = 25.0
BOUND_MS = 300.0


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        (data / "hub.toml").write_text("[listen]\nfeed_port = 0\nconsole_port = 0\n", encoding="utf-8")
        city = shlex.join(["city", "--rate", f"{RATE:g}", "--seed", "1"])
        arguments = ["--data", str(data), "--config", str(data / "hub.toml"), "--with-feed", city]
        with HubProcess(arguments, data / "hub.log") as hub:
            ready = hub.wait_ready(60)
            ring = KeyRing(data / "keys")
            reports = {desk: data / f"{desk}.json" for desk in DESKS}
            consoles = [_console(ready.consoles.updates, desk, data, report) for desk, report in reports.items()]
            client = ConsoleClient(ready.consoles, ring.client("console"))
            try:
                with Publisher("cad", ready.feeds, ring.client("feed")) as line:
                    bare = _play(line, client)
            finally:
                client.close()
                for console in consoles:
                    console.send_signal(signal.SIGTERM)
                for console in consoles:
                    console.wait(60)
            found = {desk: json.loads(report.read_text()) for desk, report in reports.items()}
    load = os.getloadavg()[0]
    print(f"{len(bare)} critical alarms among {RATE * 50:g} events a second; load {load:.1f} on {os.cpu_count()} cores")
    print(f"{'':<28}{'p50 ms':>9}{'p99 ms':>9}{'longest':>9}{'alarms':>9}")
    bare.sort()
    p99 = bare[int(0.99 * (len(bare) - 1))]
    print(f"{'raised to received, bare':<28}{statistics.median(bare):9.1f}{p99:9.1f}{bare[-1]:9.1f}{len(bare):9}")
    for desk, report in found.items():
        figures, held = report["critical_to_screen_ms"], report["critical_held_ms"]
        verdict = "" if figures["max"] <= BOUND_MS else f"   LATER THAN {BOUND_MS:g} ms"
        print(
            f"{'raised to seen, ' + desk:<28}{figures['p50']:9.1f}{figures['p99']:9.1f}{figures['max']:9.1f}"
            f"{report['criticals']:9}{verdict}"
        )
        print(f"{'  the machine’s wait taken off':<28}{held['p50']:9.1f}{held['p99']:9.1f}{held['max']:9.1f}")


def _console(hub: str, desk: str, data: Path, report: Path) -> subprocess.Popen[bytes]:
    arguments = ["console", "--hub", hub, "--desk", desk, "--data", str(data), "--report", str(report), "--operator", desk]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen([sys.executable, str(MAIN), *arguments], env=environment, stdout=subprocess.DEVNULL)


def _play(line: Publisher, client: ConsoleClient) -> list[float]:
    """An alarm every now and then; from raised to received, milliseconds."""
    chance, sent = random.Random(1), 0
    seen: set[str] = set()
    taken: list[float] = []
    began = time.monotonic()
    while (passed := time.monotonic() - began) < WARM_S + (ALARMS + 4) * EVERY_S:
        if passed > WARM_S + sent * EVERY_S and sent < ALARMS:
            lat, lon = 37.45 + 0.2 * chance.random(), 126.83 + 0.3 * chance.random()
            line.send([_call(f"c{sent}-{caller}", lat + 1e-5 * caller, lon) for caller in range(CALLS)])
            sent += 1
        for message in client.poll():
            if isinstance(message, Update):
                now = time.time()
                for one in message.incidents:
                    if one.priority == 1 and one.state == "new" and one.key not in seen:
                        seen.add(one.key)
                        taken.append((now - message.now) * 1e3)
        time.sleep(0.005)
    return taken


def _call(name: str, lat: float, lon: float) -> Dispatch:
    return Dispatch(
        id=name, source="cad", time=datetime.now(UTC), service="112", call_id=name, code="0", stage="received", category="폭력",
        text="칼을 들고 있어요", lat=lat, lon=lon, place="",
    )  # fmt: skip


if __name__ == "__main__":
    main()
