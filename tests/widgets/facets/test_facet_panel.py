"""Narrowing the log down: groups of choices with their counts."""

from __future__ import annotations

from typing import Any

import pytest

from widgets.facets import FacetPanel, Wanted
from widgets.facets.choice import Choice

COUNTS = {
    "priority": {"1": 2, "4": 58}, "kind": {"fire": 1, "crowd": 3, "nonsense": 9}, "state": {"closed": 4},
    "disposition": {"false_alarm": 1, "handled": 3}, "region": {"11680": 4, "99999": 1},
}  # fmt: skip


@pytest.fixture
def panel(qtbot: Any, wording: Any, theme: Any) -> FacetPanel:
    made = FacetPanel(wording, theme)
    qtbot.addWidget(made)
    made.set_regions({"11680": "강남구"})
    made.show_counts(COUNTS)
    made.show()
    return made


def choices(panel: FacetPanel, group: str) -> list[str]:
    column = panel.groups[group]._column
    found = [column.itemAt(place).widget() for place in range(column.count())]
    return [widget.accessibleName() for widget in found if isinstance(widget, Choice)]


def test_shows_what_there_is_the_most_first(panel: FacetPanel) -> None:
    assert choices(panel, "kind") == ["인파 3", "화재 1"]
    assert choices(panel, "disposition") == ["현장 조치 3", "오탐 1"]
    assert len(choices(panel, "region")) == 1
    assert len(choices(panel, "priority")) == 4


def test_asks_for_alarms_of_today_at_first_and_for_what_is_ticked(panel: FacetPanel, qtbot: Any) -> None:
    assert panel.wanted == Wanted(priorities=frozenset({1, 2, 3}))
    with qtbot.waitSignal(panel.changed) as told:
        panel.groups["disposition"]._choices["false_alarm"].click()
    [wanted] = told.args
    assert wanted == Wanted(priorities=frozenset({1, 2, 3}), dispositions=frozenset({"false_alarm"}))
    panel.show_counts({**COUNTS, "disposition": {}})
    assert panel.wanted.dispositions == {"false_alarm"}, "what is ticked stays, though there is none of it now"
    assert Wanted(dispositions=frozenset({"handled"})).narrows
