"""One incident from its first report to its end, on one time axis."""

from widgets.timeline.course import Dot, Mark, course
from widgets.timeline.timeline import IncidentTimeline

__all__ = ["Dot", "IncidentTimeline", "Mark", "course"]
