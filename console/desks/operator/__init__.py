"""The operator's desk."""

from console.desks.operator.desk import OperatorDesk

__all__ = ["OperatorDesk"]
