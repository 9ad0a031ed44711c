"""Why two reports are one incident or two, which is data, as sentences an operator understands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo
from math import exp

from alerts.explaining import Comparison, Obstacle, Side
from alerts.incidents import KINDS
from alerts.wording import Wording
from widgets.moments import span
from widgets.reasons import Reasons, Sentence


class Explanations:
    """Makes sentences of comparisons; ``zone`` is the clock that times are given on."""

    def __init__(self, wording: Wording, zone: tzinfo) -> None:
        self._wording = wording
        self._zone = zone
        self._reasons = Reasons(wording, zone)

    def verdict(self, found: Comparison, named: Callable[[str], str] = lambda _key: "") -> str:
        """One incident or two, and which; ``named`` gives a key's incident by its title, if it is known."""
        first, second = (named(side.key) or self._incident(side) for side in (found.first, found.second))
        if found.together:
            return self._wording("explain-together", incident=first)
        return self._wording("explain-apart", first=first, second=second)

    def sides(self, found: Comparison) -> list[Sentence]:
        """The two reports, the earlier one first: when, by what channel, what it said, and where it was put."""
        return [self._side(side) for side in (found.first, found.second)]

    def reasons(self, found: Comparison) -> list[Sentence]:
        """Why they were joined, or what stood against it, the decisive first; at the end how much evidence there was."""
        if found.together:
            how = [side.how for side in (found.second, found.first) if side.how is not None and side.how.rule != "open"]
            said = [self._reasons.sentence(reason) for reason in how[:1]]
        else:
            said = [self.obstacle(one, found) for one in found.against]
        return [*said, *self._evidence(found)]

    def obstacle(self, one: Obstacle, found: Comparison) -> Sentence:
        """One thing that stood against the join."""
        return Sentence(self._obstacle(one, found))

    def side(self, side: Side) -> Sentence:
        """One report: when, by what channel, what it said, and where it was put."""
        return self._side(side)

    def alone(self, against: Sequence[Obstacle]) -> list[Sentence]:
        """Why an event is in no incident at all."""
        return [Sentence(self._obstacle(one, None)) for one in against]

    # -- within

    def _obstacle(self, one: Obstacle, found: Comparison | None) -> str:
        say, value, limit = self._wording, one.value or 0.0, one.limit or 0.0
        detail = "alone" if one.code == "better" and one.limit is None else one.detail
        name = next((name for name in (f"explain-{one.code}-{detail}", f"explain-{one.code}") if say.has(name)), "")
        if not name:
            return f"{one.code} {detail}".strip()
        first, _, second = (self._named(part) for part in detail.partition("/"))
        instead = found.better.incident if found is not None and found.better is not None else ""
        return say(
            name, detail=detail, first=first, second=second, kind=first, entity=self._reasons.entity(detail),
            metres=str(round(value)), limit=str(round(limit)), count=str(round(value)), rate=f"{value:.2g}",
            span=span(say, value), until=span(say, limit), times=times(value), needed=times(limit),
            incident=instead or say("explain-unnumbered"),
        )  # fmt: skip

    def _named(self, name: str) -> str:
        """A kind or a status in words; a district's code as it is."""
        if name in KINDS:
            return self._wording(f"kind-{name}")
        known = f"explain-status-{name}"
        return self._wording(known) if name and self._wording.has(known) else name or "-"

    def _evidence(self, found: Comparison) -> list[Sentence]:
        """How far, how long after, how much evidence, and what it was made of."""
        say, said = self._wording, []
        if found.metres is not None and found.seconds is not None and not found.together:
            said.append(Sentence(say("explain-where", metres=str(round(found.metres)), span=span(say, found.seconds))))
        if found.nats is not None and found.together:
            said.append(Sentence(say("explain-odds-together", times=times(found.nats))))
        elif found.nats is not None and found.needed is not None and all(one.code != "weak" for one in found.against):
            said.append(Sentence(say("explain-odds", times=times(found.nats), needed=times(found.needed))))
        if found.terms:
            said.append(Sentence(say("explain-terms", terms=self._reasons.terms(found.terms))))
        if not found.exact:
            said.append(Sentence(say("explain-rebuilt")))
        return said

    def _side(self, side: Side) -> Sentence:
        channel = self._wording(f"channel-{side.channel}") if self._wording.has(f"channel-{side.channel}") else side.channel
        time = side.time.astimezone(self._zone).strftime("%H:%M:%S")
        text = self._wording("explain-side", time=time, channel=channel, name=f"{side.source}:{side.id}")
        said = " · ".join(part for part in (text, side.place, f"“{side.text}”" if side.text else "") if part)
        where = self._wording("explain-side-in", incident=self._incident(side)) if side.key else self._incident(side)
        return Sentence(said, where)

    def _incident(self, side: Side) -> str:
        return side.incident or self._wording("explain-unnumbered" if side.key else "explain-side-nowhere")


def times(nats: float) -> str:
    """Odds as a number people read: two figures, or how far below one."""
    odds = exp(max(-30.0, min(30.0, nats)))
    if odds >= 10_000.0:
        return f"{float(f'{odds:.0e}'):,.0f}"
    return f"{float(f'{odds:.2g}'):,g}" if odds >= 0.01 else f"1/{float(f'{1.0 / odds:.1g}'):,.0f}"
