"""How footage is doing: the words that whoever decodes it and whoever shows it have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

FootageState: TypeAlias = Literal["waiting", "connecting", "live", "stalled", "lost", "refused", "ended"]
"""``waiting``: the look is not in the log yet; ``refused``: user or password are wrong, and knocking again would lock the
account; ``ended``: a recording is over."""
FootageTrouble: TypeAlias = Literal[
    "",
    "unreachable",
    "denied",
    "not_found",
    "damaged",
    "no_video",
    "unsupported",
    "silent",
    "closed",
    "no_address",
    "not_covered",
]
FOOTAGE_STATES: tuple[FootageState, ...] = get_args(FootageState)
FOOTAGE_TROUBLES: tuple[FootageTrouble, ...] = get_args(FootageTrouble)


@dataclass(frozen=True, slots=True)
class FootageStatus:
    """``retry_s`` is in how many seconds it is tried again (None: not by itself); ``size`` of the picture as it comes, in
    pixels; ``fps`` pictures a second lately; ``thinned``: more comes than may be decoded, so that only some are shown.
    """

    state: FootageState
    why: FootageTrouble = ""
    retry_s: float | None = None
    size: tuple[int, int] = (0, 0)
    fps: float = 0.0
    thinned: bool = False
    attempts: int = 0
