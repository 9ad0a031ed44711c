"""An incident's reasons, which are data, as sentences a person can weigh."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from math import exp
from typing import Final

from alerts.incidents import KEY_SEPARATOR, Incident, Reason, Related
from alerts.wording import Wording
from widgets.findings import finding_name, finding_text
from widgets.moments import span

_WORDS_SHOWN: Final = 4
_TERMS_SHOWN: Final = 6
_LEAST_TERM: Final = 0.05
_DECLARED: Final = ("pattern", "suppressed", "maintenance", "released")
"""Reasons that follow from what a city has declared; their words are its title, in Korean and in English."""
_SEVERAL: Final = ("finding", "pattern")
"""Reasons of which each says something else: that an SOS was cancelled is not told by the journey being overdue."""
_HARDLY: Final = 0.05
"""Fewer than this are called hardly any."""
_FEW: Final = 10.0
"""A usual number below this is told with one decimal."""
_SURE_NATS: Final = 9.2
"""Odds of ten thousand to one: beyond that a figure tells nobody more."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What to say, and what to add more quietly after it (a figure beside the usual, a time)."""

    text: str
    aside: str = ""


class Reasons:
    """Makes sentences of reasons; ``zone`` is the clock that times are given on."""

    def __init__(self, wording: Wording, zone: tzinfo) -> None:
        self._wording = wording
        self._zone = zone

    def summary(self, incident: Incident) -> list[Sentence]:
        """Why this is one incident, the strongest reasons first, each kind of reason once. Never empty."""
        found: dict[str, list[Reason]] = {}
        for reason in incident.why:
            found.setdefault(reason.rule, []).append(reason)
        joins = found.get("join", [])
        said = [
            self._together(incident, joins),
            self._entities(found.get("entity", [])),
            self._words(incident, joins),
            *(self.sentence(reason) for reason in _latest(found.get("surge", []))),
            *self._channels(incident),
            *(
                self.sentence(reason)
                for name in ("finding", "pattern", "chatter", "suppressed", "maintenance", "area", "operator")
                for reason in (_each if name in _SEVERAL else _latest)(found.get(name, []))
            ),
            *(self.sentence(reason) for reason in _latest(found.get("place", []))),
            self._late(found.get("late", [])),
        ]
        kept = [sentence for sentence in said if sentence is not None]
        return kept or [Sentence(self._wording("reason-single"))]

    def priority(self, incident: Incident) -> Sentence | None:
        """Why it has this priority: the last thing that changed it."""
        raised = [reason for reason in incident.why if reason.rule == "priority"]
        return self.sentence(raised[-1], incident.priority) if raised else None

    def every(self, incident: Incident) -> list[Sentence]:
        """Each reason by itself, in the order in which they came."""
        return [self.sentence(reason) for reason in incident.why]

    def related(self, related: Related) -> Sentence:
        """Why another incident may be the same one (nothing where only place and time speak for it); its name."""
        if related.why.rule in _DECLARED:
            return Sentence(self.sentence(related.why).text, related.id)
        how = " · ".join(part for part in (self._how(related.why), self._odds([related.why])) if part)
        # until it has its number it is known by its key, which nobody can read
        name = self._wording("reason-related-unnumbered") if KEY_SEPARATOR in related.id else related.id
        return Sentence(self._wording("reason-related", how=how) if how else "", name)

    def sentence(self, reason: Reason, priority: int | None = None) -> Sentence:
        """One reason; ``priority`` where it is known which one a rule led to."""
        if reason.rule == "join":
            return self._join(reason)
        if reason.rule == "priority":
            return self._priority(reason, priority)
        if reason.rule == "surge":
            return self._surge(reason)
        say, time = self._wording, self._time(reason.time)
        if reason.rule == "gathered":
            how = self._how(reason)
            text = say("reason-gathered", channel=self._channel(reason.channel), how=how)
            return Sentence(text, time)
        if reason.rule == "open":
            return Sentence(say("reason-open", channel=self._channel(reason.channel)), time)
        if reason.rule == "entity":
            return Sentence(
                say("reason-entity", entity=self.entity(reason.entity), channel=self._channel(reason.channel)), time
            )
        if reason.rule == "sources":
            return Sentence(say("reason-sources", count=int(reason.value or 0)), time)
        if reason.rule == "finding":
            return Sentence(finding_text(say, reason), time)
        if reason.rule in ("area", *_DECLARED):
            return Sentence(say(f"reason-{reason.rule}", detail=declared(say, reason) or say("reason-unnamed")), time)
        if reason.rule == "chatter":
            return self._chatter(reason)
        if reason.rule == "place":
            name = f"reason-place-{reason.detail}"
            told = say(name if reason.detail and say.has(name) else "reason-place")
            return Sentence(f"{told} ({', '.join(reason.words)})" if reason.words else told, time)
        if reason.rule == "operator":
            known = reason.detail in ("merge", "unmerge", "split", "unlink", "kind", "priority")
            return Sentence(say(f"reason-operator-{reason.detail}" if known else "reason-operator"), time)
        if reason.rule == "late":
            return Sentence(say("reason-late", count=1), time)
        return Sentence(say("reason-other", rule=reason.rule, detail=reason.detail or ""), time)

    def entity(self, entity: str | None) -> str:
        """``call_id`` in words; an entity may carry its value after a colon or an equals sign."""
        name, _, value = (entity or "").replace("=", ":").partition(":")
        known = f"reason-entity-{name}"
        said = self._wording(known) if name and self._wording.has(known) else self._wording("reason-entity-other")
        return f"{said} {value}".strip()

    def terms(self, terms: Mapping[str, float]) -> str:
        """What a score is made of, the heaviest first: ``평소와 견줌 +9.5 · 시간 -0.3``."""
        named = {name: nats for name, nats in terms.items() if name != "rest" and self._wording.has(f"explain-term-{name}")}
        heaviest = sorted(named.items(), key=lambda term: (-abs(term[1]), term[0]))[:_TERMS_SHOWN]
        shown = {name: nats for name, nats in heaviest if abs(nats) >= _LEAST_TERM}
        rest = sum(terms.values()) - sum(shown.values())  # what is read must add up to what decided
        if abs(rest) >= _LEAST_TERM:
            shown["rest"] = rest
        return " · ".join(self._wording(f"explain-term-{name}", nats=f"{nats:+.1f}") for name, nats in shown.items())

    # -- within

    def _together(self, incident: Incident, joins: Sequence[Reason]) -> Sentence | None:
        """So many sources, within this time and distance, beside what is usual here."""
        if incident.sources < 2 and incident.reports < 2:
            return None
        times = [member.time for member in incident.members] or [incident.opened, incident.updated]
        lasted = span(self._wording, (max(times) - min(times)).total_seconds())
        distances = [reason.distance_m for reason in joins if reason.distance_m is not None]
        count = max(incident.sources, 1)
        if distances:
            metres = _round_up(max(distances))
            text = self._wording("reason-together", sources=count, span=lasted, metres=metres)
        else:
            text = self._wording("reason-together-time", sources=count, span=lasted)
        return Sentence(text, self._odds(joins))

    def _odds(self, joins: Iterable[Reason]) -> str:
        nats = max((reason.nats for reason in joins if reason.nats is not None), default=0.0)
        if nats < 1.0:
            return ""
        if nats >= _SURE_NATS:
            return self._wording("reason-odds-sure")
        return self._wording("reason-odds", times=_two_figures(exp(nats)))

    def _entities(self, reasons: Sequence[Reason]) -> Sentence | None:
        if not reasons:
            return None
        counted = Counter(self.entity(reason.entity) for reason in reasons)
        name, count = counted.most_common(1)[0]
        return Sentence(self._wording("reason-entities", entity=name, count=count))

    def _words(self, incident: Incident, joins: Sequence[Reason]) -> Sentence | None:
        """What callers said alike; the name of the place is no evidence of what happened there."""
        place = incident.place.casefold()
        counted = Counter(word for reason in joins for word in reason.words if word.lstrip("@").casefold() not in place)
        if not counted:
            return None
        words = sorted(counted, key=lambda word: (-counted[word], word))[:_WORDS_SHOWN]
        return Sentence(self._wording("reason-words", words=", ".join(f"“{word}”" for word in words)))

    def _channels(self, incident: Incident) -> list[Sentence]:
        """What other channels say: one line each, for what opened it says nothing about itself."""
        if not incident.members:
            return []
        first = incident.members[0]
        said = []
        for channel in dict.fromkeys(member.channel for member in incident.members):
            times = [member.time for member in incident.members if member.channel == channel]
            if channel != first.channel:
                after = span(self._wording, max(0.0, (min(times) - first.time).total_seconds()))
                said.append(
                    Sentence(self._wording("reason-channel", channel=self._channel(channel), count=len(times), span=after))
                )
        return said

    def _late(self, reasons: Sequence[Reason]) -> Sentence | None:
        return Sentence(self._wording("reason-late", count=len(reasons))) if reasons else None

    def _join(self, reason: Reason) -> Sentence:
        how, channel = self._how(reason), self._channel(reason.channel)
        text = self._wording("reason-join", channel=channel, how=how) if how else ""
        usual = ""
        if reason.background is not None:
            usual = self._wording("reason-background", rate=f"{reason.background:.2g}")
        aside = " · ".join(part for part in (self._odds([reason]), usual, self._time(reason.time)) if part)
        return Sentence(text or self._wording("reason-join-plain", channel=channel), aside)

    def _how(self, reason: Reason) -> str:
        """Distance, time and words: what evidence there is."""
        parts = []
        if reason.distance_m is not None:
            parts.append(self._wording("metres", n=str(round(reason.distance_m))))
        if reason.seconds is not None:
            parts.append(span(self._wording, abs(reason.seconds)))
        if reason.words:
            parts.append(", ".join(f"“{word.lstrip('@')}”" for word in reason.words[:_WORDS_SHOWN]))
        return " · ".join(parts)

    def _priority(self, reason: Reason, priority: int | None) -> Sentence:
        what = declared(self._wording, reason) if len(reason.words) == 2 else rule_text(self._wording, reason.detail or "")
        if priority is None:
            return Sentence(self._wording("reason-priority-rule", what=what), self._time(reason.time))
        return Sentence(self._wording("reason-priority", what=what, priority=str(priority)), self._time(reason.time))

    def _surge(self, reason: Reason) -> Sentence:
        """So many reports in so long, beside how many are usual."""
        usual = reason.background or 0.0
        name = "reason-surge" if usual >= _HARDLY else "reason-surge-rare"
        lasted = span(self._wording, reason.seconds or 0.0)
        told = f"{usual:.1f}" if usual < _FEW else f"{usual:.0f}"
        text = self._wording(name, count=int(reason.value or 0), span=lasted, usual=told)
        return Sentence(text, self._time(reason.time))

    def _chatter(self, reason: Reason) -> Sentence:
        """One device, so many times in so long."""
        device = (reason.entity or "").partition(":")[2]
        return Sentence(
            self._wording(
                "reason-chatter", channel=self._channel(reason.channel), device=device, count=int(reason.value or 0),
                span=span(self._wording, reason.seconds or 0.0),
            ),
            self._time(reason.time),
        )  # fmt: skip

    def _channel(self, channel: str | None) -> str:
        known = f"channel-{channel}"
        return self._wording(known) if channel and self._wording.has(known) else channel or self._wording("reason-report")

    def _time(self, moment: datetime) -> str:
        return moment.astimezone(self._zone).strftime("%H:%M")


