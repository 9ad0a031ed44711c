"""The supervisor's desk."""

from console.desks.supervisor.desk import SupervisorDesk

__all__ = ["SupervisorDesk"]
