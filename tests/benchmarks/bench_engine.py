"""The engine: a step by how much is open, beside only parsing and beside clustering again; memory; saving.

Run with ``uv run python -m tests.benchmarks engine``; ``uv run --group bench ...`` adds DBSCAN. From the environment:
HOURS of the city to correlate (1; six are about a million events), PARTS to run (``hours steps parsing dbscan memory hub``).
Costs are processor time, ratios are of one run. ``hours`` comes first: memory once taken is rarely given back.
"""

from __future__ import annotations

import gc
import os
import tempfile
from pathlib import Path

from alerts.rules import load_rules
from tests.benchmarks.engine import full, holding, hub, others

HOURS = float(os.environ.get("HOURS", "1"))
PARTS = os.environ.get("PARTS", "hours steps parsing dbscan memory hub").split()
SIZES = ((1_000, 2, 12), (10_000, 20, 5), (100_000, 40, 2))
"""Open incidents, batches, repeats: the batches are few enough to leave their number about as it was."""


def main() -> None:
    """Run the parts asked for."""
    gc.set_threshold(200_000, 50, 100)
    parts = {
        "steps": _steps, "dbscan": _dbscan, "parsing": _parsing, "memory": _memory, "hours": _hours, "hub": hub.main,
    }  # fmt: skip
    for name in PARTS:
        parts[name]()


def _steps() -> None:
    rules = load_rules(None)
    bare = full.cost_of_reading(10_000, 5)
    print(f"{'Engine.step, batches of 256':<44}{'us a report':>12}{'reports/s':>12}{'of 1,000':>10}{'of bare':>10}")
    print(f"{'bare limit: only decoding them from JSON':<44}{bare:12.2f}{1e6 / bare:12,.0f}{'':>10}{1.0:10.1f}")
    first = 0.0
    for shuffle in (0.0, 1.0):
        for many, batches, repeats in SIZES if not shuffle else SIZES[1:2]:
            cost = full.cost_of_steps(rules, many, batches, repeats, shuffle)
            first = first or cost.each
            name = f"{cost.before:,} to {cost.after:,} open" + (", half of them 1 s late" if shuffle else "")
            print(
                f"{name:<44}{cost.each:12.2f}{1e6 / cost.each:12,.0f}{cost.each / first:10.2f}{cost.each / bare:10.1f}",
                flush=True,
            )


def _parsing() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "city.ndjson"
        others.city(path, HOURS)
        spent = others.correlate(path, Path(folder))
        lines, bare = others.parsing(path)
        print(f"{'correlate, ' + format(lines, ',') + ' events':<44}{spent:10.2f} s")
        print(f"{'json.loads of the same lines':<44}{bare:10.2f} s{spent / bare:10.2f} times")


def _dbscan() -> None:
    bare = others.dbscan(full.BATCH)
    if bare is None:
        print("scikit-learn is not installed: uv run --group bench python -m tests.benchmarks engine")
        return
    cost = full.cost_of_steps(load_rules(None), others.WINDOW // 10, 20, 5)
    ours = cost.each * full.BATCH / 1e6
    print(f"{'DBSCAN over 100,000 reports again, a batch':<44}{bare * 1e3:10.1f} ms")
    print(f"{'Engine.step, a batch':<44}{ours * 1e3:10.1f} ms{bare / ours:10.1f} times less")


def _memory() -> None:
    rules = load_rules(None)
    for many in (10_000, 40_000):
        size, reports, save, restore, saved = holding.of_open(rules, many)
        print(f"{format(many, ',') + ' open of ' + format(reports, ',') + ' reports':<44}{size:10.2f} kB an incident")
        print(f"{'saved, restored':<44}{save:10.2f} s{restore:10.2f} s{saved / 1e6:10.1f} MB")


def _hours() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "city.ndjson"
        others.city(path, HOURS)
        print(f"{'hours':>8}{'MB':>10}{'open':>10}{'events':>12}")
        for hours, size, many, events in holding.over_time(load_rules(None), path, HOURS * 3600.0 / 6.001):
            print(f"{hours:8.2f}{size:10.1f}{many:10,}{events:12,}")


if __name__ == "__main__":
    main()
