"""What a form still lacks before it may be sent: the same check where it is written and where it is sent from."""

from __future__ import annotations

from alerts.outward.directory import Offered
from alerts.outward.forms import Disaster, Form, Person, PublicWarning, Report, Signals, Vehicle, Video, Where
from alerts.outward.shapes import crosses_itself


def lacking(form: Form, offered: Offered) -> list[str]:
    """The names of the fields that are missing or do not do, the first on the screen first; empty where nothing is."""
    missing: list[str] = []
    if isinstance(form, Where) and not isinstance(form, Video) and not _placed(form):
        missing.append("place")
    if isinstance(form, Report | Disaster | Person) and not form.text.strip():
        missing.append("text")
    if isinstance(form, Video) and not form.cameras:
        missing.append("cameras")
    if isinstance(form, Person) and not form.person_ref.strip():
        missing.append("person_ref")
    if isinstance(form, Vehicle) and not form.plate.strip():
        missing.append("plate")
    if isinstance(form, Video | Person | Vehicle):
        if form.purpose not in offered.purposes:
            missing.append("purpose")
        if form.basis not in offered.bases:
            missing.append("basis")
    if isinstance(form, Signals) and (not form.unit_id.strip() or len(form.way) < 2):
        missing.append("unit_id")
    if isinstance(form, PublicWarning):
        missing += _warning(form)
    return missing


def _placed(form: Where) -> bool:
    return bool(form.place.strip()) or (form.lat is not None and form.lon is not None)


def _warning(form: PublicWarning) -> list[str]:
    missing = [name for name in ("event", "headline", "description", "area_name") if not getattr(form, name).strip()]
    circle = form.centre is not None and form.radius_km is not None
    corners = [(spot.lat, spot.lon) for spot in form.polygon]
    if (corners and (len(corners) < 3 or crosses_itself(corners, closed=True))) or not (corners or circle):
        missing.append("area")
    english = (form.headline_en, form.description_en)
    if any(english) and not all(text.strip() for text in english):
        missing.append("description_en" if form.headline_en.strip() else "headline_en")
    return missing
