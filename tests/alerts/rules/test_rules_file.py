"""The rules that come with the product load; a mistake in a copy is named by line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from alerts.errors import RulesError
from alerts.incidents import KINDS
from alerts.rules import load_rules

SHIPPED = Path(__file__).resolve().parents[3] / "resources" / "rules.toml"


def refused(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulesError) as error:
        load_rules(path)
    said = str(error.value)
    assert str(path) in said
    assert "\n" not in said
    return said


def changed(old: str, new: str) -> tuple[str, int]:
    """The shipped rules with the first ``old`` replaced, and the line it stands in."""
    text = SHIPPED.read_text(encoding="utf-8")
    at = text.index(old)
    return text[:at] + new + text[at + len(old) :], text.count("\n", 0, at) + 1


def test_the_shipped_rules_load() -> None:
    rules = load_rules()
    assert rules == load_rules(SHIPPED)
    assert len(rules.kinds) == len(KINDS)
    assert rules.engine.lateness_s > 0
    names = [report.name for report in rules.reports]
    assert len(names) == len(set(names)) > 20
    assert {rule.to for rule in rules.priorities} == {1, 2, 3}
    assert all(0 < kind.sigma_m < kind.reach_m for kind in rules.kinds)


@pytest.mark.parametrize(
    ("old", "new", "key", "about"),
    [
        ("lateness_s = 120.0", "latenes_s = 120.0", "latenes_s", "expected one of lateness_s, "),
        ("join_nats = 1.6", 'join_nats = "much"', "engine.join_nats", "expected `float`"),
        ("lateness_s = 120.0", "lateness_s = -1.0", "engine.lateness_s", "0.0"),
        ("tau_s = 1200.0", "tau_s = true", "kinds.crowd.tau_s", "float"),
        ("quarter_m = 300.0", "quarter_m = 0", "engine.quarter_m", ">= 10.0"),
        ("districts = 25.0", "districts = 0", "engine.districts", ">= 1.0"),
        ("devices = 1000.0", 'devices = "many"', "engine.devices", "float"),
        ("device_ground_m = 400.0", "device_ground_m = 0", "background.device_ground_m", ">= 10.0"),
        ("cctv = 75.0", 'cctv = "near"', "position_error_m.cctv", "metres"),
        ("priority = 4\n", "priority = 9\n", "report.0.priority", "4"),
        ('label = ["fire", "arson"]', 'label = ["fyre"]', "report.0.label", "'fyre'"),
        ('type = "cctv"', 'type = "camera"', "report.0.type", "'camera'"),
        ("to = 2\n", "to = 0\n", "priority.0.to", "1"),
        ("off_route_m = 100.0", "off_route_m = -1.0", "analysts.journeys.off_route_m", "0.0"),
        ("flaps = 6", "flap = 6", "analysts.sensors.flap", "unknown"),
        ('finding = "journey_still"', 'finding = "journey_stil"', "finding", "journey_still (journey)"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_key(tmp_path: Path, old: str, new: str, key: str, about: str) -> None:
    text, line = changed(old, new)
    said = refused(tmp_path / "rules.toml", text)
    assert f"line {line}: " in said
    assert key in said
    assert about in said


def test_a_missing_kind_is_named(tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    start, end = text.index("[kinds.flood]"), text.index("[kinds.weather]")
    said = refused(tmp_path / "rules.toml", text[:start] + text[end:])
    assert "kinds.flood" in said
    assert "missing" in said


def test_an_unknown_kind_is_named_with_its_line(tmp_path: Path) -> None:
    text, line = changed("[kinds.flood]", "[kinds.deluge]")
    said = refused(tmp_path / "rules.toml", text)
    assert f"line {line}: kinds.deluge" in said


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    text, _ = changed("join_nats = 1.6\n", "")
    assert "join_nats" in refused(tmp_path / "rules.toml", text)


def test_what_is_no_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    text, line = changed("join_nats = 1.6", "join_nats = = 1.6")
    said = refused(tmp_path / "rules.toml", text)
    assert f"line {line}: not valid TOML" in said


def test_a_file_that_is_not_there_a_folder_and_binary_are_refused(tmp_path: Path) -> None:
    binary = tmp_path / "rules.bin"
    binary.write_bytes(b"\xff\xfe\x00\x80")
    for path in (tmp_path / "none.toml", tmp_path, binary):
        with pytest.raises(RulesError) as error:
            load_rules(path)
        assert str(path) in str(error.value)


def test_a_finding_without_a_report_is_named(tmp_path: Path) -> None:
    text, _ = changed('finding = "rate_surge"\n', "")
    assert "finding = 'rate_surge'" in refused(tmp_path / "rules.toml", text)
