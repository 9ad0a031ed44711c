"""What followers of streams found and what they know of an incident, in words."""

from __future__ import annotations

from alerts.incidents import Fact, Reason
from alerts.wording import Wording
from widgets.reports import unit_text


def finding_text(wording: Wording, reason: Reason) -> str:
    """A finding as a sentence with its figures; its bare data where a city has added it."""
    name = reason.detail or ""
    known = f"finding-{name}"
    value = "" if reason.value is None else figure(reason.value)
    return wording(
        known if wording.has(known) else "finding-other", name=name, value=value, unit=reason.unit,
        text=word(wording, reason.text),
    ).strip()  # fmt: skip


def finding_name(wording: Wording, name: str) -> str | None:
    """A finding's short name, None where it is none that the screens know."""
    known = f"finding-short-{name}"
    return wording(known) if wording.has(known) else None


def fact_text(wording: Wording, fact: Fact) -> str:
    """A fact in words: its name and figures, and what it names."""
    known = f"fact-{fact.name.replace('_', '-')}"
    value = "" if fact.value is None else figure(fact.value)
    text, unit = fact.text, unit_text(fact.unit, wording)
    if fact.name == "rate" and fact.value is not None:
        value = f"+{value}" if fact.value > 0 else value
        unit = unit_text(fact.unit.removesuffix("/h"), wording)
    if fact.name == "heading" and fact.value is not None:
        text = wording(f"outward-compass-{round(fact.value / 45.0) % 8}")  # nobody on the radio says 90 degrees
    return wording(
        known if wording.has(known) else "fact-other", name=fact.name, value=value, unit=unit,
        text=word(wording, text) or wording("fact-none"),
    ).strip()  # fmt: skip


def word(wording: Wording, text: str) -> str:
    """A word of the data (``en_route``) in the language of the screen; anything else, such as names, as it is."""
    known = f"finding-word-{text}"
    return wording(known) if text.isidentifier() and text.isascii() and wording.has(known) else text


def figure(value: float) -> str:
    """At most three figures that say something: 7, 0.35, 12.4, 340."""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
