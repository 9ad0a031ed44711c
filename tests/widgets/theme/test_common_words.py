"""Both languages have the same texts, and every word of the vocabulary is among them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from alerts.commands import DISPOSITIONS
from alerts.incidents import KINDS, STATES
from alerts.picture import FEEDS
from alerts.wording import LANGUAGES, TRANSLATIONS, Wording
from widgets.map.chips import LAYERS
from widgets.moments import ago, at, date_long, date_short, korean_time, span

AREAS = ("common", "map", "charts", "topbar")


@pytest.mark.parametrize("area", AREAS)
def test_the_same_texts_in_both_languages(area: str) -> None:
    found = [
        re.findall(r"^([a-z][\w-]*) =", (TRANSLATIONS / language / f"{area}.ftl").read_text("utf-8"), re.MULTILINE)
        for language in LANGUAGES
    ]
    assert found[0]
    assert sorted(found[0]) == sorted(found[1])
    assert len(set(found[0])) == len(found[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_vocabulary_has_words(language: str) -> None:
    say = Wording(language)
    for prefix, names in (
        ("kind", KINDS), ("state", (*STATES, "shelved")), ("channel", (*FEEDS, "operator")), ("priority", "1234"),
        ("disposition", DISPOSITIONS), ("status", ("actual", "exercise", "test")), ("map-layer", LAYERS),
        ("topbar-mode", ("live", "replay", "exercise")),
        ("topbar-state", ("good", "delayed", "silent", "rejecting", "lost", "never")),
        ("map-journey", ("started", "position", "sos", "sos_cancelled", "arrived", "ended")),
    ):  # fmt: skip
        for name in names:
            assert say(f"{prefix}-{name}")


def test_dates_and_spans_read_as_people_say_them() -> None:
    korean, english = Wording("ko"), Wording("en")
    moment = at(datetime(2026, 11, 21, 5, 2, 37, tzinfo=UTC).timestamp(), korean_time())
    assert f"{moment:%H:%M:%S}" == "14:02:37"
    assert date_long(korean, moment) == "2026년 11월 21일 (토)"
    assert date_short(korean, moment) == "11월 21일 (토)"
    assert date_long(english, moment) == "Sat, 21 November 2026"
    assert date_short(english, moment) == "Sat, 21 Nov"
    assert [span(korean, s) for s in (-3, 42, 440, 7980, 36_000, 200_000)] == [
        "0초",
        "42초",
        "7분",
        "2시간 13분",
        "10시간",
        "2일",
    ]
    assert ago(english, 90) == "1 min ago"
