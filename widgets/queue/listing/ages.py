"""How old an incident is, as a running figure."""

from __future__ import annotations

from alerts.wording import Wording

_HOUR = 3600
_DAY = 86_400


def age(wording: Wording, seconds: float) -> str:
    """``02:10``, ``1:02:10`` from an hour on, in words (``3일``) from four days on. What lies ahead is ``00:00``."""
    whole = max(0, int(seconds))
    if whole < _HOUR:
        return f"{whole // 60:02d}:{whole % 60:02d}"
    if whole < 4 * _DAY:
        return f"{whole // _HOUR}:{whole // 60 % 60:02d}:{whole % 60:02d}"
    return wording("span-days", n=str(whole // _DAY))


def counts(wording: Wording, channels: dict[str, int]) -> str:
    """``112 ×4 · CCTV ×2``: the most telling channel first."""
    ranked = sorted(channels.items(), key=lambda item: (-item[1], item[0]))
    return " · ".join(f"{wording(f'channel-{name}')} ×{count}" for name, count in ranked if count)
