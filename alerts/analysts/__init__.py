"""Analysts: one for each feed, each follows its streams and says what is not in any single report."""

from __future__ import annotations

from alerts.analysts.disasters import DisasterAnalyst
from alerts.analysts.dispatch import DispatchAnalyst
from alerts.analysts.journeys import JourneyAnalyst
from alerts.analysts.sensors import SensorAnalyst
from alerts.analysts.silence import SilenceAnalyst
from alerts.analysts.surges import SurgeAnalyst
from alerts.analysts.trackers import TrackerAnalyst
from alerts.analysts.vehicles import VehicleAnalyst
from alerts.following.follower import Follower
from alerts.places.asked import Places
from alerts.rules import Rules


def analysts(rules: Rules, places: Places) -> tuple[Follower, ...]:
    """All of them, with the rules' figures."""
    f = rules.analysts
    return (
        JourneyAnalyst(f.journeys), VehicleAnalyst(f.vehicles, places), DisasterAnalyst(f.disasters, places),
        SensorAnalyst(f.sensors), TrackerAnalyst(f.trackers), DispatchAnalyst(f.dispatch),
        SilenceAnalyst(f.silence, rules, places), SurgeAnalyst(f.surges, rules, places),
    )  # fmt: skip
