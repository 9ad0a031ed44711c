"""The three kinds of pattern as pure functions: a state and an event, or a state and a deadline, give the next state.

Deadlines also clear away what is too old to matter, so a group that falls silent leaves nothing behind.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from alerts.patterns.state import MOST, GroupState, Outcome, Seen
from alerts.rules import PatternRule

AFTER: Final = 1
WITHOUT: Final = 2
_NOTHING: Final = GroupState()


def follow(rule: PatternRule, state: GroupState | None, seen: Seen, at_home: bool) -> Outcome:
    """One more event of this group. ``at_home``: it lies in the group itself, not only within reach of it."""
    outcome = _FOLLOW[rule.type](rule, state or _NOTHING, seen, at_home)
    if outcome.due is not None and outcome.due <= seen.time:  # due at this very moment, which has more events to come
        outcome = outcome._replace(due=math.nextafter(seen.time, math.inf))
    return outcome


def begins(rule: PatternRule, bits: int) -> bool:
    """Whether an event that fits these selectors means something in a group of which nothing is remembered."""
    if rule.type == "absence":
        return bool(bits & AFTER) or rule.before_s > 0.0
    return rule.type == "count" or bool(bits & ((1 << len(rule.steps) - 1) - 1))


def lapse(rule: PatternRule, state: GroupState, time: float) -> Outcome:
    """A deadline has come (seconds since the epoch), after all events of that moment."""
    met: tuple[tuple[Seen, ...], ...] = ()
    kept = tuple(one for one in state.seen if _ends(rule, one) > time)
    quiet = state.quiet if state.quiet > time else -math.inf
    if rule.type == "absence":
        overdue = [one for one in state.seen if one.bits & AFTER and one.time + rule.within_s <= time]
        if overdue and time > state.quiet:
            met = tuple((one,) for one in overdue)
            if rule.by == "entity":
                quiet = time + rule.within_s
    return _outcome(rule, GroupState(kept, quiet), met)


def _count(rule: PatternRule, state: GroupState, seen: Seen, at_home: bool) -> Outcome:
    """So many different ones near the newest within the window."""
    window = _window(state.seen, seen.time - rule.within_s)
    met: tuple[tuple[Seen, ...], ...] = ()
    quiet = state.quiet
    if at_home:
        name = _NAMES[rule.distinct]
        different = {name(one): one for one in window if one.is_near(seen, rule.metres)}
        different[name(seen)] = seen
        if len(different) >= (rule.many or 1):
            if seen.time > quiet:
                met = (tuple(sorted(different.values(), key=_order)),)
            quiet = seen.time + rule.within_s
    return _outcome(rule, GroupState((*window, seen), quiet), met)


def _sequence(rule: PatternRule, state: GroupState, seen: Seen, at_home: bool) -> Outcome:
    """The steps one after the other: from the last backwards, each time the latest that fits."""
    window = _window(state.seen, seen.time - rule.within_s)
    last = len(rule.steps) - 1
    quiet = state.quiet
    if at_home and seen.bits & (1 << last):
        chain = _chain(rule, window, seen, last)
        if chain:
            used = {one.ref for one in chain}
            window = tuple(one for one in window if one.ref not in used)
            met = (chain,) if seen.time > quiet else ()
            return _outcome(rule, GroupState(window, seen.time + rule.within_s), met)
    if seen.bits & ((1 << last) - 1):
        window = (*window, seen)
    return _outcome(rule, GroupState(window, quiet), ())


def _chain(rule: PatternRule, window: tuple[Seen, ...], newest: Seen, last: int) -> tuple[Seen, ...]:
    chain = [newest]
    step = last - 1
    for one in reversed(window):
        if step < 0:
            break
        if one.bits & (1 << step) and one.is_near(newest, rule.metres):
            chain.append(one)
            step -= 1
    return tuple(reversed(chain)) if step < 0 else ()


def _absence(rule: PatternRule, state: GroupState, seen: Seen, at_home: bool) -> Outcome:
    """Waits after each first event; what it waits for ends the wait of all it is near to."""
    kept = state.seen
    if seen.bits & WITHOUT:
        kept = tuple(one for one in kept if not (one.bits & AFTER and one.is_near(seen, rule.metres)))
        if rule.before_s:
            kept = (*kept, seen)
    elif at_home:
        early = any(
            one.bits & WITHOUT and one.time >= seen.time - rule.before_s and one.is_near(seen, rule.metres) for one in kept
        )
        waiting = any(one.bits & AFTER and (rule.by == "entity" or one.origin == seen.origin) for one in kept)
        if not early and not waiting:
            kept = (*kept, seen)
    return _outcome(rule, GroupState(kept, state.quiet), ())


def _ends(rule: PatternRule, seen: Seen) -> float:
    """Until when an event is remembered."""
    if rule.type == "absence" and seen.bits & WITHOUT:
        return seen.time + rule.before_s
    return seen.time + rule.within_s


def _outcome(rule: PatternRule, state: GroupState, met: tuple[tuple[Seen, ...], ...]) -> Outcome:
    """Bounded, gone where there is nothing to remember, and with the time to ask again: to find, or to clear up."""
    seen, quiet = state.seen[-MOST:], state.quiet
    if not seen and quiet == -math.inf:
        return Outcome(None, met)
    if rule.type == "absence":
        ends = [_ends(rule, one) for one in seen]
        due = min(ends if quiet == -math.inf else [*ends, quiet])
    else:  # in a crowded place this is asked for every event: the last one ends last, and nobody else need be looked at
        due = max(seen[-1].time + rule.within_s, quiet) if seen else quiet
    return Outcome(GroupState(seen, quiet), met, due)


def _window(seen: tuple[Seen, ...], since: float) -> tuple[Seen, ...]:
    """Those from then on; they ascend, so it is the first few that go."""
    gone = 0
    for one in seen:
        if one.time >= since:
            break
        gone += 1
    return seen[gone:] if gone else seen


def _order(seen: Seen) -> tuple[float, str, str]:
    return seen.time, seen.source, seen.id


def _event(seen: Seen) -> str:
    return f"{seen.source}\x1f{seen.id}"


def _origin(seen: Seen) -> str:
    return seen.origin


def _feed(seen: Seen) -> str:
    return seen.source


_NAMES: Final[dict[str, Callable[[Seen], str]]] = {"event": _event, "origin": _origin, "feed": _feed}
_FOLLOW: Final[dict[str, Callable[[PatternRule, GroupState, Seen, bool], Outcome]]] = {
    "count": _count, "sequence": _sequence, "absence": _absence,
}  # fmt: skip
