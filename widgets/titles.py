"""An incident's title as a screen shows it."""

from __future__ import annotations

from alerts.incidents import Incident


def title_of(incident: Incident, language: str) -> str:
    """The title in this language, without the place, which stands beside it."""
    return plain_title(full_title(incident, language), incident.place)


def full_title(incident: Incident, language: str) -> str:
    """The title in this language, with the place."""
    return (incident.title_en if language == "en" else "") or incident.title


def plain_title(title: str, place: str) -> str:
    """The title without the place at its end: ``건물 화재 · 역삼동`` is ``건물 화재`` where 역삼동 is shown by itself."""
    head = title.removesuffix(f" · {place}") if place else title
    return head or title
