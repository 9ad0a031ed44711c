"""Every text, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fluent.syntax import ast, parse

from alerts.errors import Bug
from alerts.wording import KEPT, LANGUAGES, TRANSLATIONS, Wording

PLACEABLE = re.compile(r"\{")
FILES = sorted(path.name for path in (TRANSLATIONS / "ko").glob("*.ftl"))


def entries(path: Path) -> dict[str, ast.Message]:
    found: dict[str, ast.Message] = {}
    for entry in parse(path.read_text(encoding="utf-8")).body:
        assert not isinstance(entry, ast.Junk), f"{path}: {entry.content[:80]!r}"
        if isinstance(entry, ast.Message):
            assert entry.id.name not in found, f"{path}: {entry.id.name} stands there twice"
            found[entry.id.name] = entry
    return found


@pytest.mark.parametrize("file", FILES)
def test_both_languages_say_the_same_things(file: str) -> None:
    korean, english = (entries(TRANSLATIONS / language / file) for language in LANGUAGES)
    assert korean.keys() == english.keys()


def test_no_identifier_stands_in_two_files() -> None:
    seen: dict[str, str] = {}
    for file in FILES:
        for name in entries(TRANSLATIONS / "ko" / file):
            assert name not in seen, f"{name} stands in {seen.get(name)} and {file}"
            seen[name] = file


def test_every_text_can_be_said_where_it_asks_for_nothing() -> None:
    wording = Wording("ko")
    for language in LANGUAGES:
        wording.switch(language)
        for file in FILES:
            text = (TRANSLATIONS / language / file).read_text(encoding="utf-8")
            for name, message in entries(TRANSLATIONS / language / file).items():
                assert wording.has(name)
                if not PLACEABLE.search(text[message.span.start : message.span.end]):
                    assert wording(name).strip()


def test_a_text_may_hold_another(wording: Wording) -> None:
    said = wording("date-time", year="2026", month=11, day=21, weekday="토", time="14:02")
    assert said == "2026년 11월 21일 (토) 14:02"


def test_what_is_not_there_or_lacks_a_value_is_a_bug(wording: Wording) -> None:
    with pytest.raises(Bug, match="no text"):
        wording("no-such-text")
    with pytest.raises(Bug):
        wording("ago")


def test_followers_hear_of_a_change_until_they_leave() -> None:
    wording = Wording("ko")
    heard: list[str] = []
    leave = wording.follow(lambda: heard.append(wording.language))
    wording.switch("en")
    wording.switch("en")
    leave()
    wording.switch("ko")
    assert heard == ["en"]


def test_what_was_said_before_is_said_alike_in_each_language_and_for_each_kind_of_value(tmp_path: Path) -> None:
    for language, word in (("ko", "건"), ("en", "events")):
        (tmp_path / language).mkdir()
        (tmp_path / language / "a.ftl").write_text(f"many = {{ $n }} {word} {{ $of }}\n", encoding="utf-8")
    say = Wording("ko", tmp_path)
    for _ in range(2):
        assert say("many", n=1, of="a") == "1 건 a"
        assert say("many", n="1", of="a") == "1 건 a"
        assert say("many", n=2, of="a") == "2 건 a"
        assert say("many", n=1, of="b") == "1 건 b"
        say.switch("en")
        assert say("many", n=1, of="a") == "1 events a"
        say.switch("ko")
    for n in range(2 * KEPT):
        assert say("many", n=str(n), of="") == f"{n} 건 "
    assert len(say._finished) <= KEPT
