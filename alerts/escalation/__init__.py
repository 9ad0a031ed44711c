"""How likely an open incident is, or will become, a major one."""

from alerts.escalation.escalation import Escalation
from alerts.escalation.evidence import FEATURES, Evidence, Measure
from alerts.escalation.rule import EscalationRule

__all__ = ["FEATURES", "Escalation", "EscalationRule", "Evidence", "Measure"]
