from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from alerts.incidents import Change, Incident, Member, Reason
from widgets.card import IncidentCard
from widgets.moments import korean_time

OPENED = datetime(2026, 11, 21, 13, 6, tzinfo=korean_time())


def after(minutes: float) -> datetime:
    return OPENED + timedelta(minutes=minutes)


@pytest.fixture
def crush() -> Callable[..., Incident]:
    """A crush with six reports on two channels; fields as wanted."""
    members = [
        Member("112", "c1", "dispatch", "112", after(0), "사람이 너무 많아서 밀려요"),
        Member("112", "c2", "dispatch", "112", after(28), "압사할 것 같아요"),
        Member("cctv-7", "v1", "cctv", "cctv", after(40), "군중 밀집"),
        Member("112", "c3", "dispatch", "112", after(44), "코드0 넘어진 사람 있음"),
        Member("cctv-7", "v2", "cctv", "cctv", after(50), "군중 밀집"),
        Member("112", "c4", "dispatch", "112", after(54), ""),
    ]
    why = [
        Reason("open", after(0), channel="112"),
        Reason("join", after(28), channel="112", distance_m=22.0, seconds=1680.0, words=["밀려요", "압사"], nats=2.2),
        Reason("join", after(40), channel="cctv", distance_m=34.2, seconds=720.0, nats=3.1),
        Reason("join", after(44), channel="112", distance_m=12.0, seconds=240.0, words=["압사"], nats=5.0),
        Reason("priority", after(52), detail="crowd_large", value=4.0),
    ]

    def build(**fields: Any) -> Incident:
        values: dict[str, Any] = {
            "id": "INC-20261121-0007", "key": "112\x1fc1", "kind": "crowd", "title": "인파 급증", "priority": 1, "state": "new",
            "opened": after(0), "updated": after(54), "lat": 37.54, "lon": 127.05, "radius_m": 60.0, "candidates": [],
            "event_ids": [], "related": [], "why": why, "history": [Change(after(0), "opened", 4, "engine")], "sources": 4,
            "reports": 6, "place": "성수동2가 · 연무장길", "channels": {"112": 4, "cctv": 2}, "members": members, "highest": 1,
        }  # fmt: skip
        return Incident(**(values | fields))

    return build


@pytest.fixture
def card(qtbot, wording, theme, crush):
    """The card of kim, shown at the moment of the last report."""
    made = IncidentCard(wording, theme)
    made.setStyleSheet(theme.qss())
    qtbot.addWidget(made)
    made.set_operator("김관제")
    made.set_now(crush().updated.timestamp())
    made.resize(460, 900)
    with qtbot.waitExposed(made):
        made.show()
    return made
