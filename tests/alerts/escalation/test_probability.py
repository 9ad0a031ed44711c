"""More evidence never makes a major incident less likely; the figures are what they are said to be."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.escalation import FEATURES, Escalation, Measure
from alerts.escalation.evidence import figures_of, people_tag
from alerts.incidents import KINDS
from alerts.rules import load_rules

TAGS = ("grave", "code:0", "code:1", "people:30", "people:100", "people:300", "people:1000", "report:cctv_fire")


@dataclass
class Shown:
    """An incident as far as escalation looks at it."""

    kind: int = KINDS.index("fire")
    sources_count: int = 2
    channels: dict[str, int] = field(default_factory=lambda: {"119": 2})
    nats: float = 3.0
    tags: frozenset[str] = frozenset()
    burst: float = 5.0
    pace: float = 0.2


@dataclass
class Founder:
    time: float = 1000.0
    density: float = 0.0
    rule: int = 0


@pytest.fixture(scope="module")
def escalation() -> Escalation:
    return Escalation(load_rules().escalation)


incidents = st.builds(
    Shown,
    kind=st.integers(0, len(KINDS) - 1),
    sources_count=st.integers(2, 12),
    channels=st.sets(st.sampled_from(["112", "119", "120", "cctv", "sensor"]), min_size=1).map(lambda c: dict.fromkeys(c, 1)),
    nats=st.floats(0, 100),
    tags=st.frozensets(st.sampled_from(TAGS)),
    burst=st.floats(0, 200),
    pace=st.floats(0, 3),
)


@given(one=incidents, sources=st.integers(0, 5), nats=st.floats(0, 20), burst=st.floats(0, 50), pace=st.floats(0, 2),
       channel=st.sampled_from(["112", "cctv", "sensor"]), tags=st.frozensets(st.sampled_from(TAGS)))  # fmt: skip
def test_more_of_anything_is_never_less_likely(
    escalation: Escalation, one: Shown, sources: int, nats: float, burst: float, pace: float, channel: str,
    tags: frozenset[str],
) -> None:  # fmt: skip
    more = replace(
        one, sources_count=one.sources_count + sources, nats=one.nats + nats, burst=one.burst + burst, pace=one.pace + pace,
        channels={**one.channels, channel: 1}, tags=one.tags | tags,
    )  # fmt: skip
    before, after = escalation.probability(one), escalation.probability(more)
    assert before is not None
    assert after is not None
    assert 0.0 < before <= after < 1.0


def test_each_figure_that_has_a_weight_counts(escalation: Escalation) -> None:
    plain = Shown(channels={"119": 2})
    low = escalation.probability(plain)
    rule = load_rules().escalation
    assert low is not None
    assert rule is not None
    for name, more in (
        ("many", {"sources_count": 8}), ("channels", {"channels": {"119": 2, "112": 1}}), ("burst", {"burst": 50.0}),
        ("pace", {"pace": 1.5}), ("nats", {"nats": 40.0}), ("code_1", {"tags": frozenset({"code:1"})}),
        ("grave", {"tags": frozenset({"grave"})}), ("people", {"tags": frozenset({"people:300"})}),
    ):  # fmt: skip
        found = escalation.probability(replace(plain, **more))  # type: ignore[arg-type]
        assert found is not None
        assert (found > low) == (getattr(rule, name) > 0.0 or (name == "many" and rule.sources > 0.0)), name
    assert sum(getattr(rule, name) > 0.0 for name in FEATURES) >= 5


def test_one_source_alone_has_no_probability_and_no_table_none(escalation: Escalation) -> None:
    assert escalation.probability(Shown(sources_count=1)) is None
    assert Escalation(None).probability(Shown()) is None


def test_figures_by_hand() -> None:
    shown = Shown(sources_count=6, channels={"119": 4, "112": 1, "cctv": 1}, nats=math.e**2 - 1.0, burst=math.e - 1.0,
                  tags=frozenset({"code:0", "people:100"}))  # fmt: skip
    assert figures_of(shown) == pytest.approx((math.log(6), 2.0, 2.0, 2.0, 1.0, 0.2, 1.0, 1.0, 0.0, 2.0))
    assert [people_tag(count) for count in (29, 30, 299, 5000)] == [None, "people:30", "people:100", "people:1000"]


def test_burst_is_kulldorffs_statistic_at_its_largest() -> None:
    measure = Measure([50.0**2], [130.0])
    area = math.pi * 100.0**2
    ordinary = 0.5 / area / 60.0  # half a report a minute inside
    founder = Founder(density=ordinary)
    expected = 0.5 * 2.0  # in two minutes
    burst, pace = measure(founder, 5, 1120.0)
    assert burst == pytest.approx(5 * math.log(5 / expected) - (5 - expected))
    assert pace == pytest.approx(math.log(5 / (1 + 120 / 130)))
    assert measure(founder, 5, 1000.0 + 3600.0)[0] == 0.0, "five in an hour are ordinary there"
    assert measure.again(founder, [1000.0, 1020.0, 1040.0, 1060.0, 1120.0, 4600.0])[0] == pytest.approx(
        max(measure(founder, n, t)[0] for n, t in ((2, 1020.0), (3, 1040.0), (4, 1060.0), (5, 1120.0)))
    )
    assert measure(Founder(density=0.0), 5, 1120.0)[0] == 0.0
