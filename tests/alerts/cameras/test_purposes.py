"""What footage may be looked at for."""

from __future__ import annotations

from pathlib import Path

import pytest

from alerts.cameras import load_purposes, ordered_for
from alerts.errors import RulesError
from alerts.incidents import KINDS

GOOD = "[[purpose]]\nid = 'a'\ntitle_ko = '가'\ntitle_en = 'A'\nbasis_ko = '법'\nbasis_en = 'law'\n"


def test_every_kind_of_incident_has_a_default() -> None:
    purposes = load_purposes()
    for kind in KINDS:
        assert ordered_for(purposes, kind)[0].basis("ko")
    assert ordered_for(purposes, "fire")[0].id == "fire"
    assert len(ordered_for(purposes, "fire")) == len(purposes)


def test_a_city_has_its_own(tmp_path: Path) -> None:
    (tmp_path / "purposes.toml").write_text(GOOD, encoding="utf-8")
    assert [one.title("en") for one in load_purposes(tmp_path)] == ["A"]


@pytest.mark.parametrize(
    "text", ["", "[[purpose]]\nid = 'a'\n", GOOD + GOOD, GOOD + "law = 1\n", "[[", GOOD.replace("'a'", "''")]
)
def test_a_file_that_cannot_be_used_keeps_footage_closed(tmp_path: Path, text: str) -> None:
    (tmp_path / "purposes.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RulesError, match=r"purposes\.toml") as caught:
        load_purposes(tmp_path)
    assert "\n" not in str(caught.value)
