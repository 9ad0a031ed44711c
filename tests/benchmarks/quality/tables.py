"""The figures as tables for a terminal."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from tests.benchmarks.quality.calibration import Decile
from tests.benchmarks.quality.runs import ENGINE, Result
from tests.benchmarks.quality.scores import Delay, Extent, KindLine, Line, Load
from tests.benchmarks.quality.targets import Checked

HEADS = ("P", "R", "F1")
AGREEMENT = (
    "pair and B3: pairwise and B-cubed precision, recall, F1 on the first report of each source, mean of the seeds; "
    "worst: pair F1 of the worst seed; calls: pairwise, calls alone; all: with later stages of calls and cameras' "
    "repetitions, which are easier"
)


def agreement_table(title: str, rows: Sequence[tuple[str, Line]]) -> Table:
    """Conditions or parts, and methods in each."""
    table = Table(title=title, title_justify="left", caption=AGREEMENT, caption_justify="left")
    table.add_column("condition")
    table.add_column("method")
    pair, b3 = [f"pair {h}" for h in HEADS], [f"B3 {h}" for h in HEADS]
    for head in (*pair, "worst", *b3, "calls F1", "all F1", "all B3", "seeds", "reports"):
        table.add_column(head, justify="right")
    last = ""
    for name, row in rows:
        if name != last and last:
            table.add_section()
        a = row.first
        pairs = (a.pair_precision, a.pair_recall, a.pair_f1, row.worst, a.b3_precision, a.b3_recall, a.b3_f1)
        cells = (*pairs, row.calls.pair_f1, row.every.pair_f1, row.every.b3_f1)
        texts = (*(_part(cell) for cell in cells), str(row.seeds), f"{row.reports:,}")
        table.add_row(name if name != last else "", row.method, *texts, style="bold" if row.method == ENGINE else None)
        last = name
    return table


def raised_table(rows: Sequence[tuple[str, list[Delay], Load]]) -> Table:
    """Delays and loads by condition."""
    table = Table(title="Raising what must be raised, and nothing else", title_justify="left", caption=(
        "delays: median / nine of ten; report: the incident's sources that had spoken by then; false P1: per 10,000 reports; "
        "alarms: of priority 1, 2, 3 an hour for each of ten operators, outside scripted incidents (ISA-18.2: 6 in all are "
        "well borne, 12 at most); busiest: an operator's busiest ten minutes, scripted incidents too (2; more than 10 is a "
        "flood); links: of 'may be the same one', share that are"
    ), caption_justify="left")  # fmt: skip
    table.add_column("condition")
    raised = ("at report", "after s")
    burden = ("P1 in all", "false P1", "alarms 1", "2", "3", "busiest", "links", "reports/incident", "first/incident")
    for head in ("incidents", "alarm", *raised, "P1", *raised, *burden):
        table.add_column(head, justify="right")
    for name, (alarm, critical), load in rows:
        table.add_row(
            name, str(alarm.asked), *_delay(alarm), *_delay(critical), str(load.criticals), f"{load.false_critical:.2f}",
            *(f"{value:.2f}" for value in load.alarms), f"{load.busiest:.1f}", _percent(load.doubled),
            f"{load.reports_an_incident:.2f}", f"{load.first_an_incident:.2f}",
        )  # fmt: skip
    return table


def kind_table(title: str, rows: Sequence[KindLine]) -> Table:
    """Scripted kinds."""
    table = Table(
        title=title, title_justify="left", caption="pieces: incidents a true one is spread over, mean", caption_justify="left"
    )
    table.add_column("scripted kind")
    for head in (
        "n",
        "reports",
        *(f"pair {h}" for h in HEADS),
        "B3 F1",
        "all F1",
        "pieces",
        "alarm",
        "at report",
        "after s",
        "P1",
        "at report",
        "after s",
    ):
        table.add_column(head, justify="right")
    for row in rows:
        a = row.first
        table.add_row(
            row.kind, str(row.incidents), str(row.reports), _part(a.pair_precision), _part(a.pair_recall), _part(a.pair_f1),
            _part(a.b3_f1), _part(row.every.pair_f1), f"{row.groups:.1f}", *_delay(row.delays[0]), *_delay(row.delays[1]),
        )  # fmt: skip
    return table


def extent_table(title: str, rows: Sequence[Extent]) -> Table:
    """Sizes beside limits."""
    table = Table(
        title=title,
        title_justify="left",
        caption="width: of the report farthest from the incident's centre",
        caption_justify="left",
    )
    for head in ("kind", "incidents of 2 and more", "widest m", "limit", "longest s", "limit", "too wide", "too long"):
        table.add_column(head, justify="left" if head == "kind" else "right")
    for row in rows:
        over = "red" if row.too_wide or row.too_long else None
        sizes = (row.widest_m, row.reach_m, row.longest_s, row.life_s)
        table.add_row(
            row.kind, str(row.incidents), *(f"{size:.0f}" for size in sizes), str(row.too_wide), str(row.too_long), style=over
        )
    return table


def calibration_table(title: str, rows: Sequence[Decile], errors: tuple[float, float]) -> Table:
    """The probability of a major incident beside what became of it."""
    caption = f"Brier score {errors[0]:.4f}; {errors[1]:.4f} if everything were given the mean"
    table = Table(title=title, title_justify="left", caption=caption, caption_justify="left")
    for head in ("given", "times", "mean given", "came true"):
        table.add_column(head, justify="right")
    for row in rows:
        cells = [_part(row.given), _part(row.true)] if row.count else ["-", "-"]
        table.add_row(f"{row.low:.1f} to {row.low + 0.1:.1f}", str(row.count), *cells)
    return table


def target_table(rows: Sequence[Checked]) -> Table:
    """What was aimed at, misses first."""
    missed = sum(row.missed for row in rows)
    table = Table(title=f"Targets: {len(rows) - missed} met, {missed} missed", title_justify="left")
    for head in ("", "condition", "figure", "is", "should be"):
        table.add_column(head, justify="right" if head in ("is", "should be") else "left")
    for row in sorted(rows, key=lambda row: not row.missed):
        bound = f"{'at most' if row.at_most else 'at least'} {row.target:g}"
        table.add_row(
            "MISSED" if row.missed else "met", row.condition, row.figure, "-" if math.isnan(row.value) else f"{row.value:.3g}",
            bound, style="red" if row.missed else None,
        )  # fmt: skip
    return table


def all_tables(
    windows: Sequence[Result], parts: Sequence[tuple[str, Line]], targets: Sequence[Checked], *, brief: bool
) -> list[Table]:
    """Everything; ``brief`` leaves out scripted kinds and sizes but of the first window."""
    shown = [agreement_table("Agreement with the truth", [(one.name, row) for one in windows for row in one.lines])]
    shown.append(raised_table([(one.name, one.delays, one.load) for one in windows]))
    if parts:
        shown.append(agreement_table("The engine without ... (ordinary day)", parts))
    detailed = [one for one in (windows[:1] if brief else windows) if one.kinds]
    shown += [kind_table(f"Scripted kinds: {one.name}", one.kinds) for one in detailed]
    shown += [extent_table(f"Sizes and limits: {one.name}", one.sizes) for one in windows[:1]]
    shown += [
        calibration_table(f"Called so likely to become major: {one.name}", one.tenths, one.brier)
        for one in (windows[:1] if brief else windows)
    ]
    return [*shown, target_table(targets)]


def show(tables: Sequence[Table]) -> None:
    """To the terminal, or as wide as needed into a file."""
    console = Console(width=None if Console().is_terminal else 190)
    for table in tables:
        console.print(table)
        console.print()


def _delay(delay: Delay) -> tuple[str, str, str]:
    return f"{_percent(delay.share)}", _two(delay.reports), _two(delay.seconds)


def _two(values: tuple[float, float]) -> str:
    return "-" if math.isnan(values[0]) else f"{values[0]:.0f} / {values[1]:.0f}"


def _percent(value: float) -> str:
    return "-" if math.isnan(value) else f"{100.0 * value:.0f} %"


def _part(value: float) -> str:
    return f"{value:.3f}"
