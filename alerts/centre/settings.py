"""How a centre paces and bounds itself."""

from __future__ import annotations

from msgspec import Struct

from alerts.situation import LoadBounds


class CentreSettings(Struct, frozen=True):
    """Seconds unless said otherwise."""

    quiet_commit_s: float = 0.04
    """Between two transactions while there is time for it."""
    busy_commit_s: float = 0.1
    """Between two transactions under load."""
    busy_rate: float = 5_000.0
    """Events a second from which on it is load."""
    logged_s: float = 1.0
    """Between two entries on what the engine decided; what people do is logged at once."""
    refresh_s: float = 0.25
    """An incident of priority 3 or 4 is shown anew at most this often; new ones and priorities 1 and 2 at once."""
    shown_at_once: int = 500
    """Incidents refreshed in one update; the others wait for the next, the longest waiting first."""
    indexed_s: float = 5.0
    """An incident is brought up to date for searches at most this often; at once where its state or priority changes."""
    indexed_per_s: float = 500.0
    """Incidents brought up to date for searches a second; the others wait their turn, so that a storm is not slowed by it."""
    indexed_at_once: int = 250
    keep_closed_s: float = 900.0
    """How long a closed incident stays on the screens."""
    unattended_s: float = 86_400.0
    """An incident that nobody takes up and nothing more is heard of is closed as expired after this (ISA-18.2: stale)."""
    checkpoint_s: float = 30.0
    checkpoint_events: int = 500_000
    checkpoint_s_per_mb: float = 2.0
    """A large state is saved less often: at least this many seconds for each megabyte of it."""
    light_events: int = 20_000
    """With more events than this since the last checkpoint a hub that ends leaves them to the journal, so as to end quickly."""
    retry_s: float = 1.0
    """Between two tries to write after a failure."""
    held_bytes: int = 64 * 1024 * 1024
    """What waits in memory for a disk to come back; beyond it the whole state is saved then, instead of what came in."""
    held_joins: int = 200_000
    """Events of incidents that wait in memory for the log; beyond it they are counted as lost to the log."""
    load: LoadBounds = LoadBounds()
