"""The response procedure of an incident, as a checklist."""

from widgets.procedure.checklist import Checklist

__all__ = ["Checklist"]
