"""Response procedures: what is to be done for each kind of incident, step by step, with branches."""

from alerts.procedures.declared import Choice, Procedure, Procedures, StepRule
from alerts.procedures.load import DEFAULT_FOLDER, load_procedures, parse_procedure
from alerts.procedures.progress import SKIPPED, StepView, missing, views

__all__ = [
    "DEFAULT_FOLDER",
    "SKIPPED",
    "Choice",
    "Procedure",
    "Procedures",
    "StepRule",
    "StepView",
    "load_procedures",
    "missing",
    "parse_procedure",
    "views",
]
