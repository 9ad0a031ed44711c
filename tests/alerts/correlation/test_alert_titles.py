"""What an incident that is an alert goes by: what happens first, whatever its headline begins with."""

from __future__ import annotations

from typing import Any

import pytest

from alerts.events import Disaster


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ("[서울특별시] 중구, 용산구 호우경보 발표", "호우경보 · 중구, 용산구"),
        ("호우경보 발표", "호우경보 발표 · 중구, 용산구"),
        (None, "호우경보 · 중구, 용산구"),
    ],
)
def test_a_headline_that_repeats_its_districts_does_not_hide_what_happens(
    run: Any, make: Any, headline: str | None, title: str
) -> None:
    alert = Disaster(
        **make.base("alerts", 0, (0, 0)), identifier="A1", msg_type="Alert", event="호우경보", headline=headline,
        area_name="중구, 용산구", expires=make.moment(7200),
    )  # fmt: skip
    run.step(alert)
    assert run.of(alert).title == title
    assert run.of(alert).title_en == title
