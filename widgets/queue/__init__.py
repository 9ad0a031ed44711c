"""The list of incidents: what asks for the operator now, in the order in which it should be looked at."""

from widgets.queue.filter import QueueFilter
from widgets.queue.model import IncidentModel
from widgets.queue.queue import IncidentQueue

__all__ = ["IncidentModel", "IncidentQueue", "QueueFilter"]
