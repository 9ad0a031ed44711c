"""How the console itself is doing: event-loop gaps, frames, event to screen, memory."""

from console.diagnostics.meters import Meters
from console.diagnostics.report import Report

__all__ = ["Meters", "Report"]
