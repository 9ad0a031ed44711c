"""Tuning on a whole recording: fitted on its first part, scored on its last, and harmless where there is little to learn."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from alerts.correlation import NoPlaces
from alerts.incidents import KINDS
from alerts.rules import Rules, load_rules
from alerts.rules.load import DEFAULT_RULES
from alerts.tuning.cases import Cases
from alerts.tuning.figures import Changed, applied
from alerts.tuning.tuning import Tuned, tune
from alerts.tuning.writing import rewritten

HOURS = 2.0


def learn(rules: Rules, recordings: list[Any], confirmed: Cases | None = None) -> Tuned:
    return tune(rules, NoPlaces(), recordings, confirmed or Cases(), lambda text: None)


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


@pytest.fixture(scope="module")
def wrong(rules: Rules) -> Rules:
    """Rules that think fires burn ten times as long and four times as wide as they do in the town."""
    kinds = list(rules.kinds)
    index = KINDS.index("fire")
    kinds[index] = msgspec.structs.replace(kinds[index], tau_s=900.0, sigma_m=200.0, reach_m=900.0)
    return msgspec.structs.replace(rules, kinds=kinds)


def burning(town: Callable[[int], Any]) -> Any:
    made = town(11)
    for number in range(80):
        made.incident(f"f{number}", 30.0 + 85.0 * number, 0.85, 60.0, 30.0)
    made.noise(HOURS, 400.0)
    return made.recorded(HOURS)


def test_wrong_figures_are_found_and_the_part_held_out_is_told_better(wrong: Rules, town: Callable[[int], Any]) -> None:
    before = msgspec.json.encode(wrong.kinds)
    tuned = learn(wrong, [burning(town)])
    fire = tuned.rules.kind("fire")
    assert fire.tau_s <= 300.0
    assert fire.sigma_m < 90.0
    assert {("kinds", "fire", "tau_s"), ("kinds", "fire", "sigma_m")} <= {change.path for change in tuned.changed}
    assert all("incidents" in change.why for change in tuned.changed if change.path[0] == "kinds")
    assert tuned.before is not None
    assert tuned.after is not None
    assert tuned.after.reports == tuned.before.reports > 100
    assert tuned.after.agreement.pair_f1 > tuned.before.agreement.pair_f1 + 0.02
    assert msgspec.json.encode(wrong.kinds) == before, "the rules given stay as they are"


def test_little_data_move_no_scale_and_no_threshold(rules: Rules, town: Callable[[int], Any]) -> None:
    made = town(5)
    for number in range(4):
        made.incident(f"f{number}", 600.0 * number, 0.8, 1500.0, 400.0)
    made.noise(1.5, 30.0)
    tuned = learn(rules, [made.recorded(1.5)])
    assert {change.path[-1] for change in tuned.changed} <= {"prior_per_hour", "follow_ups"}
    left = {entry.path for entry in tuned.left}
    assert {("kinds", "fire", "tau_s"), ("kinds", "fire", "sigma_m"), ("escalation",), ("engine", "join_nats")} <= left


def test_what_would_do_harm_is_left(rules: Rules, town: Callable[[int], Any]) -> None:
    """Labels that call every six unrelated calls one incident would have the engine join everything."""
    made = town(3)
    made.noise(HOURS, 100.0)
    for number, name in enumerate(sorted(made.truth)):
        made.truth[name] = f"n{number // 6}"
    honest = made.recorded(HOURS)
    tuned = learn(rules, [honest])
    scales = [change for change in tuned.changed if change.path[-1] in ("tau_s", "sigma_m")]
    for change in scales:
        assert change.old / 4.01 <= change.new <= change.old * 4.01
    assert tuned.before is not None
    assert tuned.after is not None
    assert tuned.after.agreement.b3_f1 >= tuned.before.agreement.b3_f1 - 0.02


def test_a_log_alone_moves_figures_without_a_score(rules: Rules, town: Callable[[int], Any]) -> None:
    from alerts.tuning.cases import CaseReader

    made = town(2)
    for number in range(60):
        made.incident(f"f{number}", 600.0 * number, 0.85, 400.0, 57.0)
    cases = CaseReader(rules, NoPlaces()).read(made.events, made.truth, float("inf"), 0.0)
    tuned = learn(rules, [], cases)
    assert tuned.before is None
    assert tuned.rules.kind("fire").tau_s > 200.0
    assert not [change for change in tuned.changed if change.path[-1] in ("prior_per_hour", "join_nats")]


CHANGES = [
    Changed(("engine", "join_nats"), 1.6, 1.9, "agreement"),
    Changed(("kinds", "fire", "tau_s"), 130.0, 61.5, "212 further reports of 40 incidents"),
    Changed(("report", "call_fire", "kinds", "fire"), 0.65, 0.7, "99 reports of 9 incidents"),
    Changed(("report", "call_fire", "kinds", "environment"), 0.04, 0.03, "99 reports of 9 incidents"),
    Changed(("escalation", "burst"), 0.5, 0.625, "500 stages"),
    Changed(("escalation", "kinds", "fire"), 1.0, 2.125, "500 stages"),
]


def test_a_written_file_keeps_every_comment_and_says_where_figures_come_from(tmp_path: Path, rules: Rules) -> None:
    original = DEFAULT_RULES.read_text(encoding="utf-8")
    text = rewritten(original, CHANGES, "Fitted to\na recording")
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    assert load_rules(path) == applied(rules, CHANGES)
    kept = [line for line in original.splitlines() if line.startswith("#") or not line.strip()]
    lines = text.splitlines()
    assert lines[0] == "# Fitted to a recording"
    assert [line for line in lines[1:] if line.startswith("#") or not line.strip()] == kept
    assert "tau_s = 61.5 # tuned, was 130: 212 further reports of 40 incidents" in lines
    (shares,) = [line for line in lines if "fire was 0.65 (99 reports of 9 incidents)" in line]
    assert shares.startswith("kinds = {")
    assert "environment was 0.04" in shares
    assert len(lines) == len(original.splitlines()) + 1
    assert tomllib.loads(text)["escalation"]["kinds"]["fire"] == 2.125
    again = rewritten(text, [Changed(("kinds", "fire", "tau_s"), 61.5, 70.0, "more")], "Fitted again")
    assert "tau_s = 70.0 # tuned, was 61.5: more" in again.splitlines(), "what was said before is not piled up"


def test_a_comment_behind_a_figure_stays(tmp_path: Path) -> None:
    text = DEFAULT_RULES.read_text(encoding="utf-8").replace("tau_s = 130.0", "tau_s = 130.0 # the mayor's wish")
    told = rewritten(text, [Changed(("kinds", "fire", "tau_s"), 130.0, 70.0, "9 incidents")], "x")
    assert "tau_s = 70.0 # tuned, was 130: 9 incidents | the mayor's wish" in told.splitlines()
