"""The hub: feeds in, consoles out, the centre between them."""

from feeds.hub.doors import Bind
from feeds.hub.hub import Hub

__all__ = ["Bind", "Hub"]
