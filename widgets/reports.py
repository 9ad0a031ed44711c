"""What a report says, in the reader's language: codes of the wire become words, people's words stay as they are."""

from __future__ import annotations

from typing import Final

from alerts.wording import Wording

UNITS: Final = {"1/m2": "per-m2", "ug/m3": "ug-m3"}
"""Units of the wire that nobody says as they are written there."""


def report_text(kind: str, text: str, wording: Wording) -> str:
    """``kind`` is the event's type; ``text`` what the engine took from the event."""
    if kind in ("cctv", "journey", "tracker"):
        return _word(f"{kind}-{text}", text, wording)
    head, _, rest = text.partition(" ")
    if kind == "dispatch":
        stage = _word(f"dispatch-{head}", "", wording)
        return f"{stage} {rest}".strip() if stage else text
    if kind == "vehicle" and rest:
        plate, _, watchlist = text.rpartition(" ")
        return f"{plate} · {_word(f'vehicle-{watchlist}', watchlist, wording)}"
    if kind == "sensor" and rest:
        quantity = _word(f"sensor-{head.replace('_', '-').replace('.', '-')}", head.replace("_", " "), wording)
        value, _, unit = rest.partition(" ")
        return quantity if head.endswith("bell") else f"{quantity} {value} {unit_text(unit, wording)}".strip()
    return text


def unit_text(unit: str, wording: Wording) -> str:
    """A unit as people read it: ``명/㎡`` for ``1/m2``."""
    return wording(f"unit-{UNITS[unit]}") if unit in UNITS else unit


def _word(name: str, otherwise: str, wording: Wording) -> str:
    known = f"report-{name}"
    return wording(known) if name.replace("-", "").replace("_", "").isalnum() and wording.has(known) else otherwise
