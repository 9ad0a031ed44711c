"""The list of incidents: what asks for the operator now, in the order in which it should be looked at."""

from widgets.queue.listing.filter import QueueFilter
from widgets.queue.listing.model import IncidentModel
from widgets.queue.queue import IncidentQueue

__all__ = ["IncidentModel", "IncidentQueue", "QueueFilter"]
