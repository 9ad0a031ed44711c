"""The diagnostics panel (F12): the figures of the report, live, and how each source does."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from alerts.picture import SourceHealth
from alerts.wording import Wording
from console.bridge import Bridge
from console.diagnostics.meters import Meters
from console.diagnostics.report import Report
from widgets.theme import Theme

REFRESH_MS: Final = 500
TIMED: Final = ("loop_gap_ms", "frame_ms", "event_to_screen_ms", "critical_to_screen_ms", "key_to_paint_ms")
COUNTED: Final = ("seconds", "events", "rejected", "lost", "incidents", "startup_ms", "rss_mb")
SOURCES_SHOWN: Final = 10


class DiagnosticsPanel(QFrame):
    """Lies over the lower right corner of its window; reads the meters twice a second while it is shown."""

    def __init__(self, bridge: Bridge, meters: Meters, wording: Wording, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge, self._meters, self._wording, self._theme = bridge, meters, wording, theme
        self._window = parent
        self.setProperty("ground", "raised")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.px(520))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(2))
        self._title = self._label("title")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        layout.addWidget(self._title)
        layout.addLayout(self._grid)
        self._names: dict[str, QLabel] = {}
        self._figures: dict[tuple[str, str], QLabel] = {}
        self._heads = [self._label("muted", right=True) for _ in range(3)]
        for column, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, column + 1)
        for row, name in enumerate(TIMED + COUNTED, start=1):
            self._names[name] = self._label("muted")
            self._grid.addWidget(self._names[name], row, 0)
            for column, part in enumerate(("p50", "p99", "max") if name in TIMED else ("value",)):
                figure = self._figures[name, part] = self._label("", right=True)
                self._grid.addWidget(figure, row, column + 1)
        self._sources_head = self._label("heading")
        self._sources = self._label("mono")
        layout.addWidget(self._sources_head)
        layout.addWidget(self._sources)
        self._timer = QTimer(self)
        self._timer.setObjectName("diagnostics")
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        self.retranslate()
        self.hide()

    def toggle(self) -> None:
        """Show it, or hide it."""
        if self.isVisible():
            self._timer.stop()
            self.hide()
        else:
            self.refresh()
            self._timer.start()
            self.show()
            self.raise_()

    def use(self, bridge: Bridge) -> None:
        """Speak of this bridge from now on."""
        self._bridge = bridge

    def retranslate(self) -> None:
        """Say every name in the language of the moment."""
        self.setAccessibleName(self._wording("diagnostics-title"))
        self._title.setText(self._wording("diagnostics-title"))
        self._sources_head.setText(self._wording("diagnostics-sources"))
        for head, part in zip(self._heads, ("p50", "p99", "max"), strict=True):
            head.setText(self._wording(f"diagnostics-{part}"))
        for name, label in self._names.items():
            label.setText(self._wording(f"diagnostics-{name.replace('_', '-')}"))
        self.refresh()

    def refresh(self) -> None:
        """Read the meters."""
        report = Report.of(self._bridge.picture, self._meters)
        for (name, part), label in self._figures.items():
            value = getattr(report, name)
            if part != "value":
                label.setText(f"{value[part]:.1f}")
            else:
                label.setText(f"{value:,}" if isinstance(value, int) else f"{value:,.1f}")
        self._sources.setText("\n".join(self._lines()))
        self.place()

    def place(self) -> None:
        """Stand in the lower right corner of the window."""
        window = self._window
        self.adjustSize()
        gap = self._theme.px(16)
        self.move(window.width() - self.width() - gap, window.height() - self.height() - gap)

    def _lines(self) -> list[str]:
        sources = sorted(self._bridge.picture.sources.values(), key=_trouble_first)
        if not sources:
            return [self._wording("diagnostics-no-source")]
        return [
            self._wording(
                "diagnostics-source", source=item.source, rate=f"{item.rate:,.0f}", gaps=item.gaps,
                backfilled=item.backfilled, lost=item.lost, rejected=item.rejected,
            )
            for item in sources[:SOURCES_SHOWN]
        ]  # fmt: skip

    def _label(self, role: str, right: bool = False) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            label.setProperty("role", role)
        else:
            label.setFont(self._theme.font(13, tabular=True))
        if right:
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
        return label


def _trouble_first(source: SourceHealth) -> tuple[int, int, float, str]:
    return (-source.lost, -source.rejected, -source.rate, source.source)