def declared(wording: Wording, reason: Reason) -> str:
    """The title of what a city has declared, in the language of the screen; its name where it has none."""
    if len(reason.words) == 2:
        return reason.words[0 if wording.language == "ko" else 1]
    return reason.detail or ""


def rule_text(wording: Wording, name: str) -> str:
    """What a rule of rules.toml says, in words; its name where a city has added it."""
    known = f"reason-rule-{name}"
    if (found := finding_name(wording, name)) is not None:
        return found
    return wording(known) if name and wording.has(known) else wording("reason-rule-other", name=name)


def _each(reasons: Sequence[Reason]) -> Sequence[Reason]:
    """The latest of each, in the order of their times."""
    latest = {reason.detail: reason for reason in reasons}
    return sorted(latest.values(), key=lambda reason: reason.time)


def _latest(reasons: Sequence[Reason]) -> Sequence[Reason]:
    return reasons[-1:]


def _round_up(metres: float) -> str:
    """To the next 5 m below 100, the next 50 above: a bound, not a measurement."""
    step = 5 if metres <= 100 else 50
    return str(max(step, -(-int(metres + 0.999) // step) * step))


def _two_figures(number: float) -> str:
    digits = max(0, len(str(int(number))) - 2)
    return f"{round(number, -digits):.0f}"
