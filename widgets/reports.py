"""What a report says, in the reader's language: codes of the wire become words, people's words stay as they are."""

from __future__ import annotations

from alerts.wording import Wording


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
        return quantity if head.endswith("bell") else f"{quantity} {rest}".strip()
    return text


def _word(name: str, otherwise: str, wording: Wording) -> str:
    known = f"report-{name}"
    return wording(known) if name.replace("-", "").replace("_", "").isalnum() and wording.has(known) else otherwise
