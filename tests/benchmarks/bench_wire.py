"""The wire beside its bare limit: receiving alone, and receiving with decoding and validation; then the whole hub.

Events are the synthetic city's; everything is CURVE-encrypted; the sender is another process. Run with
``uv run python -m tests.benchmarks wire``. Believe the ratios: absolute figures depend on what else the machine does.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import zmq  # noqa: E402

from alerts.events import Dispatch  # noqa: E402
from alerts.picture import Snapshot, Update  # noqa: E402
from feeds.client import ConsoleClient  # noqa: E402
from feeds.hub.doors import Bind, Doors  # noqa: E402
from feeds.hub.processes.child import HubProcess  # noqa: E402
from feeds.keys import KeyRing  # noqa: E402
from feeds.wire.codec import Decoder, Envelope, encode  # noqa: E402
from feeds.wire.envelope import VERSION  # noqa: E402
from feeds.wire.sockets import client  # noqa: E402

SECONDS: Final = float(os.environ.get("BENCH_SECONDS", "2"))
ROUNDS: Final = int(os.environ.get("BENCH_ROUNDS", "3"))
TARGET_RATIO: Final = 0.85
TARGET_HUB: Final = 40_000


def bodies(batch: int, packed: bool, count: int) -> list[tuple[bytes, bytes]]:
    """Topic and envelope of ``count`` messages of the city's events, each of one type."""
    from alerts.events import event_type
    from alerts.places import load_city
    from feeds.city import City

    start = datetime(2026, 5, 1, 12, tzinfo=UTC)
    city = City(load_city("seoul"), 1, start, 100.0, keep_truth=False)
    pending: dict[str, list[Any]] = {}
    made: list[tuple[bytes, bytes]] = []
    until = start.timestamp()
    while len(made) < count:
        until += 1.0
        for event in city.stream(until):
            group = pending.setdefault(event_type(event), [])
            group.append(event)
            if len(group) == batch:
                envelope = Envelope(VERSION, "city", list(group), 1, len(made), start)
                made.append((event_type(event).encode(), encode(envelope, packed)))
                group.clear()
    return made[:count]


def mix(count: int, rate: float = 40_000.0, delay: float = 0.02) -> list[tuple[bytes, bytes]]:
    """At least ``count`` events of the city at about ``rate`` a second, in envelopes as a publisher makes them."""
    from alerts.events import event_type
    from alerts.places import load_city
    from feeds.city import City

    start = datetime.now(UTC)
    city = City(load_city("seoul"), 1, start, rate / 50.0, keep_truth=False)
    made: list[tuple[bytes, bytes]] = []
    events, until = 0, start.timestamp()
    while events < count:
        until += delay
        groups: dict[str, list[Any]] = {}
        for event in city.stream(until):
            groups.setdefault(event_type(event), []).append(event)
            events += 1
        for topic, group in groups.items():
            for at in range(0, len(group), 256):
                envelope = Envelope(VERSION, "city", group[at : at + 256], 1, len(made), start)
                made.append((topic.encode(), encode(envelope)))
    made.append((b"count", str(events).encode()))
    return made


def publishing(address: str, keys: str) -> Any:
    """A feed's socket, once the hub has subscribed."""
    socket = client(zmq.Context(), zmq.XPUB, KeyRing(Path(keys)).client("feed"), 1_000)
    socket.setsockopt(zmq.XPUB_NODROP, 1)
    socket.connect(address)
    socket.recv()
    return socket


def push(socket: Any, topic: bytes, body: bytes) -> None:
    """Send it as soon as there is room."""
    while True:
        try:
            socket.send_multipart([topic, body], zmq.DONTWAIT)
            return
        except zmq.Again:
            time.sleep(0.0005)


