"""The file of linked services: what it says is read, and a mistake in it is said by line and key."""

from __future__ import annotations

import pytest

from alerts.errors import RulesError
from alerts.outward.forms import SERVICES
from alerts.outward.load import DEFAULT, load_directory, parse_directory

TEXT = DEFAULT.read_text(encoding="utf-8")


def test_every_service_has_somebody_who_takes_it() -> None:
    directory = load_directory()
    assert set(directory.fitting("fire")) == set(SERVICES)
    assert directory.fitting("journey")[:2] == ["video", "check_call"]
    assert {one.id for one in directory.takers("person")} == {"112", "119", "welfare"}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("answer_s = 20", 'answer_s = "x"', "answer_s"),
        ('services = ["signals"]', 'services = ["signal"]', "expected one of report, video"),
        ('"missing_9", "pipa', '"missing_8", "pipa', "no [[basis]] of this file"),
        ("warn_s = 60", "warm_s = 60", "there is no such key"),
        ('id = "welfare"', 'id = "112"', "second time"),
        ("sender = ", "sendr = ", "there is no such key"),
        ('kinds = ["journey"]', 'kinds = ["jorney"]', "no kind of incident"),
        ('category = "Geo"', 'category = "Geology"', "no category of CAP"),
        ("[delivery]", "[delivery", "not valid TOML"),
        ('purposes = ["search", "emergency_response"]', "purposes = []", "expected at least one"),
    ],
)
def test_a_mistake_names_line_key_and_what_was_expected(before: str, after: str, said: str) -> None:
    assert before in TEXT
    line = TEXT[: TEXT.index(before)].count("\n") + 1
    with pytest.raises(RulesError) as refused:
        parse_directory(TEXT.replace(before, after, 1), "city.toml")
    assert said in str(refused.value)
    assert str(refused.value).startswith("city.toml: line ")
    if "TOML" not in said:
        assert f"line {line}:" in str(refused.value)
