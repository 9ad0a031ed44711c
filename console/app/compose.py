"""The one place where the console is put together."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from alerts.wording import LANGUAGES, Wording
from console.app.garbage import Garbage
from console.app.notices.announce import Announcer
from console.app.notices.attention import Alerting
from console.app.notices.links import LinkWatch
from console.app.notices.nagging import Nagging
from console.app.notices.offers import Offers
from console.app.notices.outward import OutwardWatch
from console.app.options import Options
from console.app.presence import Presence
from console.app.settings import Settings, load_settings, save_settings, settings_path, user_name
from console.app.windows.layouts import LayoutKeeper
from console.app.windows.monitors import Monitors
from console.bridge import Bridge
from console.bridge.own_hub import OwnHub
from console.bridge.registry import Registry
from console.desks import DESK_NAMES
from console.diagnostics.meters import Meters
from console.window import Actions, Desk, NoticeBar, Workplace
from console.window.window import Window
from feeds.addresses import Ready, console_door
from feeds.client import ConsoleClient
from feeds.hub.config import HubConfig, load_config
from feeds.keys import KeyRing
from widgets.theme import Theme
from widgets.topbar import TopBar

STEP: Final = 0.25
LEAST_SCALE: Final = 1.0
MOST_SCALE: Final = 2.0
ANSWERS_MS: Final = 60_000
"""A window that was replaced stays in memory for so long: what its desks asked the hub is still answered to them."""
TOUR_MS: Final = 1500
"""After the first start of all: the panels should stand before they are explained."""


class Console(QObject):
    """Everything that lives while the console runs: hub, bridge, windows, meters; made here, closed by :meth:`close`."""

    finished = Signal()
    """The last window was closed, or somebody asked to quit."""
    hub_failed = Signal(str)
    """The hub that belongs to this console does not come up; the sentence it said last."""

    def __init__(self, app: QApplication, options: Options, data: Path, started: float) -> None:
        """``started`` is when the process began, seconds since the epoch. WorldError where keys or settings are unusable."""
        super().__init__()
        self._app, self.options = app, options
        self.data = data
        self._settings_path = settings_path(self.data, user_name())
        self.settings: Settings = load_settings(self._settings_path)
        self.ring = KeyRing(self.data / "keys")
        self.config = self._config()
        self.own_hub: OwnHub | None = None
        self.wording = Wording(options.language or self.settings.language)
        self.theme = Theme("light" if (options.theme or self.settings.theme) == "light" else "dark", self.settings.scale)
        self.meters = Meters(started, self)
        self.bridge = Bridge(options.operator or self.settings.operator or user_name(), self)
        self.cameras = Registry(self.bridge, self.config.city, data, options.hub is not None, self)
        self.cameras.said.connect(self._say)
        self.windows: list[Window] = []
        self._unbuilt: list[Callable[[], None]] = []
        self._closed = False
        self.garbage = Garbage(lambda: max((window.touched for window in self.windows), default=0.0), self)
        self._restyle()
        self._leave = self.theme.follow(self._restyle)
        self.links = LinkWatch(self.bridge, self)
        audible = not options.offscreen and options.replay is None
        self.alerting = Alerting(
            self.bridge, self.settings.hearing, lambda: self.windows, self.wording, self.theme, audible, self
        )
        self.presence = Presence(self.bridge, self.wording, self)
        self.nagging = Nagging(self.bridge, lambda: self.windows, self.wording, self)
        self.offers = Offers(self.bridge, lambda: self.windows, self.wording, self)
        self.layouts = LayoutKeeper(self.settings, self.bridge.actor, self.wording, self.theme, self)
        self.monitors = Monitors(lambda: self.windows, self)
        self.outward = OutwardWatch(self.bridge, self.wording, self)
        if options.print_incidents:
            self.announcer = Announcer(self.wording)
            self.bridge.ticked.connect(self.announcer.hear)
        if options.hub is not None:
            keys = self.ring.client("console", options.hub_key)
            self.bridge.connect_client(ConsoleClient(console_door(options.hub), keys, urgent=self.bridge.hurry))
        self.bridge.start()
        if options.hub is None and options.replay is None:
            # the window first: two processes more at the same time would hold it up
            self.meters.first_painted.connect(self._start_hub, Qt.ConnectionType.SingleShotConnection)

    def open(self) -> None:
        """Show the window, or a window for each desk that was asked for; what is not seen at once is built after that."""
        if self.options.desks:
            for name in self.options.desks:
                self._open_window(name, (name,))
        else:
            self._open_window("main", DESK_NAMES)
        self._unbuilt.append(_load_decoder)
        if self.options.replay is None:
            self.links.begin(own=self.options.hub is None)
        QTimer.singleShot(0, self._build_next)
        if not (self.settings.toured or self.options.offscreen or self.options.synthetic or self.options.replay is not None):
            self.settings.toured = True
            QTimer.singleShot(TOUR_MS, self.windows[0], self.windows[0].show_tour)

    def say_fault(self, path: Path) -> None:
        """Something of our own broke: say so, and where it is written down."""
        for window in self.windows:
            window.notices.say("console-internal-error", path=str(path))

    def _say(self, text: str, values: dict[str, str]) -> None:
        for window in self.windows:
            window.notices.say(text, **values)

    def close(self) -> None:
        """Keep the settings, end every child process and thread."""
        self._closed = True
        self._keep_places()
        for window in self.windows:
            for desk in window.desks:
                desk.shut()
            window.close()
        if not self.options.synthetic:
            self.settings.language, self.settings.theme = self.wording.language, self.theme.name
            save_settings(self.settings, self._settings_path)
        self._leave()
        self.meters.stop()
        self.garbage.stop()
        self.alerting.close()
        self.presence.leave()
        self.bridge.close()
        if self.own_hub is not None:
            self.own_hub.stop()

    # -- the hub

    def _config(self) -> HubConfig:
        path = self.data / "hub.toml"
        return load_config(path) if path.exists() else HubConfig()

    @property
    def _is_synthetic(self) -> bool:
        """Whether what is shown is made up: the screen says so."""
        alone = self.options.hub is None and self.options.replay is None
        return alone and (self.options.synthetic or not self.config.feeds)

    def _start_hub(self) -> None:
        arguments = ["--data", str(self.data)]
        if (self.data / "hub.toml").exists():
            arguments += ["--config", str(self.data / "hub.toml")]
        if self._is_synthetic:
            arguments += ["--with-feed", shlex.join(self._city_feed())]
            arguments += ["--with-feed", shlex.join(["counterpart", "--language", self.wording.language])]
        hub = OwnHub(arguments, self.data / "hub.log", self)
        hub.ready.connect(self._hub_ready)
        hub.restarting.connect(self.links.restarting)
        hub.failed.connect(self.links.failed)
        hub.failed.connect(self.hub_failed)
        self.own_hub = hub

    def _city_feed(self) -> list[str]:
        feed = ["city", "--city", self.config.city, "--pace", "demo" if self.options.synthetic else "ordinary"]
        if self.options.rate is not None:
            feed += ["--rate", f"{self.options.rate:g}"]
        if self.options.seed is not None:
            feed += ["--seed", str(self.options.seed)]
        return feed

    def _hub_ready(self, ready: Ready) -> None:
        keys = self.ring.client("console")
        self.bridge.connect_client(ConsoleClient(ready.consoles, keys, urgent=self.bridge.hurry))

    # -- windows

    def _open_window(self, name: str, desks: tuple[str, ...]) -> None:
        notices = NoticeBar(self.wording, self.theme)
        topbar = TopBar(self.wording, self.theme)
        topbar.set_city(self.cameras.city.name_ko, self.cameras.city.name_en)
        topbar.set_operator(self.bridge.actor)
        window = Window(name, notices, self.bridge, self.meters, self.wording, self.theme, topbar)
        window.note = "console-synthetic" if self._is_synthetic else ""
        window.restore_geometry_text(self.settings.windows.get(name, ""))
        window.closed.connect(self._window_closed)
        self.links.tell(notices)
        self.outward.tell(notices)
        self._add_actions(window, desks)
        self.layouts.add_menu(window)
        place = Workplace(
            self.wording, self.theme, self.cameras, notices, self.data, self._is_synthetic, self.options.hub is not None,
            self.settings.layers,
        )  # fmt: skip
        self._add_desk(window, desks[0], place)
        for later in desks[1:]:
            self._unbuilt.append(partial(self._add_desk, window, later, place))
        self.windows.append(window)
        window.show()
        self.layouts.restore(window.desk)  # after the window: its torn-off panels belong over it
        QTimer.singleShot(0, self.monitors, self.monitors.look)

    def _add_desk(self, window: Window, name: str, place: Workplace) -> None:
        desk = self._desk(name, place)
        window.add_desk(desk)
        self.layouts.add_actions(window, desk)
        if window.isVisible():
            self.layouts.restore(desk)
            self.monitors.look()
        ending = f"@{self.theme.scale:g}"  # how the room is shared depends on how large everything is
        kept = {name.removesuffix(ending): text for name, text in self.settings.splitters.items() if name.endswith(ending)}
        window.restore_splitter_texts(kept)

    def _build_next(self) -> None:
        """Build one desk more, then let the screen live for a moment; measuring begins when all stand."""
        if self._closed:
            return
        if self._unbuilt:
            self._unbuilt.pop(0)()
            QTimer.singleShot(100, self._build_next)
        else:
            self.garbage.start()
            self.meters.start()

    def _desk(self, name: str, place: Workplace) -> Desk:
        if name == "wall":
            from console.desks.wallview import WallDesk

            return WallDesk(self.bridge, place)
        if name == "operator":
            from console.desks.operator import OperatorDesk

            return OperatorDesk(self.bridge, place)
        if name == "supervisor":
            from console.desks.supervisor import SupervisorDesk

            return SupervisorDesk(self.bridge, place)
        from console.desks.trainer import TrainerDesk

        desk = TrainerDesk(self.bridge, place, self.ring, remote=self.options.hub is not None)
        options = self.options
        if options.replay is not None:
            desk.replay(options.replay, options.replay_from, speed=options.replay_speed)
        return desk

    def _add_actions(self, window: Window, desks: tuple[str, ...]) -> None:
        actions: Actions = window.actions_of_window
        if len(desks) > 1:
            for number, name in enumerate(desks, 1):
                actions.add(f"desk-{name}", f"Ctrl+{number}", partial(window.show_desk, name))
        actions.add("palette", ["/", "Ctrl+K"], window.palette_of_commands.open)
        actions.add("help", "F1", lambda: window.help.open(window.desk.name))
        actions.add("full-screen", "F11", window.toggle_full_screen)
        actions.add("diagnostics", "F12", window.diagnostics.toggle)
        actions.add("sound", "Ctrl+S", partial(self.alerting.ask, window))
        actions.add("mute", "Ctrl+M", self.alerting.mute)
        actions.add("language", "Ctrl+L", self._next_language)
        actions.add("theme", "Ctrl+T", self._other_theme)
        actions.add("wall", "Ctrl+4", self._open_wall)
        actions.add("larger", ["Ctrl++", "Ctrl+="], partial(self._rescale, STEP))
        actions.add("smaller", "Ctrl+-", partial(self._rescale, -STEP))
        actions.add("usual-size", "Ctrl+0", partial(self._rescale, None))
        actions.add("tour", "Shift+F1", window.show_tour)
        actions.add("next-monitor", "Ctrl+Shift+M", lambda: self.monitors.next(window.active()))
        actions.add("quit", "Ctrl+Q", self.finished.emit)

    def _open_wall(self) -> None:
        """The wall view in a window of its own, to be put on another monitor."""
        wall = next((window for window in self.windows if window.objectName() == "wall" and window.isVisible()), None)
        if wall is None:
            self.windows = [window for window in self.windows if window.objectName() != "wall"]
            self._open_window("wall", ("wall",))
        else:
            wall.raise_()
            wall.activateWindow()

    def _rescale(self, by: float | None) -> None:
        """Everything larger or smaller; None for the usual size. The windows are made anew, as they were."""
        wanted = 1.0 if by is None else round(self.theme.scale + by, 2)
        if not LEAST_SCALE <= wanted <= MOST_SCALE:
            for window in self.windows:
                window.notices.say("console-scaled-most")
            return
        if wanted == self.theme.scale:
            return
        self._keep_places()
        was = [(window.objectName(), tuple(desk.name for desk in window.desks), window.desk.name) for window in self.windows]
        old, self.windows, self._unbuilt = self.windows, [], []
        self.meters.stop()
        self.theme.rescale(wanted)
        self.settings.scale = wanted
        for name, desks, shown in was:
            self._open_window(name, desks if name != "main" else DESK_NAMES)
            if shown in [desk.name for desk in self.windows[-1].desks]:
                self.windows[-1].show_desk(shown)
            self.windows[-1].notices.say("console-scaled", percent=str(round(100 * wanted)))
        for window in old:  # after the new ones: the console ends when no window is to be seen
            for desk in window.desks:
                desk.shut()
            window.close()
            QTimer.singleShot(ANSWERS_MS, window, window.deleteLater)
        QTimer.singleShot(0, self._build_next)

    def _keep_places(self) -> None:
        for window in self.windows:
            for desk in window.desks:
                self.layouts.keep(desk)
            self.settings.windows[window.objectName()] = window.geometry_text()
            self.settings.splitters |= {f"{name}@{self.theme.scale:g}": text for name, text in window.splitter_texts().items()}

    def _next_language(self) -> None:
        self.wording.switch(LANGUAGES[(LANGUAGES.index(self.wording.language) + 1) % len(LANGUAGES)])

    def _other_theme(self) -> None:
        self.theme.switch("light" if self.theme.name == "dark" else "dark")

    def _restyle(self) -> None:
        self._app.setPalette(self.theme.palette())
        self._app.setStyleSheet(self.theme.qss())

    def _window_closed(self) -> None:
        if all(not window.isVisible() for window in self.windows):
            self.finished.emit()


def _load_decoder() -> None:
    """FFmpeg's libraries take a tenth of a second to load: before anybody works, not when the first camera is opened."""
    import feeds.streams  # noqa: F401
