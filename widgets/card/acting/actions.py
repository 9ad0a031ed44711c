"""The buttons at the bottom of the card, each with its key."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from alerts.wording import Wording
from widgets.card.acting.offers import KEYS, MORE_KEY, Offer
from widgets.theme import Theme
from widgets.themed import wear


class ActionButton(QPushButton):
    """What it does on the left, its key on the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.key = ""

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(150), self._theme.px(40 if self.property("kind") == "primary" else 34))

    def minimumSizeHint(self) -> QSize:
        px, bold = self._theme.px, self.property("kind") == "primary"
        text, key = QFontMetrics(self._theme.font(14, bold=bold)), QFontMetrics(self._theme.font(13, bold=bold))
        return QSize(text.horizontalAdvance(self.text()) + key.horizontalAdvance(self.key) + px(36), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        px, theme = self._theme.px, self._theme
        primary = self.property("kind") == "primary"
        inner = self.rect().adjusted(px(12), 0, -px(12), 0)
        usable = self.isEnabled()
        painter.setFont(theme.font(14, bold=primary))
        painter.setPen(theme.colour("on_primary" if primary and usable else "text" if usable else "edge"))
        room = inner.width() - QFontMetrics(theme.font(13, bold=primary)).horizontalAdvance(self.key) - px(8)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._fitting(room, primary))
        painter.setFont(theme.font(13, bold=primary))
        painter.setPen(theme.colour("on_primary" if primary and usable else "muted" if usable else "edge"))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self.key)
        if self.hasFocus():
            painter.setPen(theme.colour("text" if primary else "accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRect(self.rect()).adjusted(1, 1, -2, -2), px(5), px(5))
        painter.end()

    def _fitting(self, room: int, primary: bool) -> str:
        """The words in so many pixels: what says that it asks something goes first, then the end of the words."""
        metrics, text = QFontMetrics(self._theme.font(14, bold=primary)), self.text()
        if metrics.horizontalAdvance(text) > room:
            text = metrics.elidedText(text.removesuffix("…"), Qt.TextElideMode.ElideRight, room)
        return text


class ActionBar(QWidget):
    """The primary button over the whole width, the others two in a row; a sentence above them where one is needed.

    ``chosen`` carries the action.
    """

    chosen = Signal(str)

    def __init__(self, wording: Wording, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._theme = theme
        self._offers: tuple[Offer, ...] = ()
        self._disabled = ""
        self._waiting = ""
        self._said: object = None
        self.buttons: dict[str, ActionButton] = {}
        """Those that are offered, by action."""
        self._made: dict[tuple[str, bool], ActionButton] = {}
        """All there were, by action and whether it was the primary one: making a button costs more than all it ever says."""
        self._cells: dict[ActionButton, tuple[int, ...]] = {}
        self.say = QLabel(self)
        self.say.setWordWrap(True)
        self.say.hide()
        self.again = QPushButton(self)
        self.again.setProperty("kind", "chip")
        self.again.hide()
        self._entries: dict[str, QAction] = {}
        self.menu = QMenu(self)
        self.more = ActionButton(theme, self)
        self.more.key = MORE_KEY
        self.more.clicked.connect(self.open_more)
        self.more.hide()
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(8))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(16))
        whole.setSpacing(theme.px(8))
        whole.addWidget(self.say)
        whole.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addLayout(self._grid)

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Offer these; a button that is offered again stays the one it was, so that none vanishes under a pointer."""
        if tuple(offers) == self._offers:
            return
        focused = next((action for action, button in self.buttons.items() if button.hasFocus()), "")
        before = self.buttons
        self._offers = tuple(offers)
        shown = [offer for offer in self._offers if not offer.rare]
        self.buttons = {offer.action: self._button(offer) for offer in shown}
        for button in set(before.values()) - set(self.buttons.values()):
            self._grid.removeWidget(button)
            self._cells.pop(button, None)
            button.hide()
        place = 0
        for offer in shown:
            if offer.primary:
                self._put(self.buttons[offer.action], (0, 0, 1, 2))
                place = 2
            else:
                self._put(self.buttons[offer.action], (place // 2, place % 2))
                place += 1
        self._put(self.more, (place // 2, place % 2))
        self.more.setVisible(any(offer.rare for offer in self._offers))
        in_order = [self.more, *self.buttons.values()]
        for one, following in pairwise(in_order):
            QWidget.setTabOrder(one, following)
        self._fill_menu()
        if focused in self.buttons:
            self.buttons[focused].setFocus(Qt.FocusReason.OtherFocusReason)
        self._name()
        for button in self.buttons.values():
            button.show()

    def make_ahead(self) -> bool:
        """Make one button that an incident may need, so that no key waits for it; False where all are made."""
        for offer in (Offer(action, primary) for action in KEYS for primary in (True, False)):
            if (offer.action, offer.primary) not in self._made and not offer.rare:
                button = self._button(offer)
                button.hide()
                button.ensurePolished()
                return True
        return False

    def can(self, action: str) -> bool:
        """Whether this can be done right now."""
        offered = any(offer.action == action for offer in self._offers)
        return offered and not self._disabled and not self._waiting

    def open_more(self) -> None:
        """Open the menu of what is done more rarely."""
        if self.more.isVisible():
            self.menu.popup(self.more.mapToGlobal(self.more.rect().topLeft()) - QPoint(0, self.menu.sizeHint().height()))

    def disable(self, why: str) -> None:
        """Nothing can be done, for this reason; empty: everything can."""
        self._disabled = why
        self._name()

    def wait_for(self, action: str) -> None:
        """This action has been asked for and is not answered yet; empty: none is."""
        self._waiting = action
        self._name()

    def speak(self, text: str, bad: bool = False, again: str = "") -> None:
        """Say one sentence above the buttons, and offer to do something ``again``; empty to say nothing."""
        self.say.setText(text)
        colour = self._theme.colour("bad" if bad else "muted").name()
        wear(self.say, f"color: {colour}; font-size: {self._theme.px(13)}px;")
        self.say.setVisible(bool(text))
        self.again.setText(again)
        self.again.setVisible(bool(again))

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        self._name()

    def _button(self, offer: Offer) -> ActionButton:
        button = self._made.get((offer.action, offer.primary))
        if button is None:
            button = self._made[offer.action, offer.primary] = ActionButton(self._theme, self)
            button.key = offer.key
            button.clicked.connect(lambda _checked=False, action=offer.action: self.chosen.emit(action))
            button.setAccessibleName(self._wording("card-button", text=self._wording(_text(offer)), key=offer.key))
            if offer.primary:
                button.setProperty("kind", "primary")
        return button

    def _put(self, button: ActionButton, cell: tuple[int, ...]) -> None:
        if self._cells.get(button) != cell:
            self._grid.removeWidget(button)
            self._grid.addWidget(button, *cell)
            self._cells[button] = cell

    def _fill_menu(self) -> None:
        self.menu.clear()
        self._entries = {}
        for offer in self._offers:
            if offer.rare:
                entry = self.menu.addAction("")
                entry.triggered.connect(lambda _checked=False, action=offer.action: self.chosen.emit(action))
                self._entries[offer.action] = entry

    def _name(self) -> None:
        said = (self._offers, self._disabled, self._waiting, self._wording.language)
        if said == self._said:
            return
        self._said = said
        self.more.setText(f"{self._wording('card-more')}…")
        self.more.setAccessibleName(self._wording("card-button", text=self._wording("card-more"), key=self.more.key))
        for offer in self._offers:
            text = self._wording(_text(offer))
            if offer.rare:
                self._entries[offer.action].setText(f"{text}{'…' if offer.asks else ''}\t{offer.key}")
                self._entries[offer.action].setEnabled(self.can(offer.action))
                continue
            button = self.buttons[offer.action]
            if self._waiting == offer.action:
                text = self._wording("card-waiting")
            name = self._wording("card-button", text=text, key=offer.key)
            text += "…" if offer.asks and self._waiting != offer.action else ""
            if text != button.text():
                button.setText(text)
                button.updateGeometry()
            button.setAccessibleName(name)
            button.setEnabled(not self._disabled and not self._waiting)
            button.setToolTip(self._disabled)


def _text(offer: Offer) -> str:
    return f"card-do-{offer.action.replace('_', '-')}"
