"""The camera wall: what so many live tiles take of a core, and how long the screen's thread is held up meanwhile.

Each run shows streams of RTSP cameras (in a process of their own) on real, offscreen tiles for some seconds. CPU time is this
process's, so that a busy machine does not change it; gaps are wall-clock and do suffer, so they are told without the wait for a
core as well (Linux). Beside them stands the bare limit: the
same pictures decoded and scaled by FFmpeg with nobody looking. Run with ``uv run python -m tests.benchmarks wall``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 12.0
WARM_S = 4.0
WANTED = [int(part) for part in os.environ.get("TILES", "").split(",") if part]
"""How many tiles to measure, all where nothing is said; ``-4`` for four of 3840x2160."""
WIDTHS = (12, 16, 12, 12, 13, 12, 12)
SERVER = """
import sys, time
from pathlib import Path
from tests.feeds.streams.rtsp import RtspCamera
cameras = [RtspCamera(Path(sys.argv[1]), fps=float(sys.argv[3])).__enter__() for _ in range(int(sys.argv[2]))]
print(*(camera.port for camera in cameras), flush=True)
sys.stdin.read()
"""


def main() -> None:
    """Print the table."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from feeds.city.footage.writing import write_clip

    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        usual, large = Path(folder) / "usual.mp4", Path(folder) / "large.mp4"
        write_clip(usual, "crowd", 0, 8.0, 2.0)
        _enlarge(usual, large, 3840, 2160)
        heads = ("% of a core", "of it decoding", "gap p99 ms", "longest ms", "held p99 ms", "longest ms", "pictures/s")
        print(f"{'tiles':<28}" + "".join(f"{head:>{width}}" for head, width in zip(heads, WIDTHS, strict=True)))
        for count in (0, 1, 4, 9, 12):
            if not WANTED or count in WANTED:
                _show(f"{count} of 640x360 at 15", usual, count, 15.0, app)
        for count in (1, 4):
            if not WANTED or -count in WANTED:
                _show(f"{count} of 3840x2160 at 15", large, count, 15.0, app)


def _show(name: str, clip: Path, count: int, fps: float, app: object) -> None:
    bare = _bare(clip, fps) * count
    child = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(clip), str(max(count, 1)), str(fps)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdin is not None
    try:
        ports = [int(port) for port in child.stdout.readline().split()][:count]
        cpu, gaps, held, pictures = _watch([f"rtsp://127.0.0.1:{port}/live" for port in ports], app)
    finally:
        child.stdin.close()
        child.wait()
        child.stdout.close()
    told = ""
    for width, each in ((12, sorted(gaps)), (13, sorted(held))):
        told += f"{each[int(len(each) * 0.99)] * 1e3:>{width}.1f}{each[-1] * 1e3:>12.1f}"
    print(f"{name:<28}{cpu * 100:>12.1f}{bare * 100:>16.1f}{told}{pictures:>12.1f}", flush=True)


def _watch(urls: list[str], app: object) -> tuple[float, list[float], list[float], float]:
    """CPU seconds a second, the gaps between turns of the event loop (less the 5 ms waited on purpose), pictures a second.

    After the gaps the same without the wait for a core.
    """
    from PySide6.QtCore import QCoreApplication, Qt, QTimer

    from alerts.wording import Wording
    from console.cameras.players import Players
    from console.diagnostics.process import CoreWait
    from feeds.streams import Address
    from widgets.theme import Theme
    from widgets.wall import CameraWall, Entry

    wording, theme = Wording("ko"), Theme.dark()
    walls = [CameraWall(wording, theme) for _ in range(-(-len(urls) // 9) or 1)]
    players = [Players() for _ in walls]
    for number, wall in enumerate(walls):
        part = urls[number * 9 : number * 9 + 9]
        wall.resize(1040, 620)
        wall.set_layout(1 if len(part) < 2 else 4 if len(part) < 5 else 9)
        wall.ask("", (), [Entry(f"C-{index}", "", 100.0, 0, "sees") for index in range(len(part))])
        wall.show()
        wall.show_cameras("")
        QCoreApplication.processEvents()
        for index, url in enumerate(part):
            players[number].open(index, f"C-{index}", False, _source(Address(url)), wall.room(index))
    shown = [0]

    def show() -> None:
        for wall, player in zip(walls, players, strict=True):
            player.show(wall)

    for wall in walls:
        for tile in wall.tiles:
            tile.show_picture = _counting(tile.show_picture, shown)  # type: ignore[method-assign]
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(show)
    timer.start(33)
    core = CoreWait()
    beats: list[tuple[float, float]] = []
    beat = QTimer()
    beat.setTimerType(Qt.TimerType.PreciseTimer)
    beat.timeout.connect(lambda: beats.append((time.perf_counter(), core.ms() / 1e3)))
    beat.start(5)
    _run(WARM_S, app)
    beats.clear()
    shown[0] = 0
    began, cpu = time.perf_counter(), time.process_time()
    _run(SECONDS, app)
    passed, used = time.perf_counter() - began, time.process_time() - cpu
    timer.stop()
    beat.stop()
    for player in players:
        player.shut()
    for wall in walls:
        wall.close()
        wall.deleteLater()
    core.close()
    gaps = [max(0.0, later - earlier - 0.005) for (earlier, _), (later, _) in pairwise(beats)]
    held = [max(0.0, later - earlier - 0.005 - (waited - before)) for (earlier, before), (later, waited) in pairwise(beats)]
    return used / passed, gaps, held, shown[0] / passed


def _source(address: object) -> Callable[[], object]:
    return lambda: address


def _counting(show: Callable[[object], None], shown: list[int]) -> Callable[[object], None]:
    def counted(pixels: object) -> None:
        shown[0] += 1
        show(pixels)

    return counted


def _run(seconds: float, app: object) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def _bare(clip: Path, fps: float) -> float:
    """CPU seconds a second that decoding this clip and scaling it to a tile takes by itself, on one thread."""
    import av
    from av.video.reformatter import VideoReformatter

    scaler, pictures = VideoReformatter(), 0
    with av.open(str(clip)) as container:
        container.streams.video[0].codec_context.thread_count = 1
        began = time.process_time()
        for frame in container.decode(video=0):
            scaler.reformat(frame, width=492, height=276, format="bgra", interpolation="FAST_BILINEAR").to_ndarray()
            pictures += 1
    return (time.process_time() - began) / pictures * fps


def _enlarge(source: Path, out: Path, width: int, height: int) -> None:
    """The same clip in another size."""
    import av

    with av.open(str(source)) as container, av.open(str(out), "w") as written:
        video = written.add_stream("mpeg4", rate=15)
        video.width, video.height, video.pix_fmt, video.bit_rate = width, height, "yuv420p", 12_000_000
        for number, frame in enumerate(container.decode(video=0)):
            if number >= 60:
                break
            written.mux(video.encode(frame.reformat(width=width, height=height)))
        written.mux(video.encode())
