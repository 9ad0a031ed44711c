"""The common operating picture as this console knows it: the last snapshot with every update since."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from alerts.incidents import Incident
from alerts.picture import JourneySpot, Playback, Snapshot, Update
from console.bridge.bounded import Ordinary
from console.bridge.known import Known
from console.bridge.tick import Tick

JOURNEY_ENDS = frozenset({"arrived", "ended"})


@dataclass(slots=True)
class Picture(Known):
    """What is known, and how it is kept."""

    _ordinary: Ordinary = field(default_factory=Ordinary)

    def take(self, snapshot: Snapshot, tick: Tick) -> None:
        """Start anew from a snapshot; ``tick`` then holds the whole of it, and what went away."""
        before = set(self.incidents)
        self.mode, self.city, self.now = snapshot.mode, snapshot.city, snapshot.now
        self.n, self.epoch = snapshot.n, snapshot.epoch
        self.incidents = {incident.key: incident for incident in snapshot.incidents}
        self.units = {unit.unit_id: unit for unit in snapshot.units}
        self.journeys = {journey.journey_id: journey for journey in snapshot.journeys}
        self.sensors = {sensor.sensor_id: sensor for sensor in snapshot.sensors}
        gone = self.areas.keys() - {area.identifier for area in snapshot.areas}
        self.areas = {area.identifier: area for area in snapshot.areas}
        self.feeds = {feed.channel: feed for feed in snapshot.feeds}
        self.sources = {source.source: source for source in snapshot.sources}
        self.load, self.playback = snapshot.load, snapshot.playback
        self.cameras = snapshot.cameras
        self.directory = snapshot.directory
        self.requests = {request.id: request for request in snapshot.requests}
        self.linked = {one.counterpart: one for one in snapshot.linked}
        self.concerns = snapshot.concerns
        self.people = snapshot.people
        self.history.begin(snapshot.history, snapshot.now)
        self.raised.add(self.incidents)
        self._ordinary = Ordinary()
        for incident in sorted(snapshot.incidents, key=_updated):
            self._ordinary.note(incident.key, incident)
        self._make_room(tick)
        self.let_go = max(self.let_go, snapshot.held_back)
        tick.removed |= before - self.incidents.keys()
        tick.removed -= self.incidents.keys()
        tick.moved.clear()
        tick.areas_gone |= gone
        self.show(tick)

    def show(self, tick: Tick) -> None:
        """Put the whole picture into ``tick``."""
        tick.fresh = True
        tick.now = self.now
        tick.incidents = dict(self.incidents)
        tick.units, tick.journeys, tick.sensors = dict(self.units), dict(self.journeys), dict(self.sensors)
        tick.areas = dict(self.areas)
        tick.feeds, tick.sources = list(self.feeds.values()), list(self.sources.values())
        tick.load, tick.playback = self.load, self.playback
        tick.requests, tick.linked = dict(self.requests), True
        tick.concerns = self.concerns

    def apply(self, update: Update, tick: Tick) -> None:
        """Take in one update, and join it to what ``tick`` already holds."""
        self.now, self.n, self.epoch = update.now, update.n, update.epoch
        tick.now = update.now
        for old, new in update.moved.items():
            self._move(old, new, tick)
        for incident in update.incidents:
            if incident.is_urgent:
                before = self.incidents.get(incident.key)
                if before is None or before.priority > 1:
                    tick.raised.append(update.now)
            self.incidents[incident.key] = incident
            self._ordinary.note(incident.key, incident)
            tick.incidents[incident.key] = incident
            tick.removed.discard(incident.key)
        self.raised.add(incident.key for incident in update.incidents)
        for key in update.removed:
            self._ordinary.forget(key)
            self._take_off(key, tick)
        self._make_room(tick)
        for request in update.requests:
            self.requests[request.id] = tick.requests[request.id] = request
        for one in update.linked:
            self.linked[one.counterpart] = one
            tick.linked = True
        if update.cameras:
            self.cameras = tick.cameras = update.cameras
        for unit in update.units:
            self.units[unit.unit_id] = tick.units[unit.unit_id] = unit
        for journey in update.journeys:
            self._journey(journey, tick)
        for sensor in update.sensors:
            self.sensors[sensor.sensor_id] = tick.sensors[sensor.sensor_id] = sensor
        for area in update.areas:
            self.areas[area.identifier] = tick.areas[area.identifier] = area
            tick.areas_gone.discard(area.identifier)
        for identifier in update.areas_gone:
            self.areas.pop(identifier, None)
            tick.areas.pop(identifier, None)
            tick.areas_gone.add(identifier)
        self._health(update, tick)
        tick.published += update.published

    def _make_room(self, tick: Tick) -> None:
        for key in self._ordinary.too_many():
            self._take_off(key, tick)
            self.let_go += 1

    def _take_off(self, key: str, tick: Tick) -> None:
        self.incidents.pop(key, None)
        tick.incidents.pop(key, None)
        tick.removed.add(key)

    def _move(self, old: str, new: str, tick: Tick) -> None:
        incident = self.incidents.pop(old, None)
        if incident is not None:
            self.incidents.setdefault(new, incident)
            self._ordinary.note(new, self.incidents[new])
        self._ordinary.forget(old)
        self.raised.rename(old, new)
        tick.incidents.pop(old, None)
        for first, then in list(tick.moved.items()):
            if then == old:
                tick.moved[first] = new
        tick.moved[old] = new

    def _journey(self, journey: JourneySpot, tick: Tick) -> None:
        known = self.journeys.get(journey.journey_id)
        if not journey.route and known is not None and known.route:
            journey.route = known.route
        tick.journeys[journey.journey_id] = journey
        if journey.stage in JOURNEY_ENDS:
            self.journeys.pop(journey.journey_id, None)
        else:
            self.journeys[journey.journey_id] = journey

    def _health(self, update: Update, tick: Tick) -> None:
        for feed in update.feeds:
            self.feeds[feed.channel] = feed
        for source in update.sources:
            self.sources[source.source] = source
        if update.feeds:
            tick.feeds = update.feeds
            self.history.add(update.feeds, update.now)
        if update.sources:
            tick.sources = update.sources
        if update.load is not None:
            self.load = tick.load = update.load
        if update.playback is not None:
            self._playback(update.playback, tick)
        if update.concerns is not None:
            self.concerns = tick.concerns = update.concerns
        if update.trouble:
            self.trouble = "" if update.trouble == "ok" else update.trouble
            self.trouble_detail = update.trouble_detail
            tick.trouble, tick.trouble_detail = update.trouble, update.trouble_detail

    def _playback(self, playback: Playback, tick: Tick) -> None:
        if not playback.counts and self.playback is not None and self.playback.recording == playback.recording:
            playback.counts = self.playback.counts
        self.playback = tick.playback = playback


def _updated(incident: Incident) -> datetime:
    return incident.updated
