"""What the forms of all services share: who gets it, whether they are there, the fields, and how it is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Final

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from alerts.commands import Answer
from alerts.outward.forms import Form, Service
from alerts.outward.lacking import lacking
from alerts.wording import Wording
from widgets.dialogs.sending import SendingDialog
from widgets.outward.fields import ChoiceField, Field, PlainLabel
from widgets.outward.scene import Scene, counterpart_name
from widgets.theme import Theme

TO: Final = "counterpart"

GROUNDS: Final = ("purpose", "basis")
"""Why something leaves the house: said together with whatever else is lacking."""


class OutwardDialog(SendingDialog):
    """Ctrl+Enter sends, Esc leaves; what was written is kept for the next time, until it is sent.

    ``wanted`` carries counterpart and form. The dialog waits then: :meth:`answered` closes it or says what is wrong, at the
    field where it can. While the hub is away nothing can be sent, and nothing is lost.
    """

    service: ClassVar[Service]
    width_px: ClassVar[int] = 560
    needed: ClassVar[tuple[str, ...]] = ()
    """Fields that may not be empty, where the form's own rules cannot be asked because another one is."""
    asked_at: ClassVar[dict[str, str]] = {}
    """What a form lacks -> the field that gives it, where that has another name."""
    wanted = Signal(str, object)

    def __init__(
        self, scene: Scene, subject: str, wording: Wording, theme: Theme, parent: QWidget | None, draft: dict[str, Any] | None
    ) -> None:
        super().__init__(parent)
        self._scene, self._wording, self._theme = scene, wording, theme
        self.fields: dict[str, Field] = {}
        self._stale = self._waiting = False
        self._problem = ""
        self.setModal(True)
        self.setWindowTitle(wording(f"outward-{self.tag}-title"))
        self.setProperty("ground", "panel")
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.px(12))
        self._frame(subject)
        self._to()
        self.build()
        self.fresh = self.draft()
        """What stood there before anybody wrote in it."""
        for name, value in (draft or {}).items():
            if name in self.fields:
                self.fields[name].set_value(value)
        self._show()

    @property
    def tag(self) -> str:
        """The service's name in the texts."""
        return self.service.replace("_", "-")

    # -- what each service has of its own

    def build(self) -> None:
        """Add the fields."""
        raise NotImplementedError

    def form(self) -> dict[str, Any]:
        """The form's values as they stand; what the fields' own names and values do not say by themselves."""
        raise NotImplementedError

    # -- for them

    def add(self, *fields: Field) -> None:
        """Put a field in, or several side by side."""
        if len(fields) == 1:
            self._column.addWidget(fields[0])
        else:
            row = QHBoxLayout()
            row.setSpacing(self._theme.px(12))
            for field in fields:
                row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            self._column.addLayout(row)
        for field in fields:
            if isinstance(field, ChoiceField) and field.box is not None:
                field.box.setPlaceholderText(self._wording("outward-choose-one"))
            self.fields[field.name] = field
            field.changed.connect(self._changed)

    def note(self, text: str) -> None:
        """A quiet sentence among the fields."""
        self._column.addWidget(PlainLabel(text))

    def label(self, name: str) -> str:
        """The label of the field with this name."""
        return self._wording(f"outward-field-{name.replace('_', '-')}")

    def value(self, name: str) -> Any:
        """What stands in a field."""
        return self.fields[name].value()

    # -- how it goes

    def draft(self) -> dict[str, Any]:
        """What was written, to be shown again."""
        return {name: field.value() for name, field in self.fields.items()}

    def submit(self) -> None:
        """Send, or say at the fields what is missing."""
        if self._stale or self._waiting:
            return
        if not self.value(TO):
            self._lacks([TO])
            return
        form, missing = self._filled()
        if form is None or missing:
            self._lacks(missing)
            return
        self._problem = ""
        self._waiting = True
        self._show()
        self.wanted.emit(self.value(TO), form)

    def _filled(self) -> tuple[Form | None, list[str]]:
        """The form as it stands, None where a value cannot be one of its field; and the fields that are lacking."""
        offered = self._scene.directory.service(self.service)
        try:
            form: Form = msgspec.convert({"service": self.service, **self.form()}, Form, dec_hook=_as_it_is)
        except msgspec.ValidationError as error:
            empty = [name for name in (*GROUNDS, *self.needed) if name in self.fields and not self.value(name)]
            return None, self._in_order([_field_of(str(error)), *empty])
        return form, self._in_order(lacking(form, offered)) if offered is not None else []

    def _in_order(self, names: list[str]) -> list[str]:
        """As they stand on the screen; what has no field of its own comes last."""
        asked = {self.asked_at.get(name, name) for name in names}
        return [*(name for name in self.fields if name in asked), *sorted(asked - self.fields.keys())]

    def answered(self, answer: Answer, sentence: str) -> None:
        """The hub has taken it (the dialog closes), or not: ``sentence`` says why."""
        self._waiting = False
        if answer.ok:
            self.accept()
            return
        self._show()
        if answer.error == "bad_argument" and answer.detail in self.fields:
            self._lacks([answer.detail])
        else:
            self._problem = sentence
            self._show()

    def failed(self, sentence: str) -> None:
        """It could not even be sent."""
        self._waiting = False
        self._problem = sentence
        self._show()

    def set_stale(self, stale: bool) -> None:
        """The hub is away, or back."""
        if stale != self._stale:
            self._stale = stale
            self._show()

    # -- within

    def _frame(self, subject: str) -> None:
        wording, px = self._wording, self._theme.px
        heading = QLabel(wording(f"outward-{self.tag}-title"))
        heading.setProperty("role", "title")
        inside = QWidget()
        inside.setProperty("ground", "panel")
        inside.setLayout(self._column)
        self._column.setContentsMargins(0, 0, px(8), 0)
        self.area = QScrollArea()
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(wording(f"outward-{self.tag}-title"))
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.send = QPushButton()
        self.send.setProperty("kind", "primary")
        self.leave = QPushButton(f"{wording('dialog-cancel')}   Esc")
        self.leave.setAccessibleName(wording("dialog-cancel"))
        for button in (self.send, self.leave):
            button.setAutoDefault(False)
        self.send.clicked.connect(self.submit)
        self.leave.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.send)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(24), px(20), px(16), px(20))
        whole.setSpacing(px(12))
        whole.addWidget(heading)
        whole.addWidget(PlainLabel(subject))
        whole.addWidget(self.area, 1)
        whole.addWidget(self.state)
        whole.addLayout(buttons)
        self.setFixedWidth(px(self.width_px))

    def showEvent(self, event: Any) -> None:
        """Whoever opens it can write at once; Ctrl+Enter works in every field."""
        super().showEvent(event)
        self._fit()
        for child in self.findChildren(QWidget):
            self.send_from(child)
        missing = set(self._filled()[1])  # what is left to be chosen comes before what may be written
        first = next((field for name, field in self.fields.items() if name in missing), None)
        (first or self.fields.get("text") or next(iter(self.fields.values()))).setFocus(Qt.FocusReason.OtherFocusReason)

    def refit(self) -> None:
        """A field takes more room, or less, than it did."""
        if self.isVisible():
            self._column.activate()
            self._fit()

    def _fit(self) -> None:
        """As high as its fields need, as far as the window is."""
        window = self.parentWidget()
        most = (window.window().height() if window is not None else 900) - self._theme.px(260)
        wanted = self._column.heightForWidth(self.width() - self._theme.px(56))
        if wanted <= 0:
            wanted = self._column.sizeHint().height()
        self.area.setMinimumHeight(min(wanted + self._theme.px(4), max(most, self._theme.px(240))))
        whole = self.layout()
        assert whole is not None
        whole.activate()
        # not adjustSize, which stops at two thirds of the screen and lets the sentence above the buttons cover the fields
        self.resize(self.width(), max(whole.totalHeightForWidth(self.width()), whole.totalMinimumSize().height()))

    def _to(self) -> None:
        directory = self._scene.directory
        takers = directory.takers(self.service)
        choices = [(one.id, counterpart_name(directory, one.id, self._wording)) for one in takers]
        field = ChoiceField(TO, self.label(TO), self._theme, choices, self.usual(tuple(one.id for one in takers)))
        self.add(field)

    def usual(self, takers: tuple[str, ...]) -> str:
        """Who of these usually gets such a thing from such an incident; empty where that is not known."""
        return takers[0] if takers else ""

    def _changed(self) -> None:
        self._problem = ""
        self._show()

    def _lacks(self, names: list[str]) -> None:
        """Say at each field what is missing; the first one gets the focus."""
        first: Field | None = None
        for name in names:
            field = self.fields.get(name)
            if field is None:
                self._problem = self._wording("outward-bad-value", name=name)
                continue
            known = f"outward-lacks-{name.replace('_', '-')}"
            field.say_missing(self._wording(known if self._wording.has(known) else "outward-lacks"))
            first = first or field
        self._show()
        self._fit()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(first)

    def _show(self) -> None:
        """The state of things in one sentence, and whether it can be sent."""
        wording = self._wording
        to = self.value(TO) if TO in self.fields else ""
        text, tone = "", "muted"
        if self._stale:
            text, tone = wording("outward-hub-away-waiting" if self._waiting else "outward-hub-away"), "warn"
        elif self._problem:
            text, tone = self._problem, "bad"
        elif to and not self._scene.connected(to):
            name = counterpart_name(self._scene.directory, to, wording)
            text, tone = wording("outward-not-connected", name=name), "warn"
        fits = text == self.state.text()
        self.state.setText(text)
        self.state.setVisible(bool(text))
        self.state.setStyleSheet(f"color: {self._theme.colour(tone).name()}; font-size: {self._theme.px(13)}px;")
        verb = wording("card-waiting") if self._waiting else wording(f"outward-{self.tag}-send")
        self.send.setText(verb if self._waiting else f"{verb}   Ctrl+Enter")
        self.send.setAccessibleName(verb)
        self.send.setEnabled(not self._stale and not self._waiting)
        if not fits:
            self.refit()


Maker = Callable[..., OutwardDialog]


def _as_it_is(_kind: type, value: Any) -> Any:
    return value


def _field_of(said: str) -> str:
    """The name of the field that a message of msgspec's speaks of."""
    _, separator, path = said.rpartition(" - at `$.")
    return path.rstrip("`").partition(".")[0].partition("[")[0] if separator else ""
