"""Tuning: fit on the first two thirds of each recording, keep what does no harm there, score on the last third."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from alerts.correlation import Places
from alerts.escalation import FEATURES, EscalationRule
from alerts.rules import Rules
from alerts.tuning.cases import Case, CaseReader, Cases
from alerts.tuning.escalation import fitted
from alerts.tuning.figures import Changed, Left, applied
from alerts.tuning.proposals import proposals
from alerts.tuning.scoring import Outcome, Recorded, goodness, scored

FIT: Final = 2.0 / 3.0
"""Share of a recording that is fitted to; the rest is held out."""
CHECKED: Final = (1.0 / 3.0, FIT)
"""The part on which a group of figures must do no harm."""
HARM: Final = 0.001
JOIN_STEP: Final = 0.3
JOIN_GAIN: Final = 0.003
"""The threshold for joining moves only for so much more agreement: it weighs everything."""
JOIN_RANGE: Final = (0.5, 4.0)

Say = Callable[[str], None]


@dataclass(slots=True)
class Tuned:
    """What came of it. ``before`` and ``after`` are scored on what was held out; None without recordings."""

    rules: Rules
    changed: list[Changed] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    before: Outcome | None = None
    after: Outcome | None = None


def tune(rules: Rules, places: Places, recordings: list[Recorded], confirmed: Cases, say: Say) -> Tuned:
    """Fit the rules' figures to recordings whose truth is known, and to incidents that people have ``confirmed``.

    Group by group: one that makes the fitted part worse is left. The rules given are not changed.
    """
    tuned = Tuned(rules)
    reader = CaseReader(rules, places)
    cases: list[Case] = list(confirmed.cases)
    hours = 0.0
    for one in recordings:
        known = reader.read(one.events, one.truth, one.at(FIT), (one.at(FIT) - one.start) / 3600.0)
        cases += known.cases
        hours += known.hours
    best = 0.0
    if recordings:
        say("scoring the rules as they are")
        best = goodness(scored(rules, places, recordings, CHECKED))
    for name, (changed, left) in proposals(rules, Cases(cases, hours)).items():
        tuned.left += left
        if not changed:
            continue
        tried = applied(tuned.rules, changed)
        if recordings:
            say(f"trying {name}")
            now = goodness(scored(tried, places, recordings, CHECKED))
            if now < best - HARM:
                tuned.left += [
                    Left(one.path, f"{one.new:g} would have harmed agreement ({now:.4f}, {best:.4f})") for one in changed
                ]
                continue
            best = max(best, now)
        tuned.rules = tried
        tuned.changed += changed
    if recordings:
        _threshold(tuned, places, recordings, best, say)
        _escalation(tuned, places, recordings, say)
        say("scoring what was held out")
        tuned.before = scored(rules, places, recordings, (FIT, 1.0))
        tuned.after = scored(tuned.rules, places, recordings, (FIT, 1.0))
    return tuned


def _threshold(tuned: Tuned, places: Places, recordings: list[Recorded], best: float, say: Say) -> None:
    """Climb to the threshold for joining that agrees best."""
    path = ("engine", "join_nats")
    known = value = tuned.rules.engine.join_nats
    for step in (JOIN_STEP, -JOIN_STEP):
        while JOIN_RANGE[0] <= value + step <= JOIN_RANGE[1]:
            say(f"trying join_nats = {value + step:g}")
            tried = applied(tuned.rules, [Changed(path, known, round(value + step, 3), "")])
            now = goodness(scored(tried, places, recordings, CHECKED))
            if now < best + JOIN_GAIN:
                break
            value, best = round(value + step, 3), now
        if value != known:
            break
    if value == known:
        tuned.left.append(Left(path, "no other threshold agrees better"))
        return
    reports = sum(len(one.truth) for one in recordings)
    change = Changed(path, known, value, f"agreement on the fitted part of {reports} labelled events")
    tuned.changed.append(change)
    tuned.rules = applied(tuned.rules, [change])


def _escalation(tuned: Tuned, places: Places, recordings: list[Recorded], say: Say) -> None:
    """Fit the probability of a major incident to how incidents grew under the rules as they are now."""
    known = tuned.rules.escalation
    if known is None:
        return
    say("fitting escalation")
    samples = scored(tuned.rules, places, recordings, (0.0, FIT)).samples
    found = fitted(samples, known)
    major = sum(sample.major for sample in samples)
    if found is None:
        tuned.left.append(Left(("escalation",), f"too few data: {major} stages of major incidents among {len(samples)}"))
        return
    why = f"{len(samples)} stages of incidents, {major} of major ones"
    for path, old, new in _differences(known, found):
        tuned.changed.append(Changed(path, old, new, why))
    tuned.rules = applied(tuned.rules, [change for change in tuned.changed if change.path[0] == "escalation"])


def _differences(known: EscalationRule, found: EscalationRule) -> list[tuple[tuple[str, ...], float, float]]:
    differences: list[tuple[tuple[str, ...], float, float]] = [
        (("escalation", name), float(getattr(known, name)), float(getattr(found, name))) for name in ("intercept", *FEATURES)
    ]
    differences += [
        (("escalation", "kinds", kind), known.kinds.get(kind, 0.0), value) for kind, value in sorted(found.kinds.items())
    ]
    return [one for one in differences if one[1] != one[2]]
