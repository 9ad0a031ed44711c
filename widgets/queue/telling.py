"""The rows of the list for those who hear the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from alerts.incidents import Incident
from alerts.wording import Wording
from widgets.queue.listing.ages import counts
from widgets.queue.listing.grouping import Group
from widgets.queue.listing.lines import group_name
from widgets.titles import title_of


class Telling:
    """``districts`` gives names by code, ``marked`` whether a key is marked."""

    def __init__(self, wording: Wording, districts: Callable[[], Mapping[str, str]], marked: Callable[[str], bool]) -> None:
        self._wording, self._districts, self._marked = wording, districts, marked

    def incident(self, incident: Incident) -> str:
        """An incident's row."""
        say = self._wording
        waits = "queue-escalated" if incident.escalated else "queue-reminded" if incident.reminded else ""
        said = say(
            "queue-row",
            priority=say("priority-numbered", priority=incident.priority),
            title=title_of(incident, say.language),
            state=say(waits or f"state-{incident.state}"),
            place=incident.place or self._districts().get(incident.region) or say("unknown-place"),
            reports=counts(say, incident.channels),
            owner=say.person(incident.owner) or say("nothing"),
        )
        return say("queue-row-marked", row=said) if self._marked(incident.key) else said

    def group(self, group: Group) -> str:
        """A group's line."""
        name = group_name(group, self._wording, self._districts())
        turned = "yes" if group.expanded else "no"
        return self._wording("queue-row-group", name=name, count=group.count, new=group.new, open=turned)
