"""The rules' figures as arrays, in the order of :data:`alerts.incidents.KINDS`: what scoring looks up by index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from alerts.incidents import KINDS
from alerts.rules import Rules

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
Ints = np.ndarray[tuple[int, ...], np.dtype[np.int64]]

N_KINDS: Final = len(KINDS)
FAST_SHARE: Final = 0.94
"""Part of the follow-ups that come with the kind's tau; the rest come with four times that."""
SLOW: Final = 4.0
WANDER: Final = 1.6
"""An incident's reports lie within this times its kind's reach from where it began."""
QUIET_TAUS: Final = 15.0
"""After this many tau without news even the slow part explains nothing any more."""
SPREAD_CAP: Final = 2.2
"""An incident's learned spread is at most this many times its kind's: without a cap, incidents creep along a street."""
SPREAD_PRIOR: Final = 3.0
"""How many members the kind's own spread counts for while an incident's is learned."""
SEEKING: Final = 0.3
"""Follow-ups from which on an incident is looked for where its founder has only named the quarter: others bring hardly any, and
looking far for all of them would take long."""
DEVICES: Final = ("cctv", "sensor", "vehicle")
"""Event types whose reports come from fixed spots: their background is kept apart from that of callers."""
LEAK: Final = 0.01
"""The share of a kind's reports that look like anything at all; keeps one odd report from ruling a kind out for ever."""


class Figures:
    """Every figure of the rules that scoring needs, by kind (16) or by report rule."""

    def __init__(self, rules: Rules) -> None:
        kinds = rules.kinds
        self.tau = _array([kind.tau_s for kind in kinds])
        self.sigma2 = _array([kind.sigma_m**2 for kind in kinds])
        self.reach = _array([kind.reach_m + kind.speed_ms * kind.tau_s for kind in kinds])
        """Metres from an incident's centre; what walks on gets farther while its reports are still fresh."""
        self.drift = _array([0.5 * kind.speed_ms**2 for kind in kinds])
        """How fast the doubt grows about where it is that an incident is about: variance an axis (m2) a second squared."""
        self.wander = WANDER * self.reach
        """How far from its anchor an incident's reports may be, metres."""
        self.vague_reach = float(self.wander.max()) + 1.0
        """The same (m) as long as only a quarter is known of where an incident is; told from those of all kinds."""
        self.seeks: list[bool] = [kind.follow_ups >= SEEKING for kind in kinds]
        """By kind: whether callers are looked for in the whole quarter that its founder has named."""
        self.districts, self.devices = rules.engine.districts, rules.engine.devices
        """How many a city is taken to have, until reports say more."""
        self.background = rules.background
        """How fast what is ordinary is learned, and how widely."""
        self.life = _array([kind.life_s for kind in kinds])
        self.quiet = _array([min(kind.life_s, QUIET_TAUS * kind.tau_s) for kind in kinds])
        self.follow = _array([kind.follow_ups for kind in kinds])
        self.follow_more = _array([max(f, min(0.95, 2.0 * f)) for f in self.follow.tolist()])
        self.typical = _array([kind.typical for kind in kinds])
        self.learn_after = _array([kind.learn_after_s for kind in kinds])
        openings = _array([kind.prior_per_hour / kind.typical for kind in kinds])
        self.opening_share = openings / openings.sum()
        taus = sorted({kind.tau_s for kind in kinds})
        self.n_taus = len(taus)
        self.tau_class = np.array([taus.index(kind.tau_s) for kind in kinds], dtype=np.int64)
        self.decay = 1.0 / (SLOW * _array(taus))
        """Rate of the slow part by tau class, 1/s; the fast part's is four times it."""
        self.tau_of_kind: list[float] = self.tau.tolist()

        n = len(rules.reports)
        self.share = np.zeros((n, N_KINDS))
        for index, report in enumerate(rules.reports):
            for name, value in report.kinds.items():
                self.share[index, KINDS.index(name)] = value
        self.slots = int((self.share > 0.0).sum(axis=1).max())
        self.slot_kind = np.zeros((n, self.slots), dtype=np.int64)
        self.slot_share = np.zeros((n, self.slots))
        for index in range(n):
            order: Sequence[int] = sorted(range(N_KINDS), key=lambda k, i=index: (-self.share[i, k], k))[: self.slots]  # type: ignore[misc]
            self.slot_kind[index] = order
            self.slot_share[index] = self.share[index, order]
        self.speaks: list[list[tuple[int, float]]] = [
            [(kind, share) for kind, share in zip(kinds_of, shares, strict=True) if share > 0.0]
            for kinds_of, shares in zip(self.slot_kind.tolist(), self.slot_share.tolist(), strict=True)
        ]
        """The same as pairs: by report rule the kinds that it may be of, and their shares."""
        self.real: list[float] = [report.real for report in rules.reports]
        self.names = [report.name for report in rules.reports]
        self.chatter_many = rules.chatter.many
        self.used_slots: list[int] = (self.share > 0.0).sum(axis=1).tolist()
        prior = self.share * self.opening_share**0.5
        self.belief = prior / prior.sum(axis=1, keepdims=True)
        """What a report alone says of the kind: its likelihood by how often such incidents open, flattened by a root
        because the rates are priors of a whole city and what opens rarely is what matters most."""
        self.update = np.maximum(self.share, LEAK)
        self.lead: list[int] = self.belief.argmax(axis=1).tolist()
        device = [report.type in DEVICES for report in rules.reports]
        self.group: list[int] = [lead + N_KINDS * is_device for lead, is_device in zip(self.lead, device, strict=True)]
        self.groups = np.array(self.group, dtype=np.int64)
        self.n_groups = 2 * N_KINDS
        prior_rate = _array([kind.prior_per_hour / 3600.0 for kind in kinds])
        self.prior_rate = np.concatenate([prior_rate, 0.5 * prior_rate])
        """Ordinary reports a second by background group (16 kinds of callers, 16 of devices) in a city not yet known."""


def _array(values: Sequence[float]) -> Floats:
    return np.array(values, dtype=np.float64)
