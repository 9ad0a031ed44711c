"""Panels that can be torn off into windows of their own, arranged, and put back."""

from widgets.docks.arrangement import Arrangement, Node, columns, rows
from widgets.docks.docks import Docks
from widgets.docks.going import go_to
from widgets.docks.panel import Panel

__all__ = ["Arrangement", "Docks", "Node", "Panel", "columns", "go_to", "rows"]