def send(address: str, keys: str, batch: int, packed: bool) -> None:
    """The sender's process: sends the same messages over and over, as fast as they are taken."""
    messages = bodies(batch, packed, max(2_000 // batch, 32))
    socket = publishing(address, keys)
    while True:
        for topic, body in messages:
            push(socket, topic, body)


def receive(socket: Any, take: Callable[[bytes, bytes], int], seconds: float) -> float:
    """Events a second over ``seconds``; ``take`` gives how many a message holds."""
    events = 0
    for _ in range(50):
        socket.recv_multipart()
    begin = time.perf_counter()
    end = begin + seconds
    while time.perf_counter() < end:
        for _ in range(20):
            topic, body = socket.recv_multipart()
            events += take(topic, body)
    return events / (time.perf_counter() - begin)


def wire(batch: int, packed: bool) -> tuple[float, float]:
    """Events a second: received alone, and received, decoded and checked. Medians of rounds taken in turn."""
    decoder = Decoder()
    with tempfile.TemporaryDirectory() as folder:
        ring = KeyRing(Path(folder) / "keys")
        context: zmq.Context[Any] = zmq.Context()
        doors = Doors(context, ring, Bind(), Bind())
        command = [sys.executable, __file__, "send", f"tcp://127.0.0.1:{doors.feed_port}", str(ring.folder), str(batch)]
        with subprocess.Popen([*command, str(int(packed))]) as sender:
            bare, whole = [], []
            for _ in range(ROUNDS):
                bare.append(receive(doors.feed, lambda _topic, _body: batch, SECONDS))
                whole.append(receive(doors.feed, lambda topic, body: len(decoder.frame(topic, body).batch), SECONDS))
            sender.kill()
        doors.close()
        context.term()
    return statistics.median(bare), statistics.median(whole)


def burst(address: str, keys: str, incidents: int, events: int) -> None:
    """The sender's process for the whole hub: calls that open incidents, then the city's mix, numbered, once."""
    start = datetime.now(UTC)
    calls: list[Any] = [
        Dispatch(
            id=f"c{number}", source="119", time=start, service="119", call_id=f"c{number}", stage="received", code="ems",
            lat=36.0 + number % 100 * 0.02, lon=126.0 + number // 100 * 0.02, text="쓰러진 사람이 있어요",
        )
        for number in range(incidents)
    ]  # fmt: skip
    messages = [
        (b"dispatch", encode(Envelope(VERSION, "119", calls[at : at + 256], 1, at // 256, start)))
        for at in range(0, incidents, 256)
    ]
    city = mix(events)
    print(city.pop()[1].decode(), flush=True)
    messages += city
    socket = publishing(address, keys)
    for topic, body in messages:
        push(socket, topic, body)
    sys.stdin.read()


def hub(incidents: int, events: int) -> tuple[float, int]:
    """Events a second through a hub process, taken in, correlated, committed and told to a console; incidents open."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with HubProcess(["--data", str(data)], data / "hub.log") as process:
            ready = process.wait_ready(60)
            ring = KeyRing(data / "keys")
            command = [sys.executable, __file__, "burst", ready.feed, str(ring.folder), str(incidents), str(events)]
            with (
                subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as sender,
                ConsoleClient(ready.consoles, ring.client("console")) as console,
            ):
                totals: dict[str, int] = {}
                marks: list[tuple[float, int]] = []
                shown: set[str] = set()
                assert sender.stdout is not None
                wanted = incidents + int(sender.stdout.readline())
                while not marks or marks[-1][1] < wanted:
                    time.sleep(0.05)
                    for message in console.poll():
                        if isinstance(message, Snapshot | Update):
                            totals.update({feed.channel: feed.total for feed in message.feeds})
                            shown.update(incident.key for incident in message.incidents)
                            if message.feeds and sum(totals.values()) > incidents:
                                marks.append((message.now, sum(totals.values())))
                sender.kill()
    (begin, first), (end, last) = marks[0], marks[-1]
    return (last - first) / max(end - begin, 1e-3), len(shown)


def main() -> None:
    """Print the tables."""
    received()
    print()
    rate, shown = hub(10_000, int(os.environ.get("BENCH_EVENTS", "400000")))
    print(f"whole hub, {shown} incidents shown: {rate:,.0f} events/s received, correlated, kept, told (target {TARGET_HUB:,})")


def received() -> None:
    """Receiving alone, and with decoding and validation."""
    print(f"{'events in a message':34}{'received':>12}{'+ decoded, checked':>20}{'ratio':>8}")
    for batch, packed in ((1, False), (8, False), (64, False), (256, False), (64, True), (256, True)):
        bare, whole = wire(batch, packed)
        name = f"{batch}, {'MessagePack' if packed else 'JSON'}"
        print(f"{name:34}{bare:>10,.0f}/s{whole:>18,.0f}/s{whole / bare:>8.2f}", flush=True)
    print(f"target: a ratio of {TARGET_RATIO}")


if __name__ == "__main__" and len(sys.argv) > 1:
    if sys.argv[1] == "send":
        send(sys.argv[2], sys.argv[3], int(sys.argv[4]), bool(int(sys.argv[5])))
    else:
        burst(sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
