"""A hub's centre that is killed again and again. Not a test: a program that the tests start.

Reads lines from standard input. For each line it forks a process that opens the centre and works through the messages from
where the log says it stands, and prints what it was answered: ``up``, ``ack COMMAND``, ``done``, and ``over STATUS`` when it is
gone. A line may say after how many seconds from ``up`` it is killed: by the system's own alarm, for whoever would kill it from
outside may come too late on a busy machine.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alerts.centre import Centre, CentreSettings, open_centre
from alerts.commands import Command
from alerts.correlation import Engine, NoPlaces
from alerts.events import Dispatch, Event, Unit
from alerts.log.lock import Holder
from alerts.log.sqlite import SqliteLog
from alerts.rules import load_rules
from feeds.wire.codec import Decoder
from feeds.wire.envelope import Envelope, encode

MESSAGES = 130
EVERY = 4
"""A command after each so many messages."""
START = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
RULES = load_rules(None)


def message(seq: int) -> bytes:
    """The events of message ``seq``: calls that meet at some places, some out of order, and a unit that drives by."""
    time = START + timedelta(seconds=2 * seq)
    events: list[Event] = [Unit(id=f"u{seq}", source="cad", time=time, lat=37.5, lon=127.0, service="112", unit_id="p")]
    for at in range(3):
        number = 3 * seq + at
        spot = (number * 7) % 23
        happened = time - timedelta(seconds=(number * 13) % 8)
        events.append(
            Dispatch(
                id=f"e{number}", source="cad", time=happened, lat=37.45 + 0.005 * spot, lon=126.9, service="112", code="0",
                call_id=f"c{number}", stage="received", category="화재", text=f"불이 났어요 {spot}",
            )
        )  # fmt: skip
    return encode(Envelope(1, "cad", events, 7, seq, time))


def engine(saved: bytes | None) -> Engine:
    return Engine(RULES, NoPlaces()) if saved is None else Engine.restore(saved, RULES, NoPlaces())


def opened(path: Path, decoder: Decoder) -> Centre:
    log = SqliteLog(path, "live", "서울", Holder(os.getpid(), "testhost", START.isoformat()))
    settings = CentreSettings(checkpoint_events=150, keep_closed_s=1e9, unattended_s=1e9)
    return open_centre(log, engine, decoder.frame, "live", "서울", START.timestamp(), settings)


def work(path: Path, lasts_s: float | None) -> None:
    """Everything that is not done yet; killed after ``lasts_s`` from when it is up."""
    decoder = Decoder()
    centre = opened(path, decoder)
    print("up", flush=True)
    if lasts_s is not None:
        signal.setitimer(signal.ITIMER_REAL, max(lasts_s, 1e-4))  # nobody takes it: it ends the process where it stands
    for seq in range(centre.positions().get(("cad", 7), 0), MESSAGES):
        now = START.timestamp() + 2.0 * seq
        centre.ingest([decoder.frame(b"", message(seq))], now)
        centre.tick(now)
        if seq % EVERY == 0:
            incidents = centre.snapshot(now).incidents
            incident = min(incidents, key=lambda one: one.key)
            answer = centre.command(Command(f"n{seq}", "kim", "note", incident.key, f"n{seq}"), now)
            if answer.ok:
                print("ack", f"n{seq}", flush=True)
    centre.close(START.timestamp() + 2.0 * MESSAGES)
    print("done", flush=True)


def main() -> None:
    path = Path(sys.argv[1])
    for line in sys.stdin:
        lasts_s = float(line) if line.strip() else None
        child = os.fork()
        if child == 0:
            try:
                work(path, lasts_s)
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print("over", os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
