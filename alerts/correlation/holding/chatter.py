"""How often one device has said the same: one alarm with a count, where others would ring each time (ISA-18.2)."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from typing import Final

from alerts.correlation.reading.report import Report
from alerts.events import EventRef
from alerts.incidents import Reason
from alerts.rules import ChatterRule

RULE: Final = "chatter"
_CHANNELS: Final = frozenset({"cctv", "sensor"})


class Chatter:
    """What the devices among an incident's members have said, and which of them chatter.

    A burst holds alarms of one device that follow one another within the off-delay; it chatters if so many of them, as the
    rule says, lie within its window. Members come and go at the end of an incident, so each costs a step and not a look at
    all of them.
    """

    def __init__(self, rule: ChatterRule) -> None:
        self._rule = rule
        self._devices: dict[tuple[str, int], _Device] = {}
        self._loud: dict[tuple[str, int], _Device] = {}

    def add(self, report: Report) -> None:
        """One more member."""
        if report.channel in _CHANNELS and report.rule >= 0:
            name = report.origin, report.rule
            device = self._devices.get(name)
            if device is None:
                device = self._devices[name] = _Device()
            device.put(report, self._rule)
            self._note(name, device)

    def drop(self, report: Report) -> None:
        """A member less."""
        name = report.origin, report.rule
        device = self._devices.get(name)
        if device is not None and report.channel in _CHANNELS:
            device.take(report, self._rule)
            self._note(name, device)
            if not device.alarms:
                del self._devices[name]

    def reasons(self, most: int) -> list[Reason]:
        """For each device that chatters, at most so many: how often in its last burst, and in how many seconds."""
        loud = sorted(self._loud.values(), key=lambda device: _when(device.alarms[0])) if self._loud else []
        return [device.told() for device in loud[:most]]

    def _note(self, name: tuple[str, int], device: _Device) -> None:
        if device.chatters:
            self._loud[name] = device
        else:
            self._loud.pop(name, None)


class _Device:
    """One device's alarms by their times; of each, where its burst begins and whether that chatters up to it."""

    def __init__(self) -> None:
        self.alarms: list[Report] = []
        self._begins = array("l")
        self._chatters = array("b")

    @property
    def chatters(self) -> bool:
        return bool(self._chatters and self._chatters[-1])

    def put(self, report: Report, rule: ChatterRule) -> None:
        at = len(self.alarms)
        if at and _when(self.alarms[-1]) > _when(report):
            at = bisect_left(self.alarms, _when(report), key=_when)
        self.alarms.insert(at, report)
        self._again(at, rule)

    def take(self, report: Report, rule: ChatterRule) -> None:
        at = bisect_left(self.alarms, _when(report), key=_when)
        del self.alarms[at]
        self._again(at, rule)

    def told(self) -> Reason:
        first, last = self.alarms[self._begins[-1]], self.alarms[-1]
        refs = [EventRef(report.order[1], report.order[2]) for report in (first, last)]
        count = len(self.alarms) - self._begins[-1]
        return Reason(
            RULE, last.event.time, refs, last.channel, last.origin, seconds=round(last.time - first.time, 3), value=float(count)
        )

    def _again(self, at: int, rule: ChatterRule) -> None:
        """Judge the alarms from this one on."""
        alarms, begins, chatters = self.alarms, self._begins, self._chatters
        del begins[at:], chatters[at:]
        for index in range(at, len(alarms)):
            time = alarms[index].time
            goes_on = index > 0 and time - alarms[index - 1].time <= rule.off_delay_s
            begin = begins[index - 1] if goes_on else index
            first = index - rule.many + 1
            begins.append(begin)
            chatters.append(
                (goes_on and chatters[index - 1]) or (first >= begin and time - alarms[first].time <= rule.within_s)
            )


def _when(report: Report) -> tuple[float, str, str]:
    return report.time, report.order[1], report.order[2]
