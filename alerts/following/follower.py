"""What a follower is: one analyst of a feed, or one declared pattern."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeAlias, runtime_checkable

from alerts.events import Event
from alerts.following.finding import Beat, Step
from alerts.following.read import ReadEvent

Seen: TypeAlias = ReadEvent | Beat


class States(dict[str, Any]):
    """All states of a follower by key, to look at. Their order means nothing: sort what is enumerated."""

    __slots__ = ("others",)

    def __init__(self, others: Mapping[str, States]) -> None:
        self.others = others
        """The states of all followers, by the follower's name."""


class Follower(Protocol):
    """Follows streams; holds nothing itself, so that time can be taken back.

    Every method is pure: what comes out depends on the arguments alone. States are immutable msgspec structs. What it asks
    to be told of comes in the order (time, source, id); ``report.order[0]`` is when it takes effect.
    """

    @property
    def name(self) -> str:
        """Its name, unique, without a colon; part of the keys of incidents it opens."""
        ...

    @property
    def state(self) -> Any:
        """The type of its states (a struct, or a union of tagged ones), to read saved ones."""
        ...

    @property
    def types(self) -> tuple[type, ...]:
        """Event classes whose reports concern it."""
        ...

    @property
    def watches(self) -> tuple[type, ...]:
        """Event classes of which it also sees what is no report, such as a normal reading. Costs: keep to what is needed."""
        ...

    @property
    def beats(self) -> bool:
        """Whether it is told of ticks."""
        ...

    def wants(self, event: Event) -> bool:
        """Whether an event of those classes that is no report concerns it: what nobody wants is not followed at all."""
        ...

    def keys(self, seen: Seen) -> tuple[str, ...]:
        """Which streams this belongs to; must be cheap."""
        ...

    def follow(self, key: str, state: Any, seen: Seen, states: States) -> Step | None:
        """What a report or a tick changes, None where it is nothing; ``state`` is None for a stream that is new."""
        ...

    def due(self, key: str, state: Any, time: float, states: States) -> Step:
        """The deadline it asked for has come (seconds since the epoch)."""
        ...


@runtime_checkable
class Choosy(Protocol):
    """A follower that is told of few of the reports of its classes."""

    def hears(self, kind: type, rule: int) -> bool:
        """Whether events of this class that are reports by this rule (negative: that are none) may concern it at all."""
        ...


__all__ = ["Choosy", "Follower", "Seen", "States"]
