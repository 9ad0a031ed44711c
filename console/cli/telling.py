"""Explanations as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alerts.explaining import Comparison, Explanation, Found
from alerts.incidents import Incident
from alerts.wording import Wording
from widgets.explanations import Explanations
from widgets.findings import fact_text
from widgets.moments import korean_time
from widgets.reasons import Reasons, Sentence


def tell(found: Found, language: str) -> Iterator[str]:
    """The lines that say it, in this language."""
    wording, zone = Wording(language), korean_time()
    explanations, reasons = Explanations(wording, zone), Reasons(wording, zone)
    if isinstance(found, Comparison):
        yield explanations.verdict(found)
        yield from _bullets(explanations.sides(found))
        yield wording("explain-for" if found.together else "explain-against")
        yield from _bullets(explanations.reasons(found))
    elif isinstance(found, Explanation):
        yield from _explanation(found, wording, explanations, reasons)


def _explanation(found: Explanation, wording: Wording, explanations: Explanations, reasons: Reasons) -> Iterator[str]:
    if found.event is not None:
        yield from _bullets([explanations.side(found.event)])
    incident = found.incident
    if incident is None:
        yield from _bullets(explanations.alone(found.against))
        return
    title = incident.title if wording.language == "ko" else incident.title_en
    named = incident.id or wording("explain-unnumbered")
    yield wording("explain-head", id=named, priority=str(incident.priority), title=title or incident.title)
    yield wording("explain-why")
    yield from _bullets(reasons.summary(incident))
    yield wording("explain-priority")
    yield from _bullets(_priority(incident, wording, reasons))
    yield wording("explain-reports")
    yield from _bullets(reasons.sentence(reason) for reason in found.why if reason.rule in ("open", "join", "entity"))
    if incident.facts:
        yield wording("explain-facts")
        yield from _bullets(Sentence(fact_text(wording, fact)) for fact in incident.facts)
    if found.related:
        yield wording("explain-related")
        for related in found.related:
            said = reasons.related(related)
            yield f"  • {said.aside}  {said.text}".rstrip()


def _priority(incident: Incident, wording: Wording, reasons: Reasons) -> list[Sentence]:
    """Where it began, if that was an alarm already, and what raised it."""
    first = incident.history[0].priority if incident.history else 4
    began = [Sentence(wording("explain-opened-at", priority=str(first)))] if first < 4 else []
    became = {(change.time, change.why): change.priority for change in incident.history if change.change == "priority"}
    raised = [reasons.sentence(why, became.get((why.time, why.detail or ""))) for why in incident.why if why.rule == "priority"]
    return [*began, *raised] or [Sentence(wording("explain-nothing-raised"))]


def _bullets(sentences: Iterable[Sentence]) -> Iterator[str]:
    for sentence in sentences:
        yield f"  • {sentence.text}" + (f"  ({sentence.aside})" if sentence.aside else "")
