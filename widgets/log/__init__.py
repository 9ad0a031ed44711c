"""The supervisor's table of logged incidents."""

from widgets.log.model import LogModel
from widgets.log.table import LogTable

__all__ = ["LogModel", "LogTable"]
