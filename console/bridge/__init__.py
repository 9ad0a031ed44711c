"""The one bridge from the hub's connection to Qt: queue, tick, one model operation a view."""

from console.bridge.bridge import Bridge, Client
from console.bridge.pending import Pending
from console.bridge.picture import Picture
from console.bridge.tick import Tick

__all__ = ["Bridge", "Client", "Pending", "Picture", "Tick"]
