"""Declarations of streams with a mistake are refused by line, key and what was expected."""

from __future__ import annotations

import pytest

from alerts.errors import RulesError
from alerts.rules import parse_rules, rules_text

COUNT = """
[[pattern]]
name = "p"
ko = "가"
en = "P"
type = "count"
of = { reports = ["sensor_water"] }
many = 3
by = "district"
within_s = 600.0
kind = "flood"
priority = 2
"""
SUPPRESS = """
[[suppress]]
name = "s"
ko = "가"
en = "S"
parent = { kinds = ["facility"] }
child = { reports = ["sensor_other"] }
within = "metres"
metres = 300.0
for_s = 600.0
"""
ONCE = """
[[maintenance]]
name = "m"
ko = "가"
en = "M"
cameras = ["c"]
since = 2026-03-02T10:00:00+09:00
until = 2026-03-02T11:00:00+09:00
"""


WAITS = "[unanswered]\nremind_s = [60.0, 180.0, 900.0]\nescalate_s = [150.0, 600.0, 2700.0]\n"


def own() -> str:
    """The shipped rules without their own declarations."""
    text = rules_text()
    return text[: text.index("# == Streams")]


@pytest.mark.parametrize("declared", [COUNT, SUPPRESS, ONCE, "[chatter]\nmany = 4\n", ""])
def test_these_are_sound(declared: str) -> None:
    parse_rules(own() + declared)


@pytest.mark.parametrize(
    ("declared", "old", "new", "key", "expected"),
    [
        (COUNT, 'by = "district"', 'by = "distict"', "by", "'distict'; expected one of district, place"),
        (COUNT, 'by = "district"', 'by = "place"', "metres", "needs the distance"),
        (COUNT, 'by = "district"', 'by = "entity"\nmetres = 10.0', "metres", "has no distance"),
        (COUNT, "many = 3\n", "", "many", "needs 'many'"),
        (COUNT, "many = 3\n", "many = 1\n", "many", ">= 2"),
        (COUNT, "within_s = 600.0", "within_s = 1e6", "within_s", "86400"),
        (
            COUNT,
            'of = { reports = ["sensor_water"] }',
            'of = { reports = ["watr"] }',
            "of.reports",
            "no [[report]] named 'watr'",
        ),
        (COUNT, 'of = { reports = ["sensor_water"] }', 'of = { level = ["alarm"] }', "of", "'reports'"),
        (COUNT, 'of = { reports = ["sensor_water"] }', 'of = { type = "sensor", stage = ["sos"] }', "of.stage", "have none"),
        (COUNT, 'of = { reports = ["sensor_water"] }', 'of = { type = "sensor", level = ["high"] }', "of.level", "'high'"),
        (COUNT, 'of = { reports = ["sensor_water"] }', 'of = { sensr = ["x"] }', "of.sensr", "unknown field"),
        (COUNT, "many = 3\n", 'many = 3\nafter = { reports = ["sensor_water"] }\n', "after", "has no 'after'"),
        (COUNT, 'type = "count"', 'type = "sequence"', "of", "has no 'of'"),
        (COUNT, 'name = "p"', 'name = "sensor_water"', "name", "used twice"),
        (COUNT, 'name = "p"', 'name = "dispatch_not_sent"', "name", "used twice"),
        (SUPPRESS, 'parent = { kinds = ["facility"] }', "parent = {}", "parent", "'kinds' or 'reports'"),
        (SUPPRESS, '["sensor_other"]', '["call_medical"]', "child.reports", "about people"),
        (SUPPRESS, '["sensor_other"]', '["sensor_bell"]', "child.reports", "about people"),
        (SUPPRESS, 'reports = ["sensor_other"]', 'kinds = ["rescue"]', "child.kinds", "about people"),
        (SUPPRESS, "metres = 300.0\n", "", "metres", "needs the distance"),
        (SUPPRESS, 'within = "metres"', 'within = "area"', "metres", "no distance of its own"),
        (ONCE, 'cameras = ["c"]\n', "", "maintenance.0", "at least one of"),
        (ONCE, "T11:00:00+09:00", "T09:00:00+09:00", "until", "after 'since'"),
        (ONCE, "since = 2026-03-02T10:00:00+09:00", "since = 2026-03-02T10:00:00", "since", "with offset"),
        (ONCE, "since = 2026-03-02T10:00:00+09:00\n", "", "since", "with offset"),
        (ONCE, 'cameras = ["c"]', 'cameras = ["c"]\nhours = ["01:00", "02:00"]', "maintenance.0", "either"),
        (ONCE, 'cameras = ["c"]', 'cameras = ["c"]\ntimezone = "Asia/Soul"', "timezone", "Asia/Soul"),
        ("[chatter]\nmany = 3\n", "many = 3", "many = 1", "chatter.many", ">= 2"),
        (WAITS, "150.0", "50.0", "unanswered.escalate_s", "50 is not, of 60"),
        (WAITS, "180.0, ", "", "unanswered.remind_s", "length 3"),
        (WAITS, "60.0", "0.0", "unanswered.remind_s", ">= 1.0"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_key(declared: str, old: str, new: str, key: str, expected: str) -> None:
    assert old in declared
    text = own() + declared.replace(old, new, 1)
    with pytest.raises(RulesError) as error:
        parse_rules(text, "city.toml")
    said = str(error.value)
    assert said.startswith("city.toml: line ")
    line = int(said.split("line ")[1].split(":")[0])
    assert line > own().count("\n"), "a line of the declaration itself"
    assert key in said.split(": ")[2], said
    assert expected in said
    assert "\n" not in said


def test_an_absence_by_incident_and_a_second_of_the_same_name_are_refused() -> None:
    absence = COUNT.replace('type = "count"', 'type = "absence"').replace("many = 3\n", "").replace("district", "incident")
    absence = absence.replace("of = ", 'after = { reports = ["sensor_bell"] }\nwithout = ')
    with pytest.raises(RulesError, match=r"pattern\.0\.by: an absence is by"):
        parse_rules(own() + absence)
    with pytest.raises(RulesError, match=r"pattern\.1\.name: 'p' is used twice"):
        parse_rules(own() + COUNT + COUNT)
