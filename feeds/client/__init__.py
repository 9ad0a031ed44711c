"""A console's side of the wire."""

from feeds.client.client import ConsoleClient
from feeds.client.messages import Link, LinkState, Reply

__all__ = ["ConsoleClient", "Link", "LinkState", "Reply"]
