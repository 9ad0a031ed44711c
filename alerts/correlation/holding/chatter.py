"""How often one device has said the same: one alarm with a count, where others would ring each time (ISA-18.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from alerts.correlation.reading.report import Report
from alerts.events import EventRef
from alerts.incidents import Reason
from alerts.rules import ChatterRule

RULE: Final = "chatter"
_CHANNELS: Final = frozenset({"cctv", "sensor"})


def chatter(members: Sequence[Report], channels: dict[str, int], rule: ChatterRule) -> list[Reason]:
    """For each device among an incident's members that chatters: how often in its last burst, and in how many seconds.

    A burst holds alarms of one device that follow one another within the off-delay; it chatters if so many of them, as the
    rule says, lie within its window.
    """
    if sum(channels.get(channel, 0) for channel in _CHANNELS) < rule.many:
        return []
    alarms: dict[tuple[str, int], list[Report]] = {}
    for member in members:
        if member.channel in _CHANNELS and member.rule >= 0:
            alarms.setdefault((member.origin, member.rule), []).append(member)
    return [
        _told(burst)
        for found in alarms.values()
        if len(found) >= rule.many and _chatters(burst := _last_burst(sorted(found, key=_when), rule), rule)
    ]


def _last_burst(alarms: list[Report], rule: ChatterRule) -> list[Report]:
    begins = len(alarms) - 1
    while begins > 0 and alarms[begins].time - alarms[begins - 1].time <= rule.off_delay_s:
        begins -= 1
    return alarms[begins:]


def _chatters(burst: list[Report], rule: ChatterRule) -> bool:
    last = rule.many - 1
    return any(later.time - earlier.time <= rule.within_s for earlier, later in zip(burst, burst[last:], strict=False))


def _told(burst: list[Report]) -> Reason:
    first, last = burst[0], burst[-1]
    refs = [EventRef(report.order[1], report.order[2]) for report in (first, last)]
    return Reason(
        RULE,
        last.event.time,
        refs,
        last.channel,
        last.origin,
        seconds=round(last.time - first.time, 3),
        value=float(len(burst)),
    )


def _when(report: Report) -> tuple[float, str, str]:
    return report.time, report.order[1], report.order[2]
