"""The lexicon is read with the rules: a mistake names its file, line and key; another one may lie beside a rules file."""

from __future__ import annotations

from pathlib import Path

import pytest

from alerts.errors import RulesError
from alerts.rules import RulesFile, load_rules, parse_rules, rules_text

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
LEXICON = (RESOURCES / "lexicon.toml").read_text(encoding="utf-8")


def beside(folder: Path, lexicon: str) -> Path:
    rules = folder / "rules.toml"
    rules.write_text((RESOURCES / "rules.toml").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "lexicon.toml").write_text(lexicon, encoding="utf-8")
    return rules


def test_the_products_lexicon_comes_with_every_rules_file(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text((RESOURCES / "rules.toml").read_text(encoding="utf-8"), encoding="utf-8")
    assert load_rules(own).lexicon == load_rules().lexicon
    assert len(load_rules().lexicon.terms) > 50


def test_the_text_that_is_kept_holds_rules_and_lexicon() -> None:
    text = rules_text()
    assert "[engine]" in text
    assert "[lexicon.terms]" in text
    assert parse_rules(text) == load_rules()


def test_one_beside_the_rules_is_used_instead_and_read_again(tmp_path: Path) -> None:
    rules = beside(
        tmp_path, '[lexicon.terms]\nbear = { ko = "곰", en = "bear", forms = ["곰인형"], kinds = { other = 0.1 } }\n'
    )
    file = RulesFile(rules)
    assert list(file.rules.lexicon.terms) == ["bear"]
    before = file.fingerprint
    (tmp_path / "lexicon.toml").write_text("[lexicon]\n", encoding="utf-8")
    file.adopt(file.read())
    assert file.rules.lexicon.terms == {}
    assert file.fingerprint != before


def test_a_lexicon_inside_the_rules_file_goes_before_all_others(tmp_path: Path) -> None:
    rules = beside(tmp_path, LEXICON)
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text + '\n[lexicon]\nfillers = ["음"]\n', encoding="utf-8")
    assert load_rules(rules).lexicon.fillers == ["음"]


@pytest.mark.parametrize(
    ("old", "new", "key", "about"),
    [
        ("flood = 0.4, facility", "flod = 0.4, facility", "lexicon.terms.water_rising", "flod"),
        ("crowd = 0.4 }", "crowd = 0.37 }", "lexicon.terms.packed.kinds", "one of 0.02, 0.05, 0.1, 0.2, 0.4"),
        ("crowd = 0.4 }", 'crowd = "much" }', "lexicon.terms.packed", "float"),
        ('["압사",', '["압",', "lexicon.terms.crush.forms", "one letter alone"),
        ('["불길",', '["불길이 보여 요",', "lexicon.terms.flames.forms", "one word, or two"),
        ('"flame",', '"Flame",', "lexicon.terms.flames.forms", "small letters"),
        ('["압사",', '["압사!",', "lexicon.terms.crush.forms", "letters and digits only"),
        ('["압사",', '["불길",', "lexicon.terms.crush.forms", "a form of 'flames' already"),
        ('forms = ["압사"', 'form = ["압사"', "lexicon.terms.crush", "form"),
        ("fillers = [", 'fillers = "음"\nmore = [', "lexicon", ""),
        ("crush = {", "crush = ", "line", "TOML"),
    ],
)
def test_a_mistake_names_file_line_and_key(tmp_path: Path, old: str, new: str, key: str, about: str) -> None:
    at = LEXICON.index(old)
    rules = beside(tmp_path, LEXICON[:at] + new + LEXICON[at + len(old) :])
    with pytest.raises(RulesError) as error:
        load_rules(rules)
    said = str(error.value)
    assert said.startswith(f"{tmp_path / 'lexicon.toml'}: line ")
    assert int(said.split("line ")[1].split(":")[0]) in range(LEXICON.count("\n", 0, at), LEXICON.count("\n", 0, at) + 3)
    assert key in said
    assert about in said
    assert "\n" not in said


def test_a_mistake_in_the_rules_still_names_the_rules(tmp_path: Path) -> None:
    rules = beside(tmp_path, LEXICON)
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("join_nats = 1.6", 'join_nats = "much"'), encoding="utf-8")
    with pytest.raises(RulesError, match=r"rules\.toml: line \d+: engine\.join_nats"):
        load_rules(rules)


def test_a_lexicon_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    rules = beside(tmp_path, LEXICON)
    (tmp_path / "lexicon.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(RulesError, match=r"lexicon .* cannot be read: it is not UTF-8 text"):
        load_rules(rules)


@pytest.mark.parametrize("end", ["more = [", "more = { a = 1", 'more = """'])
def test_what_is_left_open_at_the_end_of_the_rules_is_not_put_down_to_the_lexicon(tmp_path: Path, end: str) -> None:
    own = tmp_path / "rules.toml"
    own.write_text(f"{(RESOURCES / 'rules.toml').read_text(encoding='utf-8')}\n{end}", encoding="utf-8")
    with pytest.raises(RulesError, match="not valid TOML") as refused:
        load_rules(own)
    assert str(refused.value).startswith(f"{own}: ")
    assert "lexicon" not in str(refused.value)
