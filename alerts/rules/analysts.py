"""What the analysts of feeds go by, as checked values; see the comments of ``[analysts]`` in ``resources/rules.toml``."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeAlias

from msgspec import Meta, Struct

from alerts.events import DispatchCode

Positive: TypeAlias = Annotated[float, Meta(gt=0.0, le=1e9)]


class DispatchFigures(Struct, forbid_unknown_fields=True, frozen=True):
    """Time targets of calls, seconds since a call was received."""

    arrive_119_s: Positive
    send_119_s: Positive
    send_112_s: dict[Literal["0", "1", "2"], Positive]
    alarm: list[DispatchCode]
    forget_s: Positive


class AnalystFigures(Struct, forbid_unknown_fields=True, frozen=True):
    """Each analyst's figures."""

    dispatch: DispatchFigures


FINDINGS: Final[dict[str, str]] = {
    "dispatch_not_sent": "dispatch",
    "dispatch_not_arrived": "dispatch",
}
"""What analysts find that may open or raise an incident, and the type of events it is found in."""
