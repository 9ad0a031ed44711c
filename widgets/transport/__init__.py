"""The controls of a replay."""

from widgets.transport.transport import Transport

__all__ = ["Transport"]
