"""Hand video to 112 or 119: which cameras, what for, on which basis, for how long."""

from __future__ import annotations

from typing import Any

from widgets.outward.dialog import OutwardDialog
from widgets.outward.forms.parts import add_cameras, add_grounds, add_place, add_text, place_values

TICKED = 3


class VideoDialog(OutwardDialog):
    """The nearest cameras are ticked; purpose and basis are chosen by whoever hands over."""

    service = "video"

    def build(self) -> None:
        session = self._scene.directory.session
        self.note(self._wording("outward-video-note", minutes=f"{session.minutes:g}", seconds=f"{session.warn_s:g}"))
        add_cameras(self, self._scene, self._wording, TICKED)
        add_grounds(self, self._scene, self._wording)
        add_place(self, self._scene, self._wording)
        add_text(self, "", 2)

    def usual(self, takers: tuple[str, ...]) -> str:
        fire = self._scene.incident.kind in ("fire", "rescue", "medical", "flood", "earthquake")
        wanted = "119" if fire else "112"
        return wanted if wanted in takers else super().usual(takers)

    def form(self) -> dict[str, Any]:
        near = {camera.id: camera for camera in self._scene.cameras}
        cameras = [
            {"id": one.id, "name": one.name, "lat": one.lat, "lon": one.lon, "stream": one.stream}
            for name in self.value("cameras")
            if (one := near.get(name)) is not None
        ]
        return {
            **place_values(self, self._scene), "cameras": cameras, "purpose": self.value("purpose"),
            "basis": self.value("basis"), "text": self.value("text"),
        }  # fmt: skip
