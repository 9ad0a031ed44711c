"""A feed's side of the wire."""

from feeds.publisher.publisher import Publisher, Status

__all__ = ["Publisher", "Status"]
