"""How each operator has the panels of each desk: restored at the start, kept at the end, kept under names."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from alerts.wording import Wording
from console.app.settings import Layouts, Settings
from console.window import Actions, Desk
from console.window.window import Window
from widgets.dialogs.layouts import LayoutsDialog
from widgets.docks import Docks
from widgets.theme import Theme


class LayoutKeeper(QObject):
    """The layouts of ``operator``: another person at the same seat finds their own."""

    def __init__(self, settings: Settings, operator: str, wording: Wording, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._settings, self._operator, self._wording, self._theme = settings, operator, wording, theme

    def restore(self, desk: Desk) -> None:
        """Put this desk's panels where they were at the end of the last time; nothing where that was never."""
        kept = self._of(desk).now.get(self._scale)
        if kept is not None and desk.docks is not None:
            desk.docks.restore(kept)

    def keep(self, desk: Desk) -> None:
        """Remember how this desk's panels stand."""
        if desk.docks is not None:
            self._of(desk).now[self._scale] = desk.docks.arrangement()

    def add_menu(self, window: Window) -> None:
        """The same for the mouse: a right click on the top bar."""
        window.topbar.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        window.topbar.customContextMenuRequested.connect(partial(self._menu, window))

    def add_actions(self, window: Window, desk: Desk) -> None:
        """The keys of its panels: Alt and a number for each, in the order they were made in."""
        docks = desk.docks
        if docks is None:
            return
        actions: Actions = window.actions_of_window
        for number, panel in enumerate(docks, 1):
            actions.add(f"panel-{panel.name}", f"Alt+{number}", partial(docks.toggle, panel.name), desk.name)
        actions.add("panel", "Ctrl+D", partial(self._toggle_here, window, docks), desk.name)
        actions.add("arrange", "Ctrl+Shift+D", partial(self._arrange, window, docks), desk.name)
        actions.add("layouts", "Ctrl+Shift+L", partial(self.ask, window, desk), desk.name)
        actions.add("layout-default", "Ctrl+Shift+R", partial(self._reset, window, docks), desk.name)

    def ask(self, window: Window, desk: Desk) -> LayoutsDialog:
        """Show what is kept under a name."""
        dialog = LayoutsDialog(sorted(self._of(desk).named), self._wording, self._theme, window.active())
        dialog.chosen.connect(partial(self._put, window, desk))
        dialog.kept.connect(partial(self._name, window, desk))
        dialog.forgotten.connect(lambda name: self._of(desk).named.pop(name, None))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    # -- within

    def _menu(self, window: Window, at: QPoint) -> None:
        menu = QMenu(window)
        for entry in window.actions_of_window:
            if entry.desk == window.desk.name and entry.name.startswith(("panel", "arrange", "layout")):
                menu.addAction(entry.action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(window.topbar.mapToGlobal(at))

    @property
    def _scale(self) -> str:
        """Sizes are pixels: they are of no use where everything is larger."""
        return f"{self._theme.scale:g}"

    def _of(self, desk: Desk) -> Layouts:
        return self._settings.layouts.setdefault(self._operator, {}).setdefault(desk.name, Layouts())

    def _put(self, window: Window, desk: Desk, name: str) -> None:
        assert desk.docks is not None
        if not name:
            self._reset(window, desk.docks)
            return
        done = desk.docks.restore(self._of(desk).named[name])
        window.notices.say("console-layout-put" if done else "console-layout-damaged", name=name)

    def _name(self, window: Window, desk: Desk, name: str) -> None:
        assert desk.docks is not None
        self._of(desk).named[name] = desk.docks.arrangement()
        window.notices.say("console-layout-kept", name=name)

    def _reset(self, window: Window, docks: Docks) -> None:
        docks.reset()
        window.activateWindow()
        window.notices.say("console-layout-default")

    def _toggle_here(self, window: Window, docks: Docks) -> None:
        active = window.active()
        panel = docks.holding(active.focusWidget()) or next((one for one in docks if one is active), None)
        if panel is None:
            window.notices.say("console-no-panel")
        else:
            docks.toggle(panel.name)

    def _arrange(self, window: Window, docks: Docks) -> None:
        docks.show_arranging(not docks.arranging)
        window.notices.say("console-arranging" if docks.arranging else "console-arranged")
