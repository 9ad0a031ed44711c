"""A camera that speaks RTSP (RFC 2326) with RTP over the same TCP connection (RFC 3550), MPEG-4 video (RFC 6416), and Basic
authentication; it can be told to stall, to hang up, or to be gone.

It shares nothing with the product: what FFmpeg accepts from it, FFmpeg accepts from a camera.
"""

from __future__ import annotations

import base64
import contextlib
import re
import socket
import struct
import threading
import time
from pathlib import Path
from types import TracebackType

import av

FPS = 15
MTU = 1400


def packets_of(clip: Path) -> tuple[bytes, list[bytes]]:
    """The decoder's configuration and the coded pictures of a clip."""
    with av.open(str(clip)) as container:
        video = container.streams.video[0]
        config = bytes(video.codec_context.extradata or b"")
        return config, [bytes(packet) for packet in container.demux(video) if packet.size]


class RtspCamera:
    """Serves one clip over and over at ``url`` to any number of clients, to each from the beginning."""

    def __init__(self, clip: Path, user: str = "", password: str = "", port: int = 0, fps: float = FPS) -> None:
        self._config, self._pictures = packets_of(clip)
        self._fps = fps
        self._secret = base64.b64encode(f"{user}:{password}".encode()).decode() if user else ""
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port: int = self._listener.getsockname()[1]
        self._clients: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._stop = threading.Event()
        self.stalled = threading.Event()
        self.described = 0
        self.asked_without_password = 0
        self.sent = 0

    def url(self, user: str = "", password: str = "", path: str = "live") -> str:
        who = f"{user}:{password}@" if user else ""
        return f"rtsp://{who}127.0.0.1:{self.port}/{path}"

    def __enter__(self) -> RtspCamera:
        self._start(self._accept)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stop.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.hang_up()
        for thread in self._threads:
            thread.join(30.0)

    def hang_up(self) -> None:
        """End every connection; new ones are taken."""
        for client in self._clients:
            with contextlib.suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)
        self._clients = []

    # -- inside

    def _start(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, name="rtsp camera", daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._stop.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._clients.append(client)
            self._start(self._serve, client)

    def _serve(self, client: socket.socket) -> None:
        ended = threading.Event()
        lock = threading.Lock()
        with contextlib.suppress(OSError), client, client.makefile("rb") as lines:
            while not self._stop.is_set():
                first = lines.read(1)
                if not first:
                    break
                if first == b"$":  # the client's own RTCP
                    _, size = struct.unpack(">BH", lines.read(3))
                    lines.read(size)
                    continue
                request = first + lines.readline()
                headers = {}
                while (line := lines.readline().strip()) and b":" in line:
                    name, _, value = line.partition(b":")
                    headers[name.decode().lower()] = value.decode().strip()
                method, url, _ = request.decode().split(" ", 2)
                with lock:
                    client.sendall(self._answer(method, url, headers))
                if method == "PLAY":
                    self._start(self._play, client, lock, ended)
                if method == "TEARDOWN":
                    break
        ended.set()

    def _answer(self, method: str, url: str, headers: dict[str, str]) -> bytes:
        status, body, more = "200 OK", b"", []
        if method == "OPTIONS":
            more = ["Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER"]
        elif self._secret and headers.get("authorization") != f"Basic {self._secret}":
            self.asked_without_password += "authorization" not in headers
            status, more = "401 Unauthorized", ['WWW-Authenticate: Basic realm="camera"']
        elif not re.search(r"/live(/|$)", url):
            status = "404 Not Found"
        elif method == "DESCRIBE":
            self.described += 1
            body = self._sdp()
            more = ["Content-Type: application/sdp", f"Content-Base: {url}/", f"Content-Length: {len(body)}"]
        elif method == "SETUP":
            more = ["Transport: RTP/AVP/TCP;unicast;interleaved=0-1", "Session: 7;timeout=60"]
        elif method == "PLAY":
            more = ["Session: 7", "Range: npt=0.000-"]
        head = [f"RTSP/1.0 {status}", f"CSeq: {headers.get('cseq', '0')}", *more]
        return "\r\n".join([*head, "", ""]).encode() + body

    def _sdp(self) -> bytes:
        lines = [
            "v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=camera", "c=IN IP4 0.0.0.0", "t=0 0", "m=video 0 RTP/AVP 96",
            "a=rtpmap:96 MP4V-ES/90000", f"a=fmtp:96 profile-level-id=1;config={self._config.hex()}", "a=control:track1",
        ]  # fmt: skip
        return "\r\n".join([*lines, ""]).encode()

    def _play(self, client: socket.socket, lock: threading.Lock, ended: threading.Event) -> None:
        number, picture = 0, 0
        with contextlib.suppress(OSError):
            while not ended.is_set() and not self._stop.is_set():
                if not self.stalled.is_set():
                    data = self._pictures[picture % len(self._pictures)]
                    stamp = round(picture * 90_000 / self._fps) & 0xFFFFFFFF
                    for start in range(0, len(data), MTU):
                        part = data[start : start + MTU]
                        last = start + MTU >= len(data)
                        rtp = struct.pack(">BBHII", 0x80, 96 | (0x80 if last else 0), number & 0xFFFF, stamp, 0x1234) + part
                        with lock:
                            client.sendall(b"$\x00" + struct.pack(">H", len(rtp)) + rtp)
                        number += 1
                    picture += 1
                    self.sent += 1
                time.sleep(1.0 / self._fps)
