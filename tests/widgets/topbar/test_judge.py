"""Lamps are judged from the feeds' figures alone, at the times given."""

from __future__ import annotations

from alerts.picture import FeedHealth
from widgets.topbar import Judge

START = 1_795_237_000.0


def health(now: float, total: int, **fields: float) -> FeedHealth:
    values = {"rate": 1.0, "delay": 0.5, "last": now, "rejected": 0, "duplicates": 0, "lost": 0} | fields
    return FeedHealth(
        "112", values["rate"], values["delay"], values["last"], total, int(values["rejected"]), int(values["duplicates"]),
        int(values["lost"]),
    )  # fmt: skip


def test_a_feed_never_heard_is_neither_well_nor_troubled() -> None:
    verdict = Judge().verdict(FeedHealth("112", 0, 0, 0, 0, 0, 0, 0), START)
    assert verdict.state == "never"
    assert not verdict.troubled


def test_a_late_event_is_named_and_forgotten_once_the_feed_is_quiet() -> None:
    judge = Judge()
    assert judge.verdict(health(START, 5), START).state == "good"
    late = judge.verdict(health(START + 1, 6, delay=42.0), START + 1)
    assert (late.state, late.figure, late.troubled) == ("delayed", 42.0, True)
    assert judge.verdict(health(START + 1, 6, delay=42.0), START + 200).state == "good"


def test_rejected_and_lost_count_what_is_new_and_pass() -> None:
    judge = Judge()
    assert judge.verdict(health(START, 5, rejected=900, lost=7), START).state == "good"  # before this console looked
    for second in range(1, 4):
        verdict = judge.verdict(health(START + second, 5 + second, rejected=900 + second, lost=7), START + second)
    assert (verdict.state, verdict.figure) == ("rejecting", 3)
    for second in range(4, 70):
        verdict = judge.verdict(health(START + second, 5 + second, rejected=903, lost=7), START + second)
    assert verdict.state == "good"
    verdict = judge.verdict(health(START + 71, 80, rejected=903, lost=9), START + 71)
    assert (verdict.state, verdict.figure) == ("lost", 2)
    for second in range(72, 700):
        verdict = judge.verdict(health(START + second, 80 + second, rejected=903, lost=9), START + second)
    assert verdict.state == "good"


def test_silence_is_measured_by_what_is_usual_for_the_feed() -> None:
    fast, slow = Judge(), Judge()
    for second in range(120):
        fast.verdict(health(START + second, 40 * second), START + second)
    last = START + 119
    quiet = [fast.verdict(health(0, 40 * 119, last=last), last + gap).state for gap in (5, 15, 25)]
    assert quiet == ["good", "good", "silent"]
    for minute in range(30):
        slow.verdict(health(START + 60 * minute, minute), START + 60 * minute)
    last = START + 29 * 60
    quiet = [slow.verdict(health(0, 29, last=last), last + gap).state for gap in (300, 600, 800)]
    assert quiet == ["good", "good", "silent"]
    seldom = Judge()
    seldom.verdict(health(START, 1), START)
    assert seldom.verdict(health(0, 2, last=START), START + 86_400).state == "good"  # too few to know what is usual


def test_the_rate_is_that_of_the_latest_minute_and_going_back_starts_anew() -> None:
    judge = Judge()
    for second in range(300):
        verdict = judge.verdict(health(START + second, second if second < 200 else 200 + 3 * (second - 200)), START + second)
    assert round(verdict.rate, 1) == 3.0
    assert judge.verdict(health(START - 900, 5), START - 900).state == "good"
