"""The last seconds of a live stream: bounded, from a whole picture on, and shown like a recording."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import pytest
from av.packet import Packet

from feeds.streams import Address, Ring, Stream
from tests.feeds.streams.rtsp import FPS, RtspCamera
from tests.feeds.streams.waiting import PATIENCE_S, next_picture, wait_for

pytestmark = pytest.mark.keeps_thread("rtsp camera")
NOW = 1_000_000.0


@pytest.fixture
def camera(clip: Path) -> Iterator[RtspCamera]:
    with RtspCamera(clip) as made:
        yield made


def filled(clip: Path, ring: Ring, turns: int, step: float = 1.0 / FPS) -> int:
    """The clip's packets over and over, one each ``step`` seconds; how many came."""
    count = 0
    with av.open(str(clip)) as container:
        video = container.streams.video[0]
        ring.begin(video.codec_context)
        packets: list[Packet] = [packet for packet in container.demux(video) if packet.size]
        for _ in range(turns):
            for packet in packets:
                ring.add(packet, NOW + count * step)
                count += 1
    return count


def test_it_holds_no_more_seconds_and_begins_with_a_whole_picture(clip: Path) -> None:
    ring = Ring(seconds=10.0)
    count = filled(clip, ring, 20)
    cut = ring.cut(0.0)
    assert cut is not None
    end = NOW + (count - 1) / FPS
    with av.open(str(clip)) as container:
        keys = [packet.is_keyframe for packet in container.demux(video=0) if packet.size]
    group_s = len(keys) / sum(keys) / FPS
    assert 10.0 <= cut.seconds <= 10.0 + group_s + 1.0
    assert cut.packets[-1].time == pytest.approx(end)
    later = ring.cut(end - 3.0)
    assert later is not None
    assert 3.0 <= later.seconds <= 3.0 + group_s + 1.0


def test_it_holds_no_more_bytes(clip: Path) -> None:
    ring = Ring(seconds=1e9, most_bytes=200_000)
    filled(clip, ring, 20)
    assert 0 < ring.size <= 200_000
    assert Ring().cut(0.0) is None


def test_what_came_over_rtsp_is_shown_again_while_the_stream_goes_on(camera: RtspCamera, opened: Callable[..., Stream]) -> None:
    stream = opened(camera.url())
    assert stream.ring is None, "only whoever may look keeps anything"
    ring = Ring()
    live = Stream("kept", lambda: Address(camera.url()), ring=ring)
    live.start()
    try:
        deadline = time.monotonic() + PATIENCE_S
        while (cut := ring.cut(0.0)) is None or cut.seconds < 2.0:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        again = opened(Address("", cut=cut))
        first = next_picture(again)
        assert first.pixels.any()
        wait_for(again, lambda status: status.state == "ended")
        assert again.status().attempts == 1
        wait_for(live, lambda status: status.state == "live")
    finally:
        live.stop()
        assert live.join(PATIENCE_S)


def test_a_file_shown_as_live_keeps_nothing(clip: Path) -> None:
    ring = Ring()
    stream = Stream("file", lambda: Address(str(clip), loop=True), ring=ring)
    stream.start()
    try:
        next_picture(stream)
        next_picture(stream)
        assert ring.size == 0
    finally:
        stream.stop()
        assert stream.join(PATIENCE_S)
