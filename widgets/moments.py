"""Moments and spans of time in words, the same on every screen."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from alerts.wording import Wording

_MINUTE: Final = 60
_HOUR: Final = 3600
_DAY: Final = 86400


def korean_time() -> tzinfo:
    """Korean standard time; nine hours fixed where the machine has no table of time zones (Korea keeps no summer time)."""
    try:
        return ZoneInfo("Asia/Seoul")
    except ZoneInfoNotFoundError:
        return timezone(timedelta(hours=9), "KST")


def at(seconds: float, zone: tzinfo) -> datetime:
    """The moment ``seconds`` after the epoch, on a clock of this zone."""
    return datetime.fromtimestamp(seconds, zone)


def date_long(wording: Wording, moment: datetime) -> str:
    """``2026년 11월 21일 (토)``."""
    return _date(wording, "date-long", moment)


def date_short(wording: Wording, moment: datetime) -> str:
    """``11월 21일 (토)``."""
    return _date(wording, "date-short", moment)


def _date(wording: Wording, identifier: str, moment: datetime) -> str:
    return wording(
        identifier,
        year=str(moment.year),
        month=moment.month,
        day=moment.day,
        weekday=wording(f"weekday-{moment.weekday()}"),
    )


def span(wording: Wording, seconds: float) -> str:
    """How long, in the coarsest words that still help: ``42초``, ``7분``, ``3시간 20분``, ``2일``."""
    whole = max(0, int(seconds))
    if whole < _MINUTE:
        return wording("span-seconds", n=str(whole))
    if whole < _HOUR:
        return wording("span-minutes", n=str(whole // _MINUTE))
    if whole < _DAY:
        hours, minutes = divmod(whole // _MINUTE, 60)
        if minutes and hours < 10:
            return wording("span-hours-minutes", hours=str(hours), minutes=str(minutes))
        return wording("span-hours", n=str(hours))
    return wording("span-days", n=str(whole // _DAY))


def ago(wording: Wording, seconds: float) -> str:
    """``7분 전``."""
    return wording("ago", span=span(wording, seconds))
