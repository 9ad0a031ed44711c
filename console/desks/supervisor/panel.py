"""The figures beside the log, and the export."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from alerts.picture import FeedHealth
from alerts.wording import Wording
from console.desks.supervisor.figures import Figures
from widgets.figures import BarList, ChainLine, FigureTile, WeekGrid
from widgets.theme import Theme


class FiguresPanel(QWidget):
    """Tiles, the week by the hour, kinds, channels; below them the export with its progress."""

    export = Signal()
    cancel = Signal()

    def __init__(self, wording: Wording, theme: Theme, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording, self._theme = wording, theme
        self._figures: Figures | None = None
        self._feeds: list[FeedHealth] = []
        self.setProperty("ground", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._heads = {name: self._heading() for name in ("figures", "week", "kinds", "channels")}
        self._tiles = {name: FigureTile(theme) for name in ("acknowledge", "arrive", "handle", "false")}
        self._week, self._kinds, self._channels = WeekGrid(wording, theme), BarList(theme, "warn"), BarList(theme)
        self.chain = ChainLine(wording, theme, zone)
        self._open = QLabel()
        self._open.setProperty("role", "muted")
        self._button, self._stop, self._progress = QPushButton(), QPushButton(), QLabel()
        self._button.clicked.connect(self.export)
        self._stop.clicked.connect(self.cancel)
        self._lay_out()
        self.show_progress(None)
        self.retranslate()

    def show_figures(self, figures: Figures) -> None:
        """Figures of what fits the search."""
        self._figures = figures
        self._say()

    def show_feeds(self, feeds: list[FeedHealth]) -> None:
        """How much each channel brought since the hub started."""
        self._feeds = feeds
        self._say_feeds()

    def show_progress(self, rows: int | None) -> None:
        """An export is under way with so many rows written; None: none is."""
        running = rows is not None
        self._button.setVisible(not running)
        self._stop.setVisible(running)
        self._progress.setVisible(running)
        if rows is not None:
            self._progress.setText(self._wording("console-export-progress", rows=f"{rows:,}"))

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        say = self._wording
        for name, head in self._heads.items():
            head.setText(say(f"console-supervisor-{name}"))
        for name, part in (("week", self._week), ("kinds", self._kinds), ("channels", self._channels)):
            part.setAccessibleName(say(f"console-supervisor-{name}"))
        self._button.setText(f"{say('console-supervisor-export')}   E")
        self._button.setAccessibleName(say("console-supervisor-export"))
        self._stop.setText(say("console-export-cancel"))
        self.chain.retranslate()
        self._week.update()
        self._say()
        self._say_feeds()

    def _say(self) -> None:
        say, found = self._wording, self._figures
        nothing = say("console-supervisor-none")
        if found is None:
            for name in self._tiles:
                self._tiles[name].show_figure("–", nothing)
            self._open.setText(say("console-supervisor-no-figures"))
            return
        in_time = "" if found.in_time is None else f"{found.in_time:.0%}"
        for name, spread in (("acknowledge", found.acknowledge), ("arrive", found.arrive), ("handle", found.handle)):
            if spread.count:
                caption = say(f"console-supervisor-{name}", p90=clock(spread.p90), count=spread.count, share=in_time)
                self._tiles[name].show_figure(clock(spread.median), caption, spread.bins)
            else:
                self._tiles[name].show_figure("–", say(f"console-supervisor-{name}-none"))
        share = found.false_share
        false = (
            say("console-supervisor-false", closed=found.closed) if share is not None else say("console-supervisor-false-none")
        )
        self._tiles["false"].show_figure("–" if share is None else f"{share:.1%}", false)
        self._open.setText(say("console-supervisor-open", open=found.open, new=found.unacknowledged))
        self._week.show_week(found.week)
        self._kinds.show_bars([(say(f"kind-{kind}"), count, f"{count:,}") for kind, count in found.kinds])

    def _say_feeds(self) -> None:
        feeds = sorted((feed for feed in self._feeds if feed.total), key=lambda feed: -feed.total)
        say = self._wording
        self._channels.show_bars([(say(f"channel-{feed.channel}"), feed.total, f"{feed.total:,}") for feed in feeds])

    def _heading(self) -> QLabel:
        label = QLabel()
        label.setProperty("role", "heading")
        return label

    def _lay_out(self) -> None:
        px = self._theme.px
        tiles = QGridLayout()
        tiles.setSpacing(px(8))
        for place, tile in enumerate(self._tiles.values()):
            tiles.addWidget(tile, place // 2, place % 2)
        inside = QWidget()
        inside.setProperty("ground", "panel")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(8))
        column.addWidget(self.chain)
        column.addSpacing(px(8))
        column.addWidget(self._heads["figures"])
        column.addLayout(tiles)
        column.addWidget(self._open)
        for name, part in (("week", self._week), ("kinds", self._kinds), ("channels", self._channels)):
            column.addSpacing(px(8))
            column.addWidget(self._heads[name])
            column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(20), px(8), px(20), px(16))
        foot.addWidget(self._progress, 1)
        foot.addWidget(self._stop)
        foot.addWidget(self._button, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area, 1)
        whole.addLayout(foot)


def clock(seconds: float) -> str:
    """A duration as ``mm:ss``, with hours where it takes them."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"
