"""Live streams over RTSP from a camera that speaks the protocol: opened, lost, and found again."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from feeds.streams import Patience, Stream
from tests.feeds.streams.rtsp import RtspCamera
from tests.feeds.streams.waiting import next_picture, wait_for

Opened = Callable[..., Stream]
QUICK = Patience(open_s=2.0, silent_s=2.0, first_retry_s=0.1)
pytestmark = pytest.mark.keeps_thread("rtsp camera")


@pytest.fixture
def camera(clip: Path) -> Iterator[RtspCamera]:
    with RtspCamera(clip) as made:
        yield made


def test_pictures_come(camera: RtspCamera, opened: Opened) -> None:
    stream = opened(camera.url())
    status = wait_for(stream, lambda status: status.state == "live" and status.fps > 0)
    assert status.size == (640, 360)
    first = next_picture(stream)
    assert next_picture(stream).number > first.number


def test_a_camera_that_hangs_up_is_lost_and_found_again(camera: RtspCamera, opened: Opened) -> None:
    stream = opened(camera.url())
    wait_for(stream, lambda status: status.state == "live")
    camera.hang_up()
    wait_for(stream, lambda status: status.attempts > 1 and status.state == "live")
    assert camera.described == stream.status().attempts


def test_a_camera_that_stalls_is_said_to_and_opened_anew(camera: RtspCamera, opened: Opened) -> None:
    stream = opened(camera.url(), QUICK)
    wait_for(stream, lambda status: status.state == "live")
    camera.stalled.set()
    lost = wait_for(stream, lambda status: status.state in ("stalled", "lost"))
    assert lost.why in ("silent", "closed")
    camera.stalled.clear()
    wait_for(stream, lambda status: status.state == "live")


def test_nobody_there(opened: Opened) -> None:
    with socket.socket() as held:  # bound, so that nobody else is given the port, and deaf
        held.bind(("127.0.0.1", 0))
        stream = opened(f"rtsp://127.0.0.1:{held.getsockname()[1]}/live")
        status = wait_for(stream, lambda status: status.state == "lost")
        assert status.why == "unreachable"
        assert status.retry_s is not None
        stream.stop()


def test_somebody_there_who_says_nothing(opened: Opened) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        stream = opened(f"rtsp://127.0.0.1:{silent.getsockname()[1]}/live", QUICK)
        assert wait_for(stream, lambda status: status.state == "lost").why == "silent"
        stream.stop()


def test_somebody_who_hangs_up_at_once_is_no_broken_picture(opened: Opened) -> None:
    with socket.create_server(("127.0.0.1", 0)) as rude:

        def hang_up() -> None:
            with contextlib.suppress(OSError):
                while True:
                    client, _ = rude.accept()
                    client.sendall(b"HTTP/1.0 400 Bad Request\r\n\r\n")
                    client.close()

        threading.Thread(target=hang_up, name="rtsp camera", daemon=True).start()
        stream = opened(f"rtsp://127.0.0.1:{rude.getsockname()[1]}/live")
        assert wait_for(stream, lambda status: status.state == "lost").why in ("closed", "unreachable")
        stream.stop()
        rude.shutdown(socket.SHUT_RDWR)


def test_no_such_stream(camera: RtspCamera, opened: Opened) -> None:
    assert wait_for(opened(camera.url(path="other")), lambda status: status.state == "lost").why == "not_found"


def test_a_wrong_password_is_not_tried_again_by_itself(clip: Path, opened: Opened) -> None:
    with RtspCamera(clip, "kim", "right") as camera:
        stream = opened(camera.url("kim", "wrong"))
        status = wait_for(stream, lambda status: status.state == "refused")
        assert (status.why, status.retry_s) == ("denied", None)
        assert camera.described == 0
        stream.again()
        wait_for(stream, lambda status: status.attempts == 2 and status.state == "refused")
        assert wait_for(opened(camera.url("kim", "right")), lambda status: status.state == "live")


SERVER = """
import gi, sys
gi.require_version("Gst", "1.0"); gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer
Gst.init(None)
server = GstRtspServer.RTSPServer(); server.set_service("0"); server.set_address("127.0.0.1")
factory = GstRtspServer.RTSPMediaFactory()
source = "videotestsrc is-live=true ! video/x-raw,format=I420,width=640,height=360,framerate=15/1"
factory.set_launch(f"( {source} ! jpegenc ! rtpjpegpay name=pay0 )")
factory.set_shared(False)
server.get_mount_points().add_factory("/live", factory)
server.attach(None)
print(server.get_bound_port(), flush=True)
GLib.MainLoop().run()
"""


@pytest.fixture
def gstreamer() -> Iterator[str]:
    """GStreamer's own RTSP server (Debian: gir1.2-gst-rtsp-server-1.0, python3-gi, gstreamer1.0-plugins-good)."""
    python = "/usr/bin/python3" if sys.platform == "linux" else shutil.which("python3")
    if python is None or not Path(python).exists():
        pytest.skip("there is no system Python to run GStreamer's RTSP server with")
    child = subprocess.Popen([python, "-c", SERVER], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout is not None
    port = child.stdout.readline().strip()
    if not port:
        assert child.stderr is not None
        said = child.stderr.read().strip().rpartition("\n")[2]
        child.wait()
        child.stdout.close()
        child.stderr.close()
        pytest.skip(f"GStreamer's RTSP server cannot be started here: {said}")
    yield f"rtsp://127.0.0.1:{port}/live"
    child.terminate()
    child.wait()
    for pipe in (child.stdout, child.stderr):
        assert pipe is not None
        pipe.close()


def test_a_server_of_another_make(gstreamer: str, opened: Opened) -> None:
    stream = opened(gstreamer)
    status = wait_for(stream, lambda status: status.state == "live" and status.fps > 0)
    assert status.size == (640, 360)
    next_picture(stream)
