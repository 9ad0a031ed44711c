"""The engine with one part switched off, by what rules and input allow.

Not to be switched off from outside, and so not measured: the rise of a whole region's rate, the two shifted trees, the
learned spread and its cap, the doubling of expected follow-ups, a camera's repeated detections counting as one, and the
background learned from cameras and sensors (its delay is bounded by the engine).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import msgspec

from alerts.correlation import NoPlaces, Places
from alerts.events import Cctv, Dispatch, Event
from alerts.rules import LexiconRule, Rules

NEVER_S: Final = 1e9
SHAKE_DEG: Final = 5e-6
"""About half a metre: no two coordinates are the same any more."""
_Struct = TypeVar("_Struct", bound=msgspec.Struct)


def _same(value: _Struct) -> _Struct:
    return value


@dataclass(frozen=True, slots=True)
class Part:
    """A part that can be switched off: by other rules, by events that lack something, by an empty gazetteer."""

    name: str
    rules: Callable[[Rules], Rules] = _same
    event: Callable[[Event, random.Random], Event] | None = None
    places: bool = True
    thorough: bool = False
    """Only where time does not matter."""

    def gazetteer(self, places: Places) -> Places:
        """The city's, or one that knows nothing."""
        return places if self.places else NoPlaces()


def _never_learns(rules: Rules) -> Rules:
    kinds = [msgspec.structs.replace(kind, learn_after_s=NEVER_S) for kind in rules.kinds]
    return msgspec.structs.replace(rules, kinds=kinds)


def _one_kind(rules: Rules) -> Rules:
    """Every kind behaves like the middling one, and every report may belong to any."""
    middle = rules.kind("traffic")
    kinds = [
        msgspec.structs.replace(
            kind, tau_s=middle.tau_s, sigma_m=middle.sigma_m, reach_m=middle.reach_m, life_s=middle.life_s,
            follow_ups=middle.follow_ups, typical=middle.typical, learn_after_s=middle.learn_after_s,
        )
        for kind in rules.kinds
    ]  # fmt: skip
    reports = [msgspec.structs.replace(report, kinds={"other": 0.5}) for report in rules.reports]
    return msgspec.structs.replace(rules, kinds=kinds, reports=reports)


def _one_report_one_kind(rules: Rules) -> Rules:
    """A report speaks for its likeliest kind alone."""
    reports = [
        msgspec.structs.replace(report, kinds=dict([max(report.kinds.items(), key=lambda item: item[1])]))
        for report in rules.reports
    ]
    return msgspec.structs.replace(rules, reports=reports)


def _one_error(rules: Rules) -> Rules:
    return msgspec.structs.replace(rules, position_error_m=dict.fromkeys(rules.position_error_m, 45.0))


def _wordless(event: Event, dice: random.Random) -> Event:
    return msgspec.structs.replace(event, text=None) if isinstance(event, Dispatch) and event.text else event


def _without_candidates(event: Event, dice: random.Random) -> Event:
    return msgspec.structs.replace(event, candidates=[]) if event.candidates else event


def _unsure(event: Event, dice: random.Random) -> Event:
    return msgspec.structs.replace(event, confidence=None) if isinstance(event, Cctv) else event


def _shaken(event: Event, dice: random.Random) -> Event:
    if event.lat is None or event.lon is None:
        return event
    return msgspec.structs.replace(
        event, lat=event.lat + dice.uniform(-SHAKE_DEG, SHAKE_DEG), lon=event.lon + dice.uniform(-SHAKE_DEG, SHAKE_DEG)
    )


def _no_lexicon(rules: Rules) -> Rules:
    return msgspec.structs.replace(rules, lexicon=LexiconRule())


PARTS: Final = (
    Part("words (calls without their text)", event=_wordless),
    Part("lexicon (all words alike)", rules=_no_lexicon),
    Part("adaptive background of calls (never learned)", rules=_never_learns),
    Part("kind (one middling kind for all)", rules=_one_kind),
    Part("a report for several kinds (only its likeliest)", rules=_one_report_one_kind, thorough=True),
    Part("exact address (coordinates shaken by 0.5 m)", event=_shaken),
    Part("candidates and place names (no gazetteer)", event=_without_candidates, places=False),
    Part("position error by channel (45 m for all)", rules=_one_error, thorough=True),
    Part("detectors' confidence", event=_unsure, thorough=True),
)
