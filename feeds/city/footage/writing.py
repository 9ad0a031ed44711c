"""Draws a clip, picture by picture, and encodes it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import numpy as np

from feeds.city.footage.canvas import HEIGHT, WIDTH, street
from feeds.city.footage.mark import load_mark, put_mark
from feeds.city.footage.scenes import SCENES

FPS: Final = 15


def write_clip(path: Path, scene: str, variant: int, seconds: float, begins: float, fps: int = FPS) -> None:
    """A clip of this scene, 640 x 360, MPEG-4 (FFmpeg's own encoder: no other licence comes in). OSError where it fails."""
    ground, mark, draw = street(np.random.default_rng(100 + variant)), load_mark(), SCENES[scene]
    with av.open(str(path), "w", format="mp4") as container:
        video = container.add_stream("mpeg4", rate=fps)
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        video.bit_rate = 900_000
        video.codec_context.gop_size = fps
        for number in range(round(seconds * fps)):
            canvas = ground.copy()
            second = number / fps
            draw(canvas, second, second - begins, variant)
            if variant % 2:
                canvas = np.ascontiguousarray(canvas[:, ::-1])
            put_mark(canvas, mark)
            frame = av.VideoFrame.from_ndarray(canvas, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, fps)
            container.mux(video.encode(frame))
        container.mux(video.encode())
