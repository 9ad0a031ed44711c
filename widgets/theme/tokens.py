"""The names of every colour on a screen, and their values in the dark and the light theme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as ``#RRGGBB``. Saturated ones are for alarms and states alone; everything else is grey on purpose."""

    background: str
    """Behind everything."""
    panel: str
    """Queue, card, bars."""
    raised: str
    """Rows, chips and buttons on a panel."""
    hover: str
    line: str
    """Separators: decoration, never the only sign of anything."""
    edge: str
    """The outline of a control; told from the panel without help (3:1)."""
    text: str
    muted: str
    accent: str
    """Focus, links, a selected row's outline."""
    chosen: str
    """The ground of a chip that is on."""
    on_chosen: str
    primary: str
    """The ground of the one main button."""
    on_primary: str
    priority_1: str
    priority_2: str
    priority_3: str
    priority_4: str
    on_priority: str
    """The number inside a priority shape."""
    good: str
    warn: str
    bad: str
    live_band: str
    """The ground of the LIVE chip; ``good`` is its text."""
    replay: str
    replay_band: str
    exercise: str
    exercise_band: str
    exercise_stripe: str
    sea: str
    """The map outside the city."""
    land: str
    border: str
    """District lines on the map."""
    water: str
    label: str
    """District names on the map."""
    camera: str
    police: str
    """Units and reports of 112."""
    fire: str
    """Units and reports of 119."""
    city: str
    """Units of the city and reports of 120."""
    drone: str
    warned: str
    """The hatch of a warned area."""
    journey: str
    trace: str
    """Curves of the strips."""


DARK: Final = Tokens(
    background="#0E1116",
    panel="#161B22",
    raised="#1F2630",
    hover="#28313D",
    line="#3A4554",
    edge="#6F7C8B",
    text="#E6EDF3",
    muted="#9BA7B4",
    accent="#4C9AFF",
    chosen="#1E3A5C",
    on_chosen="#D5E6FF",
    primary="#2B5FA6",
    on_primary="#FFFFFF",
    priority_1="#FF5A4F",
    priority_2="#E69F00",
    priority_3="#F0E442",
    priority_4="#56B4E9",
    on_priority="#14181E",
    good="#3FB98A",
    warn="#E69F00",
    bad="#FF5A4F",
    live_band="#17352B",
    replay="#B38BFA",
    replay_band="#2A2140",
    exercise="#2CB5A5",
    exercise_band="#10302D",
    exercise_stripe="#163A37",
    sea="#0A0D12",
    land="#121922",
    border="#2B3643",
    water="#1A2C47",
    label="#748291",
    camera="#7288A8",
    police="#E6EDF3",
    fire="#F4B4A8",
    city="#B9C6D3",
    drone="#C9D8B6",
    warned="#56B4E9",
    journey="#D9B44A",
    trace="#4C8FE6",
)

LIGHT: Final = Tokens(
    background="#EEF1F4",
    panel="#FFFFFF",
    raised="#E8ECF0",
    hover="#DCE2E8",
    line="#C3CBD3",
    edge="#7C8894",
    text="#17202A",
    muted="#4F5B67",
    accent="#0B5CC4",
    chosen="#D3E4FA",
    on_chosen="#0A3F86",
    primary="#1F5AA8",
    on_primary="#FFFFFF",
    priority_1="#C8231A",
    priority_2="#8F4E00",
    priority_3="#756600",
    priority_4="#0A6AAE",
    on_priority="#FFFFFF",
    good="#0B744B",
    warn="#8F4E00",
    bad="#C8231A",
    live_band="#D7F0E4",
    replay="#6435C9",
    replay_band="#E8DEFB",
    exercise="#0A6F64",
    exercise_band="#D2EFEB",
    exercise_stripe="#C4E8E3",
    sea="#DDE3E9",
    land="#F7F8F9",
    border="#BCC6CF",
    water="#BBD2EA",
    label="#66727E",
    camera="#5C7292",
    police="#17202A",
    fire="#9C3B2B",
    city="#44525F",
    drone="#46592E",
    warned="#0A6AAE",
    journey="#8A6400",
    trace="#2A69BD",
)
