"""The wall: up to nine tiles of cameras near one incident, worked by keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QStackedLayout, QVBoxLayout, QWidget

from alerts.cameras.footage import FootageStatus
from alerts.wording import Wording
from widgets.queue.empty import EmptyState
from widgets.theme import Theme
from widgets.themed import ThemedWidget
from widgets.wall.asking import PurposePanel
from widgets.wall.entry import Choice, Entry
from widgets.wall.head import WallHead
from widgets.wall.tile import Tile

if TYPE_CHECKING:
    from numpy.typing import NDArray

LAYOUTS: Final = (1, 4, 9)
_Key = Qt.Key
_ARROWS: Final = {_Key.Key_Left: (-1, 0), _Key.Key_Right: (1, 0), _Key.Key_Up: (0, -1), _Key.Key_Down: (0, 1)}


class CameraWall(ThemedWidget):
    """The desk's mediator calls :meth:`ask`, then :meth:`show_cameras`, and gives states and pictures tile by tile.

    ``purpose_chosen`` carries a purpose's id; ``page_changed`` that other cameras stand on the tiles now (:attr:`shown`);
    ``snapshot_asked``, ``again_asked`` and ``before_asked`` a tile's index; ``tile_resized`` likewise; ``closed`` that the
    operator is done.
    """

    purpose_chosen = Signal(str)
    page_changed = Signal()
    snapshot_asked = Signal(int)
    again_asked = Signal(int)
    before_asked = Signal(int)
    tile_resized = Signal(int)
    closed = Signal()

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._wording = wording
        self._entries: tuple[Entry, ...] = ()
        self._page = 0
        self.layout_count = 4
        self._large = -1
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head = WallHead(wording, theme, self)
        self.panel = PurposePanel(wording, theme)
        self._board = QWidget(self)
        self.tiles = [Tile(number, wording, theme, self._board) for number in range(1, max(LAYOUTS) + 1)]
        self._grid = QGridLayout(self._board)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(4))
        self._none = QWidget(self)  # without a parent the stack would show it as a window of its own
        self._none.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._said: tuple[str, dict[str, str]] = "", {}
        self.empty = EmptyState(theme, self._none)
        self._stack = QStackedLayout()
        for page in (self._none, self.panel, self._board):
            self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addLayout(self._stack, 1)
        self.panel.chosen.connect(self.purpose_chosen)
        for index, tile in enumerate(self.tiles):
            tile.resized.connect(lambda index=index: self.tile_resized.emit(index))
            tile.opened.connect(lambda index=index: self.enlarge(index))
        self.head.layout_wanted.connect(self.set_layout)
        self.head.snapshot.clicked.connect(lambda: self._of_chosen(self.snapshot_asked.emit))
        self.head.before.clicked.connect(lambda: self._of_chosen(self.before_asked.emit))
        self.head.leave.clicked.connect(self.closed)
        self._arrange()
        self.retranslate()

    # -- what the mediator tells it

    @property
    def shown(self) -> list[Entry]:
        """The cameras that stand on the tiles, in their order."""
        first = self._page * self.layout_count
        return list(self._entries[first : first + self.layout_count])

    def ask(self, title: str, choices: Sequence[Choice], entries: Sequence[Entry]) -> None:
        """Ask what the footage of the incident with this title is looked at for."""
        self._entries, self._page, self._large = tuple(entries), 0, -1
        for tile in self.tiles:
            tile.show_entry(None)
        self.head.show_title(title, "")
        self.head.set_working(False)
        if entries:
            self.panel.ask(choices, entries)
            self._stack.setCurrentWidget(self.panel)
            self.panel.take_focus()
        else:
            self.say("wall-none")

    def say(self, text: str, **values: str) -> None:
        """One sentence in place of pictures."""
        self._stack.setCurrentWidget(self._none)
        self._said = text, values
        self._repeat()
        self._none.setFocus(Qt.FocusReason.OtherFocusReason)

    def rest(self) -> None:
        """Nothing is looked at: in a window of its own it says how to begin."""
        self._entries = ()
        self.head.show_title("", "")
        self.head.set_working(False)
        self._stack.setCurrentWidget(self._none)
        self._said = "wall-rest", {}
        self._repeat()

    def show_cameras(self, purpose: str) -> None:
        """The look is recorded (``purpose`` says how, in words): tiles in place of the question."""
        self.head.show_purpose(purpose)
        self.head.set_working(True)
        self._stack.setCurrentWidget(self._board)
        self._place()
        self.tiles[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """The keys go to the wall again."""
        if self._stack.currentWidget() is self.panel:
            self.panel.take_focus()
        elif self._stack.currentWidget() is self._board:
            self.tiles[self.chosen].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._none.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_status(self, index: int, status: FootageStatus) -> None:
        """How the camera on this tile is doing."""
        self.tiles[index].show_status(status)

    def show_picture(self, index: int, pixels: NDArray[np.uint8]) -> None:
        """Its newest picture."""
        self.tiles[index].show_picture(pixels)

    def show_recorded(self, index: int, recorded: bool) -> None:
        """The tile shows what was recorded before the incident, or again what is there now."""
        tile = self.tiles[index]
        tile.show_entry(tile.entry, recorded)

    def room(self, index: int) -> QSize:
        """The pixels for a picture on this tile."""
        return self.tiles[index].room

    @property
    def chosen(self) -> int:
        """The index of the tile that has the focus, the first one where none has."""
        if self._large >= 0:
            return self._large
        return next((index for index, tile in enumerate(self.tiles) if tile.hasFocus()), 0)

    def set_layout(self, count: int) -> None:
        """One, four or nine tiles; the camera chosen stays on the page."""
        if count not in LAYOUTS or (count == self.layout_count and self._large < 0):
            return
        chosen = self._page * self.layout_count + self.chosen
        same = count == self.layout_count
        self.layout_count, self._large = count, -1
        self._page = chosen // count
        self._arrange()
        if not same and self._stack.currentWidget() is self._board:
            self._place()
            self.page_changed.emit()
        if self._stack.currentWidget() is self._board:
            self.tiles[chosen % count].setFocus(Qt.FocusReason.OtherFocusReason)

    def turn(self, step: int) -> None:
        """The next cameras, or the ones before."""
        pages = max(1, -(-len(self._entries) // self.layout_count))
        page = min(max(self._page + step, 0), pages - 1)
        if page != self._page:
            self._page = page
            self._place()
            self.page_changed.emit()

    def enlarge(self, index: int) -> None:
        """This tile over the whole wall, or all of them again; nothing is opened or closed for it."""
        if self.tiles[index].entry is None:
            return
        self._large = -1 if self._large >= 0 else index
        self._arrange()
        self.tiles[index].setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self.setAccessibleName(self._wording("wall-name"))
        self.head.retranslate()
        self.panel.retranslate()
        for tile in self.tiles:
            tile.retranslate()
        if self._said[0] and self._stack.currentWidget() is self._none:
            self._repeat()

    def restyle(self) -> None:
        """Take colours and sizes from the theme anew."""
        self.head.restyle()
        self.update()

    # -- keys

    def event(self, event: QEvent) -> bool:
        """The wall's keys are its own while it has the focus, although the desk has other uses for some of them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._work(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        work = self._work(event)
        if work is None:
            super().keyPressEvent(event)
        else:
            work()

    def _work(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What a key does here, None where it is not the wall's."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        key = _Key(event.key())
        if key == _Key.Key_Escape:
            return (lambda: self.enlarge(self._large)) if self._large >= 0 else self.closed.emit
        if self._stack.currentWidget() is self.panel:
            return self._answer(key)
        return self._act(key) if self._stack.currentWidget() is self._board else None

    def _answer(self, key: Qt.Key) -> Callable[[], object] | None:
        if _Key.Key_1 <= key <= _Key.Key_9:
            return lambda: self.panel.press(key - _Key.Key_0)
        if key in (_Key.Key_Up, _Key.Key_Down):
            return lambda: self.panel.step(-1 if key == _Key.Key_Up else 1)
        return self.panel.press_focused if key in (_Key.Key_Return, _Key.Key_Enter) else None

    def _act(self, key: Qt.Key) -> Callable[[], object] | None:
        if key in _ARROWS:
            return lambda: self._go(*_ARROWS[key])
        if key in (_Key.Key_1, _Key.Key_4, _Key.Key_9):
            return lambda: self.set_layout(key - _Key.Key_0)
        chosen = self.chosen
        works: dict[Qt.Key, Callable[[], object]] = {
            _Key.Key_Return: lambda: self.enlarge(chosen), _Key.Key_Enter: lambda: self.enlarge(chosen),
            _Key.Key_S: lambda: self._of_chosen(self.snapshot_asked.emit),
            _Key.Key_B: lambda: self._of_chosen(self.before_asked.emit),
            _Key.Key_Space: lambda: self._of_chosen(self.again_asked.emit),
            _Key.Key_PageDown: lambda: self.turn(1), _Key.Key_PageUp: lambda: self.turn(-1),
        }  # fmt: skip
        return works.get(key)

    # -- inside

    def _repeat(self) -> None:
        text, values = self._said
        self.empty.say(self._wording(text, **values))
        self._none.setAccessibleName(self._wording(text, **values))

    def _of_chosen(self, do: Callable[[int], object]) -> None:
        if self._stack.currentWidget() is self._board and self.tiles[self.chosen].entry is not None:
            do(self.chosen)

    def _go(self, right: int, down: int) -> None:
        """The focus to the tile beside; past the last one, to the next cameras."""
        if self._large >= 0:
            return
        side = round(self.layout_count**0.5)
        row, column = divmod(self.chosen, side)
        row, column = row + down, column + right
        if 0 <= row < side and 0 <= column < side:
            self.tiles[row * side + column].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.turn(right + down)

    def _place(self) -> None:
        """Put the page's cameras on the tiles."""
        shown = self.shown
        for index, tile in enumerate(self.tiles):
            tile.show_entry(shown[index] if index < len(shown) else None)
        pages = max(1, -(-len(self._entries) // self.layout_count))
        self.head.show_page(self._page + 1, pages, self.layout_count)

    def _arrange(self) -> None:
        side = round(self.layout_count**0.5)
        for index, tile in enumerate(self.tiles):
            self._grid.removeWidget(tile)
            visible = index < self.layout_count and self._large in (-1, index)
            if visible:
                row, column = (0, 0) if self._large >= 0 else divmod(index, side)
                self._grid.addWidget(tile, row, column)
            tile.setVisible(visible)
        for place in range(3):
            used = 1 if place < (1 if self._large >= 0 else side) else 0
            self._grid.setRowStretch(place, used)
            self._grid.setColumnStretch(place, used)
        pages = max(1, -(-len(self._entries) // self.layout_count))
        self.head.show_page(self._page + 1, pages, self.layout_count)
