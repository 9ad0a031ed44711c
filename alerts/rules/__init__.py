"""The rules of correlation and urgency: read from ``resources/rules.toml``, checked, and compiled for use."""

from alerts.rules.load import DEFAULT_RULES, load_rules
from alerts.rules.rules import EngineRule, KindRule, PriorityRule, ReportRule, Rules

__all__ = ["DEFAULT_RULES", "EngineRule", "KindRule", "PriorityRule", "ReportRule", "Rules", "load_rules"]
